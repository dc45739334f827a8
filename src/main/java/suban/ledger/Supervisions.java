package suban.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The joint supervisions. Updates name their columns. */
public interface Supervisions extends Repository<Supervision, Long> {

    Supervision save(Supervision supervision);

    @Query("select * from supervision where complaint_id = :complaintId and attempt = :attempt")
    Optional<Supervision> findByComplaintIdAndAttempt(
            @Param("complaintId") Long complaintId, @Param("attempt") int attempt);

    /** All of a matter, whichever of its complaints brought them about, oldest first. */
    @Query(
            """
            select s.* from supervision s join complaint c on c.id = s.complaint_id
            where c.matter_id = :matter order by s.id""")
    List<Supervision> ofMatter(@Param("matter") Long matterId);

    @Modifying
    @Query(
            """
            update supervision set decision = :decision, by_default = :byDefault, decided_at = :at,
              record_due_at = :recordDueAt, first_reminder_at = :firstReminderAt
            where id = :id and decision is null""")
    int decide(
            @Param("id") Long id,
            @Param("decision") String decision,
            @Param("byDefault") boolean byDefault,
            @Param("at") Instant at,
            @Param("recordDueAt") Instant recordDueAt,
            @Param("firstReminderAt") Instant firstReminderAt);

    @Modifying
    @Query(
            """
            update supervision set findings = :findings, cause = :cause, requirements = :requirements,
              recorded_by = :by, recorded_at = :at where id = :id""")
    void record(
            @Param("id") Long id,
            @Param("findings") String findings,
            @Param("cause") String cause,
            @Param("requirements") String requirements,
            @Param("by") String by,
            @Param("at") Instant at);

    @Modifying
    @Query("update supervision set ended_at = :at where complaint_id = :complaint and ended_at is null")
    int end(@Param("complaint") Long complaintId, @Param("at") Instant at);

    /** Those of these complaints that run. */
    List<Supervision> findByComplaintIdInAndEndedAtIsNull(Collection<Long> complaintIds);

    @Modifying
    @Query("update supervision set decision_due_at = :at where id = :id")
    void setDecisionDue(@Param("id") Long id, @Param("at") Instant at);

    @Modifying
    @Query("update supervision set record_due_at = :at where id = :id")
    void setRecordDue(@Param("id") Long id, @Param("at") Instant at);

    @Modifying
    @Query("update supervision set first_reminder_at = :at where id = :id")
    void setFirstReminder(@Param("id") Long id, @Param("at") Instant at);
}
