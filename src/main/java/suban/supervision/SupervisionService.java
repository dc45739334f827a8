package suban.supervision;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.calendar.CalendarService;
import suban.documents.DocumentKind;
import suban.documents.DocumentService;
import suban.documents.Issue;
import suban.engine.FormValues;
import suban.engine.Processes;
import suban.handling.Handlers;
import suban.ledger.Act;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.OfficeJudgement;
import suban.ledger.OfficeJudgements;
import suban.ledger.Status;
import suban.ledger.Supervision;
import suban.ledger.Supervisions;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.notice.Outbox;
import suban.visit.VisitService;

/** Joint supervision of a matter after its second 差评 (Article 15). */
@Service
@Transactional
public class SupervisionService {

    /** What a complaint waits for while another one of its matter is under joint supervision. */
    static final String DECIDED = "complaint.jointSupervisionDecided";

    /** Article 15: after the third dispatch there is none. */
    private static final int MOST_ATTEMPTS = 3;

    private final Ledger ledger;
    private final Complaints complaints;
    private final Supervisions supervisions;
    private final OfficeJudgements judgements;
    private final Supervisors supervisors;
    private final Timeline timeline;
    private final Outbox outbox;
    private final DocumentService documents;
    private final CalendarService calendar;
    private final Handlers handlers;
    private final VisitService visits;
    private final Processes processes;
    private final SupervisionLimits limits;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a supervision touches
    SupervisionService(
            Ledger ledger,
            Complaints complaints,
            Supervisions supervisions,
            OfficeJudgements judgements,
            Supervisors supervisors,
            Timeline timeline,
            Outbox outbox,
            DocumentService documents,
            CalendarService calendar,
            Handlers handlers,
            VisitService visits,
            Processes processes,
            SupervisionLimits limits,
            Clock clock) {
        this.ledger = ledger;
        this.complaints = complaints;
        this.supervisions = supervisions;
        this.judgements = judgements;
        this.supervisors = supervisors;
        this.timeline = timeline;
        this.outbox = outbox;
        this.documents = documents;
        this.calendar = calendar;
        this.handlers = handlers;
        this.visits = visits;
        this.processes = processes;
        this.limits = limits;
        this.clock = clock;
    }

    /** Opens the joint supervision that this attempt's 差评 brings about: both offices decide, within two working days. */
    public void open(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        Instant now = clock.instant();
        Instant due = calendar.workingDaysAfter(now, limits.decisionDays()).due();
        supervisions.save(new Supervision(
                null, complaint.id(), no, now, due, null, false, null, null, null, null, null, null, null, null, null));
        complaints.setStatus(number, Status.SUPERVISION);
        timeline.append(
                complaint.id(), Act.SUPERVISION_OPENED, Actor.SYSTEM, Map.of("attempt", no, "until", due.toString()));
        supervisors
                .deciders(number)
                .forEach(unit -> outbox.add(complaint, no, "decideSupervision", unit, Texts.time(due)));
    }

    /** One office says whether to supervise; with the last one it is decided. Only where all decline, with reason, is there none. */
    public void advise(String number, int no, String unit, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        String decision = form.required("decision", "是否联合督查");
        String reason = Supervision.DECLINE.equals(decision) ? form.required("reason", "不督查的理由") : form.text("reason");
        judgements.save(new OfficeJudgement(
                null,
                complaint.id(),
                no,
                OfficeJudgement.SUPERVISION,
                unit,
                decision,
                reason,
                form.actor().user(),
                clock.instant()));
        timeline.append(
                complaint.id(),
                Act.SUPERVISION_ADVISED,
                new Actor(form.actor().user(), unit),
                Map.of("attempt", no, "decision", decision),
                reason == null ? Map.of() : Map.of("reason", reason));
        List<OfficeJudgement> said = judgements.findByComplaintIdAndAttemptAndQuestionOrderById(
                complaint.id(), no, OfficeJudgement.SUPERVISION);
        if (said.size() == supervisors.deciders(number).size()) {
            boolean declined = said.stream().allMatch(it -> Supervision.DECLINE.equals(it.decision()));
            decide(complaint, no, declined ? Supervision.DECLINE : Supervision.SUPERVISE, false);
        }
    }

    /** The days are over and not both offices have declined: the matter is supervised. */
    public void superviseByDefault(String number, int no) {
        decide(ledger.complaint(number), no, Supervision.SUPERVISE, true);
    }

    private void decide(Complaint complaint, int no, String decision, boolean byDefault) {
        Instant now = clock.instant();
        boolean supervise = Supervision.SUPERVISE.equals(decision);
        Instant due =
                supervise ? calendar.workingDaysAfter(now, limits.recordDays()).due() : null;
        supervisions.decide(
                supervision(complaint, no).id(),
                decision,
                byDefault,
                now,
                due,
                supervise ? calendar.openingAfter(due) : null);
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("attempt", no);
        input.put("decision", decision);
        input.put("byDefault", byDefault);
        input.put("until", due == null ? null : due.toString());
        timeline.append(complaint.id(), Act.SUPERVISION_DECIDED, Actor.SYSTEM, input);
        if (supervise) {
            outbox.add(complaint, no, "recordSupervision", supervisors.inspection(), Texts.time(due));
        } else {
            end(complaint);
        }
    }

    /** 督查室 records what the supervision found, why, and what it requires (Article 15). */
    public void recordFindings(String number, int no, FormValues form) {
        Complaint complaint = ledger.complaint(number);
        String findings = form.required("findings", "督查发现的情况");
        String cause = form.required("cause", "未解决的原因");
        String requirements = form.required("requirements", "督办要求");
        supervisions.record(
                supervision(complaint, no).id(),
                findings,
                cause,
                requirements,
                form.actor().user(),
                clock.instant());
        timeline.append(
                complaint.id(),
                Act.SUPERVISION_RECORDED,
                form.actor(),
                Map.of("attempt", no),
                Map.of("findings", findings, "cause", cause, "requirements", requirements));
        end(complaint);
    }

    /** A supervision that is not recorded in time: 督查室 and the office are reminded, on working days. */
    public void remind(String number, int no) {
        LocalDate today = calendar.today();
        if (!calendar.isWorkingDay(today)) {
            return;
        }
        Complaint complaint = ledger.complaint(number);
        String due = Texts.time(supervision(complaint, no).recordDueAt());
        supervisors
                .deciders(number)
                .forEach(unit -> outbox.addOnce(
                        complaint, no, "supervisionReminder-" + today, "supervisionReminder", unit, due));
        timeline.append(complaint.id(), Act.SUPERVISION_REMINDED, Actor.SYSTEM, Map.of("attempt", no));
    }

    /**
     * The matter goes back to its host: with the 督办函, which carries findings and requirements, where it was supervised; as an
     * ordinary re-handling where the offices declined.
     *
     * @return the next attempt's number
     */
    public int orderAgain(String number, int no) {
        Complaint complaint = ledger.complaint(number);
        if (no >= MOST_ATTEMPTS) {
            throw new IllegalStateException(number + " has been dispatched " + no + " times (Article 15)");
        }
        Supervision found = supervisions.ofMatter(complaint.matterId()).stream()
                .filter(it -> it.recordedAt() != null)
                .reduce((earlier, later) -> later)
                .orElse(null);
        if (found == null) {
            return visits.returnForRehandling(number, no);
        }
        int next = no + 1;
        timeline.append(
                complaint.id(),
                Act.SUPERVISION_ORDERED,
                Actor.SYSTEM,
                Map.of("attempt", next),
                Map.of("findings", found.findings(), "cause", found.cause(), "requirements", found.requirements()));
        outbox.add(
                complaint,
                next,
                "supervisionLetter",
                handlers.hostGroup(complaint),
                found.findings(),
                found.cause(),
                found.requirements());
        documents.issue(Issue.of(
                        DocumentKind.SUPERVISION,
                        complaint,
                        next,
                        supervisors.office(number),
                        handlers.hostGroup(complaint),
                        "supervision",
                        Map.of(
                                "督查发现",
                                found.findings(),
                                "未解决原因",
                                found.cause(),
                                "督办要求",
                                found.requirements(),
                                "督查记录时间",
                                Texts.time(found.recordedAt())))
                .with(supervisors.inspection()));
        return next;
    }

    /** Its case ended meanwhile; whichever complaint of the matter waited for it goes on by itself. */
    public void abandon(String number) {
        Complaint complaint = ledger.complaint(number);
        if (supervisions.end(complaint.id(), clock.instant()) > 0) {
            wakeOthers(complaint);
        }
    }

    private void end(Complaint complaint) {
        supervisions.end(complaint.id(), clock.instant());
        wakeOthers(complaint);
    }

    private void wakeOthers(Complaint complaint) {
        complaints.findByMatterIdOrderById(complaint.matterId()).stream()
                .filter(other ->
                        other.status() == Status.SUPERVISION && !other.number().equals(complaint.number()))
                .forEach(other -> processes.tell(other.number(), DECIDED));
    }

    private Supervision supervision(Complaint complaint, int no) {
        return supervisions
                .findByComplaintIdAndAttempt(complaint.id(), no)
                .orElseThrow(() -> new IllegalStateException("no supervision of " + complaint.number()));
    }
}
