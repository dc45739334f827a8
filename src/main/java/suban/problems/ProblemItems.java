package suban.problems;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

interface ProblemItems extends Repository<ProblemItem, Long> {

    ProblemItem save(ProblemItem item);

    List<ProblemItem> findByProblemIdOrderById(Long problemId);

    /** What stands for each of these problems: at most {@code most} of its demands, the central ones, and then the latest. */
    @Query(
            """
            select id, problem_id, kind, reference, central, likeness from (
              select i.*, row_number() over (partition by problem_id order by case when central then 0 else 1 end, id desc) as place
              from problem_item i where problem_id in (:problemIds)) placed
            where place <= :most
            order by id""")
    List<ProblemItem> typical(@Param("problemIds") Collection<Long> problemIds, @Param("most") int most);

    List<ProblemItem> findByKindAndReferenceOrderById(String kind, String reference);
}
