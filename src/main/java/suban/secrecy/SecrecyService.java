package suban.secrecy;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.Conflict;
import suban.InvalidInput.FieldError;
import suban.NotFound;
import suban.attachments.AttachmentService;
import suban.calendar.CalendarService;
import suban.engine.FormValues;
import suban.engine.Processes;
import suban.engine.StartGuard;
import suban.intake.UnitViewers;
import suban.ledger.Act;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.ledger.LedgerSearch;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.ledger.TransactionReads;
import suban.notice.Outbox;
import suban.organisation.Organisation;
import suban.organisation.People;

/**
 * Seals a case that may hold a state secret (Article 3): its words are out of everybody's reach at once, and the officer for
 * secrecy releases them, keeps them for the secrecy authority, or purges them on its instruction.
 */
@Service
public class SecrecyService implements StartGuard {

    private static final String PROCESS = "sealing";

    private final Ledger ledger;
    private final LedgerSearch search;
    private final Timeline timeline;
    private final Sealings sealings;
    private final Vault vault;
    private final AttachmentService attachments;
    private final Outbox outbox;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final People people;
    private final UnitViewers viewers;
    private final Processes processes;
    private final SecrecySettings settings;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what sealing touches
    SecrecyService(
            Ledger ledger,
            LedgerSearch search,
            Timeline timeline,
            Sealings sealings,
            Vault vault,
            AttachmentService attachments,
            Outbox outbox,
            CalendarService calendar,
            Organisation organisation,
            People people,
            UnitViewers viewers,
            Processes processes,
            SecrecySettings settings,
            Clock clock) {
        this.ledger = ledger;
        this.search = search;
        this.timeline = timeline;
        this.sealings = sealings;
        this.vault = vault;
        this.attachments = attachments;
        this.outbox = outbox;
        this.calendar = calendar;
        this.organisation = organisation;
        this.people = people;
        this.viewers = viewers;
        this.processes = processes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Seals a case at once and asks the officer to decide.
     *
     * @throws Conflict where it is sealed already
     */
    @Transactional
    public void seal(String number, String reason, Actor actor) {
        if (isSealed(number)) {
            throw new Conflict("投诉" + number + "已封存");
        }
        processes.start(PROCESS, FormValues.of(Map.of("number", number, "reason", reason), actor));
    }

    /** Whether the words of a case are out of reach and the officer has not decided for good. */
    @Transactional(readOnly = true)
    public boolean isSealed(String number) {
        return TransactionReads.once("sealing", Arrays.asList(number), () -> sealings.holding(number))
                .isPresent();
    }

    /** Takes the words away, in the transaction that starts the process; returns the complaint's number. */
    @Transactional(propagation = Propagation.MANDATORY)
    String sealNow(FormValues form) {
        String number = form.required("number", "投诉编号");
        Complaint complaint = ledger.lock(ledger.complaint(number));
        if (isSealed(number)) {
            throw new Conflict("投诉" + number + "已封存");
        }
        Instant now = clock.instant();
        Instant decideBy =
                calendar.workingDaysAfter(now, settings.decisionDays()).due();
        String reason = form.required("reason", "理由");
        Actor actor = new Actor(form.actor().user(), officeOf(form.actor()));
        timeline.append(complaint.id(), Act.SEALED, actor, Map.of("decideBy", decideBy), Map.of("reason", reason));
        Sealing sealing = sealings.save(new Sealing(
                null, complaint.id(), Sealing.State.SEALED, actor.user(), now, reason, decideBy, null, null, null));
        vault.close(sealing.id(), complaint.id());
        outbox.addOnce(
                ledger.complaint(number),
                0,
                "sealed-" + sealing.id(),
                "sealed",
                SecrecyOfficers.unitOf(complaint, organisation),
                Texts.time(decideBy));
        return number;
    }

    /** The officer's date has passed and nothing is decided: the unit that has the secret in its care is told, once for each date. */
    @Transactional(propagation = Propagation.MANDATORY)
    void remind(String number) {
        Sealing sealing = holding(number);
        Complaint complaint = ledger.complaint(number);
        boolean told = outbox.addOnce(
                complaint,
                0,
                "sealedReminder-" + sealing.id() + "-" + sealing.decideBy().toEpochMilli(),
                "sealedReminder",
                SecrecyOfficers.unitOf(complaint, organisation),
                Texts.time(sealing.decideBy()));
        if (told) {
            timeline.append(complaint.id(), Act.SEALED_REMINDED, Actor.SYSTEM, Map.of("decideBy", sealing.decideBy()));
        }
    }

    /** The officer's decision: RELEASE, KEEP or PURGE. */
    @Transactional(propagation = Propagation.MANDATORY)
    void decide(String number, FormValues form) {
        switch (form.required("decision", "处理决定")) {
            case "RELEASE" -> release(number, form.required("reason", "理由"), form.actor());
            case "KEEP" -> keep(number, form.required("reason", "理由"), form.actor());
            default ->
                purge(number, form.required("reason", "理由"), form.required("instruction", "保密部门文号"), form.actor());
        }
    }

    private void release(String number, String reason, Actor officer) {
        Sealing sealing = holding(number);
        vault.open(sealing.id());
        record(number, sealing, Sealing.State.RELEASED, sealing.decideBy(), null, officer);
        timeline.append(
                sealing.complaintId(), Act.UNSEALED, unitOf(number, officer), Map.of(), Map.of("reason", reason));
    }

    private void keep(String number, String reason, Actor officer) {
        Sealing sealing = holding(number);
        Instant decideBy = calendar.workingDaysAfter(clock.instant(), settings.transferDays())
                .due();
        record(number, sealing, Sealing.State.KEPT, decideBy, null, officer);
        timeline.append(
                sealing.complaintId(),
                Act.SEALED_KEPT,
                unitOf(number, officer),
                Map.of("decideBy", decideBy),
                Map.of("reason", reason));
    }

    /**
     * Erases the words of a sealed case for good. The record of what was done, and its chain of hashes, stay.
     *
     * @param instruction number of the secrecy authority's instruction
     * @throws Conflict where the case is not sealed
     */
    @Transactional
    public void purge(String number, String reason, String instruction, Actor officer) {
        Sealing sealing = holding(number);
        vault.purge(sealing.id(), sealing.complaintId());
        attachments.purge(sealing.complaintId());
        sealings.forgetReasons(sealing.complaintId());
        record(number, sealing, Sealing.State.PURGED, sealing.decideBy(), instruction, officer);
        timeline.append(
                sealing.complaintId(),
                Act.PURGED,
                unitOf(number, officer),
                Map.of("instruction", instruction),
                Map.of("reason", reason));
    }

    private void record(
            String number, Sealing sealing, Sealing.State state, Instant decideBy, String instruction, Actor officer) {
        sealings.decide(sealing.id(), state, decideBy, officer.user(), clock.instant(), instruction);
    }

    private Sealing holding(String number) {
        return sealings.holding(number).orElseThrow(() -> new Conflict("投诉" + number + "没有封存"));
    }

    /** An officer acts for the unit that has the case's secrets in its care. */
    private Actor unitOf(String number, Actor officer) {
        return new Actor(officer.user(), SecrecyOfficers.unitOf(ledger.complaint(number), organisation));
    }

    private String officeOf(Actor actor) {
        return actor.unit() != null
                ? actor.unit()
                : people.unitsOf(actor.user()).stream().sorted().findFirst().orElse(null);
    }

    @Override
    public List<FieldError> problems(String processKey, FormValues form) {
        String number = form.text("number");
        if (!PROCESS.equals(processKey) || number == null) {
            return List.of();
        }
        Set<String> units = people.unitsOf(form.actor().user());
        try {
            search.visible(number, viewers.of(units));
        } catch (NotFound e) {
            return List.of(new FieldError("number", "投诉编号：没有该编号的投诉"));
        }
        return isSealed(number) ? List.of(new FieldError("number", "投诉编号：该投诉已封存")) : List.of();
    }

    @Override
    public Optional<String> alreadyStarted(String processKey, FormValues values) {
        return Optional.empty();
    }
}
