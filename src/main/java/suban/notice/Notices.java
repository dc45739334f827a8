package suban.notice;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The outbox's rows, read; {@link Outbox} adds them. */
public interface Notices extends Repository<Notice, Long> {

    @Query("select * from notice where complaint_id = :complaintId order by id")
    List<Notice> findByComplaintIdOrderById(@Param("complaintId") Long complaintId);

    List<Notice> findByReferenceOrderById(String reference);
}
