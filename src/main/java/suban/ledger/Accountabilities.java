package suban.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** The findings on responsibility. Updates name their columns. */
public interface Accountabilities extends Repository<Accountability, Long> {

    Accountability save(Accountability accountability);

    Optional<Accountability> findByComplaintIdAndAttempt(Long complaintId, int attempt);

    /** How many of a matter there are, whichever of its complaints brought them about. */
    @Query(
            """
            select count(*) from accountability a join complaint c on c.id = a.complaint_id
            where c.matter_id = :matter""")
    int ofMatter(@Param("matter") Long matterId);

    @Modifying
    @Query("update accountability set negligent = :negligent, decided_at = :at where id = :id")
    void decide(@Param("id") Long id, @Param("negligent") boolean negligent, @Param("at") Instant at);

    @Modifying
    @Query(
            """
            update accountability set dossier = :dossier, referral_due_at = :dueAt, referral_reminder_at = :reminderAt
            where id = :id""")
    void prepare(
            @Param("id") Long id,
            @Param("dossier") String dossier,
            @Param("dueAt") Instant dueAt,
            @Param("reminderAt") Instant reminderAt);

    @Modifying
    @Query(
            """
            update accountability set referred_to = :unit, referred_at = :at, referred_by = :by, conclusion_due_at = :dueAt
            where id = :id""")
    void refer(
            @Param("id") Long id,
            @Param("unit") String unit,
            @Param("at") Instant at,
            @Param("by") String by,
            @Param("dueAt") Instant dueAt);

    @Modifying
    @Query(
            """
            update accountability set received_on = :receivedOn, concluded_on = :concludedOn, concluded_by = :by,
              concluded_at = :at where id = :id""")
    void conclude(
            @Param("id") Long id,
            @Param("receivedOn") LocalDate receivedOn,
            @Param("concludedOn") LocalDate concludedOn,
            @Param("by") String by,
            @Param("at") Instant at);

    /** Those of these complaints that 纪检监察工委 has not concluded, or that have not come to it. */
    List<Accountability> findByComplaintIdInAndConcludedAtIsNull(Collection<Long> complaintIds);

    @Modifying
    @Query("update accountability set judgement_due_at = :at where id = :id")
    void setJudgementDue(@Param("id") Long id, @Param("at") Instant at);

    @Modifying
    @Query("update accountability set judgement_reminder_at = :at where id = :id")
    void setJudgementReminder(@Param("id") Long id, @Param("at") Instant at);

    @Modifying
    @Query("update accountability set referral_due_at = :at where id = :id")
    void setReferralDue(@Param("id") Long id, @Param("at") Instant at);

    @Modifying
    @Query("update accountability set referral_reminder_at = :at where id = :id")
    void setReferralReminder(@Param("id") Long id, @Param("at") Instant at);

    @Modifying
    @Query("update accountability set conclusion_due_at = :at where id = :id")
    void setConclusionDue(@Param("id") Long id, @Param("at") Instant at);
}
