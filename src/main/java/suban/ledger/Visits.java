package suban.ledger;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The call-backs. */
public interface Visits extends Repository<Visit, Long> {

    Visit save(Visit visit);

    List<Visit> findByAttemptIdInOrderByAt(Collection<Long> attemptIds);

    /** How often the enterprise was dissatisfied with a matter, with whichever of its complaints (Article 15). */
    @Query(
            """
            select count(*) from visit v
            join attempt a on a.id = v.attempt_id join complaint c on c.id = a.complaint_id
            where c.matter_id = :matter and v.rating in ('DISSATISFIED', 'VERY_DISSATISFIED')""")
    long badOnMatter(@Param("matter") Long matterId);
}
