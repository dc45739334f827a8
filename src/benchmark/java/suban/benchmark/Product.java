package suban.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import suban.SubanApplication;
import suban.acts.Acts;
import suban.calendar.CalendarService;
import suban.engine.EngineClock;
import suban.ledger.ComplaintClass;
import suban.ledger.Ledger;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Timeline;

/**
 * Suban as it is delivered, profile {@code postgres}, with the demonstration's people and none of its cases; the clock runs on from
 * half past nine of a working day.
 */
final class Product implements Desk, AutoCloseable {

    static final String MORNING = "2026-11-24T01:30:00Z";

    private final ConfigurableApplicationContext context;
    private final Acts acts;
    private final EngineClock clock;

    private Product(ConfigurableApplicationContext context) {
        this.context = context;
        this.acts = context.getBean(Acts.class);
        this.clock = context.getBean(EngineClock.class);
    }

    /** Starts a node on this database, as it is or empty. */
    static Product start(Server server, String database, Wire wire, String... settings) {
        TimeZone.setDefault(TimeZone.getTimeZone(CalendarService.ZONE));
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + server.url(database),
                "--spring.datasource.username=",
                "--spring.datasource.password=",
                "--suban.demo.cases=false",
                "--suban.clock.start=" + MORNING,
                "--server.port=0",
                "--logging.structured.format.console=",
                "--logging.level.root=warn",
                // Flowable, which is measured beside it, brings it along
                "--spring.liquibase.enabled=false"));
        arguments.addAll(List.of(settings));
        return new Product(new SpringApplicationBuilder(SubanApplication.class)
                .profiles("demo", "postgres")
                .initializers(context -> {
                    GenericApplicationContext generic = (GenericApplicationContext) context;
                    generic.registerBean(NotOfTheTests.class);
                    generic.registerBeanDefinition(
                            "wire", new RootBeanDefinition(Counting.class, () -> new Counting(wire)));
                })
                .run(arguments.toArray(String[]::new)));
    }

    /** Keeps out what the tests have lying beside the product. */
    static final class NotOfTheTests extends TypeExcludeFilter {
        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory factory) {
            return String.valueOf(reader.getResource()).contains("test-classes");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof NotOfTheTests;
        }

        @Override
        public int hashCode() {
            return NotOfTheTests.class.hashCode();
        }
    }

    /** Puts the counter before the pool, when everybody else is done with it. */
    record Counting(Wire wire) implements MergedBeanDefinitionPostProcessor {
        @Override
        public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String name) {
            // comes last for the sake of this interface
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource pool ? wire.count(pool) : bean;
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Refuses to go on where the timeline of a case that was made in bulk is not whole. */
    void verify(String number) {
        if (!bean(Timeline.class).verify(bean(Ledger.class).complaint(number)).intact()) {
            throw new IllegalStateException(number + " has a broken timeline");
        }
    }

    JobExecutor jobs() {
        return ((ProcessEngineConfigurationImpl) bean(ProcessEngine.class).getProcessEngineConfiguration())
                .getJobExecutor();
    }

    /** How many jobs a node does at once. */
    int threads() {
        return context.getBean("camundaTaskExecutor", ThreadPoolTaskExecutor.class)
                .getCorePoolSize();
    }

    private String now() {
        return clock.instant()
                .atZone(CalendarService.ZONE)
                .toLocalDateTime()
                .toString()
                .substring(0, 16);
    }

    @Override
    public String register(int serial, String city) {
        return acts.register("ysb1", form(serial, city));
    }

    static Map<String, Object> form(int serial, String city) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("channel", "PHONE");
        form.put("enterpriseName", "西咸新区新材料" + serial + "有限公司");
        form.put("newCity", city);
        form.put("contactName", "王建国");
        form.put("contactPhone", "13800138000");
        form.put("title", "厂房规划许可迟迟未批，第" + serial + "批设备无法进场");
        form.put("content", "我公司厂房规划许可申请已三个月，窗口多次要求补充材料，设备无法进场，请协调有关部门尽快办理。");
        // what one is told at once is asked, not complained of: the table proposes it
        form.put("demandType", serial % 10 == 0 ? "咨询政务信息" : "意见建议");
        form.put("declaredGround", "NONE");
        form.put("confidential", false);
        return form;
    }

    @Override
    public void triage(String number, boolean immediate, String host, List<String> coHandlers) {
        acts.triage(
                "ysb1",
                number,
                immediate ? ComplaintClass.IMMEDIATE : ComplaintClass.GENERAL,
                host,
                coHandlers.toArray(String[]::new));
    }

    @Override
    public void answerImmediately(String number) {
        acts.answerImmediately("ysb1", number, "已在电话中说明办理条件和所需材料，企业表示清楚。");
    }

    @Override
    public void respond(String number, String host) {
        String now = now();
        acts.respond(host + "1", number, now, now.substring(0, 10));
    }

    @Override
    public void opine(String number, String coHandler) {
        acts.opine(coHandler + "1", number, "经核查，申请材料齐全，同意按规定办理。");
    }

    @Override
    public void ready(String number, String host) {
        acts.ready(host + "1", number, "已与企业对接，材料已补齐，许可待发。");
    }

    @Override
    public void reply(String number, String host) {
        acts.reply(host + "1", number, Outcome.RESOLVED, "规划许可已于今日核发，设备可以进场；后续事项由园区专人联系。");
    }

    @Override
    public void visit(String number, boolean satisfied) {
        acts.visit("ysb2", number, satisfied ? Rating.SATISFIED : Rating.DISSATISFIED);
    }

    @Override
    public void score(String number, String host, List<String> coHandlers) {
        Map<String, Integer> scores = new LinkedHashMap<>();
        coHandlers.forEach(unit -> scores.put(unit, 5));
        acts.score(host + "1", number, scores);
    }

    @Override
    public void close() {
        context.close();
    }
}
