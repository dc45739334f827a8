package suban.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Withdrawals and departures from scope. Updates name their columns. */
public interface EndingRequests extends Repository<EndingRequest, Long> {

    EndingRequest save(EndingRequest request);

    /** The one of this kind that waits for the office. */
    Optional<EndingRequest> findByComplaintIdAndKindAndDecidedAtIsNull(Long complaintId, String kind);

    /** The one that ended the case. */
    Optional<EndingRequest> findByComplaintIdAndDecision(Long complaintId, String decision);

    @Modifying
    @Query(
            """
            update ending_request set decision = :decision, ground = :ground, reference = :reference,
              called_at = :calledAt, call_note = :callNote, decision_reason = :reason, decided_by = :by, decided_at = :at
            where id = :id""")
    @SuppressWarnings("java:S107") // every column of a decision
    void decide(
            @Param("id") Long id,
            @Param("decision") String decision,
            @Param("ground") Ground ground,
            @Param("reference") String reference,
            @Param("calledAt") Instant calledAt,
            @Param("callNote") String callNote,
            @Param("reason") String reason,
            @Param("by") String by,
            @Param("at") Instant at);

    /** What was still open when its case ended. */
    @Modifying
    @Query(
            """
            update ending_request set decision = 'LAPSED', decided_at = :at
            where complaint_id = :complaint and decided_at is null""")
    void lapse(@Param("complaint") Long complaintId, @Param("at") Instant at);

    /** Those of these complaints that wait for the office. */
    List<EndingRequest> findByComplaintIdInAndDecidedAtIsNull(Collection<Long> complaintIds);

    @Modifying
    @Query("update ending_request set due_at = :at where id = :id")
    void setDue(@Param("id") Long id, @Param("at") Instant at);
}
