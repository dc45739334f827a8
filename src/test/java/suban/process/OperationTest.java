package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Job;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import suban.acts.Acts;
import suban.engine.OtherJar;
import suban.engine.RulesInForce;
import suban.engine.RulesInForce.Difference;
import suban.engine.RulesInForce.Kind;
import suban.ledger.ComplaintClass;
import suban.operation.FigureReader;
import suban.operation.Figures;

/** What those who operate Suban are told. */
@DisplayName("运行：指标、日志、现行规则与安装包")
class OperationTest extends SubanTest {

    private static final String NAME = "诉办流程、规则与表单";

    @Autowired
    private FigureReader figures;

    @Autowired
    private RulesInForce rules;

    @Autowired
    @Qualifier("subanEnginePlugin")
    private ProcessEnginePlugin plugin;

    @Autowired
    private Flyway flyway;

    @Autowired
    private JdbcClient jdbcClient;

    @Autowired
    private BuildProperties build;

    /** The whole set with one file changed; taken back by its id. */
    private String deploy(String name, String source, String file, String was, String is) throws IOException {
        DeploymentBuilder set = repository.createDeployment().name(name).source(source);
        PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
        for (String pattern : new String[] {"processes/*.bpmn", "processes/rules/*.dmn", "forms/*.form"}) {
            for (Resource resource : resources.getResources("classpath:" + pattern)) {
                String text = resource.getContentAsString(StandardCharsets.UTF_8);
                if (file.equals(resource.getFilename())) {
                    assertThat(text).contains(was);
                    text = text.replace(was, is);
                }
                set.addString(resource.getFilename(), text);
            }
        }
        return set.deploy().getId();
    }

    @Test
    @Tag("article-9")
    @DisplayName("一件未回应又到期的投诉：在办、超期、到期的计时及其已等多久")
    void figures() {
        today("2026-03-02T10:00");
        // what other stories left unsent, urgent notices among it
        jdbc.update("update notice set state = 'OUTDATED' where state = 'WAITING'");
        Figures before = figures.read();
        assertThat(before.dueJobs()).isZero();
        assertThat(before.jobAge()).isZero();
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        Figures registered = figures.read();
        assertThat(registered.openCases()).isEqualTo(before.openCases() + 1);
        assertThat(registered.overdueCases()).isEqualTo(before.overdueCases());
        assertThat(registered.differingRules()).isZero();
        // a general complaint is answered within five working days (Article 9): by 9 March, 18:00
        time.set(Acts.at("2026-03-10T10:00"));
        Figures late = figures.read();
        assertThat(late.openCases()).isEqualTo(registered.openCases());
        assertThat(late.overdueCases()).isGreaterThan(registered.overdueCases());
        assertThat(late.dueJobs()).isPositive();
        // nothing came due before this case was dispatched, and its response was due on the day itself
        assertThat(late.jobAge()).isBetween(7 * 86_400.0, 8 * 86_400.0);
        assertThat(late.waitingNotices()).isPositive();
        assertThat(late.noticeAge()).as("since nine o'clock of this day").isBetween(1.0, 3600.0);
        assertThat(late.failedSteps()).isZero();
    }

    @Test
    @Tag("article-9")
    @DisplayName("自动步骤失败的日志行带投诉编号，不带投诉人信息")
    void aFailingStepNamesItsCase() {
        String number = dispatched("2026-03-02T10:00");
        time.set(Acts.at("2026-03-10T10:00"));
        Job job = managementOfCases.createJobQuery().executable().listPage(0, 1).get(0);
        Logger logger = (Logger) LoggerFactory.getLogger("org.camunda.bpm.engine");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        jdbc.execute("alter table notice rename to notice_out_of_reach");
        try {
            runAsTheExecutorDoes(job.getId());
        } finally {
            jdbc.execute("alter table notice_out_of_reach rename to notice");
            logger.detachAppender(lines);
        }
        assertThat(lines.list).isNotEmpty().allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                .containsEntry("complaint", number));
    }

    @Test
    @DisplayName("分析人员另行部署了改过的规则表和流程图：逐项说出版本；撤回后一致")
    void whatAnAnalystDeployedIsToldOf() throws IOException {
        assertThat(rules.differences()).isEmpty();
        String table = deploy("时限表试改", null, "timeLimit.dmn", "</decision>", "</decision><!-- changed -->");
        try {
            assertThat(rules.differences())
                    .extracting(Difference::kind, Difference::key)
                    .as("what is deployed anew as it was is no difference")
                    .containsExactly(tuple(Kind.DECISION, "timeLimit"));
            Difference difference = rules.differences().get(0);
            assertThat(difference.version()).isGreaterThan(1);
            assertThat(difference.deployedAt()).isNotNull();
            assertThat(difference.name()).isNotEqualTo("timeLimit");
        } finally {
            repository.deleteDeployment(table, true);
        }
        assertThat(rules.differences()).isEmpty();
    }

    /** A jar of this age with the rules under test, or with one of them changed; what it says differs. */
    private List<Difference> starts(Duration younger, boolean again, boolean changed) throws IOException {
        return OtherJar.starts(
                engine,
                jdbcClient,
                build.getTime().plus(younger),
                again,
                (file, text) -> changed && file.equals("fortnight.bpmn")
                        ? text.replace("</bpmn:process>", "</bpmn:process><!-- changed -->")
                        : text);
    }

    private List<String> sets() {
        return repository.createDeploymentQuery().deploymentName(NAME).list().stream()
                .map(Deployment::getId)
                .toList();
    }

    @Test
    @DisplayName("新安装包的流程图生效，改回旧内容也生效；旧节点重启不带回旧图并说明不一致；回退时声明一次即恢复，且只部署一次")
    void theNewestJarRules() throws Exception {
        List<String> before = sets();
        String newest = engine.getManagementService().getProperties().get("suban.rules.newest");
        assertThat(newest).isEqualTo(build.getTime().toString());
        try {
            assertThat(starts(Duration.ofHours(1), false, true)).isEmpty();
            assertThat(sets()).hasSize(before.size() + 1);
            // the older node, once more
            plugin.postProcessEngineBuild(engine);
            assertThat(sets()).hasSize(before.size() + 1);
            assertThat(rules.differences())
                    .extracting(Difference::kind, Difference::key)
                    .containsExactly(tuple(Kind.PROCESS, "fortnight"));
            // a release that takes the change back
            assertThat(starts(Duration.ofHours(2), false, false)).isEmpty();
            assertThat(rules.differences()).isEmpty();
            assertThat(starts(Duration.ofHours(1), false, true))
                    .extracting(Difference::key)
                    .containsExactly("fortnight");
            assertThat(sets()).hasSize(before.size() + 2);
            // one that changes it again does not do, and the one before is put back
            assertThat(starts(Duration.ofHours(3), false, true)).isEmpty();
            assertThat(rules.differences()).hasSize(1);
            assertThat(starts(Duration.ZERO, true, false)).isEmpty();
            assertThat(rules.differences()).isEmpty();
            assertThat(sets()).hasSize(before.size() + 4);
            // its other node, and one of those that failed
            assertThat(starts(Duration.ZERO, true, false)).isEmpty();
            assertThat(starts(Duration.ofHours(3), false, true)).hasSize(1);
            assertThat(sets()).hasSize(before.size() + 4);
        } finally {
            sets().stream().filter(set -> !before.contains(set)).forEach(set -> repository.deleteDeployment(set, true));
            engine.getManagementService().setProperty("suban.rules.newest", newest);
            plugin.postProcessEngineBuild(engine);
        }
        assertThat(rules.differences()).isEmpty();
    }

    @Test
    @DisplayName("从未在本库部署过的旧安装包，也说得出与现行的不同")
    void anOlderJarThatWasNeverHereSaysSo() throws IOException {
        assertThat(starts(Duration.ofHours(-1), false, true))
                .extracting(Difference::kind, Difference::key)
                .containsExactly(tuple(Kind.PROCESS, "fortnight"));
    }

    @Test
    @DisplayName("数据库由较新的版本升级过：旧版本不启动")
    void aDatabaseOfANewerVersionIsRefused() {
        flyway.validate();
        jdbc.update(
                """
                insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "checksum",
                  "installed_by", "execution_time", "success")
                values (9999, '9999', 'of a newer version', 'SQL', 'V9999__newer.sql', 1, 'somebody', 1, true)""");
        try {
            assertThat(flyway.getConfiguration().isValidateOnMigrate()).isTrue();
            assertThatThrownBy(flyway::validate).hasMessageContaining("9999");
        } finally {
            jdbc.update("delete from \"flyway_schema_history\" where \"version\" = '9999'");
        }
    }
}
