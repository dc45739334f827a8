package suban.handling;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The steps of the long-term plans. */
interface Milestones extends Repository<Milestone, Long> {

    Milestone save(Milestone milestone);

    List<Milestone> findByFortnightIdOrderByNo(Long fortnightId);

    List<Milestone> findByFortnightIdInOrderByNo(Collection<Long> fortnightIds);

    @Modifying
    @Query("delete from milestone where fortnight_id = :fortnight")
    void deleteOf(@Param("fortnight") Long fortnight);
}
