package suban.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The reports on orders from above. */
public interface ReportBacks extends Repository<ReportBack, Long> {

    ReportBack save(ReportBack report);

    Optional<ReportBack> findByComplaintIdAndAttempt(Long complaintId, int attempt);

    @Modifying
    @Query(
            """
            update report_back set due_at = :dueAt, first_reminder_at = :reminderAt, reported_on = null, recipient = null,
              summary = null, recorded_by = null, recorded_at = null where id = :id""")
    void reset(@Param("id") Long id, @Param("dueAt") Instant dueAt, @Param("reminderAt") Instant reminderAt);

    @Modifying
    @Query(
            """
            update report_back set reported_on = :on, recipient = :recipient, summary = :summary, recorded_by = :by,
              recorded_at = :at where id = :id""")
    void report(
            @Param("id") Long id,
            @Param("on") LocalDate on,
            @Param("recipient") String recipient,
            @Param("summary") String summary,
            @Param("by") String by,
            @Param("at") Instant at);

    /** Those of these complaints that have not been made. */
    List<ReportBack> findByComplaintIdInAndRecordedAtIsNull(Collection<Long> complaintIds);

    @Modifying
    @Query("update report_back set due_at = :at where id = :id")
    void setDue(@Param("id") Long id, @Param("at") Instant at);

    @Modifying
    @Query("update report_back set first_reminder_at = :at where id = :id")
    void setFirstReminder(@Param("id") Long id, @Param("at") Instant at);
}
