package suban.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Notes which elements and flows of the diagrams the whole suite went through, {@code process/element}. The suite runs in several
 * JVMs: each leaves what it has seen in a file of its own, in a folder that belongs to one run of the build.
 */
@TestConfiguration(proxyBeanMethods = false)
class PathRecorder {

    private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();

    private static final Path FOLDER =
            Path.of("target", "process-paths", System.getProperty("suban.test.run", "alone"));

    private static volatile boolean recording = true;

    /** Whether what is walked from now on counts: not where nobody says what is to come of it. */
    static void record(boolean on) {
        recording = on;
    }

    /** After a class of the suite: which ones have run in this JVM and where they have been. */
    static void leave(Set<String> classes) {
        try {
            Path mine = FOLDER.resolve(ProcessHandle.current().pid() + ".txt");
            Files.createDirectories(FOLDER);
            Files.write(
                    mine,
                    Stream.concat(TAKEN.stream(), classes.stream()).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What all JVMs of this run of the build have left so far: classes by their simple names, and elements. */
    static Set<String> left() throws IOException {
        Set<String> all = new HashSet<>();
        if (Files.isDirectory(FOLDER)) {
            try (Stream<Path> files = Files.list(FOLDER)) {
                for (Path file : files.toList()) {
                    all.addAll(Files.readAllLines(file));
                }
            }
        }
        return all;
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
