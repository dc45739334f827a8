package suban.notice;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The outbox's rows. What every act asks is written out: a query derived from a method's name is composed anew at each call. */
public interface Notices extends Repository<Notice, Long> {

    Notice save(Notice notice);

    @Query(
            """
            select exists (select 1 from notice where complaint_id = :complaintId and attempt = :attempt
              and milestone = :milestone and recipient = :recipient)""")
    boolean existsByComplaintIdAndAttemptAndMilestoneAndRecipient(
            @Param("complaintId") Long complaintId,
            @Param("attempt") int attempt,
            @Param("milestone") String milestone,
            @Param("recipient") String recipient);

    @Query("select * from notice where complaint_id = :complaintId order by id")
    List<Notice> findByComplaintIdOrderById(@Param("complaintId") Long complaintId);

    boolean existsByReferenceAndMilestoneAndRecipient(String reference, String milestone, String recipient);

    List<Notice> findByReferenceOrderById(String reference);
}
