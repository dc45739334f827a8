package suban.problems;

import java.util.List;
import org.springframework.data.repository.Repository;

interface ProblemActs extends Repository<ProblemAct, Long> {

    ProblemAct save(ProblemAct act);

    List<ProblemAct> findByProblemIdOrderById(Long problemId);
}
