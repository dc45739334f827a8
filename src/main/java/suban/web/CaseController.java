package suban.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import suban.ledger.Assignment;
import suban.ledger.Assignments;
import suban.ledger.Attempt;
import suban.ledger.Channel;
import suban.ledger.Complaint;
import suban.ledger.ComplaintContent;
import suban.ledger.Ledger;
import suban.ledger.LedgerSearch;
import suban.ledger.Masking;
import suban.ledger.Status;
import suban.ledger.Timeline;
import suban.ledger.Viewer;
import suban.ledger.Visits;
import suban.organisation.Organisation;
import suban.privacy.AccessLog;
import suban.privacy.Shown;

/** Shows one case to whom it concerns; for everybody else there is no such case. */
@RestController
class CaseController {

    private final LedgerSearch search;
    private final Ledger ledger;
    private final Assignments assignments;
    private final Visits visits;
    private final Timeline timeline;
    private final Organisation organisation;
    private final Viewers viewers;
    private final AccessLog access;

    @SuppressWarnings("java:S107") // what a case is made of
    CaseController(
            LedgerSearch search,
            Ledger ledger,
            Assignments assignments,
            Visits visits,
            Timeline timeline,
            Organisation organisation,
            Viewers viewers,
            AccessLog access) {
        this.search = search;
        this.ledger = ledger;
        this.assignments = assignments;
        this.visits = visits;
        this.timeline = timeline;
        this.organisation = organisation;
        this.viewers = viewers;
        this.access = access;
    }

    @GetMapping("/api/complaints/{number}")
    Object complaint(@PathVariable String number) {
        Viewer viewer = viewers.current();
        return view(search.visible(number, viewer), viewer);
    }

    /** A channel system knows its own id of a complaint, whether or not it ever received our number. */
    @GetMapping("/api/complaints")
    Object complaint(
            @RequestParam(required = false) String channel, @RequestParam(required = false) String externalId) {
        Viewer viewer = viewers.current();
        Parameters parameters = new Parameters();
        Channel known =
                parameters.required("channel", "收到渠道", parameters.oneOf("channel", "收到渠道", channel, Channel.class));
        String id = parameters.required("externalId", "外部编号", parameters.text("externalId", "外部编号", externalId, 120));
        parameters.refuseIfAny();
        return view(search.visible(known, id, viewer), viewer);
    }

    /** Whether a case's record is still as it was written. */
    @GetMapping("/api/timeline/verification")
    Timeline.Verification verification(@RequestParam(required = false) String number) {
        Viewer viewer = viewers.currentPerson(true);
        Parameters parameters = new Parameters();
        String given = parameters.required("number", "投诉编号", parameters.text("number", "投诉编号", number, 20));
        parameters.refuseIfAny();
        return timeline.verify(search.visible(given, viewer));
    }

    private Object view(Complaint complaint, Viewer viewer) {
        List<Attempt> attempts = ledger.attempts(complaint);
        return viewer.machine()
                ? ofChannel(complaint, attempts, search.status(complaint, viewer))
                : whole(complaint, attempts, viewer);
    }

    private static CaseView.OfChannel ofChannel(Complaint complaint, List<Attempt> attempts, Status status) {
        CaseView.Reply reply = attempts.stream()
                .filter(attempt -> attempt.repliedAt() != null)
                .reduce((earlier, later) -> later)
                .map(attempt ->
                        new CaseView.Reply(attempt.outcome(), attempt.replyText(), CaseView.at(attempt.repliedAt())))
                .orElse(null);
        return new CaseView.OfChannel(complaint.number(), status, reply);
    }

    private CaseView whole(Complaint complaint, List<Attempt> attempts, Viewer viewer) {
        CaseSight sight = CaseSight.of(search, complaint, attempts, viewer);
        List<Long> ids = attempts.stream().map(Attempt::id).toList();
        Map<Long, Integer> numbers = attempts.stream().collect(Collectors.toMap(Attempt::id, Attempt::no));
        Map<Long, List<String>> coHandlers = ids.isEmpty()
                ? Map.of()
                : assignments.findByAttemptIdInOrderById(ids).stream()
                        .filter(part -> "CO".equals(part.role()))
                        .collect(Collectors.groupingBy(
                                Assignment::attemptId, Collectors.mapping(Assignment::unit, Collectors.toList())));
        List<CaseView.VisitView> calls = ids.isEmpty()
                ? List.of()
                : visits.findByAttemptIdInOrderByAt(ids).stream()
                        .map(visit -> new CaseView.VisitView(
                                numbers.get(visit.attemptId()),
                                CaseView.at(visit.at()),
                                visit.rating(),
                                sight.words() ? sight.told(visit.reason()) : null))
                        .toList();
        List<CaseView.StepView> steps = sight.of(timeline.of(complaint.id())).stream()
                .map(entry -> new CaseView.StepView(
                        entry.seq(),
                        CaseView.at(Instant.ofEpochMilli(entry.atMillis())),
                        entry.act(),
                        entry.actor(),
                        entry.unit(),
                        sight.text(entry, organisation::nameOf)))
                .toList();
        if (sight.contact()) {
            ComplaintContent content = ledger.content(complaint);
            boolean shown = Stream.concat(
                            steps.stream().map(CaseView.StepView::text),
                            calls.stream().map(CaseView.VisitView::reason))
                    .anyMatch(text -> !Objects.equals(text, Masking.contactIn(text, content)));
            if (shown) {
                access.note(viewer.user(), viewer.units(), complaint.number(), Shown.CASE, "");
            }
        }
        return new CaseView(
                complaint.number(),
                sight.status(),
                complaint.complaintClass(),
                complaint.coordinatingUnit(),
                CaseView.at(complaint.enterpriseDueAt()),
                complaint.provisional(),
                attempts.stream()
                        .map(attempt -> view(attempt, coHandlers.getOrDefault(attempt.id(), List.of())))
                        .toList(),
                calls,
                steps);
    }

    private static CaseView.AttemptView view(Attempt attempt, List<String> coHandlers) {
        return new CaseView.AttemptView(
                attempt.no(),
                attempt.host(),
                coHandlers,
                CaseView.at(attempt.dispatchedAt()),
                CaseView.at(attempt.responseDueAt()),
                CaseView.at(attempt.respondedAt()),
                CaseView.at(attempt.dueAt()),
                CaseView.at(attempt.adjustedDueAt()),
                CaseView.at(attempt.repliedAt()),
                attempt.outcome());
    }
}
