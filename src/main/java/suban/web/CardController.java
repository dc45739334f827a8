package suban.web;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import suban.InvalidInput;
import suban.calendar.CalendarService;
import suban.ledger.Ledger;

/** Answers Tasklist's card plugin: once per list, a fixed number of queries, only tasks the caller may see. */
@RestController
class CardController {

    private static final int MOST_TASKS = 200;

    private final IdentityService identities;
    private final TaskService tasks;
    private final RuntimeService instances;
    private final ObjectProvider<CardSource> cards;
    private final CalendarService calendar;
    private final Clock clock;

    CardController(ProcessEngine engine, ObjectProvider<CardSource> cards, CalendarService calendar, Clock clock) {
        this.identities = engine.getIdentityService();
        this.tasks = engine.getTaskService();
        this.instances = engine.getRuntimeService();
        this.cards = cards;
        this.calendar = calendar;
        this.clock = clock;
    }

    /**
     * One card as it is sent.
     *
     * @param number the complaint's, or that of what else the task is about
     * @param left time left for this task, or where it has no due date of its own, for the enterprise's reply; may be null
     * @param state {@link TimeLeft.State}, null as {@code left} is
     * @param enterpriseDueAt may be null
     */
    record View(
            String taskId,
            String number,
            String enterprise,
            String complaintClass,
            boolean urgent,
            String left,
            TimeLeft.State state,
            Instant enterpriseDueAt) {}

    @GetMapping("/camunda/api/suban/cards")
    ResponseEntity<?> cards(@RequestParam("tasks") Set<String> ids) {
        Authentication user = identities.getCurrentAuthentication();
        if (user == null) {
            return Problem.of(HttpStatus.UNAUTHORIZED).response();
        }
        if (ids.size() > MOST_TASKS) {
            throw new InvalidInput("tasks", "一次最多查询 " + MOST_TASKS + " 项任务。");
        }
        CardSource source = cards.getIfAvailable();
        if (source == null || ids.isEmpty()) {
            return ResponseEntity.ok(List.of());
        }
        List<Task> visible =
                tasks.createTaskQuery().taskIdIn(ids.toArray(String[]::new)).list();
        Map<String, String> numbers = numbers(visible, user);
        Map<String, Card> found = source.cards(new HashSet<>(numbers.values()));
        Instant now = clock.instant();
        List<View> views = visible.stream()
                .flatMap(task ->
                        card(numbers.get(task.getProcessInstanceId()), found).map(card -> view(task, card, now)))
                .toList();
        return ResponseEntity.ok(views);
    }

    /** Complaint numbers by process instance; who may see a task may see its number, though not the instance. */
    private Map<String, String> numbers(List<Task> visible, Authentication user) {
        Set<String> ids = visible.stream()
                .map(Task::getProcessInstanceId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return Map.of();
        }
        identities.clearAuthentication();
        try {
            return instances.createProcessInstanceQuery().processInstanceIds(ids).list().stream()
                    .filter(instance -> instance.getBusinessKey() != null)
                    .collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey));
        } finally {
            identities.setAuthentication(user.getUserId(), user.getGroupIds(), user.getTenantIds());
        }
    }

    /** The case's card; what is about no complaint (an appraisal, a calendar year, a ledger) has its own number and date. */
    private static Stream<Card> card(String number, Map<String, Card> found) {
        if (number == null) {
            return Stream.empty();
        }
        return Ledger.isNumber(number)
                ? Stream.ofNullable(found.get(number))
                : Stream.of(new Card(number, null, null, null, false));
    }

    private View view(Task task, Card card, Instant now) {
        Instant due = task.getDueDate() == null
                ? card.enterpriseDueAt()
                : task.getDueDate().toInstant();
        TimeLeft left = due == null ? null : TimeLeft.until(due, now, calendar);
        return new View(
                task.getId(),
                card.number(),
                card.enterpriseName(),
                card.complaintClass(),
                card.urgent(),
                left == null ? null : left.text(),
                left == null ? null : left.state(),
                card.enterpriseDueAt());
    }
}
