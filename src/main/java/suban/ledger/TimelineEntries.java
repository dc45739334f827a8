package suban.ledger;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The timelines' rows, read; {@link Timeline} adds them. */
interface TimelineEntries extends Repository<TimelineEntry, Long> {

    List<TimelineEntry> findByComplaintIdOrderBySeq(Long complaintId);

    @Query(
            """
            select seq, at_millis, act, actor, unit, input, personal, salt, digest, hash
            from timeline_entry where complaint_id = :id order by seq""")
    List<Timeline.Link> chain(@Param("id") Long complaintId);
}
