package suban.substitution;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

interface Substitutions extends Repository<Substitution, Long> {

    Substitution save(Substitution substitution);

    Optional<Substitution> findByNumber(String number);

    /** Those not ended that share a day with these two dates, both included. */
    @Query(
            """
            select * from substitution
            where state in ('ARRANGED', 'RUNNING') and from_day <= :until and until_day >= :from
            order by id""")
    List<Substitution> between(@Param("from") LocalDate from, @Param("until") LocalDate until);

    @Modifying
    @Query("update substitution set state = 'RUNNING', handed = :handed, returned = :returned where id = :id")
    void begun(@Param("id") Long id, @Param("handed") int handed, @Param("returned") int returned);

    @Modifying
    @Query("update substitution set state = :state, ended_by = :by, ended_at = :at where id = :id")
    void ended(
            @Param("id") Long id,
            @Param("state") Substitution.State state,
            @Param("by") String by,
            @Param("at") Instant at);
}
