package suban.handling;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** What was raised in the attempts, in order. */
interface HandlingRequests extends Repository<HandlingRequest, Long> {

    HandlingRequest save(HandlingRequest request);

    Optional<HandlingRequest> findById(Long id);

    @Query("select * from handling_request where attempt_id = :attemptId order by id")
    List<HandlingRequest> findByAttemptIdOrderById(@Param("attemptId") Long attemptId);

    @Query(
            """
            select * from handling_request where attempt_id = :attemptId and taken = :taken order by id limit 1""")
    Optional<HandlingRequest> findFirstByAttemptIdAndTakenOrderById(
            @Param("attemptId") Long attemptId, @Param("taken") boolean taken);

    @Modifying
    @Query("update handling_request set taken = true where id = :id")
    void setTaken(@Param("id") Long id);

    @Modifying
    @Query(
            """
            update handling_request set state = :state, add_units = :addUnits, release_units = :releaseUnits,
              decided_at = :at, decided_by = :by, decision_reason = :reason
            where id = :id""")
    void setDecided(
            @Param("id") Long id,
            @Param("state") HandlingRequest.State state,
            @Param("addUnits") String addUnits,
            @Param("releaseUnits") String releaseUnits,
            @Param("at") Instant at,
            @Param("by") String by,
            @Param("reason") String reason);

    @Modifying
    @Query("update handling_request set minutes = :minutes where id = :id")
    void setMinutes(@Param("id") Long id, @Param("minutes") String minutes);

    /** An open notice of delay may be decided until the attempt's own date, which has moved. */
    @Modifying
    @Query(
            "update handling_request set due_at = :due where attempt_id = :attempt and kind = 'DELAY' and state = 'OPEN'")
    void setDelayDue(@Param("attempt") Long attempt, @Param("due") Instant due);

    /** Everything still open in an attempt is overtaken: it was answered, ended or given to another host. */
    @Modifying
    @Query(
            "update handling_request set state = 'MOOT', decided_at = :at where attempt_id = :attempt and state = 'OPEN'")
    void overtake(@Param("attempt") Long attempt, @Param("at") Instant at);

    List<HandlingRequest> findByAttemptIdInAndStateOrderById(Collection<Long> attemptIds, HandlingRequest.State state);

    @Modifying
    @Query("update handling_request set due_at = :at where id = :id")
    void setDue(@Param("id") Long id, @Param("at") Instant at);

    @Modifying
    @Query("update handling_request set head_due_at = :at where id = :id")
    void setHeadDue(@Param("id") Long id, @Param("at") Instant at);
}
