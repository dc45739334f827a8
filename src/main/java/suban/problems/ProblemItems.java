package suban.problems;

import java.util.Collection;
import java.util.List;
import org.springframework.data.repository.Repository;

interface ProblemItems extends Repository<ProblemItem, Long> {

    ProblemItem save(ProblemItem item);

    List<ProblemItem> findByProblemIdOrderById(Long problemId);

    List<ProblemItem> findByProblemIdInOrderById(Collection<Long> problemIds);

    List<ProblemItem> findByKindAndReferenceOrderById(String kind, String reference);
}
