package suban.handling;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The commitments of the special meetings. */
interface Commitments extends Repository<Commitment, Long> {

    Commitment save(Commitment commitment);

    Optional<Commitment> findById(Long id);

    List<Commitment> findByRequestIdOrderById(Long requestId);

    @Query("select * from commitment where attempt_id = :attemptId and fulfilled_at is null order by id")
    List<Commitment> findByAttemptIdAndFulfilledAtIsNullOrderById(@Param("attemptId") Long attemptId);

    List<Commitment> findByAttemptIdInOrderById(Collection<Long> attemptIds);

    @Modifying
    @Query(
            "update commitment set fulfilled_at = :at, fulfilled_by = :by, note = :note where id = :id and fulfilled_at is null")
    void setFulfilled(
            @Param("id") Long id, @Param("at") Instant at, @Param("by") String by, @Param("note") String note);

    /** The reply waits no longer for what is open: the meeting's host is host no more. */
    @Modifying
    @Query("update commitment set before_reply = false where attempt_id = :attempt and fulfilled_at is null")
    void lapseBeforeReply(@Param("attempt") Long attempt);
}
