package suban.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Notes which elements and flows of the diagrams the whole suite went through, {@code process/element}. It looks into the engine;
 * {@code suban.test.coverage=false} leaves it out on another engine.
 */
@TestConfiguration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "suban.test.coverage", matchIfMissing = true)
class PathRecorder {

    private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();

    private static volatile boolean recording = true;

    /** Whether what is walked from now on counts: not where nobody says what is to come of it. */
    static void record(boolean on) {
        recording = on;
    }

    /** Whether any test of this run went through this element or flow. */
    static boolean taken(String process, String element) {
        return TAKEN.contains(process + "/" + element);
    }

    @Bean
    ProcessEnginePlugin pathRecorderPlugin() {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl configuration) {
                configuration.getCustomPostBPMNParseListeners().add(new AbstractBpmnParseListener() {
                    @Override
                    public void parseProcess(Element element, ProcessDefinitionEntity process) {
                        listen(process.getKey(), process);
                    }
                });
            }
        };
    }

    private static void listen(String process, ScopeImpl scope) {
        for (ActivityImpl activity : scope.getActivities()) {
            activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, note(process, activity.getId()));
            activity.getOutgoingTransitions()
                    .forEach(flow -> ((org.camunda.bpm.engine.impl.pvm.process.TransitionImpl) flow)
                            .addBuiltInListener(ExecutionListener.EVENTNAME_TAKE, note(process, flow.getId())));
            listen(process, activity);
        }
    }

    private static ExecutionListener note(String process, String element) {
        return execution -> {
            if (recording) {
                TAKEN.add(process + "/" + element);
            }
        };
    }
}
