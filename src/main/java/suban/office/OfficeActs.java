package suban.office;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Conflict;
import suban.Forbidden;
import suban.NotFound;
import suban.engine.Processes;
import suban.engine.Refusals;
import suban.engine.TaskFacts;
import suban.handling.ReclassificationService;
import suban.handling.RequestService;
import suban.handling.RequestService.Correctable;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.ledger.LedgerSearch;
import suban.ledger.Viewer;
import suban.secrecy.SecrecyService;

/**
 * What an office does with a case from the board, beside pressing it (Articles 4, 8, 11, 12). Everything goes the way of the form in
 * Tasklist, in the person's name, so that the same rules, rights and record hold; nothing is offered that would be refused.
 */
@Service
public class OfficeActs {

    private static final String DECIDE_DELAY = "userTask_decideDelay";

    private final LedgerSearch search;
    private final Ledger ledger;
    private final OfficeService office;
    private final RequestService requests;
    private final ReclassificationService reclassification;
    private final SecrecyService secrecy;
    private final Processes processes;

    OfficeActs(
            LedgerSearch search,
            Ledger ledger,
            OfficeService office,
            RequestService requests,
            ReclassificationService reclassification,
            SecrecyService secrecy,
            Processes processes) {
        this.search = search;
        this.ledger = ledger;
        this.office = office;
        this.requests = requests;
        this.reclassification = reclassification;
        this.secrecy = secrecy;
        this.processes = processes;
    }

    /**
     * What the viewer may do with a case now.
     *
     * @param parts whose work may be given to whom (Article 12, 依职权); empty where none
     * @param reclassify whether a general matter may be made complex (Article 8)
     * @param enterpriseDue by when the enterprise is to be answered; null before it is known
     * @param delays notices of delay that wait for the viewer's decision (Article 11)
     */
    public record Offer(List<Correctable> parts, boolean reclassify, Instant enterpriseDue, List<Delay> delays) {}

    /**
     * A notice of delay that waits for a decision.
     *
     * @param task what the decision is sent for
     * @param request who asked, when, for which date and why
     * @param newDate the date asked for, as in 2026-05-15
     * @param due what the host has to answer by now; the new date is to be later
     */
    public record Delay(String task, String request, String newDate, Instant due) {}

    /** What {@code viewer} may do with this case; {@link NotFound} where it is not theirs to see. */
    @Transactional(readOnly = true)
    public Offer offer(String number, Viewer viewer) {
        Complaint complaint = search.visible(number, viewer);
        boolean ours = office.isFor(viewer.user(), complaint) && !secrecy.isSealed(number);
        return new Offer(
                ours ? requests.corrections(number) : List.of(),
                ours && reclassification.problems(number).isEmpty(),
                complaint.enterpriseDueAt(),
                processes.openTo(viewer.user(), number, DECIDE_DELAY).stream()
                        .map(task -> delay(complaint, task))
                        .toList());
    }

    private Delay delay(Complaint complaint, TaskFacts task) {
        Map<String, Object> form = processes.opened(task);
        Attempt attempt = ledger.attempt(complaint.number(), task.attempt());
        return new Delay(
                task.id(),
                String.valueOf(form.get("requestText")),
                String.valueOf(form.get("newDate")),
                attempt.effectiveDueAt());
    }

    /**
     * Gives a part to another unit, or takes a co-handler's from it (Article 12, 依职权).
     *
     * @param to null only for a co-handler, which is then released
     * @throws Forbidden where it is not this person's act
     * @throws suban.InvalidInput where a rule is against it, on {@code fromUnit}, {@code toUnit} or {@code number}
     */
    public void reassign(String number, String from, String to, String reason, Viewer viewer) {
        Map<String, Object> form = act(number, "CORRECT", reason, viewer);
        form.put("fromUnit", from);
        if (to != null) {
            form.put("toUnit", to);
        }
        processes.submitStart(viewer.user(), OfficeService.PROCESS, form);
    }

    /**
     * Makes a general matter complex (Article 8).
     *
     * @throws Forbidden where it is not this person's act
     * @throws suban.InvalidInput where a rule is against it, on {@code number}
     */
    public void reclassify(String number, String reason, Viewer viewer) {
        processes.submitStart(viewer.user(), OfficeService.PROCESS, act(number, "RECLASSIFY", reason, viewer));
    }

    private Map<String, Object> act(String number, String act, String reason, Viewer viewer) {
        Complaint complaint = search.visible(number, viewer);
        if (!office.isFor(viewer.user(), complaint)) {
            throw new Forbidden("只有负责协调该投诉的营商办可以办理");
        }
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("number", number);
        form.put("act", act);
        form.put("reason", reason);
        return form;
    }

    /**
     * Decides on a notice of delay by the form of its task: a new date, or none (Article 11).
     *
     * @param task of the {@link #offer}
     * @param form {@code decision}, {@code newDate}, {@code reason}; null for what is not given
     * @throws Conflict where it does not wait for this person's decision any more
     */
    public void decideDelay(String number, String task, Map<String, Object> form, Viewer viewer) {
        search.visible(number, viewer);
        TaskFacts open = processes.openTo(viewer.user(), number, DECIDE_DELAY).stream()
                .filter(it -> it.id().equals(task))
                .findFirst()
                .orElseThrow(() -> new Conflict("没有待您决定的延期告知，可能刚刚已经决定或期限已到"));
        try {
            processes.complete(viewer.user(), open, form);
        } catch (NotFound e) {
            Refusals.take(); // what the task's own guard has said of it is not the answer here
            throw new Conflict("该延期告知刚刚已经决定");
        }
    }
}
