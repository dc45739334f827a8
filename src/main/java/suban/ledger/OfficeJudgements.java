package suban.ledger;

import java.util.List;
import org.springframework.data.repository.Repository;

/** What the two offices say under Article 15. */
public interface OfficeJudgements extends Repository<OfficeJudgement, Long> {

    OfficeJudgement save(OfficeJudgement judgement);

    List<OfficeJudgement> findByComplaintIdAndAttemptAndQuestionOrderById(
            Long complaintId, int attempt, String question);
}
