package suban.ledger;

import java.util.Collection;
import java.util.List;
import org.springframework.data.repository.Repository;

/** The co-handlers' opinions. */
public interface Opinions extends Repository<Opinion, Long> {

    Opinion save(Opinion opinion);

    List<Opinion> findByAssignmentIdInOrderByAt(Collection<Long> assignmentIds);
}
