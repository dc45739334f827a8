package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import suban.ledger.Complaint;
import suban.ledger.LedgerRow;
import suban.ledger.LedgerSearch;
import suban.ledger.Texts;
import suban.ledger.Viewer;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.substitution.SubstitutionService;
import suban.substitution.SubstitutionService.StandIn;

/**
 * The whole path of a case through its diagrams, running and finished, each attempt by itself; for whom the case is. Cockpit of the
 * community release shows running instances only.
 */
@RestController
class CasePathController {

    /** Steps of the longest path that is told; reminders come back day after day. */
    private static final int MOST_STEPS = 20_000;

    /** Diagrams of a case. What an office decides beside them is in the timeline; what is sealed is the officer's. */
    private static final Set<String> TOLD = Set.of(
            "complaint",
            "handling",
            "meeting",
            "fortnight",
            "returnVisit",
            "jointSupervision",
            "accountability",
            "reportBack",
            "phoneNotice");

    private static final String ACCOUNTABILITY = "accountability";

    private final HistoryService history;
    private final ManagementService management;
    private final IdentityService identities;
    private final LedgerSearch search;
    private final Organisation organisation;
    private final People people;
    private final SubstitutionService substitution;
    private final Viewers viewers;
    private final CaseAccess access;

    CasePathController(
            ProcessEngine engine,
            LedgerSearch search,
            Organisation organisation,
            People people,
            SubstitutionService substitution,
            Viewers viewers,
            CaseAccess access) {
        this.access = access;
        this.substitution = substitution;
        this.history = engine.getHistoryService();
        this.management = engine.getManagementService();
        this.identities = engine.getIdentityService();
        this.search = search;
        this.organisation = organisation;
        this.people = people;
        this.viewers = viewers;
    }

    /**
     * A case and the diagrams it went through, in the order in which they began.
     *
     * @param readsAccess whether this person may read who was shown its contact data
     */
    record View(
            String number,
            String title,
            String enterpriseName,
            String status,
            String host,
            boolean readsAccess,
            List<InstanceView> instances) {}

    /**
     * One run of one diagram.
     *
     * @param id its place among the runs of this case, from 1; what the engine calls it is not for everybody who may see the case
     * @param parent the run that called it; null for none
     * @param label such as 第2次办理
     * @param definitionId what the engine knows the diagram by
     * @param endedAt null while it runs
     */
    record InstanceView(
            String id,
            String parent,
            String key,
            String label,
            String definitionId,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime startedAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime endedAt,
            List<StepView> steps) {}

    /**
     * One element that was entered.
     *
     * @param who the person's name; null where no person did it
     * @param away where it waits for somebody who is away today, who stands in: 不在岗至2026年3月6日，泾河新城的待办由李四代办; null
     *     otherwise, and for units it does not concern
     * @param leftAt null while it waits
     * @param calledInstance the run of another diagram that it called; null for none
     */
    record StepView(
            String element,
            String name,
            String type,
            String who,
            String away,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime enteredAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime leftAt,
            boolean cancelled,
            String calledInstance) {}

    @GetMapping("/camunda/api/suban/cases/{number}/path")
    View path(@PathVariable String number) {
        Viewer viewer = viewers.currentPerson(false);
        Complaint complaint = search.visible(number, viewer);
        LedgerRow row = search.rows(List.of(number), viewer).get(0);
        boolean responsibility = search.knowsResponsibility(complaint, viewer);
        // whom the case is for, the ledger has decided; the engine would know of running tasks only
        Authentication user = identities.getCurrentAuthentication();
        identities.clearAuthentication();
        try {
            return new View(
                    number,
                    row.title(),
                    row.enterpriseName(),
                    row.status().label(),
                    row.host() == null ? null : organisation.nameOf(row.host()),
                    access.mayRead(complaint, viewer),
                    instances(complaint, viewer, responsibility));
        } finally {
            if (user != null) {
                identities.setAuthentication(user.getUserId(), user.getGroupIds(), user.getTenantIds());
            }
        }
    }

    private List<InstanceView> instances(Complaint complaint, Viewer viewer, boolean responsibility) {
        String number = complaint.number();
        List<HistoricProcessInstance> found =
                history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(number).list().stream()
                        .filter(it -> TOLD.contains(it.getProcessDefinitionKey()))
                        .sorted(Comparator.comparing(HistoricProcessInstance::getStartTime)
                                .thenComparing(it -> it.getSuperProcessInstanceId() == null ? 0 : 1)
                                .thenComparing(HistoricProcessInstance::getId))
                        .toList();
        Set<String> hidden = new HashSet<>();
        if (!responsibility) {
            // the units do not learn that they are held to account (Article 15): for them the case waits where it was
            // before
            for (HistoricProcessInstance it : found) {
                if (ACCOUNTABILITY.equals(it.getProcessDefinitionKey())
                        || hidden.contains(String.valueOf(it.getSuperProcessInstanceId()))) {
                    hidden.add(it.getId());
                }
            }
            found = found.stream().filter(it -> !hidden.contains(it.getId())).toList();
        }
        Map<String, Integer> counts = new HashMap<>();
        found.forEach(it -> counts.merge(it.getProcessDefinitionKey(), 1, Integer::sum));
        Map<String, Integer> seen = new HashMap<>();
        Map<String, List<HistoricActivityInstance>> stepsOf = steps(number);
        Map<String, String> names = people.namesOf(stepsOf.values().stream()
                .flatMap(List::stream)
                .map(HistoricActivityInstance::getAssignee)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        Map<String, String> runs = new HashMap<>();
        Map<String, List<StandIn>> standIns = standIns(complaint, viewer);
        found.forEach(it -> runs.put(it.getId(), String.valueOf(runs.size() + 1)));
        List<InstanceView> views = new ArrayList<>();
        for (HistoricProcessInstance it : found) {
            int no = seen.merge(it.getProcessDefinitionKey(), 1, Integer::sum);
            List<HistoricActivityInstance> steps = stepsOf.getOrDefault(it.getId(), List.of());
            int calls = indexOfCall(steps, hidden);
            Date until = calls < 0 ? null : steps.get(calls).getStartTime();
            boolean over = it.getEndTime() != null;
            List<StepView> told = new ArrayList<>((calls < 0 ? steps : steps.subList(0, calls))
                    .stream()
                            .map(step -> step(step, over ? null : until, names, runs, standIns))
                            .toList());
            if (over && calls >= 0) {
                told.add(end(it));
            }
            views.add(new InstanceView(
                    runs.get(it.getId()),
                    runs.get(it.getSuperProcessInstanceId()),
                    it.getProcessDefinitionKey(),
                    label(it, no, counts.get(it.getProcessDefinitionKey())),
                    it.getProcessDefinitionId(),
                    at(it.getStartTime()),
                    at(it.getEndTime()),
                    told));
        }
        return views;
    }

    private static String label(HistoricProcessInstance it, int no, int of) {
        return switch (it.getProcessDefinitionKey()) {
            case "complaint" -> "投诉全过程";
            case "handling" -> "第%d次办理".formatted(no);
            default ->
                of == 1 ? it.getProcessDefinitionName() : "%s（第%d次）".formatted(it.getProcessDefinitionName(), no);
        };
    }

    /** The steps of all runs of a case by the run's id, in the order in which they were entered; one question to the engine. */
    private Map<String, List<HistoricActivityInstance>> steps(String number) {
        return history
                .createNativeHistoricActivityInstanceQuery()
                .sql(
                        """
                        select s.* from %s s
                        where s.PROC_INST_ID_ in (select r.ID_ from %s r where r.BUSINESS_KEY_ = #{number})
                        order by s.START_TIME_, s.SEQUENCE_COUNTER_"""
                                .formatted(
                                        management.getTableName(HistoricActivityInstance.class),
                                        management.getTableName(HistoricProcessInstance.class)))
                .parameter("number", number)
                .listPage(0, MOST_STEPS)
                .stream()
                .collect(Collectors.groupingBy(HistoricActivityInstance::getProcessInstanceId));
    }

    /**
     * What went on while somebody was held to account is not told; that the run is over is no secret once it is. The end it came
     * to in the diagram bears the name of what is not told: another one stands for it.
     */
    private static StepView end(HistoricProcessInstance it) {
        OffsetDateTime at = at(it.getEndTime());
        return new StepView("endEvent", "投诉已办结", "noneEndEvent", null, null, at, at, false, null);
    }

    /** Where the first of these runs is called; -1 where none is. */
    private static int indexOfCall(List<HistoricActivityInstance> steps, Set<String> called) {
        for (int i = 0; i < steps.size(); i++) {
            if (called.contains(String.valueOf(steps.get(i).getCalledProcessInstanceId()))) {
                return i;
            }
        }
        return -1;
    }

    /** @param until what happened after that is not told; null for all */
    private StepView step(
            HistoricActivityInstance it,
            Date until,
            Map<String, String> names,
            Map<String, String> runs,
            Map<String, List<StandIn>> standIns) {
        boolean over =
                until == null || it.getEndTime() != null && !it.getEndTime().after(until);
        return new StepView(
                it.getActivityId(),
                it.getActivityName(),
                it.getActivityType(),
                names.get(it.getAssignee()),
                it.getEndTime() == null ? away(it.getAssignee(), standIns) : null,
                at(it.getStartTime()),
                over ? at(it.getEndTime()) : null,
                it.isCanceled(),
                runs.get(it.getCalledProcessInstanceId()));
    }

    /** Who is away is for the own unit, and for who watches over the case and has to know why it waits (Article 4). */
    private Map<String, List<StandIn>> standIns(Complaint complaint, Viewer viewer) {
        boolean watches = viewer.all()
                || viewer.supervises()
                || viewer.oversees().contains(complaint.newCity())
                || viewer.units().contains(complaint.coordinatingUnit());
        Map<String, List<StandIn>> told = new HashMap<>(substitution.standIns());
        told.replaceAll((away, all) -> all.stream()
                .filter(it -> watches || viewer.units().contains(it.unit()))
                .toList());
        return told;
    }

    private String away(String assignee, Map<String, List<StandIn>> standIns) {
        List<StandIn> all = standIns.getOrDefault(String.valueOf(assignee), List.of());
        return all.isEmpty()
                ? null
                : all.stream()
                        .map(it -> "不在岗至%s，%s的待办由%s代办"
                                .formatted(
                                        Texts.day(it.until()),
                                        organisation.nameOf(it.unit()),
                                        people.nameOf(it.substitute())))
                        .collect(Collectors.joining("；"));
    }

    private static OffsetDateTime at(Date date) {
        return CaseView.at(date == null ? null : Instant.ofEpochMilli(date.getTime()));
    }
}
