package suban.supervision;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.calendar.CalendarService;
import suban.documents.DocumentKind;
import suban.documents.DocumentService;
import suban.documents.Issue;
import suban.engine.FormValues;
import suban.ledger.Accountabilities;
import suban.ledger.Accountability;
import suban.ledger.Act;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.OfficeJudgement;
import suban.ledger.OfficeJudgements;
import suban.ledger.Status;
import suban.ledger.Supervisions;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.notice.Outbox;

/**
 * What follows a third 差评 (Article 15): both offices record whether 推进不力; where one of them finds it, a prepared file goes to
 * 纪检监察工委 by a person's hand. Told to these units alone.
 */
@Service
@Transactional
public class AccountabilityService {

    static final String NEGLIGENT = "NEGLIGENT";

    private final Ledger ledger;
    private final Complaints complaints;
    private final Accountabilities accountabilities;
    private final OfficeJudgements judgements;
    private final Supervisors supervisors;
    private final Supervisions supervisions;
    private final Dossier dossier;
    private final Timeline timeline;
    private final Outbox outbox;
    private final DocumentService documents;
    private final CalendarService calendar;
    private final SupervisionLimits limits;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a finding touches
    AccountabilityService(
            Ledger ledger,
            Complaints complaints,
            Accountabilities accountabilities,
            OfficeJudgements judgements,
            Supervisors supervisors,
            Supervisions supervisions,
            Dossier dossier,
            Timeline timeline,
            Outbox outbox,
            DocumentService documents,
            CalendarService calendar,
            SupervisionLimits limits,
            Clock clock) {
        this.ledger = ledger;
        this.complaints = complaints;
        this.accountabilities = accountabilities;
        this.judgements = judgements;
        this.supervisors = supervisors;
        this.supervisions = supervisions;
        this.dossier = dossier;
        this.timeline = timeline;
        this.outbox = outbox;
        this.documents = documents;
        this.calendar = calendar;
        this.limits = limits;
        this.clock = clock;
    }

    /** Asks both offices whether the units were negligent, within two working days. */
    public void open(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        Instant now = clock.instant();
        Instant due = calendar.workingDaysAfter(now, limits.judgementDays()).due();
        accountabilities.save(new Accountability(
                null,
                complaint.id(),
                no,
                now,
                due,
                calendar.openingAfter(due),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        complaints.setStatus(number, Status.ACCOUNTABILITY);
        timeline.append(
                complaint.id(),
                Act.ACCOUNTABILITY_OPENED,
                Actor.SYSTEM,
                Map.of("attempt", no, "until", due.toString()));
        supervisors
                .deciders(number)
                .forEach(unit -> outbox.add(complaint, no, "judgeResponsibility", unit, Texts.time(due)));
    }

    /** One office says whether 推进不力, with its reason. With the last one it is decided: found by one is found. */
    public void judge(String number, int no, String unit, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        String decision = form.required("decision", "是否推进不力");
        String reason = form.required("reason", "认定理由");
        judgements.save(new OfficeJudgement(
                null,
                complaint.id(),
                no,
                OfficeJudgement.RESPONSIBILITY,
                unit,
                decision,
                reason,
                form.actor().user(),
                clock.instant()));
        timeline.append(
                complaint.id(),
                Act.RESPONSIBILITY_JUDGED,
                new Actor(form.actor().user(), unit),
                Map.of("attempt", no, "decision", decision),
                Map.of("reason", reason));
        List<OfficeJudgement> said = said(complaint, no);
        if (said.size() == supervisors.deciders(number).size()) {
            boolean negligent = said.stream().anyMatch(it -> NEGLIGENT.equals(it.decision()));
            accountabilities.decide(accountability(complaint, no).id(), negligent, clock.instant());
        }
    }

    /** Builds the file from the ledger as it stands now; a person reads and sends it. */
    public void prepare(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        Instant due = calendar.workingDaysAfter(clock.instant(), limits.referralDays())
                .due();
        List<Dossier.Section> sections = dossier.of(complaint, no);
        accountabilities.prepare(
                accountability(complaint, no).id(), Dossier.text(complaint, sections), due, calendar.openingAfter(due));
        timeline.append(
                complaint.id(), Act.REFERRAL_PREPARED, Actor.SYSTEM, Map.of("attempt", no, "until", due.toString()));
        outbox.add(complaint, no, "sendReferral", supervisors.office(number), Texts.time(due));
        documents.issue(Issue.of(
                        DocumentKind.ACCOUNTABILITY,
                        complaint,
                        no,
                        supervisors.office(number),
                        supervisors.discipline(),
                        "referral",
                        Map.of(
                                "不满意次数",
                                String.valueOf(ledger.badRatings(complaint.matterId())),
                                "督查过",
                                supervisions.ofMatter(complaint.matterId()).stream()
                                        .anyMatch(it -> it.recordedAt() != null),
                                "章节",
                                sections.stream()
                                        .map(it -> Map.of("标题", it.heading(), "内容", it.text()))
                                        .toList()))
                .with(supervisors.inspection()));
    }

    /** A person has sent the file to 纪检监察工委. */
    public void send(String number, int no, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        Instant now = clock.instant();
        String note = form.required("note", "移送方式和说明");
        String to = supervisors.discipline();
        accountabilities.refer(
                accountability(complaint, no).id(),
                to,
                now,
                form.actor().user(),
                calendar.workingDaysAfter(now, limits.conclusionDays()).due());
        timeline.append(
                complaint.id(),
                Act.REFERRAL_SENT,
                form.actor(),
                Map.of("attempt", no, "referredTo", to),
                Map.of("note", note));
        outbox.add(complaint, no, "referral", to);
    }

    /** The two dates that come back from 纪检监察工委, and nothing else. */
    public void conclude(String number, int no, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        Accountability it = accountability(complaint, no);
        form.required("receivedOn", "受理日期");
        form.required("concludedOn", "办结日期");
        LocalDate received = form.date("receivedOn", "受理日期");
        LocalDate concluded = form.date("concludedOn", "办结日期");
        List<FieldError> errors = new ArrayList<>();
        LocalDate today = calendar.today();
        if (received.isBefore(LocalDate.ofInstant(it.referredAt(), clock.getZone()))) {
            errors.add(new FieldError("receivedOn", "受理日期：不能早于移送日期"));
        }
        if (received.isAfter(today)) {
            errors.add(new FieldError("receivedOn", "受理日期：不能晚于今天"));
        }
        if (concluded.isBefore(received)) {
            errors.add(new FieldError("concludedOn", "办结日期：不能早于受理日期"));
        }
        if (concluded.isAfter(today)) {
            errors.add(new FieldError("concludedOn", "办结日期：不能晚于今天"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        accountabilities.conclude(it.id(), received, concluded, form.actor().user(), clock.instant());
        timeline.append(
                complaint.id(),
                Act.REFERRAL_CONCLUDED,
                form.actor(),
                Map.of("attempt", no, "receivedOn", received.toString(), "concludedOn", concluded.toString()));
        supervisors.deciders(number).forEach(unit -> outbox.add(complaint, no, "referralConcluded", unit));
    }

    /** Closed as 已尽责仍不满意, with the offices' reasons, or after 纪检监察工委 has concluded. */
    public void close(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        boolean negligent = Boolean.TRUE.equals(accountability(complaint, no).negligent());
        ledger.end(complaint, Status.CLOSED);
        String reason = negligent
                ? null
                : String.join(
                        "；",
                        said(complaint, no).stream()
                                .map(OfficeJudgement::reason)
                                .distinct()
                                .toList());
        timeline.append(
                complaint.id(),
                Act.CLOSED,
                Actor.SYSTEM,
                Map.of("attempt", no, "how", negligent ? "ACCOUNTABLE" : "DILIGENT"),
                reason == null ? Map.of() : Map.of("reason", reason));
        if (negligent) {
            outbox.add(complaint, 0, "closedAccountable", Outbox.ENTERPRISE);
        } else {
            outbox.add(complaint, 0, "closedDiligent", Outbox.ENTERPRISE, reason);
        }
    }

    /** Not both offices have said it in time: whoever has not is reminded, on working days. */
    public void remindJudgement(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        List<String> silent = supervisors.deciders(number).stream()
                .filter(unit ->
                        said(complaint, no).stream().noneMatch(it -> it.unit().equals(unit)))
                .toList();
        remind(
                complaint,
                no,
                "judgementReminder",
                silent,
                accountability(complaint, no).judgementDueAt());
    }

    /** The prepared file has not been sent in time. */
    public void remindReferral(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        remind(
                complaint,
                no,
                "referralReminder",
                List.of(supervisors.office(number)),
                accountability(complaint, no).referralDueAt());
    }

    private void remind(Complaint complaint, int no, String template, List<String> units, Instant due) {
        LocalDate today = calendar.today();
        if (!calendar.isWorkingDay(today)) {
            return;
        }
        units.forEach(unit -> outbox.addOnce(complaint, no, template + "-" + today, template, unit, Texts.time(due)));
        timeline.append(complaint.id(), Act.ACCOUNTABILITY_REMINDED, Actor.SYSTEM, Map.of("attempt", no));
    }

    private List<OfficeJudgement> said(Complaint complaint, int no) {
        return judgements.findByComplaintIdAndAttemptAndQuestionOrderById(
                complaint.id(), no, OfficeJudgement.RESPONSIBILITY);
    }

    private Accountability accountability(Complaint complaint, int no) {
        return accountabilities
                .findByComplaintIdAndAttempt(complaint.id(), no)
                .orElseThrow(() -> new IllegalStateException("no accountability of " + complaint.number()));
    }
}
