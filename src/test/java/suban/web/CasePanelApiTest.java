package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import suban.acts.Acts;
import suban.engine.EngineTime;
import suban.ledger.ComplaintClass;
import suban.ledger.Outcome;
import suban.ledger.Rating;

@ApiTest
@DisplayName("表单旁边的案件情况")
class CasePanelApiTest {

    private static final String OPINION = "我局意见：整改后三日内复核";

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    @Autowired
    EngineTime time;

    @Autowired
    JdbcClient jdbc;

    /** Thursday before the Spring Festival of 2026: 15–23 February are off, Saturday the 14th is worked. */
    @BeforeEach
    void beforeTheSpringFestival() {
        time.set(Acts.at("2026-02-12T10:00"));
    }

    @AfterEach
    void letTheClockRun() {
        time.release();
    }

    /** jinghe hosts, zijian and shengtai co-handle, shengtai has given its opinion. */
    private String inHandling(Object... changes) {
        String number = api.file(
                "channel1",
                Stream.concat(Stream.of("demandType", "意见建议"), Stream.of(changes))
                        .toArray());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian", "shengtai");
        acts.opine("shengtai1", number, OPINION);
        return number;
    }

    private HttpResponse<String> ask(String user, String number) {
        return api.withSession(user).get("/camunda/api/suban/cases/" + number);
    }

    private JsonNode panel(String user, String number) {
        HttpResponse<String> answer = ask(user, number);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Visitor.json(answer);
    }

    private static String fact(JsonNode panel, String label) {
        for (JsonNode fact : panel.path("facts")) {
            if (label.equals(fact.path("label").asText())) {
                return fact.path("text").asText();
            }
        }
        return null;
    }

    private static JsonNode named(JsonNode list, String field, String value) {
        for (JsonNode one : list) {
            if (value.equals(one.path(field).asText())) {
                return one;
            }
        }
        throw new AssertionError(value + " not in " + list);
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：主办单位一眼看到谁投诉什么、两个时限、协办单位和意见、办理经过，人和单位都是名称")
    void theHostSeesTheCase() {
        String number = inHandling();
        JsonNode panel = panel("jinghe1", number);
        assertThat(panel.path("title").asText()).isEqualTo("厂房施工许可迟迟未办");
        assertThat(panel.path("status").asText()).isEqualTo("办理中");
        assertThat(panel.path("complaintClass").asText()).isEqualTo("一般");
        assertThat(panel.path("content").asText()).isEqualTo("提交材料三周，未收到任何答复。");
        assertThat(fact(panel, "投诉企业")).isEqualTo("泾河新城某机械制造有限公司");
        assertThat(fact(panel, "联系人")).isEqualTo("王经理　13800000000");
        assertThat(fact(panel, "所属新城")).isEqualTo("泾河新城");
        assertThat(fact(panel, "收到渠道")).isEqualTo("政企通");
        assertThat(fact(panel, "协调单位")).isEqualTo("新区营商办");
        assertThat(panel.path("light").path("text").asText()).isEqualTo("剩余5个工作日");
        JsonNode attempt = panel.path("attempts").get(0);
        assertThat(attempt.path("host").asText()).isEqualTo("泾河新城");
        assertThat(named(attempt.path("clocks"), "name", "当日回应").path("due").asText())
                .startsWith("2026-02-12T18:00");
        JsonNode given = named(attempt.path("coHandlers"), "unit", "生态环境局");
        assertThat(given.path("state").asText()).isEqualTo("已提出意见");
        assertThat(given.path("opinion").asText()).isEqualTo(OPINION);
        assertThat(named(attempt.path("coHandlers"), "unit", "住房和城乡建设局")
                        .path("state")
                        .asText())
                .isEqualTo("待提出意见");
        JsonNode step = named(panel.path("timeline"), "act", "研判分类");
        assertThat(step.path("unit").asText()).isEqualTo("新区营商办");
        assertThat(step.path("person").asText()).matches("\\p{IsHan}{2,4}");
        assertThat(panel.toString()).doesNotContain("\"jinghe", "\"zijian", "ysb1", "HANDLING", "GENERAL");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：为什么是这一天：起算日不计入，春节放假不计，调休上班的周六计入")
    void theDateExplainsItself() {
        JsonNode panel = panel("jinghe1", inHandling());
        for (JsonNode clock : List.of(
                named(panel.path("clocks"), "name", "企业时限"),
                named(panel.path("attempts").get(0).path("clocks"), "name", "办理期限"))) {
            assertThat(clock.path("due").asText()).startsWith("2026-02-26T18:00");
            assertThat(clock.path("limit").asText()).isEqualTo("5个工作日");
            List<String> counted = new ArrayList<>();
            clock.path("days").forEach(day -> {
                if (day.path("counted").asBoolean()) {
                    counted.add(day.path("date").asText());
                }
            });
            assertThat(counted).containsExactly("2026-02-13", "2026-02-14", "2026-02-24", "2026-02-25", "2026-02-26");
            assertThat(named(clock.path("days"), "date", "2026-02-12")
                            .path("why")
                            .asText())
                    .isEqualTo("起算日不计入");
            assertThat(named(clock.path("days"), "date", "2026-02-14")
                            .path("why")
                            .asText())
                    .contains("调休上班");
            assertThat(named(clock.path("days"), "date", "2026-02-17")
                            .path("why")
                            .asText())
                    .contains("春节");
        }
    }

    @Test
    @Tag("article-9")
    @DisplayName("第四条、第九条：协办单位看得到各单位进展和自己的意见，看不到别人的意见，与企业的联系由主办单位负责")
    void aCoHandlerReadsNoOtherOpinion() {
        String number = inHandling();
        JsonNode other = named(panel("zijian1", number).path("attempts").get(0).path("coHandlers"), "unit", "生态环境局");
        assertThat(other.path("state").asText()).isEqualTo("已提出意见");
        assertThat(other.path("opinion").isNull()).isTrue();
        assertThat(fact(panel("zijian1", number), "联系人")).isEqualTo("请通过主办单位联系");
        assertThat(ask("zijian1", number).body()).doesNotContain(OPINION).contains("提交材料三周");
        assertThat(ask("shengtai1", number).body()).contains(OPINION);
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：营商办和监督人员看得到，别的新城、无关部门、分析人员查无此件；渠道不能看，未登录不可看")
    void whoSeesIt() {
        String number = inHandling();
        for (String user : List.of("ysb1", "jingheysb1")) {
            assertThat(ask(user, number).body()).as(user).contains(OPINION, "13800000000");
        }
        // supervisors watch, and call nobody
        assertThat(ask("supervisor1", number).body())
                .contains(OPINION, "王**　138****0000")
                .doesNotContain("13800000000", "王经理");
        for (String user : List.of("fengdong1", "shichang1", "analyst1")) {
            HttpResponse<String> answer = ask(user, number);
            assertThat(answer.statusCode()).as(user).isEqualTo(404);
            assertThat(answer.body()).as(user).doesNotContain("机械制造");
        }
        assertThat(api.as("channel1").get("/camunda/api/suban/cases/" + number).statusCode())
                .isIn(401, 403);
        assertThat(api.visitor().get("/camunda/api/suban/cases/" + number).statusCode())
                .isEqualTo(401);
        assertThat(ask("ysb1", "XX20260212-9999").statusCode()).isEqualTo(404);
        assertThat(ask("ysb1", "x").statusCode()).isEqualTo(404);
    }

    /** Who was shown the contact, the latest first, as the supervisor reads it. */
    private List<String> access(String number) {
        List<String> lines = new ArrayList<>();
        api.read("supervisor1", "/api/complaints/" + number + "/personal-data-access")
                .forEach(it -> lines.add(
                        it.path("user").asText() + " " + it.path("unit").asText() + " "
                                + it.path("what").asText().replaceAll("〔.*", "") + " "
                                + it.path("door").asText()));
        return lines;
    }

    private String formOf(String user, String number, String task) {
        JsonNode open = api.read(
                        user, "/engine-rest/task?processInstanceBusinessKey=" + number + "&taskDefinitionKey=" + task)
                .path(0);
        return api.get(user, "/engine-rest/task/" + open.path("id").asText() + "/form-variables")
                .body();
    }

    @Test
    @Tag("article-9")
    @DisplayName("个人信息：谁在哪里看到联系方式，记下来，十分钟内同一处只记一次；看不到的不记")
    void whoeverIsShownTheContactIsNoted() {
        String number = inHandling();
        ask("zijian1", number);
        ask("supervisor1", number);
        ask("admin", number);
        api.get("jinghe1", "/api/complaints/" + number);
        assertThat(access(number)).isEmpty();

        ask("jinghe1", number);
        ask("jinghe1", number);
        assertThat(access(number)).containsExactly("jinghe1 泾河新城 案件情况 网页");
        assertThat(formOf("jinghe1", number, "userTask_respond")).contains("13800000000");
        JsonNode document =
                api.read("jinghe1", "/api/complaints/" + number + "/documents").path(0);
        assertThat(api.get("jinghe1", "/api/documents/" + document.path("id").asText() + ".pdf")
                        .statusCode())
                .isEqualTo(200);
        assertThat(access(number))
                .containsExactly("jinghe1 泾河新城 文书　西咸营商交办 数据接口", "jinghe1 泾河新城 办理表单 引擎接口", "jinghe1 泾河新城 案件情况 网页");
        acts.timeIs("2026-02-12T10:11");
        ask("jinghe1", number);
        assertThat(access(number)).hasSize(4);

        String path = "/api/complaints/" + number + "/personal-data-access";
        assertThat(api.read("ysbhead", path)).hasSize(4);
        assertThat(api.read("admin", path)).hasSize(4);
        assertThat(api.get("ysb1", path).statusCode()).isEqualTo(403);
        assertThat(api.get("jinghe1", path).statusCode()).isEqualTo(403);
        assertThat(api.get("fengdong1", path).statusCode()).isEqualTo(404);
        assertThat(api.get("ysbhead", path).body()).doesNotContain("13800000000", "王经理");
        assertThat(api.withSession("ysbhead")
                        .get("/camunda/api/suban/cases/" + number + "/path")
                        .body())
                .contains("\"readsAccess\":true");
        assertThat(api.withSession("jinghe1")
                        .get("/camunda/api/suban/cases/" + number + "/path")
                        .body())
                .contains("\"readsAccess\":false");
    }

    @Test
    @Tag("article-9")
    @DisplayName("个人信息：数据接口里办理经过带有联系方式的，也记下来；已遮盖的不记")
    void wordsByTheApiAreNoted() {
        String number = inHandling();
        acts.respond("jinghe1", number, "2026-02-12T10:00", "2026-02-13", Map.of("note", "改打13900000001"));
        assertThat(api.get("supervisor1", "/api/complaints/" + number).body()).doesNotContain("13900000001");
        assertThat(access(number)).isEmpty();
        assertThat(api.get("jinghe1", "/api/complaints/" + number).body()).contains("13900000001");
        assertThat(access(number)).containsExactly("jinghe1 泾河新城 案件情况 数据接口");
    }

    @Test
    @Tag("article-9")
    @DisplayName("个人信息：标题里已遮盖的号码，逐位去查也查不出来；露出来的部分和别的字照常能查、能排序")
    void noSearchFindsWhatIsMasked() {
        String number = inHandling("title", "遮盖查询路口13712340987积水，mi.mi@example.cn");
        for (String user : List.of("jinghe1", "ysb1", "supervisor1", "admin")) {
            for (String hidden : List.of("7123409", "路口1371", "13712340987", "mi.mi", "i@example")) {
                assertThat(api.read(user, "/api/ledger?q=" + hidden).toString())
                        .as(user + " " + hidden)
                        .doesNotContain(number);
            }
            for (String shown : List.of("路口137", "0987积水", "遮盖查询路口", "example.cn", number)) {
                assertThat(api.read(user, "/api/ledger?sort=title&q=" + shown)
                                .path("items")
                                .toString())
                        .as(user + " " + shown)
                        .contains(number);
            }
        }
        String board = "/api/board/cases?figure=REGISTERED&from=2026-02-01&to=2026-02-28&size=200&word=";
        assertThat(api.read("supervisor1", board + "遮盖查询").toString()).contains(number);
        assertThat(api.read("supervisor1", board + "1234").toString()).doesNotContain(number);
    }

    @Test
    @Tag("article-9")
    @DisplayName("个人信息：记不下来就不给看")
    void whatCannotBeNotedIsNotShown() {
        String number = inHandling();
        jdbc.sql("alter table personal_data_access rename to personal_data_access_gone")
                .update();
        try {
            HttpResponse<String> answer = ask("jinghe1", number);
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("13800000000");
            assertThat(formOf("jinghe1", number, "userTask_respond")).doesNotContain("13800000000");
            assertThat(ask("zijian1", number).statusCode()).isEqualTo(200);
        } finally {
            jdbc.sql("alter table personal_data_access_gone rename to personal_data_access")
                    .update();
        }
    }

    @Test
    @Tag("article-9")
    @DisplayName("个人信息：协办单位的表单接口、监督人员的表单、清单和导出里，联系方式不出现或已遮盖")
    void contactDataIsMaskedForEverybodyElse() {
        String number = inHandling("title", "请致电13800000000", "content", "我是王经理，电话13800000000，邮箱wang@example.cn。");
        assertThat(formOf("zijian1", number, "userTask_coHandle"))
                .contains("138****0000", "w***@example.cn")
                .doesNotContain("13800000000", "王经理", "wang@");
        assertThat(formOf("supervisor1", number, "userTask_respond"))
                .contains("王**　138****0000")
                .doesNotContain("13800000000", "王经理", "wang@");
        for (String user : List.of("zijian1", "supervisor1")) {
            assertThat(ask(user, number).body())
                    .as(user)
                    .contains("138****0000")
                    .doesNotContain("13800000000", "wang@");
        }
        for (String user : List.of("jinghe1", "ysb1", "zijian1", "supervisor1")) {
            assertThat(api.get(user, "/api/ledger?q=" + number).body())
                    .as(user)
                    .contains("请致电138****0000")
                    .doesNotContain("13800000000");
        }
        assertThat(ask("jinghe1", number).body()).contains("13800000000", "wang@example.cn");
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：被投诉单位查无此件；管理员看得到经过，看不到投诉内容和联系人")
    void theAccusedAndTheAdministrator() {
        String number = api.file("channel1", "demandType", "意见建议");
        acts.triage(
                "ysb1",
                number,
                ComplaintClass.GENERAL,
                "jinghe",
                List.of("zijian"),
                Map.of("accusedUnit", "jinghezhujian", "reason", "由住建局协办。"));
        assertThat(ask("jinghezhujian1", number).statusCode()).isEqualTo(404);
        assertThat(fact(panel("ysb1", number), "被投诉单位")).contains("应当回避");
        assertThat(fact(panel("zijian1", number), "被投诉单位")).isNull();
        JsonNode administrator = panel("admin", number);
        assertThat(administrator.path("content").isNull()).isTrue();
        assertThat(administrator.toString()).doesNotContain("13800000000", "王经理");
    }

    @Test
    @DisplayName("要求保密的：协办单位看不到企业、联系人，标题和内容里的名称也隐去；主办单位看得到")
    void confidential() {
        String number = inHandling(
                "confidential",
                true,
                "enterpriseName",
                "泾河保密测试有限公司",
                "title",
                "泾河保密测试有限公司门前道路",
                "content",
                "泾河保密测试有限公司的王经理多次反映。");
        JsonNode hidden = panel("zijian1", number);
        assertThat(hidden.toString()).doesNotContain("泾河保密测试", "王经理", "13800000000");
        assertThat(fact(hidden, "投诉企业")).isEqualTo("（已要求保密）");
        assertThat(fact(hidden, "联系人")).isEqualTo("请通过营商办联系");
        assertThat(fact(panel("jinghe1", number), "联系人")).isEqualTo("（企业要求保密，请勿外传）王经理　13800000000");
    }

    @Test
    @DisplayName("要求保密的：轨迹、台账、关联投诉、看板清单的标题里也没有企业名称和联系方式，按名称也查不出来")
    void confidentialTitles() {
        String name = "沣渭保密标题测试厂";
        Object[] mine = {
            "confidential",
            true,
            "creditCode",
            null,
            "demandType",
            "意见建议",
            "enterpriseName",
            name,
            "title",
            name + "王经理（13800000000）：厂门口道路破损",
            "content",
            "道路破损。"
        };
        String number = api.file("channel1", mine);
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        String again = api.file("channel1", mine);
        acts.triage("ysb1", again, ComplaintClass.GENERAL, "jinghe", List.of("zijian"), Map.of("sameMatterAs", number));
        String shown = "（已要求保密）（已要求保密）（（已要求保密））：厂门口道路破损";
        HttpResponse<String> path = api.withSession("zijian1").get("/camunda/api/suban/cases/" + number + "/path");
        assertThat(Visitor.json(path).path("title").asText()).isEqualTo(shown);
        assertThat(path.body()).doesNotContain(name, "王经理", "13800000000");
        JsonNode linked = named(panel("zijian1", number).path("linked"), "number", again);
        assertThat(linked.path("title").asText()).isEqualTo(shown);
        JsonNode listed = api.read("zijian1", "/api/ledger?q=" + number);
        assertThat(listed.path("items").get(0).path("title").asText()).isEqualTo(shown);
        for (String user : List.of("zijian1", "admin")) {
            assertThat(api.read(user, "/api/ledger?q=" + name).path("total").asInt())
                    .as(user)
                    .isZero();
            assertThat(api.read(user, "/api/ledger?q=" + number).toString())
                    .as(user)
                    .contains(number)
                    .doesNotContain(name, "王经理", "13800000000");
        }
        time.set(Acts.at("2026-06-01T10:00"));
        assertThat(api.read("admin", "/api/board/cases?figure=DUE_LATE&from=2026-02-01&to=2026-02-28&size=200")
                        .toString())
                .contains(number)
                .doesNotContain(name, "王经理", "13800000000");
        // the host knows whose it is
        assertThat(api.read("jinghe1", "/api/ledger?q=" + name).path("total").asInt())
                .isEqualTo(2);
        assertThat(panel("jinghe1", number).path("title").asText()).startsWith(name);
    }

    @Test
    @Tag("article-3")
    @DisplayName("第三条：封存后标题、内容、意见和联系人都看不到，监督人员也一样")
    void sealed() {
        String number = inHandling();
        acts.seal("ysb1", number, "疑似涉及未公开的规划数据。");
        for (String user : List.of("jinghe1", "ysb1", "supervisor1", "shengtai1")) {
            JsonNode panel = panel(user, number);
            assertThat(panel.path("title").asText()).as(user).isEqualTo("（疑似涉密，已封存）");
            assertThat(panel.path("content").asText()).as(user).isEqualTo("（疑似涉密，已封存）");
            assertThat(panel.toString()).as(user).doesNotContain(OPINION, "施工许可", "王经理", "13800000000", "规划数据");
        }
    }

    @Test
    @Tag("article-14")
    @Tag("article-15")
    @DisplayName("第十四条：第二次办理和首次办理并列，各有时限、答复和评价；问责的事办理单位看不到")
    void theSecondAttempt() {
        String number = api.file("channel1", "demandType", "意见建议");
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        acts.respond("jinghe1", number, "2026-02-12T10:00", "2026-02-25");
        acts.ready("jinghe1", number, "已核实");
        acts.reply("jinghe1", number, Outcome.PARTLY_RESOLVED, "已催办审批。");
        acts.visit("ysb2", number, Rating.DISSATISFIED, Map.of("dissatisfactionReason", "仍未批下，请打13912345678"));
        JsonNode panel = panel("jinghe1", number);
        assertThat(panel.path("attempts")).hasSize(2);
        JsonNode first = panel.path("attempts").get(0);
        assertThat(first.path("outcome").asText()).isEqualTo("部分解决");
        assertThat(first.path("replyText").asText()).isEqualTo("已催办审批。");
        assertThat(first.path("visits").get(0).path("rating").asText()).isEqualTo("不满意");
        assertThat(first.path("visits").get(0).path("reason").asText()).isEqualTo("仍未批下，请打13912345678");
        assertThat(formOf("jinghe1", number, "userTask_respond")).contains("13912345678");
        assertThat(formOf("supervisor1", number, "userTask_respond"))
                .contains("139****5678")
                .doesNotContain("13912345678");
        assertThat(named(first.path("clocks"), "name", "办理期限").path("text").asText())
                .isEqualTo("按时完成");
        JsonNode second = named(panel.path("attempts").get(1).path("clocks"), "name", "办理期限");
        assertThat(second.path("due").asText()).startsWith("2026-02-26T18:00");
        assertThat(panel.path("light").path("what").asText()).isEqualTo("第2次办理期限");

        jdbc.sql("update complaint set status = 'ACCOUNTABILITY' where number = ?")
                .param(number)
                .update();
        assertThat(panel("jinghe1", number).path("status").asText()).isEqualTo("联合督查");
        assertThat(panel("ysb1", number).path("status").asText()).isEqualTo("倒查责任");
    }

    @Test
    @Tag("article-14")
    @DisplayName("第十四条：企业已评价、只等主办评价协办的，不再显示回访期限")
    void ratedAndScored() {
        String number = inHandling();
        acts.opine("zijian1", number, "同意。");
        acts.respond("jinghe1", number, "2026-02-12T10:00", "2026-02-13");
        acts.ready("jinghe1", number, "已办。");
        acts.reply("jinghe1", number, Outcome.RESOLVED, "已办结。");
        assertThat(panel("jinghe1", number).path("light").path("what").asText()).isEqualTo("回访期限");
        acts.visit("ysb2", number, Rating.SATISFIED);
        JsonNode light = panel("jinghe1", number).path("light");
        // two working days: Friday, and the Saturday that is worked
        assertThat(light.path("what").asText()).isEqualTo("协办评价期限");
        assertThat(light.path("due").asText()).startsWith("2026-02-14T18:00");
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：拆分和关联的投诉列在旁边，看不到的不列；相近的投诉只有营商办可查")
    void whatBelongsToIt() {
        String earlier = inHandling("creditCode", null, "enterpriseName", "泾河关联测试有限公司");
        String number = api.file("channel1", "demandType", "意见建议", "creditCode", null, "enterpriseName", "泾河关联测试有限公司");
        acts.triage(
                "ysb1",
                number,
                ComplaintClass.GENERAL,
                "jinghe",
                List.of(),
                Map.of("sameMatterAs", earlier, "splitItems", "路灯损坏"));
        JsonNode linked = panel("jinghe1", number).path("linked");
        assertThat(named(linked, "number", earlier).path("relation").asText()).isEqualTo("同一诉求");
        assertThat(panel("ysb1", number).path("linked").toString()).contains("拆分出");
        assertThat(panel("zijian1", earlier).path("linked").toString()).doesNotContain(number);
        String similar = "/camunda/api/suban/cases/" + number + "/similar";
        assertThat(api.withSession("ysb1").get(similar).body()).contains(earlier);
        assertThat(api.withSession("jinghe1").get(similar).statusCode()).isEqualTo(403);
    }

    @Test
    @DisabledIfSystemProperty(
            named = "suban.test.postgresql",
            matches = "true",
            disabledReason = "H2 counts the statements")
    @DisplayName("案件再长，查询的次数不变")
    void aFixedNumberOfStatements() {
        String longer = inHandling();
        acts.opine("zijian1", longer, "同意");
        acts.respond("jinghe1", longer, "2026-02-12T10:00", "2026-02-25");
        acts.ready("jinghe1", longer, "已核实");
        acts.reply("jinghe1", longer, Outcome.RESOLVED, "已办。");
        acts.visit("ysb2", longer, Rating.DISSATISFIED, Map.of("dissatisfactionReason", "未办"));
        acts.respond("jinghe1", longer, "2026-02-12T10:00", "2026-02-25");
        String shorter = inHandling();
        Visitor office = api.withSession("ysb1");
        // names of people are kept for a while, and that the contact was shown is noted once in a while
        office.get("/camunda/api/suban/cases/" + longer);
        office.get("/camunda/api/suban/cases/" + shorter);
        long few = statements(office, shorter);
        long more = statements(office, longer);
        assertThat(few).isPositive().isLessThan(40);
        assertThat(more).isEqualTo(few);
    }

    private long statements(Visitor visitor, String number) {
        jdbc.sql("set query_statistics false").update();
        jdbc.sql("set query_statistics true").update();
        assertThat(visitor.get("/camunda/api/suban/cases/" + number).statusCode())
                .isEqualTo(200);
        return jdbc.sql("select coalesce(sum(execution_count), 0) from information_schema.query_statistics")
                .query(Long.class)
                .single();
    }
}
