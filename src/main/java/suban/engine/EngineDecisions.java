package suban.engine;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

@Component
class EngineDecisions implements Decisions {

    private final ProcessEngineConfigurationImpl engine;
    private final RepositoryService repository;
    private final DecisionService decisions;

    EngineDecisions(ProcessEngineConfigurationImpl engine, RepositoryService repository, DecisionService decisions) {
        this.engine = engine;
        this.repository = repository;
        this.decisions = decisions;
    }

    @Override
    public List<Map<String, Object>> evaluate(String processKey, String decisionKey, Map<String, Object> inputs) {
        return engine.getCommandExecutorTxRequired().execute(context -> {
            boolean logged = context.isUserOperationLogEnabled();
            context.setLogUserOperationEnabled(false); // to ask is no operation
            try {
                return context.runWithoutAuthorization(() -> evaluateUnlogged(processKey, decisionKey, inputs));
            } finally {
                context.setLogUserOperationEnabled(logged);
            }
        });
    }

    private List<Map<String, Object>> evaluateUnlogged(
            String processKey, String decisionKey, Map<String, Object> inputs) {
        ProcessDefinition process = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(processKey)
                .latestVersion()
                .singleResult();
        DecisionDefinition table = repository
                .createDecisionDefinitionQuery()
                .deploymentId(process.getDeploymentId())
                .decisionDefinitionKey(decisionKey)
                .singleResult();
        return decisions.evaluateDecisionTableById(table.getId(), inputs).getResultList();
    }
}
