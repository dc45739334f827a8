package suban.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Which unit works which attempt. */
public interface Assignments extends Repository<Assignment, Long> {

    Assignment save(Assignment assignment);

    @Query("select * from assignment where attempt_id = :attemptId order by id")
    List<Assignment> findByAttemptIdOrderById(@Param("attemptId") Long attemptId);

    List<Assignment> findByAttemptIdInOrderById(Collection<Long> attemptIds);

    @Modifying
    @Query("update assignment set dispatched_at = :at, due_at = :due where id = :id")
    void setDispatched(@Param("id") Long id, @Param("at") Instant at, @Param("due") Instant due);

    @Modifying
    @Query("update assignment set due_at = :due where id = :id")
    void setDue(@Param("id") Long id, @Param("due") Instant due);

    @Modifying
    @Query("update assignment set offered = :offered where id = :id")
    void setOffered(@Param("id") Long id, @Param("offered") boolean offered);

    @Modifying
    @Query("update assignment set ended_at = :at, why_ended = :why where id = :id and ended_at is null")
    void end(@Param("id") Long id, @Param("at") Instant at, @Param("why") String why);

    /** Moves the due date of the parts that still work and had this one. */
    @Modifying
    @Query(
            """
            update assignment set due_at = :to
            where attempt_id = :attempt and role = :role and due_at = :from and ended_at is null""")
    void moveDue(
            @Param("attempt") Long attemptId,
            @Param("role") String role,
            @Param("from") Instant from,
            @Param("to") Instant to);
}
