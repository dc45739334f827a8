package suban.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.calendar.CalendarService;
import suban.engine.CaseVariables;
import suban.engine.FormValues;
import suban.engine.Processes;
import suban.ledger.Act;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.Timeline;
import suban.organisation.Organisation;
import suban.organisation.UnitKind;

/**
 * 电话告知: what reached an enterprise neither by mail nor by text message, somebody tells it by telephone (Articles 9, 11). One task a
 * case, whatever is to be told; it ends by itself where nothing is left to tell.
 */
@Service
@Transactional
public class PhoneNoticeService {

    private static final String NEEDED = "phoneNotice.needed";
    private static final String CHANGED = "phoneNotice.changed";
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);
    private static final int MOST_LOOKED_AT = 100;

    private final JdbcClient jdbc;
    private final Complaints complaints;
    private final Ledger ledger;
    private final Timeline timeline;
    private final Organisation organisation;
    private final CalendarService calendar;
    private final Overtaken overtaken;
    private final Processes processes;
    private final NoticeSettings settings;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a call touches
    PhoneNoticeService(
            JdbcClient jdbc,
            Complaints complaints,
            Ledger ledger,
            Timeline timeline,
            Organisation organisation,
            CalendarService calendar,
            Overtaken overtaken,
            Processes processes,
            NoticeSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.complaints = complaints;
        this.ledger = ledger;
        this.timeline = timeline;
        this.organisation = organisation;
        this.calendar = calendar;
        this.overtaken = overtaken;
        this.processes = processes;
        this.settings = settings;
        this.clock = clock;
    }

    /** Asks for a call where none is asked for yet; the caller has locked the complaint's row. */
    @Transactional(propagation = Propagation.MANDATORY)
    void open(Complaint complaint) {
        if (openRound(complaint.id()).isPresent()) {
            return; // its form lists whatever is to be told when it is opened
        }
        Instant now = clock.instant();
        jdbc.sql(
                        """
                        insert into phone_notice (complaint_id, unit, due_at, checked_at, opened_at)
                        values (:complaint, :unit, :due, :now, :now)""")
                .param("complaint", complaint.id())
                .param("unit", unitFor(complaint, toTell(complaint)))
                .param("due", Rows.at(dueFrom(now)))
                .param("now", Rows.at(now))
                .update();
        processes.startByMessage(NEEDED, complaint.number(), Map.of(CaseVariables.NUMBER, complaint.number()));
    }

    /** By close of business, as the day's response: from the cut-off on the task arrives at the next opening. */
    private Instant dueFrom(Instant now) {
        return calendar.responseDue(now, false).due();
    }

    /**
     * Who calls: the host about what it tells the enterprise itself, the coordinating office about everything else and wherever the
     * enterprise asked for confidentiality; in place of an accused office the next one.
     */
    private String unitFor(Complaint complaint, List<Waiting> notices) {
        boolean hostSpeaks = !notices.isEmpty()
                && !complaint.confidential()
                && notices.stream()
                        .allMatch(it -> EnterpriseNotice.of(it.template()).by() == EnterpriseNotice.By.HOST);
        List<Attempt> attempts = ledger.attempts(complaint);
        if (hostSpeaks && !attempts.isEmpty()) {
            String host = attempts.get(attempts.size() - 1).hostGroup();
            if (host != null && !organisation.isPartOf(host, complaint.accusedUnit())) {
                return host;
            }
        }
        String newArea = organisation.ofKind(UnitKind.OFFICE).get(0).id();
        String office = complaint.coordinatingUnit() == null ? newArea : complaint.coordinatingUnit();
        if (!organisation.isPartOf(office, complaint.accusedUnit())) {
            return office;
        }
        return office.equals(newArea)
                ? organisation.ofKind(UnitKind.INSPECTION).get(0).id()
                : newArea;
    }

    /** Whether a unit that calls may go on with it: nobody accused, and no host of before. */
    private boolean mayCall(Complaint complaint, String unit) {
        if (organisation.isPartOf(unit, complaint.accusedUnit())) {
            return false;
        }
        List<Attempt> attempts = ledger.attempts(complaint);
        return unit.equals(complaint.coordinatingUnit())
                || !attempts.isEmpty()
                        && unit.equals(attempts.get(attempts.size() - 1).hostGroup());
    }

    /** The round that is open or ended last. */
    @Transactional(readOnly = true)
    Optional<PhoneNotice> round(String number) {
        return jdbc.sql("select " + PhoneNotice.COLUMNS
                        + " from phone_notice where complaint_id = (select id from complaint where number = :number)"
                        + " order by id desc limit 1")
                .param("number", number)
                .query(PhoneNotice::of)
                .optional();
    }

    private Optional<PhoneNotice> openRound(Long complaintId) {
        return jdbc.sql("select " + PhoneNotice.COLUMNS
                        + " from phone_notice where complaint_id = :id and ended_at is null order by id limit 1")
                .param("id", complaintId)
                .query(PhoneNotice::of)
                .optional();
    }

    /** What the enterprise is to be told, oldest first. */
    @Transactional(readOnly = true)
    List<Waiting> toTell(Complaint complaint) {
        return jdbc.sql("select " + Waiting.COLUMNS
                        + " from notice where complaint_id = :id and recipient = 'ENTERPRISE' and state = 'CALLING'"
                        + " order by id")
                .param("id", complaint.id())
                .query(Waiting::of)
                .list();
    }

    /** A call that was logged elsewhere told of this notice: it has arrived. */
    @Transactional(propagation = Propagation.MANDATORY)
    void toldBy(Complaint complaint, Waiting notice, Instant at) {
        arrived(List.of(notice), at);
        recordTold(complaint, List.of(notice), Actor.SYSTEM, at, Map.of());
    }

    /** Ids of the complaints whose open rounds are to be looked at again. */
    @Transactional(readOnly = true)
    List<Long> toLookAt() {
        return jdbc.sql(
                        """
                        select complaint_id from phone_notice where ended_at is null and checked_at <= :before
                        order by checked_at, id limit :most""")
                .param("before", Rows.at(clock.instant().minus(LOOK_AGAIN)))
                .param("most", MOST_LOOKED_AT)
                .query(Long.class)
                .list();
    }

    /** An open round that could not be looked at comes up again after the others. */
    void putOff(Long complaintId) {
        jdbc.sql("update phone_notice set checked_at = :now where complaint_id = :id and ended_at is null")
                .param("now", Rows.at(clock.instant()))
                .param("id", complaintId)
                .update();
    }

    /** Looks whether an open round is still what is needed: overtaken, told by another call, or somebody else's by now. */
    void look(Long complaintId) {
        Complaint complaint = complaints.lock(complaintId);
        Instant now = clock.instant();
        Optional<PhoneNotice> found = openRound(complaint.id());
        if (found.isEmpty()) {
            return; // another node has just ended it
        }
        PhoneNotice round = found.get();
        jdbc.sql("update phone_notice set checked_at = :now where id = :id")
                .param("now", Rows.at(now))
                .param("id", round.id())
                .update();
        List<Waiting> left = new ArrayList<>();
        for (Waiting notice : toTell(complaint)) {
            Optional<String> why = overtaken.why(notice, complaint, now);
            Optional<Instant> told = overtaken.toldByCall(notice, complaint);
            if (told.isPresent()) {
                toldBy(complaint, notice, told.get());
            } else if (why.isPresent()) {
                set(notice, NoticeState.OUTDATED, why.get());
            } else {
                left.add(notice);
            }
        }
        if (left.isEmpty()) {
            end(round, "LAPSED", now);
            processes.send(complaint.number(), CHANGED);
            return;
        }
        String unit = unitFor(complaint, left);
        if (!unit.equals(round.unit()) && !mayCall(complaint, round.unit())) {
            // whoever takes over has not tried yet
            jdbc.sql("update phone_notice set unit = :unit, tries = 0, due_at = :due where id = :id")
                    .param("unit", unit)
                    .param("due", Rows.at(dueFrom(now)))
                    .param("id", round.id())
                    .update();
            processes.send(complaint.number(), CHANGED);
        }
    }

    /** A call, or a try at one (Articles 9, 11). */
    @Transactional(propagation = Propagation.MANDATORY)
    void record(String number, FormValues form) {
        Complaint complaint = complaints.lock(ledger.complaint(number).id());
        PhoneNotice round = openRound(complaint.id()).orElseThrow(() -> new InvalidInput("callResult", "告知结果：已不需要告知"));
        boolean reached = "TOLD".equals(form.required("callResult", "告知结果"));
        Instant now = clock.instant();
        Instant at = form.time("calledAt", "通话时间") == null
                ? now
                : form.time("calledAt", "通话时间").toInstant();
        List<Waiting> open = toTell(complaint);
        Set<String> ids = Set.copyOf(form.list("toldNotices"));
        List<Waiting> told = reached
                ? open.stream().filter(it -> ids.contains(it.id().toString())).toList()
                : List.of();
        refuse(form, reached, at, now, round, told);
        if (!reached && round.tries() > 0 && triedOn(workingDay(at), round)) {
            throw new InvalidInput("callResult", "告知结果：这个工作日已记过一次未接通，请在下一个工作日再打");
        }
        jdbc.sql(
                        """
                        insert into phone_call (phone_notice_id, called_at, reached, person, note, recorded_by, recorded_at)
                        values (:round, :at, :reached, :person, :note, :by, :now)""")
                .param("round", round.id())
                .param("at", Rows.at(at))
                .param("reached", reached)
                .param("person", form.text("callPerson"))
                .param("note", form.text("note"))
                .param("by", form.actor().user())
                .param("now", Rows.at(now))
                .update();
        Actor actor = new Actor(form.actor().user(), round.unit());
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("person", form.text("callPerson"));
        words.put("note", form.text("note"));
        if (reached) {
            arrived(told, at);
            recordTold(complaint, told, actor, at, words);
            if (told.size() == open.size()) {
                end(round, "TOLD", now);
            }
            return;
        }
        int tries = round.tries() + 1;
        timeline.append(complaint.id(), Act.NOTICE_CALL_TRIED, actor, Map.of("at", at), words);
        if (tries >= settings.tries()) {
            open.forEach(it -> set(it, NoticeState.NOT_REACHED, "电话" + tries + "次未接通"));
            end(round, "NOT_REACHED", now);
        }
        jdbc.sql("update phone_notice set tries = :tries, due_at = :due where id = :id")
                .param("tries", tries)
                .param("due", Rows.at(calendar.workingDaysAfter(now, 1).due()))
                .param("id", round.id())
                .update();
    }

    /** Three tries are three working days: an enterprise that is out for an hour is not out of reach. */
    private boolean triedOn(LocalDate day, PhoneNotice round) {
        return jdbc
                .sql(
                        """
                        select called_at from phone_call
                        where phone_notice_id = :round and reached = false order by id desc limit :tries""")
                .param("round", round.id())
                .param("tries", round.tries())
                .query((row, index) -> Rows.instant(row, "called_at"))
                .list()
                .stream()
                .anyMatch(at -> !workingDay(at).isBefore(day));
    }

    /** The working day a call belongs to: calls on free days count for the next one. */
    private LocalDate workingDay(Instant at) {
        LocalDate date = LocalDate.ofInstant(at, CalendarService.ZONE);
        return calendar.isWorkingDay(date)
                ? date
                : LocalDate.ofInstant(calendar.openingAfter(at), CalendarService.ZONE);
    }

    private static void refuse(
            FormValues form, boolean reached, Instant at, Instant now, PhoneNotice round, List<Waiting> told) {
        List<FieldError> errors = new ArrayList<>();
        if (at.isAfter(now.plusSeconds(60))) {
            errors.add(new FieldError("calledAt", "通话时间：不能晚于现在"));
        }
        if (at.isBefore(
                reached
                        ? round.openedAt().minus(Duration.ofDays(1))
                        : round.openedAt().minusSeconds(60))) {
            errors.add(new FieldError("calledAt", "通话时间：早于待告知的事项"));
        }
        if (reached && form.text("callPerson") == null) {
            errors.add(new FieldError("callPerson", "通话对象：必填"));
        }
        if (reached && told.isEmpty()) {
            errors.add(new FieldError("toldNotices", "已告知的事项：至少选一项"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
    }

    private void recordTold(Complaint complaint, List<Waiting> notices, Actor actor, Instant at, Map<String, ?> words) {
        List<String> labels = notices.stream()
                .map(it -> EnterpriseNotice.of(it.template()))
                .filter(it -> actor.user() != null || it.isRecorded())
                .map(EnterpriseNotice::label)
                .distinct()
                .toList();
        if (!labels.isEmpty()) {
            Map<String, Object> input = new LinkedHashMap<>();
            input.put(
                    "attempt", notices.stream().mapToInt(Waiting::attempt).max().orElse(0));
            input.put("notices", labels);
            input.put("sentBy", SentBy.PHONE.name());
            input.put("at", at);
            timeline.append(complaint.id(), Act.NOTICE_DELIVERED, actor, input, words);
        }
    }

    private void arrived(List<Waiting> notices, Instant at) {
        Fate.arrived(jdbc, notices.stream().map(Waiting::id).toList(), SentBy.PHONE, at);
    }

    private void set(Waiting notice, NoticeState state, String why) {
        Fate.set(jdbc, notice.id(), state, why);
    }

    private void end(PhoneNotice round, String outcome, Instant now) {
        jdbc.sql("update phone_notice set ended_at = :now, outcome = :outcome where id = :id")
                .param("now", Rows.at(now))
                .param("outcome", outcome)
                .param("id", round.id())
                .update();
    }
}
