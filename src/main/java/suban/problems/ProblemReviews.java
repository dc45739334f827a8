package suban.problems;

import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

interface ProblemReviews extends Repository<ProblemReview, Long> {

    ProblemReview save(ProblemReview review);

    Optional<ProblemReview> findByNumber(String number);

    @Modifying
    @Query("update problem_review set reviewed_at = :at, proposed = :proposed where id = :id")
    void setReviewed(@Param("id") Long id, @Param("at") Instant at, @Param("proposed") int proposed);
}
