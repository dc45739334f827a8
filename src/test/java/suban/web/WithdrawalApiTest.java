package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import suban.acts.Acts;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;

@ApiTest
@DisplayName("渠道撤回投诉；责任认定对办理单位保密")
class WithdrawalApiTest {

    private static final String REASON = "{\"reason\":\"企业已自行解决。\"}";

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    @Autowired
    TaskService tasks;

    @Test
    @Tag("article-3")
    @DisplayName("登记的渠道提出撤回：204，营商办只有一项确认；确认后再提：409")
    void theChannelWithdraws() {
        String number = api.file("channel1");
        String path = "/api/complaints/" + number + "/withdrawal";
        assertThat(post("channel1", path).statusCode()).isEqualTo(204);
        assertThat(post("channel1", path).statusCode()).isEqualTo(204);
        assertThat(post("ysb1", path).statusCode()).isEqualTo(204);
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .taskDefinitionKey("userTask_confirmWithdrawal")
                        .count())
                .isEqualTo(1);
        acts.confirmWithdrawal("ysb1", number, now());
        assertThat(api.read("channel1", "/api/complaints/" + number)
                        .path("status")
                        .asText())
                .isEqualTo("WITHDRAWN");
        HttpResponse<String> late = post("channel1", path);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("该投诉已办结");
    }

    @Test
    @Tag("article-3")
    @DisplayName("没有理由的400，别的渠道、无关单位查无此件404，办理单位和监督人员无权403")
    void nobodyElse() {
        String number = api.file("ysb1", "demandType", "意见建议");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        String path = "/api/complaints/" + number + "/withdrawal";
        assertThat(post("channel1", path).statusCode()).isEqualTo(404);
        assertThat(post("shichang1", path).statusCode()).isEqualTo(404);
        assertThat(post("jinghe1", path).statusCode()).isEqualTo(403);
        assertThat(post("supervisor1", path).statusCode()).isEqualTo(403);
        JsonNode refusal = Visitor.json(api.as("ysb1").postJson(path, "{\"reason\":\"\"}"));
        assertThat(refusal.path("errors").path(0).path("field").asText()).isEqualTo("reason");
        assertThat(refusal.path("errors").path(0).path("message").asText()).startsWith("理由：");
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .taskDefinitionKey("userTask_confirmWithdrawal")
                        .count())
                .isZero();
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：认定、移送和两个日期，办理单位在办理记录里看不到，营商办、督查室、监督人员看得到，纪检监察工委移送后看得到")
    void responsibilityIsKeptFromTheUnits() {
        String number = api.file("ysb1", "demandType", "意见建议");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        String path = "/api/complaints/" + number;
        for (int i = 0; i < 3; i++) {
            acts.respond("jinghe1", number, now(), now().substring(0, 10));
            acts.opine("zijian1", number, "同意。");
            acts.ready("jinghe1", number, "已办。");
            acts.reply("jinghe1", number, Outcome.RESOLVED, "已解决。");
            acts.visit("ysb2", number, Rating.DISSATISFIED);
            if (i == 1) {
                acts.supervise("ysb1", number);
                acts.supervise("ducha1", number);
                acts.recordSupervision("ducha1", number, "窗口推诿。", "口径不一。", "限期核发。");
            }
        }
        assertThat(api.get("jijian1", path).statusCode()).isEqualTo(404);
        acts.judge("ysb1", number, "NEGLIGENT", "三次未推进甲。");
        acts.judge("ducha1", number, "NEGLIGENT", "三次未推进乙。");
        acts.sendReferral("ysb1", number);
        acts.recordConclusion("jijian1", number, now().substring(0, 10), now().substring(0, 10));
        for (String user : List.of("jinghe1", "zijian1", "jingheysb1")) {
            assertThat(actsSeenBy(user, path))
                    .as(user)
                    .contains("SUPERVISION_RECORDED", "CLOSED")
                    .doesNotContain(
                            "ACCOUNTABILITY_OPENED",
                            "RESPONSIBILITY_JUDGED",
                            "REFERRAL_PREPARED",
                            "REFERRAL_SENT",
                            "REFERRAL_CONCLUDED");
            assertThat(api.get(user, path).body()).doesNotContain("三次未推进", "纪检");
        }
        for (String user : List.of("ysb1", "ducha1", "supervisor1", "jijian1")) {
            assertThat(actsSeenBy(user, path))
                    .as(user)
                    .contains("RESPONSIBILITY_JUDGED", "REFERRAL_SENT", "REFERRAL_CONCLUDED");
        }
        // the host is told what the supervision requires, a co-handler is not
        assertThat(api.get("jinghe1", path).body()).contains("限期核发");
        assertThat(api.get("zijian1", path).body()).doesNotContain("限期核发");
    }

    private List<String> actsSeenBy(String user, String path) {
        return StreamSupport.stream(api.read(user, path).path("timeline").spliterator(), false)
                .map(entry -> entry.path("act").asText())
                .toList();
    }

    private HttpResponse<String> post(String user, String path) {
        return api.as(user).postJson(path, REASON);
    }

    private static String now() {
        return LocalDateTime.now(ZoneId.of("Asia/Shanghai"))
                .truncatedTo(java.time.temporal.ChronoUnit.MINUTES)
                .toString();
    }
}
