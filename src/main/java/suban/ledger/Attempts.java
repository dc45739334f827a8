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

/** The attempts of the complaints. Updates name their columns. */
public interface Attempts extends Repository<Attempt, Long> {

    Attempt save(Attempt attempt);

    @Query(
            """
            select a.* from attempt a join complaint c on c.id = a.complaint_id
            where c.number = :number and a.no = :no""")
    Optional<Attempt> find(@Param("number") String number, @Param("no") int no);

    Optional<Attempt> findById(Long id);

    @Query("select * from attempt where complaint_id = :complaintId order by no")
    List<Attempt> findByComplaintIdOrderByNo(@Param("complaintId") Long complaintId);

    List<Attempt> findByComplaintIdInOrderByNo(Collection<Long> complaintIds);

    @Modifying
    @Query(
            """
            update attempt set dispatched_at = :dispatchedAt, delivered_at = :deliveredAt,
              response_due_at = :responseDueAt, limit_days = :days, limit_kind = :kind, due_anchor = :anchor,
              due_at = :dueAt, warn_at = :warnAt, opinion_due_at = :opinionDueAt,
              first_reminder_at = :firstReminderAt, calendar_version = :version, provisional = :provisional
            where id = :id""")
    void setDispatched(
            @Param("id") Long id,
            @Param("dispatchedAt") Instant dispatchedAt,
            @Param("deliveredAt") Instant deliveredAt,
            @Param("responseDueAt") Instant responseDueAt,
            @Param("days") int days,
            @Param("kind") String kind,
            @Param("anchor") Instant anchor,
            @Param("dueAt") Instant dueAt,
            @Param("warnAt") Instant warnAt,
            @Param("opinionDueAt") Instant opinionDueAt,
            @Param("firstReminderAt") Instant firstReminderAt,
            @Param("version") String version,
            @Param("provisional") boolean provisional);

    /** Gives the attempt to another host (Article 12): its duties begin anew, its original date stays. */
    @Modifying
    @Query(
            """
            update attempt set host = :host, host_group = :group, inside_unit = null, dispatched_at = :dispatchedAt,
              delivered_at = :deliveredAt, response_due_at = :responseDueAt, responded_at = null, response_late_at = null,
              promised_date = null, adjusted_due_at = :adjustedDueAt, warn_at = :warnAt, opinion_due_at = :opinionDueAt,
              first_reminder_at = :firstReminderAt
            where id = :id""")
    void setRedispatched(
            @Param("id") Long id,
            @Param("host") String host,
            @Param("group") String group,
            @Param("dispatchedAt") Instant dispatchedAt,
            @Param("deliveredAt") Instant deliveredAt,
            @Param("responseDueAt") Instant responseDueAt,
            @Param("adjustedDueAt") Instant adjustedDueAt,
            @Param("warnAt") Instant warnAt,
            @Param("opinionDueAt") Instant opinionDueAt,
            @Param("firstReminderAt") Instant firstReminderAt);

    /** Gives the attempt a new date beside its original one (Articles 8, 11). */
    @Modifying
    @Query(
            """
            update attempt set adjusted_due_at = :dueAt, warn_at = :warnAt, opinion_due_at = :opinionDueAt,
              first_reminder_at = :firstReminderAt
            where id = :id""")
    void setAdjusted(
            @Param("id") Long id,
            @Param("dueAt") Instant dueAt,
            @Param("warnAt") Instant warnAt,
            @Param("opinionDueAt") Instant opinionDueAt,
            @Param("firstReminderAt") Instant firstReminderAt);

    /** Gives a first attempt the dates of another class of complaint (Article 8); what the enterprise was promised stays. */
    @Modifying
    @Query(
            """
            update attempt set limit_days = :days, limit_kind = :kind, due_at = :dueAt, adjusted_due_at = :adjustedDueAt,
              warn_at = :warnAt, opinion_due_at = :opinionDueAt, first_reminder_at = :firstReminderAt,
              calendar_version = :version, provisional = :provisional
            where id = :id""")
    void setReclassified(
            @Param("id") Long id,
            @Param("days") int days,
            @Param("kind") String kind,
            @Param("dueAt") Instant dueAt,
            @Param("adjustedDueAt") Instant adjustedDueAt,
            @Param("warnAt") Instant warnAt,
            @Param("opinionDueAt") Instant opinionDueAt,
            @Param("firstReminderAt") Instant firstReminderAt,
            @Param("version") String version,
            @Param("provisional") boolean provisional);

    @Modifying
    @Query("update attempt set warn_at = :at where id = :id")
    void setWarnAt(@Param("id") Long id, @Param("at") Instant at);

    @Modifying
    @Query("update attempt set responded_at = :at, promised_date = :promised where id = :id")
    void setResponded(@Param("id") Long id, @Param("at") Instant at, @Param("promised") LocalDate promised);

    @Modifying
    @Query("update attempt set inside_unit = :unit where id = :id")
    void setInsideUnit(@Param("id") Long id, @Param("unit") String unit);

    @Modifying
    @Query(
            """
            update attempt set outcome = :outcome, reply_text = :text, legal_basis = :basis, reply_drafted_by = :by
            where id = :id""")
    void setReply(
            @Param("id") Long id,
            @Param("outcome") Outcome outcome,
            @Param("text") String text,
            @Param("basis") String basis,
            @Param("by") String by);

    @Modifying
    @Query("update attempt set confirmed_by = :by where id = :id")
    void setConfirmed(@Param("id") Long id, @Param("by") String by);

    @Modifying
    @Query("update attempt set replied_at = :at, visit_due_at = :visitDueAt where id = :id")
    void setReplied(@Param("id") Long id, @Param("at") Instant at, @Param("visitDueAt") Instant visitDueAt);

    @Modifying
    @Query("update attempt set next_visit_at = :at, visit_due_at = :dueAt where id = :id")
    void setNextVisit(@Param("id") Long id, @Param("at") Instant at, @Param("dueAt") Instant dueAt);

    /** A reopened case is to be called back anew. */
    @Modifying
    @Query("update attempt set visit_due_at = :dueAt, next_visit_at = null where id = :id")
    void setVisitDue(@Param("id") Long id, @Param("dueAt") Instant dueAt);

    @Modifying
    @Query("update attempt set scoring_due_at = :at where id = :id")
    void setScoringDue(@Param("id") Long id, @Param("at") Instant at);

    /** Notes once that the response is late; 0 where it was noted before. */
    @Modifying
    @Query("update attempt set response_late_at = :at where id = :id and response_late_at is null")
    int setResponseLate(@Param("id") Long id, @Param("at") Instant at);

    /** Notes once that the reply is late; 0 where it was noted before. */
    @Modifying
    @Query("update attempt set overdue_at = :at where id = :id and overdue_at is null")
    int setOverdue(@Param("id") Long id, @Param("at") Instant at);

    /** Dates as another calendar gives them. */
    @Modifying
    @Query(
            """
            update attempt set response_due_at = :response, due_at = :due, warn_at = :warn, opinion_due_at = :opinion,
              first_reminder_at = :reminder, visit_due_at = :visit, calendar_version = :version,
              provisional = :provisional
            where id = :id""")
    void setRecomputed(
            @Param("id") Long id,
            @Param("response") Instant response,
            @Param("due") Instant due,
            @Param("warn") Instant warn,
            @Param("opinion") Instant opinion,
            @Param("reminder") Instant reminder,
            @Param("visit") Instant visit,
            @Param("version") String version,
            @Param("provisional") boolean provisional);
}
