package suban.process;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import suban.ledger.Assignment;
import suban.ledger.Assignments;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.ledger.Status;
import suban.ledger.Supervision;
import suban.ledger.Supervisions;
import suban.ledger.Timeline;
import suban.process.EngineState.OpenTask;
import suban.process.EngineState.Token;
import suban.process.EngineState.WaitingJob;

/**
 * What must hold of every case at every moment (Articles 4, 12, 15): each token has a way out, an open case an owner, a closed case
 * nothing left, no more than three dispatches, and tasks and timers tell the ledger's dates.
 */
final class CaseInvariants {

    static final int MOST_DISPATCHES = 3;

    /** What does not carry a case on by itself: the confirmation that it ends, and what the officer for secrecy does. */
    private static final Set<String> ASIDE =
            Set.of("userTask_confirmWithdrawal", "userTask_confirmLeavingScope", "userTask_decideSealed");

    private final Ledger ledger;
    private final Assignments assignments;
    private final Supervisions supervisions;
    private final Timeline timeline;
    private final JdbcTemplate jdbc;
    private final Map<String, List<String>> people;
    private final Map<Long, String> frozen = new HashMap<>();
    private final Map<String, String> settled = new HashMap<>();
    private final Map<String, String> verified = new HashMap<>();

    CaseInvariants(
            Ledger ledger,
            Assignments assignments,
            Supervisions supervisions,
            Timeline timeline,
            JdbcTemplate jdbc,
            Map<String, List<String>> people) {
        this.ledger = ledger;
        this.assignments = assignments;
        this.supervisions = supervisions;
        this.timeline = timeline;
        this.jdbc = jdbc;
        this.people = people;
    }

    /** Who may take this task. */
    List<String> peopleFor(OpenTask task) {
        return task.groups().stream()
                .flatMap(group -> people.getOrDefault(group, List.of()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    List<String> peopleOf(String group) {
        return people.getOrDefault(group, List.of());
    }

    /**
     * Everything that is wrong with these cases, in words; empty where nothing is.
     *
     * @param cases status and head of the timeline by number
     */
    List<String> broken(EngineState state, Map<String, String> cases) {
        List<String> problems = new ArrayList<>();
        if (state.incidents() > 0) {
            problems.add(state.incidents() + " incidents");
        }
        state.jobs().stream().filter(job -> job.retries() < 1).forEach(job -> problems.add("no retries left: " + job));
        cases.forEach((number, head) -> {
            if (head.equals(settled.get(number)) && state.tokens(number).isEmpty()) {
                return; // ended, and nothing has happened since
            }
            List<String> ofCase = new ArrayList<>();
            check(state, number, ofCase);
            ofCase.forEach(problem -> problems.add(number + ": " + problem));
            if (ofCase.isEmpty() && state.tokens(number).isEmpty()) {
                settled.put(number, head);
            }
        });
        return problems;
    }

    private void check(EngineState state, String number, List<String> problems) {
        Complaint complaint = ledger.complaint(number);
        List<Attempt> attempts = ledger.attempts(complaint);
        chain(complaint, problems);
        dispatches(attempts, problems);
        if (complaint.status().isEnd()) {
            nothingLeft(state, complaint, attempts, problems);
            return;
        }
        state.leaves(number).forEach(token -> wayOut(state, number, token, problems));
        owner(state, complaint, problems);
        status(state, complaint, problems);
        Attempt attempt = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        clocks(state, complaint, attempt, problems);
        state.tasks(number).forEach(task -> due(task, complaint, attempt, problems));
        state.jobs(number).forEach(job -> due(state, job, complaint, attempt, problems));
    }

    /** The chain of hashes is whole. */
    private void chain(Complaint complaint, List<String> problems) {
        String head = complaint.headSeq() + " " + complaint.headHash();
        if (!head.equals(verified.get(complaint.number()))) {
            if (!timeline.verify(complaint).intact()) {
                problems.add("timeline broken");
            }
            verified.put(complaint.number(), head);
        }
    }

    /** No more than three, numbered one after the other, and an earlier one is never changed again. */
    private void dispatches(List<Attempt> attempts, List<String> problems) {
        if (attempts.size() > MOST_DISPATCHES) {
            problems.add(attempts.size() + " dispatches");
        }
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            if (attempt.no() != i + 1) {
                problems.add("attempt " + attempt.no() + " in place of " + (i + 1));
            }
            if (i < attempts.size() - 1) {
                String now = withoutWords(attempt);
                String before = frozen.putIfAbsent(attempt.id(), now);
                if (before != null && !before.equals(now)) {
                    problems.add("attempt %d was changed after the next one began: %s, was %s"
                            .formatted(attempt.no(), now, before));
                }
                assignments.findByAttemptIdOrderById(attempt.id()).stream()
                        .filter(part -> part.endedAt() == null)
                        .forEach(part -> problems.add("a part of an earlier attempt is open: " + part));
            }
        }
    }

    /** All of it but what is sealed or erased where a secret is suspected. */
    private static String withoutWords(Attempt attempt) {
        return attempt.toString().replaceFirst("(?s)replyText=.*, replyDraftedBy", "replyDraftedBy");
    }

    /** A closed case has no task, timer, token or subscription, nor an open part; what is sealed is decided on nevertheless. */
    private void nothingLeft(EngineState state, Complaint complaint, List<Attempt> attempts, List<String> problems) {
        Set<String> sealing = state.tokens(complaint.number()).stream()
                .filter(token -> "sealing".equals(token.process()))
                .map(Token::instance)
                .collect(toCollection(HashSet::new));
        state.tokens(complaint.number()).stream()
                .filter(token -> !sealing.contains(token.instance()))
                .forEach(token -> problems.add(complaint.status() + ", but " + token));
        state.tasks(complaint.number()).stream()
                .filter(task -> !sealing.contains(task.instance()))
                .forEach(task -> problems.add(complaint.status() + ", but " + task));
        state.jobs(complaint.number()).stream()
                .filter(job -> !sealing.contains(job.instance()))
                .forEach(job -> problems.add(complaint.status() + ", but " + job));
        state.subscriptions(complaint.number()).stream()
                .filter(it -> !sealing.contains(it.instance()))
                .forEach(it -> problems.add(complaint.status() + ", but " + it));
        if (complaint.closedAt() == null) {
            problems.add(complaint.status() + " at no time");
        }
        attempts.forEach(attempt -> assignments.findByAttemptIdOrderById(attempt.id()).stream()
                .filter(part -> part.endedAt() == null)
                .forEach(part -> problems.add(complaint.status() + ", but " + part)));
    }

    private void wayOut(EngineState state, String number, Token token, List<String> problems) {
        String at = String.valueOf(token.activity());
        if (!token.active() && state.hasLivingSibling(token, number)) {
            return; // done with its part of a multiple one, which goes on
        }
        boolean out;
        if (at.startsWith("userTask_")) {
            List<OpenTask> tasks = state.tasks(number).stream()
                    .filter(task ->
                            task.token().equals(token.id()) && task.key().equals(at))
                    .toList();
            out = tasks.size() == 1
                    && !peopleFor(tasks.get(0)).isEmpty()
                    && (tasks.get(0).assignee() == null
                            || peopleFor(tasks.get(0)).contains(tasks.get(0).assignee()));
        } else if (at.startsWith("callActivity_")) {
            out = state.hasCalled(token);
        } else if (at.startsWith("event_")) {
            out = state.jobs(number).stream()
                            .anyMatch(job -> job.token().equals(token.id())
                                    && job.activity().equals(at))
                    || state.subscriptions(number).stream()
                            .anyMatch(it -> token.id().equals(it.token()) && at.equals(it.activity()));
        } else if (Set.of("gateway_watch", "gateway_waiting").contains(at)) { // event-based
            out = state.jobs(number).stream().anyMatch(job -> job.token().equals(token.id()))
                    || state.subscriptions(number).stream()
                            .anyMatch(it -> token.id().equals(it.token()));
        } else if (at.startsWith("gateway_join")) { // a parallel join waits for another token
            out = !state.beside(token, number).isEmpty();
        } else {
            out = state.jobs(number).stream()
                    .anyMatch(job -> !job.timer() && job.token().equals(token.id()));
        }
        if (!out) {
            problems.add("no way out: " + token);
        }
    }

    /** Somebody has it: an open task, the time of the next try, or the complaint of the same matter that is supervised. */
    private void owner(EngineState state, Complaint complaint, List<String> problems) {
        boolean task = state.tasks(complaint.number()).stream().anyMatch(it -> !ASIDE.contains(it.key()));
        boolean nextTry =
                state.jobs(complaint.number()).stream().anyMatch(job -> "event_nextVisit".equals(job.activity()));
        boolean elsewhere = state.leaves(complaint.number()).stream()
                        .anyMatch(token -> "event_awaitingSupervision".equals(token.activity()))
                && supervisions.ofMatter(complaint.matterId()).stream()
                        .filter(it -> it.endedAt() == null)
                        .anyMatch(it -> !it.complaintId().equals(complaint.id()) && decidedOn(state, it));
        if (!task && !nextTry && !elsewhere) {
            problems.add("nobody's: " + complaint.status() + " at "
                    + state.leaves(complaint.number()).stream()
                            .map(Token::activity)
                            .toList());
        }
    }

    private boolean decidedOn(EngineState state, Supervision supervision) {
        String number = jdbc.queryForObject(
                "select number from complaint where id = ?", String.class, supervision.complaintId());
        return state.tasks(number).stream()
                .anyMatch(task -> Set.of("userTask_decideSupervision", "userTask_recordSupervision")
                        .contains(task.key()));
    }

    /** Where the ledger says it stands is where the engine has it, and only there. */
    private void status(EngineState state, Complaint complaint, List<String> problems) {
        Set<String> places = new TreeSet<>();
        for (Token token : state.leaves(complaint.number())) {
            String at = String.valueOf(token.activity());
            if (at.startsWith("callActivity_")) {
                continue; // where the called process stands is where the case stands
            }
            switch (token.process()) {
                case "handling", "meeting", "fortnight" -> places.add("HANDLING");
                case "returnVisit" -> places.add("VISIT");
                case "jointSupervision" -> places.add("SUPERVISION");
                case "accountability" -> places.add("ACCOUNTABILITY");
                case "reportBack" -> places.add("REPORT");
                case "complaint" -> {
                    switch (at) {
                        case "userTask_coordinateFirst" -> places.add("COORDINATING_FIRST");
                        case "userTask_confirmRejection", "userTask_triage" -> places.add("TRIAGE");
                        case "userTask_answerImmediately" -> places.add("HANDLING");
                        case "event_awaitingSupervision" -> places.add("SUPERVISION");
                        default -> {
                            // confirmations
                        }
                    }
                }
                default -> {
                    // sealing
                }
            }
        }
        Status status = complaint.status();
        Set<String> expected =
                switch (status) {
                    case LONG_TERM -> Set.of("HANDLING");
                    default -> Set.of(status.name());
                };
        boolean reporting = places.equals(Set.of("REPORT"))
                && Set.of(Status.VISIT, Status.ACCOUNTABILITY).contains(status);
        if (!places.equals(expected) && !reporting) {
            problems.add("the ledger says " + status + ", the engine " + places);
        }
    }

    /** An attempt that is worked has all its clocks, the second and third as well as the first (Articles 8, 9, 14, 15). */
    private void clocks(EngineState state, Complaint complaint, Attempt attempt, List<String> problems) {
        Map<String, Long> timers = state.jobs(complaint.number()).stream()
                .collect(toMap(WaitingJob::activity, job -> 1L, Long::sum, TreeMap::new));
        boolean worked =
                state.tokens(complaint.number()).stream().anyMatch(token -> "handling".equals(token.process()));
        if (worked) {
            if (timers.getOrDefault("subProcess_overdue", 0L) != 1 && attempt.overdueAt() == null) {
                problems.add("attempt " + attempt.no() + " never becomes overdue: " + timers);
            }
            if (timers.getOrDefault("subProcess_reminders", 0L) != 1) {
                problems.add("attempt " + attempt.no() + " has no daily reminder, or several: " + timers);
            }
        }
        for (OpenTask task : state.tasks(complaint.number())) {
            if (task.key().equals("userTask_respond")
                    && !timers.containsKey("event_responseOverdue")
                    && attempt.responseLateAt() == null) {
                problems.add("the response of attempt " + attempt.no() + " never becomes overdue");
            }
        }
    }

    private void due(OpenTask task, Complaint complaint, Attempt attempt, List<String> problems) {
        Instant expected =
                switch (task.key()) {
                    case "userTask_coordinateFirst" -> complaint.coordinationDueAt();
                    case "userTask_confirmRejection", "userTask_triage" -> complaint.triageDueAt();
                    case "userTask_answerImmediately" -> complaint.enterpriseDueAt();
                    case "userTask_respond" -> attempt.responseDueAt();
                    case "userTask_handle",
                            "userTask_reply",
                            "userTask_confirmReply",
                            "userTask_releaseCoHandler",
                            "userTask_decideDelay" -> attempt.effectiveDueAt();
                    case "userTask_coHandle" -> part(attempt, task.groups().get(0));
                    case "userTask_visit" -> attempt.visitDueAt();
                    case "userTask_scoreCoHandlers" -> attempt.scoringDueAt();
                    case "userTask_decideSupervision" ->
                        supervision(complaint, attempt).decisionDueAt();
                    case "userTask_recordSupervision" ->
                        supervision(complaint, attempt).recordDueAt();
                    default -> task.due();
                };
        if (expected == null || !expected.equals(task.due())) {
            problems.add("%s is due %s, by the ledger %s".formatted(task, task.due(), expected));
        }
    }

    private void due(EngineState state, WaitingJob job, Complaint complaint, Attempt attempt, List<String> problems) {
        Instant expected =
                switch (job.activity()) {
                    case "event_coordinationLapsed" -> complaint.coordinationDueAt();
                    case "event_immediateLapsed" -> complaint.enterpriseDueAt();
                    case "event_responseOverdue" -> attempt.responseDueAt();
                    case "subProcess_dueSoon", "event_dueSoonAgain" -> attempt.warnAt();
                    case "subProcess_overdue", "event_dueReached", "event_delayLapsed" -> attempt.effectiveDueAt();
                    case "event_opinionOverdue" ->
                        state.tasks(complaint.number()).stream()
                                .filter(task -> task.token().equals(job.token()))
                                .map(task -> part(attempt, task.groups().get(0)))
                                .findFirst()
                                .orElse(null);
                    case "event_nextVisit" -> attempt.nextVisitAt();
                    case "event_scoringLapsed" -> attempt.scoringDueAt();
                    case "event_decisionLapsed" ->
                        supervision(complaint, attempt).decisionDueAt();
                    default -> job.due();
                };
        if (expected == null || !expected.equals(job.due())) {
            problems.add("%s fires %s, by the ledger %s".formatted(job, job.due(), expected));
        }
    }

    private Instant part(Attempt attempt, String unit) {
        return assignments.findByAttemptIdOrderById(attempt.id()).stream()
                .filter(it -> it.unit().equals(unit) && "CO".equals(it.role()) && it.endedAt() == null)
                .map(Assignment::dueAt)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private Supervision supervision(Complaint complaint, Attempt attempt) {
        return supervisions
                .findByComplaintIdAndAttempt(complaint.id(), attempt.no())
                .orElseThrow();
    }
}
