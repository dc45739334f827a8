package suban.handling;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the co-handling beside it that the host is done: nobody joins from now on (Article 9). */
@Component
class AnnounceHostReadyDelegate implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        execution
                .getProcessEngineServices()
                .getRuntimeService()
                .createMessageCorrelation("handling.hostReady")
                .processInstanceId(execution.getProcessInstanceId())
                .correlate();
    }
}
