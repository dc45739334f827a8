package suban.ledger;

import java.util.List;
import org.springframework.data.repository.Repository;

/** The hosts' scores of co-handlers. */
public interface CoScores extends Repository<CoScore, Long> {

    CoScore save(CoScore score);

    List<CoScore> findByAttemptId(Long attemptId);
}
