package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import suban.ledger.Act;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.TimelineEntry;
import suban.ledger.TimelineText;
import suban.models.Recipes;

/** Steps that an analyst put into the diagram by the guide's recipes: the program does not know them, and does right by them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("分析人员增加的人工步骤")
class HumanStepTest extends SubanTest {

    private String deployment;

    @BeforeAll
    void deployTheChangedRules() throws IOException {
        DeploymentBuilder builder = repository.createDeployment().name("recipes");
        try (Stream<Path> all = Stream.concat(Files.walk(Path.of("processes")), Files.walk(Path.of("forms")))) {
            for (Path file : all.filter(it -> it.toString().matches(".*\\.(bpmn|dmn|form)"))
                    .toList()) {
                String text = Files.readString(file, StandardCharsets.UTF_8);
                builder.addString(
                        file.toString().replace('\\', '/'),
                        file.endsWith("handling.bpmn")
                                ? Recipes.reviewOfTheReply(Recipes.stepBeforeTheReply(text))
                                : text);
            }
        }
        builder.addString("forms/legalReview.form", form("humanStep", "legalReview"));
        builder.addString("forms/reviewReply.form", form("humanStepDecision", "reviewReply"));
        deployment = builder.deploy().getId();
    }

    private static String form(String example, String id) throws IOException {
        return Recipes.formLike(Files.readString(Path.of(".camunda/examples", example + ".form")), id);
    }

    @AfterAll
    void takeThemBack() {
        repository.deleteDeployment(deployment, true);
    }

    private String ready() {
        String number = dispatched("2026-03-02T10:00");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-09");
        acts.ready("jinghe1", number, "已办。");
        return number;
    }

    private List<String> steps(String number) {
        return timeline.of(ledger.complaint(number).id()).stream()
                .filter(entry -> entry.act() == Act.STEP_COMPLETED)
                .map((TimelineEntry entry) -> TimelineText.of(entry, organisation::nameOf))
                .toList();
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：答复前由负责人审核，意见记入办理记录；回复稿被退回的重新拟定，同意后送达")
    void reviewedBeforeAndAfter() {
        String number = ready();
        assertThat(openTasks(number)).containsExactly("userTask_legalReview");
        assertThat(seenBy("jinghe1", number)).isEmpty();
        assertThat(seenBy("jinghehead", number)).containsExactly("userTask_legalReview");

        assertRefused("text", () -> processes.complete("jinghehead", number, "userTask_legalReview", Map.of()));
        processes.complete("jinghehead", number, "userTask_legalReview", Map.of("text", "程序合法，可以答复。"));
        assertThat(openTasks(number)).containsExactly("userTask_reply");
        assertThat(steps(number)).containsExactly("泾河新城负责人完成步骤：法制审核，内容“程序合法，可以答复”。");

        acts.reply("jinghe1", number, Outcome.RESOLVED, "许可证已核发。");
        assertThat(openTasks(number)).containsExactly("userTask_reviewReply");
        assertThat(status(number)).isEqualTo(Status.HANDLING);
        assertThat(notices(number, "replied")).isEmpty();
        processes.complete(
                "jinghehead", number, "userTask_reviewReply", Map.of("decision", "RETURN", "reason", "请写明核发日期。"));
        assertThat(openTasks(number)).containsExactly("userTask_legalReview");
        processes.complete("jinghehead", number, "userTask_legalReview", Map.of("text", "同前。"));
        acts.reply("jinghe1", number, Outcome.RESOLVED, "许可证已于3月1日核发。");
        processes.complete("jinghehead", number, "userTask_reviewReply", Map.of("decision", "AGREE"));
        assertThat(status(number)).isEqualTo(Status.VISIT);
        assertThat(steps(number))
                .containsExactly(
                        "泾河新城负责人完成步骤：法制审核，内容“程序合法，可以答复”。",
                        "泾河新城负责人完成步骤：审核回复稿，退回，理由“请写明核发日期”。",
                        "泾河新城负责人完成步骤：法制审核，内容“同前”。",
                        "泾河新城负责人完成步骤：审核回复稿，同意。");
    }

    @Test
    @DisplayName("企业撤回时正等着的步骤随办理结束，不记为完成")
    void withdrawnMeanwhile() {
        String number = ready();
        acts.withdraw("ysb1", number, "企业已自行解决。");
        acts.confirmWithdrawal("ysb1", number, "2026-03-02T10:00");
        assertThat(status(number)).isEqualTo(Status.WITHDRAWN);
        assertThat(steps(number)).isEmpty();
    }

    @Test
    @DisplayName("只知道原有待办的（演示、试运行）遇到增加的步骤，由该单位的人代为办理")
    void playedActsPassThem() {
        String number = ready();
        acts.reply("jinghe1", number, Outcome.RESOLVED, "许可证已核发。");
        acts.visit("ysb2", number, Rating.SATISFIED);
        assertThat(status(number)).isEqualTo(Status.CLOSED);
        assertThat(steps(number)).hasSize(2);
    }
}
