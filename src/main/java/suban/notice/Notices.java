package suban.notice;

import java.util.List;
import org.springframework.data.repository.Repository;

/** The outbox's rows. */
public interface Notices extends Repository<Notice, Long> {

    Notice save(Notice notice);

    boolean existsByComplaintIdAndAttemptAndMilestoneAndRecipient(
            Long complaintId, int attempt, String milestone, String recipient);

    List<Notice> findByComplaintIdOrderById(Long complaintId);

    boolean existsByReferenceAndMilestoneAndRecipient(String reference, String milestone, String recipient);

    List<Notice> findByReferenceOrderById(String reference);
}
