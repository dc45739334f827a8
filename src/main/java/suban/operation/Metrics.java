package suban.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The figures as gauges. While the database is away they are NaN and {@code suban_database_up} is 0; the scrape answers all the
 * same. Every node says the same of the one database: take the maximum over nodes, not the sum.
 */
@Configuration(proxyBeanMethods = false)
class Metrics {

    private static final Duration FRESH = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String SECONDS = "seconds";

    @Bean
    FigureCache figures(FigureReader reader) {
        return new FigureCache(reader::read, FRESH, PATIENCE);
    }

    @Bean
    MeterBinder subanMeters(FigureCache figures) {
        return registry -> {
            Gauge.builder("suban.database.up", figures, it -> it.get().isPresent() ? 1 : 0)
                    .description("Whether the database answers this node")
                    .register(registry);
            gauge(registry, figures, "suban.cases.open", null, "Complaints that are not closed", Figures::openCases);
            gauge(
                    registry,
                    figures,
                    "suban.cases.overdue",
                    null,
                    "Open complaints whose time limit has passed",
                    Figures::overdueCases);
            gauge(
                    registry,
                    figures,
                    "suban.steps.failed",
                    null,
                    "Steps given up by the engine, waiting for an administrator",
                    Figures::failedSteps);
            gauge(
                    registry,
                    figures,
                    "suban.notices.waiting",
                    null,
                    "Notices due and not yet handed over, those that wait for office hours included",
                    Figures::waitingNotices);
            gauge(
                    registry,
                    figures,
                    "suban.notices.oldest.age",
                    SECONDS,
                    "How long the oldest notice that might have left has been due, outside office hours not counted",
                    Figures::noticeAge);
            gauge(
                    registry,
                    figures,
                    "suban.notices.undelivered",
                    null,
                    "Notices of the last 30 days that could not be delivered or are being telephoned",
                    Figures::undeliveredNotices);
            gauge(
                    registry,
                    figures,
                    "suban.jobs.due",
                    null,
                    "Timers and steps whose time has come and that are not done",
                    Figures::dueJobs);
            gauge(
                    registry,
                    figures,
                    "suban.jobs.oldest.age",
                    SECONDS,
                    "How long the oldest of those has been due",
                    Figures::jobAge);
            gauge(
                    registry,
                    figures,
                    "suban.rules.differing",
                    null,
                    "Diagrams, tables and forms in force that are not those of this node's version",
                    Figures::differingRules);
        };
    }

    private static void gauge(
            MeterRegistry registry,
            FigureCache figures,
            String name,
            String unit,
            String description,
            ToDoubleFunction<Figures> value) {
        Gauge.builder(name, figures, it -> it.get().map(value::applyAsDouble).orElse(Double.NaN))
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }
}
