package suban.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import suban.SubanApplication;

/**
 * A Suban of its own in memory, sealed from the settings around it but for Suban's own: no port, no mail, no timers but those the trial fires, no people, no cases, and the diagrams, tables and
 * forms it is given.
 */
final class TrialApplication implements AutoCloseable {

    private static final String MEMORY = "jdbc:h2:mem:trial-";

    private final ConfigurableApplicationContext context;
    private final Path folder;

    private TrialApplication(ConfigurableApplicationContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    /**
     * Starts it.
     *
     * @param settings {@code --suban.…} of the command line: units, limits and the like are those of the application that is tried
     * @param calendar the approved years of the ledger that is replayed
     */
    static TrialApplication start(RuleSet rules, List<String> settings, List<Map<String, Object>> calendar) {
        TrialApplication started = start(rules, settings, "trial");
        // H2 would go through all variables of a name to find the one of an execution
        started.bean(JdbcTemplate.class)
                .execute("create index trial_variable on ACT_RU_VARIABLE (EXECUTION_ID_, NAME_)");
        PastCases.insert(started.bean(JdbcTemplate.class), "calendar_year", calendar);
        return started;
    }

    /** The demonstration in memory, its cases told anew under these rules: where a trial gets them where there is no database. */
    static TrialApplication demonstration(RuleSet rules, List<String> settings) {
        return start(rules, settings, "demo");
    }

    private static TrialApplication start(RuleSet rules, List<String> settings, String profile) {
        try {
            Path folder = Files.createTempDirectory("suban-trial");
            rules.writeTo(folder);
            String place = folder.toUri().toString();
            String url = MEMORY + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;QUERY_CACHE_SIZE=512";
            List<String> own = List.of(
                    "--spring.profiles.active=" + profile,
                    // no file beside the jar: what is needed of those comes with the settings
                    "--spring.config.location=classpath:/,optional:classpath:/config/",
                    "--spring.config.additional-location=",
                    "--spring.config.import=",
                    "--spring.datasource.url=" + url,
                    "--spring.datasource.driver-class-name=org.h2.Driver",
                    "--spring.datasource.hikari.jdbc-url=" + url,
                    "--spring.flyway.url=" + url,
                    "--spring.flyway.user=sa",
                    "--spring.flyway.password=",
                    // one for an act and one for what has a transaction of its own
                    "--spring.datasource.hikari.maximum-pool-size=4",
                    "--spring.datasource.username=sa",
                    "--spring.datasource.password=",
                    "--server.port=-1",
                    "--management.server.port=-1",
                    // the engine of an application this one runs beside keeps its name
                    "--camunda.bpm.generate-unique-process-engine-name=true",
                    "--camunda.bpm.job-execution.enabled=false",
                    // who may do what is decided by whose task it is; no figure reads the engine's own history
                    "--camunda.bpm.authorization.enabled=" + "demo".equals(profile),
                    "--camunda.bpm.history-level=" + ("demo".equals(profile) ? "suban" : "none"),
                    "--camunda.bpm.deployment-resource-pattern[0]=" + place + "processes/**/*.bpmn",
                    "--camunda.bpm.deployment-resource-pattern[1]=" + place + "processes/**/*.dmn",
                    "--camunda.bpm.deployment-resource-pattern[2]=" + place + "forms/*.form",
                    "--suban.demo.cases=" + "demo".equals(profile),
                    "--suban.hotline.reminders=false",
                    "--suban.problems.reviews=false",
                    "--suban.notice.delivery=false",
                    "--logging.structured.format.console=",
                    "--logging.level.root=" + System.getProperty("suban.trial.log", "error"));
            // an option given twice would be read as a list
            Set<String> taken =
                    own.stream().map(it -> it.substring(0, it.indexOf('='))).collect(Collectors.toSet());
            List<String> arguments = new ArrayList<>(own);
            settings.stream().filter(it -> !taken.contains(it.split("=", 2)[0])).forEach(arguments::add);
            TrialApplication started = new TrialApplication(
                    new SpringApplicationBuilder(SubanApplication.class)
                            .environment(new Sealed())
                            .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                            .logStartupInfo(false)
                            .registerShutdownHook(false)
                            .run(arguments.toArray(String[]::new)),
                    folder);
            started.refuseAnyOther();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a database is one that only a trial has. */
    static boolean isOwn(String url) {
        return url != null && url.startsWith(MEMORY);
    }

    private void refuseAnyOther() {
        String url = bean(JdbcTemplate.class).execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getURL());
        if (!isOwn(url)) {
            context.close();
            throw new IllegalStateException("试运行只在自己的内存数据库中进行，现在连到的不是，已停止");
        }
    }

    /**
     * Settings from outside that a trial may see: Suban's own. A variable or a property that names a database, a port or a file of
     * settings is for the application that is tried.
     */
    static final class Sealed extends StandardEnvironment {

        @Override
        protected void customizePropertySources(MutablePropertySources sources) {
            sources.addLast(new MapPropertySource(
                    SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, own(getSystemProperties(), "suban.")));
            sources.addLast(new SystemEnvironmentPropertySource(
                    SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, own(getSystemEnvironment(), "SUBAN_")));
        }

        static Map<String, Object> own(Map<String, Object> all, String beginning) {
            return all.entrySet().stream()
                    .filter(it -> it.getKey().regionMatches(true, 0, beginning, 0, beginning.length()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        bean(JdbcTemplate.class).execute("set db_close_delay 0"); // or it would stay in memory
        context.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
