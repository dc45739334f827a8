package suban.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.calendar.CalendarService;
import suban.calendar.CalendarSettings;
import suban.engine.Refusals;
import suban.organisation.Organisation;

/** The web package alone, on an engine with authorisations, three people and two tasks; no
 * stereotype, or the whole application's tests would scan it. */
@EnableAutoConfiguration
@ComponentScan(
        basePackages = "suban.web",
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                "suban\\.web\\.(Appraisal|Attachment|Board|Bulletin|Case|Document|Ledger|Notice|RuleRevision|Similar|Urging|Verification|Viewers|Interventions|Withdrawal).*"))
@Import({webprobe.Throwing.class, Organisation.class})
class WebTestApp {

    static final String PASSWORD = "Secret-123";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Nobody intervenes here: there is no ledger to write it into. */
    @Bean
    Interventions interventions(ProcessEngine engine, Clock clock) {
        return new Interventions(engine, null, null, clock);
    }

    @Bean
    CalendarService calendar(Clock clock) {
        return new CalendarService(CalendarSettings.defaults(), clock);
    }

    @Bean
    CardSource cardSource() {
        return numbers -> {
            Map<String, Card> cards = new TreeMap<>();
            numbers.forEach(number -> cards.put(
                    number, new Card(number, "沣东某企业", "GENERAL", Instant.parse("2020-01-03T10:00:00Z"), false)));
            return cards;
        };
    }

    /** The engine makes its own tables here; ours come from the migrations that these tests need. */
    @Bean
    InitializingBean tables(DataSource database) {
        return () ->
                new ResourceDatabasePopulator(new ClassPathResource("db/migration/V3__sessions.sql")).execute(database);
    }

    /** {@code handler1} of the unit {@code fengdong}, {@code channel1} without any page, {@code admin}. */
    @Bean
    InitializingBean people(ProcessEngine engine) {
        return () -> {
            IdentityService identities = engine.getIdentityService();
            for (String id : List.of("fengdong", "channel", "camunda-admin", "analyst")) {
                Group group = identities.newGroup(id);
                group.setName(id);
                group.setType("WORKFLOW");
                identities.saveGroup(group);
            }
            Map.of(
                            "handler1",
                            "fengdong",
                            "analyst1",
                            "analyst",
                            "channel1",
                            "channel",
                            "admin",
                            "camunda-admin",
                            "throttled",
                            "fengdong",
                            "basic",
                            "fengdong")
                    .forEach((id, group) -> {
                        User user = identities.newUser(id);
                        user.setPassword(PASSWORD);
                        user.setFirstName("张");
                        user.setLastName("三");
                        identities.saveUser(user);
                        identities.createMembership(id, group);
                    });
            grant(engine, "fengdong", Resources.APPLICATION, "tasklist", Permissions.ACCESS);
            grant(engine, "analyst", Resources.APPLICATION, "cockpit", Permissions.ACCESS);
            grant(engine, "camunda-admin", Resources.APPLICATION, "*", Permissions.ALL);
            grant(engine, "camunda-admin", Resources.USER, "*", Permissions.ALL);
            grant(engine, "camunda-admin", Resources.TASK, "*", Permissions.ALL);
            grant(engine, "camunda-admin", Resources.PROCESS_DEFINITION, "*", Permissions.ALL);

            engine.getRepositoryService()
                    .createDeployment()
                    .addModelInstance(
                            "stub.bpmn",
                            Bpmn.createExecutableProcess("stub")
                                    .camundaHistoryTimeToLive(1)
                                    .startEvent()
                                    .userTask("mine")
                                    .camundaCandidateGroups("fengdong")
                                    .endEvent()
                                    .done())
                    .addModelInstance(
                            "refusing.bpmn",
                            Bpmn.createExecutableProcess("refusing")
                                    .camundaHistoryTimeToLive(1)
                                    .startEvent()
                                    .userTask("refused")
                                    .camundaCandidateGroups("fengdong")
                                    .sequenceFlowId("flow")
                                    .endEvent()
                                    .camundaExecutionListenerExpression(
                                            ExecutionListener.EVENTNAME_START, "#{refusing.refuse()}")
                                    .done())
                    .addModelInstance(
                            "foreign.bpmn",
                            Bpmn.createExecutableProcess("foreign")
                                    .camundaHistoryTimeToLive(1)
                                    .startEvent()
                                    .userTask("theirs")
                                    .camundaCandidateGroups("camunda-admin")
                                    .endEvent()
                                    .done())
                    .deploy();
            engine.getRuntimeService().startProcessInstanceByKey("stub", "XX20261122-0001");
            engine.getRuntimeService().startProcessInstanceByKey("foreign", "XX20261122-0002");
        };
    }

    private static void grant(
            ProcessEngine engine, String group, Resources resource, String id, Permissions permission) {
        AuthorizationService service = engine.getAuthorizationService();
        Authorization authorization = service.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        authorization.setGroupId(group);
        authorization.setResource(resource);
        authorization.setResourceId(id);
        authorization.addPermission(permission);
        service.saveAuthorization(authorization);
    }

    /** Stands for the form guard: refuses inside the engine. */
    @Bean
    Refusing refusing() {
        return new Refusing();
    }

    public static class Refusing {
        public void refuse() {
            InvalidInput refusal = new InvalidInput(List.of(new FieldError("replyText", "答复内容不能为空")));
            Refusals.report(refusal);
            throw refusal;
        }
    }
}
