package suban.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/**
 * The complaint records. Updates name their columns, so that two acts in one case never overwrite each other; what every act asks is
 * written out, as in the other repositories, because a query derived from a method's name is composed anew at each call.
 */
public interface Complaints extends Repository<Complaint, Long>, CaseLines {

    Complaint save(Complaint complaint);

    Optional<Complaint> findById(Long id);

    @Query("select * from complaint where number = :number")
    Optional<Complaint> findByNumber(@Param("number") String number);

    List<Complaint> findByNumberIn(Collection<String> numbers);

    @Query("select * from complaint where channel = :channel and external_id = :externalId")
    Optional<Complaint> findByChannelAndExternalId(
            @Param("channel") Channel channel, @Param("externalId") String externalId);

    Optional<Complaint> findFirstByRegisteredByAndContentHashAndRegisteredAtAfter(
            String registeredBy, String contentHash, Instant after);

    List<Complaint> findBySplitFromOrderByNumber(String splitFrom);

    /** The complaints that the office has confirmed to be one matter, oldest first. */
    @Query("select * from complaint where matter_id = :matterId order by id")
    List<Complaint> findByMatterIdOrderById(@Param("matterId") Long matterId);

    @Query("select count(*) from complaint")
    long count();

    @Modifying
    @Query("update complaint set status = :status where number = :number")
    void setStatus(@Param("number") String number, @Param("status") Status status);

    @Modifying
    @Query("update complaint set status = :status, closed_at = :at where number = :number")
    void end(@Param("number") String number, @Param("status") Status status, @Param("at") Instant at);

    /** Takes a closed case up again. */
    @Modifying
    @Query("update complaint set status = :status, closed_at = null where number = :number")
    void reopen(@Param("number") String number, @Param("status") Status status);

    @Modifying
    @Query("update complaint set scope_ground = :ground where number = :number")
    void setScopeGround(@Param("number") String number, @Param("ground") Ground ground);

    @Modifying
    @Query("update complaint set rejection_reason = :reason where number = :number")
    void setRejectionReason(@Param("number") String number, @Param("reason") String reason);

    @Modifying
    @Query("update complaint set accepted_at = :at, triage_due_at = :triageDueAt where number = :number")
    void setAccepted(
            @Param("number") String number, @Param("at") Instant at, @Param("triageDueAt") Instant triageDueAt);

    @Modifying
    @Query("update complaint set proposed_class = :proposed, proposed_co_units = :coUnits where number = :number")
    void setProposal(
            @Param("number") String number,
            @Param("proposed") ComplaintClass proposed,
            @Param("coUnits") String coUnits);

    @Modifying
    @Query(
            """
            update complaint set triaged_at = :at, triaged_by = :by, complaint_class = :complaintClass,
              eligibility = :eligibility, accused_unit = :accused, host_unit = :host, co_units = :coUnits, urgent = :urgent
            where number = :number""")
    void setTriage(
            @Param("number") String number,
            @Param("at") Instant at,
            @Param("by") String by,
            @Param("complaintClass") ComplaintClass complaintClass,
            @Param("eligibility") String eligibility,
            @Param("accused") String accused,
            @Param("host") String host,
            @Param("coUnits") String coUnits,
            @Param("urgent") boolean urgent);

    @Modifying
    @Query("update complaint set complaint_class = :complaintClass where number = :number")
    void setClass(@Param("number") String number, @Param("complaintClass") ComplaintClass complaintClass);

    @Modifying
    @Query(
            """
            update complaint set enterprise_due_at = :due, limit_days = :days, limit_kind = :kind,
              calendar_version = :version, provisional = :provisional
            where number = :number""")
    void setEnterpriseDue(
            @Param("number") String number,
            @Param("due") Instant due,
            @Param("days") Integer days,
            @Param("kind") String kind,
            @Param("version") String version,
            @Param("provisional") boolean provisional);

    @Modifying
    @Query("update complaint set co_units = :coUnits where number = :number")
    void setCoUnits(@Param("number") String number, @Param("coUnits") String coUnits);

    @Modifying
    @Query("update complaint set matter_id = :matter where number = :number")
    void setMatter(@Param("number") String number, @Param("matter") Long matterId);

    /** Locks the complaint's row, so that one case has one writer of its timeline at a time. */
    @Query("select * from complaint where id = :id for update")
    Complaint lock(@Param("id") Long id);

    @Modifying
    @Query("update complaint set host_unit = :host, complaint_class = :complaintClass where number = :number")
    void setHost(
            @Param("number") String number,
            @Param("host") String host,
            @Param("complaintClass") ComplaintClass complaintClass);

    /** Numbers of all complaints that have not ended, oldest first. */
    @Query("select number from complaint where closed_at is null order by number")
    List<String> openNumbers();

    /** Dates as another calendar gives them. */
    @Modifying
    @Query(
            """
            update complaint set coordination_due_at = :coordination, triage_due_at = :triage, enterprise_due_at = :due,
              calendar_version = :version, provisional = :provisional
            where number = :number""")
    void setRecomputed(
            @Param("number") String number,
            @Param("coordination") Instant coordination,
            @Param("triage") Instant triage,
            @Param("due") Instant due,
            @Param("version") String version,
            @Param("provisional") boolean provisional);
}
