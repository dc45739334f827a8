package suban.ledger;

import java.util.List;
import org.springframework.data.repository.Repository;

interface TimelineEntries extends Repository<TimelineEntry, Long> {

    TimelineEntry save(TimelineEntry entry);

    List<TimelineEntry> findByComplaintIdOrderBySeq(Long complaintId);
}
