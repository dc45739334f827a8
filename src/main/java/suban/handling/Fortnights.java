package suban.handling;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The fortnights of the complex cases. */
interface Fortnights extends Repository<Fortnight, Long> {

    Fortnight save(Fortnight fortnight);

    @Query("select * from fortnight where attempt_id = :attemptId order by no desc limit 1")
    Optional<Fortnight> findFirstByAttemptIdOrderByNoDesc(@Param("attemptId") Long attemptId);

    @Modifying
    @Query(
            """
            update fortnight set decision = :decision, decided_at = :at, decided_by = :by, text = :text,
              expected_on = :expectedOn
            where id = :id""")
    void setDecision(
            @Param("id") Long id,
            @Param("decision") String decision,
            @Param("at") Instant at,
            @Param("by") String by,
            @Param("text") String text,
            @Param("expectedOn") LocalDate expectedOn);

    @Modifying
    @Query("update fortnight set signed_off_at = :at, signed_off_by = :by where id = :id")
    void setSignedOff(@Param("id") Long id, @Param("at") Instant at, @Param("by") String by);

    @Modifying
    @Query("update fortnight set undecided_at = :at where id = :id and undecided_at is null")
    int setUndecided(@Param("id") Long id, @Param("at") Instant at);

    List<Fortnight> findByAttemptIdInOrderByNo(Collection<Long> attemptIds);

    @Modifying
    @Query("update fortnight set ends_at = :at where id = :id")
    void setEndsAt(@Param("id") Long id, @Param("at") Instant at);
}
