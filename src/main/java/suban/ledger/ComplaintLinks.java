package suban.ledger;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The links between complaints. */
public interface ComplaintLinks extends Repository<ComplaintLink, Long> {

    ComplaintLink save(ComplaintLink link);

    /** Those of this kind that the later complaint has and nobody took back. */
    List<ComplaintLink> findByComplaintIdAndKindAndUndoneAtIsNullOrderById(Long complaintId, ComplaintLink.Kind kind);

    /** Those of this kind by which later complaints hang on this one and nobody took back. */
    List<ComplaintLink> findByRelatedIdAndKindAndUndoneAtIsNullOrderById(Long relatedId, ComplaintLink.Kind kind);

    @Modifying
    @Query(
            """
            update complaint_link set undone_by = :by, undone_at = :at
            where complaint_id = :complaint and kind = 'SAME_MATTER' and undone_at is null""")
    void undoSameMatter(@Param("complaint") Long complaintId, @Param("by") String by, @Param("at") Instant at);
}
