package suban.secrecy;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

interface Sealings extends Repository<Sealing, Long> {

    Sealing save(Sealing sealing);

    /** The one that holds: sealed and not decided for good. */
    @Query(
            """
            select s.* from sealing s join complaint c on c.id = s.complaint_id
            where c.number = :number and s.state in ('SEALED', 'KEPT')""")
    Optional<Sealing> holding(@Param("number") String number);

    @Modifying
    @Query(
            """
            update sealing set state = :state, decide_by = :decideBy, decided_by = :by, decided_at = :at,
              instruction = :instruction
            where id = :id""")
    void decide(
            @Param("id") Long id,
            @Param("state") Sealing.State state,
            @Param("decideBy") Instant decideBy,
            @Param("by") String by,
            @Param("at") Instant at,
            @Param("instruction") String instruction);

    /** Why a complaint was ever sealed is forgotten with its words, the reasons of sealings that were released before among it. */
    @Modifying
    @Query("update sealing set reason = null where complaint_id = :complaint")
    void forgetReasons(@Param("complaint") Long complaint);

    List<Sealing> findByComplaintIdInAndStateIn(Collection<Long> complaintIds, Collection<Sealing.State> states);

    @Modifying
    @Query("update sealing set decide_by = :at where id = :id")
    void setDecideBy(@Param("id") Long id, @Param("at") Instant at);
}
