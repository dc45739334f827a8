package suban.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.stereotype.Component;

/** The engine's incidents of jobs without retries, as steps of cases. */
@Component
class EngineFailedSteps implements FailedSteps {

    /** What the engine appends to the id of an activity that is carried out several times, for the whole of it. */
    private static final String BODY = "#multiInstanceBody";

    /** Ids asked for at once. */
    private static final int CHUNK = 500;

    private final ProcessEngineConfigurationImpl engine;
    private final RuntimeService runtime;
    private final ManagementService jobs;
    private final RepositoryService repository;

    EngineFailedSteps(
            ProcessEngineConfigurationImpl engine,
            RuntimeService runtime,
            ManagementService jobs,
            RepositoryService repository) {
        this.engine = engine;
        this.runtime = runtime;
        this.jobs = jobs;
        this.repository = repository;
    }

    @Override
    public List<FailedStep> all() {
        return withoutRights(() -> {
            List<Incident> incidents = failed(runtime.createIncidentQuery()
                    .incidentType(Incident.FAILED_JOB_HANDLER_TYPE)
                    .list());
            Map<String, String> numbers = numbers(incidents);
            return steps(incidents, numbers);
        });
    }

    @Override
    public List<FailedStep> of(String number) {
        return withoutRights(() -> {
            Map<String, String> numbers = new HashMap<>();
            List<Incident> incidents = incidents(number);
            incidents.forEach(incident -> numbers.put(incident.getProcessInstanceId(), number));
            return steps(incidents, numbers);
        });
    }

    @Override
    public int retry(String number, int tries) {
        return withoutRights(() -> {
            List<Incident> incidents = incidents(number);
            incidents.forEach(incident -> jobs.setJobRetries(incident.getConfiguration(), tries));
            return incidents.size();
        });
    }

    private List<Incident> incidents(String number) {
        List<Incident> all = new ArrayList<>();
        for (ProcessInstance instance : runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .list()) {
            all.addAll(failed(runtime.createIncidentQuery()
                    .incidentType(Incident.FAILED_JOB_HANDLER_TYPE)
                    .processInstanceId(instance.getId())
                    .list()));
        }
        return all;
    }

    /** Without those that a calling process has for what failed in a called one. */
    private static List<Incident> failed(List<Incident> incidents) {
        return incidents.stream()
                .filter(incident -> incident.getId().equals(incident.getRootCauseIncidentId())
                        && incident.getConfiguration() != null)
                .toList();
    }

    private Map<String, String> numbers(List<Incident> incidents) {
        List<String> instances = incidents.stream()
                .map(Incident::getProcessInstanceId)
                .filter(Objects::nonNull) // what starts processes by itself belongs to none yet
                .distinct()
                .toList();
        Map<String, String> numbers = new HashMap<>();
        for (int from = 0; from < instances.size(); from += CHUNK) {
            Set<String> some = new HashSet<>(instances.subList(from, Math.min(instances.size(), from + CHUNK)));
            runtime.createProcessInstanceQuery()
                    .processInstanceIds(some)
                    .list()
                    .forEach(instance -> numbers.put(instance.getId(), instance.getBusinessKey()));
        }
        return numbers;
    }

    private List<FailedStep> steps(List<Incident> incidents, Map<String, String> numbers) {
        return incidents.stream()
                .filter(incident -> numbers.get(incident.getProcessInstanceId()) != null)
                .map(incident -> new FailedStep(
                        numbers.get(incident.getProcessInstanceId()),
                        repository
                                .getProcessDefinition(incident.getProcessDefinitionId())
                                .getKey(),
                        name(incident),
                        incident.getIncidentTimestamp().toInstant()))
                .sorted(Comparator.comparing(FailedStep::since).thenComparing(FailedStep::number))
                .toList();
    }

    /** What it failed in; where that has no name, what it was to begin with. */
    private String name(Incident incident) {
        return Stream.of(incident.getFailedActivityId(), incident.getActivityId())
                .filter(Objects::nonNull)
                .map(activity -> name(incident.getProcessDefinitionId(), activity))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private String name(String definition, String activity) {
        ModelElementInstance element = repository
                .getBpmnModelInstance(definition)
                .getModelElementById(activity.endsWith(BODY) ? activity.substring(0, activity.indexOf('#')) : activity);
        return element instanceof FlowElement step && step.getName() != null
                ? step.getName().replaceAll("\\s+", "")
                : null;
    }

    private <T> T withoutRights(Supplier<T> act) {
        return engine.getCommandExecutorTxRequired().execute(context -> context.runWithoutAuthorization(act::get));
    }
}
