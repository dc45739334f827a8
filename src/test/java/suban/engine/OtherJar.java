package suban.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import suban.engine.RulesInForce.Difference;

/** A jar of another age, with other diagrams, tables and forms. */
public final class OtherJar {

    private OtherJar() {}

    /**
     * Does what its start does with them.
     *
     * @param change what becomes of a file, by its name and text
     * @return what it says of those in force afterwards
     */
    public static List<Difference> starts(
            ProcessEngine engine, JdbcClient jdbc, Instant built, boolean again, BinaryOperator<String> change)
            throws IOException {
        DeployedRules rules = start(engine, jdbc, built, again, change);
        return rules.differences();
    }

    /** Its set, where that needs approval: by path inside the project; else null. */
    public static Map<String, byte[]> waits(
            ProcessEngine engine, JdbcClient jdbc, Instant built, boolean again, BinaryOperator<String> change)
            throws IOException {
        return start(engine, jdbc, built, again, change).waiting();
    }

    private static DeployedRules start(
            ProcessEngine engine, JdbcClient jdbc, Instant built, boolean again, BinaryOperator<String> change)
            throws IOException {
        List<Resource> files = new ArrayList<>();
        PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
        for (String pattern : List.of("processes/**/*.bpmn", "processes/**/*.dmn", "forms/*.form")) {
            for (Resource resource : resources.getResources("classpath*:" + pattern)) {
                String name = resource.getFilename();
                String text = change.apply(name, resource.getContentAsString(StandardCharsets.UTF_8));
                files.add(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
                    @Override
                    public String getFilename() {
                        return name;
                    }
                });
            }
        }
        DeployedRules rules = new DeployedRules(jdbc, again, Duration.ZERO, built);
        rules.deploy(engine, files.toArray(Resource[]::new));
        return rules;
    }
}
