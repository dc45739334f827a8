package suban.ledger;

import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The unrated closures that were taken up again. */
public interface Reopenings extends Repository<Reopening, Long> {

    Reopening save(Reopening reopening);

    @Query("select * from reopening where attempt_id = :attemptId order by id desc limit 1")
    Optional<Reopening> findFirstByAttemptIdOrderByIdDesc(@Param("attemptId") Long attemptId);
}
