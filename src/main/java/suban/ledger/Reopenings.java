package suban.ledger;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The unrated closures that were taken up again. */
public interface Reopenings extends Repository<Reopening, Long> {

    Reopening save(Reopening reopening);

    Optional<Reopening> findFirstByAttemptIdOrderByIdDesc(Long attemptId);
}
