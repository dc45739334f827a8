package suban.ledger;

import java.util.Collection;
import java.util.List;
import org.springframework.data.repository.Repository;

/** The call-backs. */
public interface Visits extends Repository<Visit, Long> {

    Visit save(Visit visit);

    List<Visit> findByAttemptIdInOrderByAt(Collection<Long> attemptIds);
}
