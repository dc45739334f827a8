package suban.handling;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The letters of coordination. Updates name their columns. */
interface CoordinationLetters extends Repository<CoordinationLetter, Long> {

    CoordinationLetter save(CoordinationLetter letter);

    Optional<CoordinationLetter> findByRequestId(Long requestId);

    @Query("select * from coordination_letter where attempt_id = :attemptId order by id")
    List<CoordinationLetter> findByAttemptIdOrderById(@Param("attemptId") Long attemptId);

    /** All of a case, of earlier attempts and hosts too. */
    List<CoordinationLetter> findByComplaintIdOrderById(Long complaintId);

    /** Notes once that no answer has come in time; 0 where it was noted before or the letter is closed. */
    @Modifying
    @Query("update coordination_letter set reminded_at = :at where id = :id and reminded_at is null and state = 'OPEN'")
    int setReminded(@Param("id") Long id, @Param("at") Instant at);

    @Modifying
    @Query(
            """
            update coordination_letter set state = :state, answered_on = :answeredOn, answerer = :answerer,
              answer = :answer, closed_at = :at, closed_by = :by
            where id = :id and state = 'OPEN'""")
    int close(
            @Param("id") Long id,
            @Param("state") CoordinationLetter.State state,
            @Param("answeredOn") LocalDate answeredOn,
            @Param("answerer") String answerer,
            @Param("answer") String answer,
            @Param("at") Instant at,
            @Param("by") String by);
}
