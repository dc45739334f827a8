package suban.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

@Component
class EngineStartForms implements StartForms {

    private final ProcessEngineConfigurationImpl engine;
    private final FormGuard guard;

    EngineStartForms(ProcessEngineConfigurationImpl engine, FormGuard guard) {
        this.engine = engine;
        this.guard = guard;
    }

    @Override
    public List<String> options(String processKey, String field) {
        String newest = engine.getCommandExecutorTxRequired().execute(context -> context.getProcessDefinitionManager()
                .findLatestProcessDefinitionByKeyAndTenantId(processKey, null)
                .getId());
        return guard.startOptions(engine.getCommandExecutorTxRequired(), newest, field);
    }
}
