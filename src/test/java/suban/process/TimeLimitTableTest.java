package suban.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import suban.ledger.Act;
import suban.ledger.ComplaintClass;
import suban.ledger.Rating;

@DisplayName("时限表不得超过细则")
class TimeLimitTableTest extends SubanTest {

    private String deployment;

    @AfterEach
    void takeTheChangedTableAway() {
        repository.deleteDeployment(deployment, true);
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：时限表把一般类改为六个工作日的，不予交办，研判留待改正")
    void generalBeyondFiveWorkingDays() throws IOException {
        deploy("rule_general", "<text>5</text>", "<text>6</text>");
        assertDispatchRefused();
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：时限表把一般类的五个工作日改为自然日或更长的，不予交办")
    void generalInCalendarDays() throws IOException {
        deploy("rule_general", "WORKING", "CALENDAR");
        assertDispatchRefused();
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：时限表把补办改为六个工作日的，不予退回，回访留待改正")
    void rehandlingBeyondFiveWorkingDays() throws IOException {
        deploy("rule_rehandling", "<text>5</text>", "<text>6</text>");
        String number = replied("2026-03-02T10:00");
        assertThatThrownBy(() -> acts.visit("ysb2", number, Rating.DISSATISFIED))
                .hasStackTraceContaining("超过细则规定");
        assertThat(openTasks(number)).containsExactly("userTask_visit");
        assertThat(ledger.attempts(complaint(number))).hasSize(1);
        assertThat(times(Act.VISITED, number)).isZero();
    }

    private void assertDispatchRefused() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        assertThatThrownBy(() -> acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe"))
                .hasStackTraceContaining("超过细则规定");
        assertThat(openTasks(number)).containsExactly("userTask_triage");
        assertThat(ledger.attempts(complaint(number))).isEmpty();
        assertThat(complaint(number).enterpriseDueAt()).isNull();
    }

    /** Deploys the whole set anew with one rule of the table {@code timeLimit} changed, as an analyst might. */
    private void deploy(String rule, String was, String is) throws IOException {
        DeploymentBuilder set = repository.createDeployment().name("时限表试改");
        PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
        for (String pattern : new String[] {"processes/*.bpmn", "processes/rules/*.dmn", "forms/*.form"}) {
            for (Resource resource : resources.getResources("classpath:" + pattern)) {
                String text = resource.getContentAsString(StandardCharsets.UTF_8);
                if ("timeLimit.dmn".equals(resource.getFilename())) {
                    int from = text.indexOf("id=\"" + rule + "\"");
                    int to = text.indexOf("</rule>", from);
                    String changed = text.substring(from, to).replace(was, is);
                    assertThat(changed).isNotEqualTo(text.substring(from, to));
                    text = text.substring(0, from) + changed + text.substring(to);
                }
                set.addString(resource.getFilename(), text);
            }
        }
        deployment = set.deploy().getId();
    }
}
