package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import suban.acts.Acts;
import suban.ledger.ComplaintClass;
import suban.ledger.KeptLines;

@ApiTest
@DisplayName("一件投诉谁能看到什么")
class CaseApiTest {

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate rows;

    /** The demand for which the table proposes a general complaint, so that triage needs no reason. */
    private static Object[] generalProposed(Object... changes) {
        return Stream.concat(Stream.of("demandType", "意见建议"), Stream.of(changes))
                .toArray();
    }

    /** A case in handling: jinghe hosts, zijian and shengtai co-handle, shengtai has given its opinion. */
    private String inHandling(Object... changes) {
        String number = api.file("channel1", generalProposed(changes));
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian", "shengtai");
        acts.opine("shengtai1", number, "我局意见：整改后三日内复核");
        return number;
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：各协办单位只看到自己的意见")
    void aCoHandlerReadsNoOtherOpinion() {
        String path = "/api/complaints/" + inHandling();
        assertThat(api.get("shengtai1", path).body()).contains("整改后三日内复核");
        assertThat(api.get("jinghe1", path).body()).contains("整改后三日内复核");
        String seen = api.get("zijian1", path).body();
        assertThat(seen).contains("提出协办意见").doesNotContain("整改后三日内复核");
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：无关单位查无此件，渠道只看状态与答复，未登录不可看")
    void everybodyElseSeesLess() {
        String number = inHandling();
        String path = "/api/complaints/" + number;
        assertThat(api.get("fengdong1", path).statusCode()).isEqualTo(404);
        assertThat(api.get("shichang1", path).statusCode()).isEqualTo(404);
        assertThat(api.get("jingheysb1", path).statusCode()).isEqualTo(200);
        assertThat(api.get("supervisor1", path).statusCode()).isEqualTo(200);
        JsonNode machine = api.read("channel1", path);
        assertThat(machine.fieldNames()).toIterable().containsExactlyInAnyOrder("number", "status", "reply");
        assertThat(api.get("channel1", "/api/ledger").statusCode()).isEqualTo(403);
        assertThat(api.read("fengdong1", "/api/ledger?q=" + number)
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(api.read("jinghe1", "/api/ledger?q=" + number).path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：被投诉单位查无此件")
    void theAccusedSeesNothing() {
        String number = api.file("channel1", generalProposed());
        acts.triage(
                "ysb1",
                number,
                ComplaintClass.GENERAL,
                "jinghe",
                List.of("zijian"),
                Map.of("accusedUnit", "jinghezhujian", "reason", "由住建局协办。"));
        assertThat(api.get("jinghezhujian1", "/api/complaints/" + number).statusCode())
                .isEqualTo(404);
        assertThat(api.get("jingheysb1", "/api/complaints/" + number).statusCode())
                .isEqualTo(200);
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：责任认定期间，办理单位和渠道看到的仍是督查，也筛不出来；营商办、督查室、监督人员看到实情")
    void theUnitsDoNotLearnThatTheyAreHeldToAccount() {
        String number = inHandling();
        jdbc.sql("update complaint set status = 'ACCOUNTABILITY' where number = ?")
                .param(number)
                .update();
        KeptLines.anew(rows);
        for (String person : List.of("ysb1", "ducha1", "supervisor1")) {
            assertThat(statusFor(person, number)).as(person).isEqualTo("ACCOUNTABILITY");
            assertThat(listed(person, "ACCOUNTABILITY", number)).as(person).isEqualTo("ACCOUNTABILITY");
            assertThat(listed(person, "SUPERVISION", number)).as(person).isNull();
        }
        for (String person : List.of("jinghe1", "jingheysb1", "zijian1")) {
            assertThat(statusFor(person, number)).as(person).isEqualTo("SUPERVISION");
            assertThat(listed(person, "ACCOUNTABILITY", number)).as(person).isNull();
            assertThat(listed(person, "SUPERVISION", number)).as(person).isEqualTo("SUPERVISION");
        }
        assertThat(statusFor("channel1", number)).isEqualTo("SUPERVISION");
    }

    private String statusFor(String person, String number) {
        return api.read(person, "/api/complaints/" + number).path("status").asText();
    }

    /** The status under which the ledger lists the case when asked for {@code status}, null if it does not. */
    private String listed(String person, String status, String number) {
        for (JsonNode item : api.read(person, "/api/ledger?status=" + status + "&q=" + number)
                .path("items")) {
            return item.path("status").asText();
        }
        return null;
    }

    @Test
    @DisplayName("要求保密的：协办单位看不到企业名称，主办单位和营商办看得到")
    void confidential() {
        String number = inHandling("confidential", true, "enterpriseName", "泾河保密测试有限公司");
        String ledger = "/api/ledger?q=" + number;
        assertThat(api.get("zijian1", ledger).body()).contains("（已要求保密）").doesNotContain("泾河保密测试");
        assertThat(api.get("jinghe1", ledger).body()).contains("泾河保密测试");
        assertThat(api.get("ysb1", ledger).body()).contains("泾河保密测试");
    }

    @Test
    @Tag("article-17")
    @DisplayName("第十七条：要求保密的，承办的内部单位在待办、卡片和台账里一样看得到企业；协办单位一样看不到")
    void whoWorksTheMatterKnowsTheEnterprise() {
        String number = inHandling("confidential", true, "enterpriseName", "泾河保密测试有限公司");
        OffsetDateTime now = OffsetDateTime.now(ZoneId.of("Asia/Shanghai"));
        acts.respond(
                "jinghe1",
                number,
                now.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm")),
                now.toLocalDate().toString(),
                Map.of("insideUnit", "chongwen"));
        for (String user : List.of("chongwen1", "jinghe1", "zijian1")) {
            boolean knows = !user.equals("zijian1");
            JsonNode task = api.read(user, "/engine-rest/task?processInstanceBusinessKey=" + number)
                    .path(0);
            String form = api.get(user, "/engine-rest/task/" + task.path("id").asText() + "/form-variables")
                    .body();
            Visitor visitor = api.visitor();
            visitor.logIn(user, "suban-demo");
            String card = visitor.get(
                            "/camunda/api/suban/cards?tasks=" + task.path("id").asText())
                    .body();
            String ledger = api.get(user, "/api/ledger?q=" + number).body();
            assertThat(List.of(form, card, ledger)).as(user).allSatisfy(answer -> assertThat(answer)
                    .contains(number)
                    .matches(text -> text.contains("泾河保密测试") == knows, knows ? "企业名称" : "无企业名称"));
            assertThat(form.contains("13800000000")).as(user).isEqualTo(knows);
        }
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条：收到投诉的单位报送营商办后，不再看到该案")
    void whoHandedACaseOverHasNoPartInIt() {
        String number = api.file(
                "channel1", generalProposed("channel", "CAMPAIGN", "receivedBy", "ziran", "confidential", true));
        String path = "/api/complaints/" + number;
        assertThat(api.get("ziran1", path).statusCode()).isEqualTo(200);
        acts.handOver("ziran1", number, "超出本局职责。");
        assertThat(api.get("ziran1", path).statusCode()).isEqualTo(404);
        assertThat(api.read("ziran1", "/api/ledger?q=" + number).path("total").asInt())
                .isZero();
    }

    @Test
    @DisplayName("改动台账一个字即被发现")
    void tamperingIsFound() {
        String number = inHandling();
        String path = "/api/timeline/verification?number=" + number;
        assertThat(api.read("supervisor1", path).path("intact").asBoolean()).isTrue();
        int seq = jdbc.sql(
                        """
                        select e.seq from timeline_entry e join complaint c on c.id = e.complaint_id
                        where c.number = :number and e.act = 'DISPATCHED'""")
                .param("number", number)
                .query(Integer.class)
                .single();
        jdbc.sql(
                        """
                        update timeline_entry set input = replace(input, '"days":5', '"days":50')
                        where seq = :seq and complaint_id = (select id from complaint where number = :number)""")
                .param("seq", seq)
                .param("number", number)
                .update();
        JsonNode found = api.read("supervisor1", path);
        assertThat(found.path("intact").asBoolean()).isFalse();
        assertThat(found.path("firstBroken").asInt()).isEqualTo(seq);
    }

    @Test
    @Tag("article-7")
    @DisplayName("第七条：交办时限已过的、缺外部编号的一并指出，不登记")
    void everyProblemIsNamedAtOnce() {
        String past = OffsetDateTime.now(ZoneId.of("Asia/Shanghai"))
                .minusDays(1)
                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        var late = api.post(
                "channel1", Api.complaint("channel", "SUPERIOR", "orderNumber", "陕营商〔2026〕1号", "orderDueAt", past));
        assertThat(late.statusCode()).isEqualTo(400);
        assertThat(late.body()).contains("不能早于登记时间");
        var missing = api.post("channel1", Api.complaint("externalId", null, "title", null));
        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(missing.body()).contains("externalId").contains("title");
    }

    @Test
    @DisplayName("绕过表单发起流程、发送消息的接口对人关闭")
    void nobodyStartsACaseAroundItsForm() {
        for (String path : List.of("/engine-rest/process-definition/key/complaint/start", "/engine-rest/message")) {
            var answer = api.as("ysb1").postJson(path, "{}");
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
        }
    }
}
