package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import suban.acts.Acts;
import suban.engine.EngineTime;
import suban.ledger.ComplaintClass;
import suban.notice.NoticeDelivery;

@ApiTest
@DisplayName("系统内通知和未送达清单谁能看到什么")
class NoticeApiTest {

    private static final String NOTICES = "/camunda/api/suban/notices";

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    @Autowired
    EngineTime time;

    @Autowired
    NoticeDelivery delivery;

    @Autowired
    JdbcTemplate jdbc;

    private final Map<String, Visitor> people = new HashMap<>();

    @BeforeEach
    void monday() {
        time.set(Acts.at("2026-03-02T10:00"));
    }

    @AfterEach
    void letTheClockRun() {
        time.release();
    }

    private Visitor person(String user) {
        return people.computeIfAbsent(user, api::withSession);
    }

    private JsonNode read(String user, String path) {
        var answer = person(user).get(NOTICES + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Visitor.json(answer);
    }

    private String dispatched(Object... changes) {
        List<Object> all = new ArrayList<>(List.of("demandType", "意见建议"));
        all.addAll(List.of(changes));
        String number = api.file("channel1", all.toArray());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", "zijian");
        return number;
    }

    private List<JsonNode> about(String user, String number) {
        List<JsonNode> found = new ArrayList<>();
        read(user, "?size=100").path("items").forEach(item -> {
            if (number.equals(item.path("number").asText())) {
                found.add(item);
            }
        });
        return found;
    }

    @Test
    @Tag("article-9")
    @DisplayName("第九条：交办的单位看到通知，带着去待办的路；别的单位、企业的告知不在其中")
    void aUnitReadsItsOwn() {
        String number = dispatched();
        List<JsonNode> host = about("jinghe1", number);
        assertThat(host).hasSize(1);
        assertThat(host.get(0).path("subject").asText()).startsWith("交办单：" + number);
        assertThat(host.get(0).path("unit").asText()).isEqualTo("泾河新城");
        assertThat(host.get(0).path("read").asBoolean()).isFalse();
        assertThat(host.get(0).path("task").asText()).isNotEmpty();
        assertThat(about("zijian1", number))
                .hasSize(1)
                .allMatch(item -> item.path("subject").asText().startsWith("协办单"));
        assertThat(about("zijian1", number).get(0).path("task").asText())
                .isNotEqualTo(host.get(0).path("task").asText());
        assertThat(about("fengdong1", number)).isEmpty();
        assertThat(about("supervisor1", number)).isEmpty();
        assertThat(read("supervisor1", "/count").path("listed").asBoolean()).isFalse();
    }

    @Test
    @DisplayName("已读是各人自己的；别人的通知标不了；全部已读")
    void readByEachPerson() {
        String number = dispatched();
        int before = read("jinghe1", "/count").path("unread").asInt();
        long id = about("jinghe1", number).get(0).path("id").asLong();
        for (int twice = 0; twice < 2; twice++) {
            assertThat(person("jinghe1")
                            .postJson(NOTICES + "/read", "{\"ids\":[" + id + "]}")
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(read("jinghe1", "/count").path("unread").asInt()).isEqualTo(before - 1);
        assertThat(about("jinghe1", number).get(0).path("read").asBoolean()).isTrue();
        assertThat(about("jinghe2", number).get(0).path("read").asBoolean()).isFalse();
        assertThat(person("zijian1")
                        .postJson(NOTICES + "/read", "{\"ids\":[" + id + "]}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(person("jinghe2")
                        .postJson(NOTICES + "/read", "{\"all\":true}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(read("jinghe2", "?unread=true").path("total").asInt()).isZero();
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：要求保密的，协办单位的通知里没有企业名称，主办和营商办的有")
    void confidential() {
        String number = dispatched("confidential", true, "title", "泾河新城某机械制造有限公司反映许可迟办");
        assertThat(about("zijian1", number).toString()).contains("（已要求保密）").doesNotContain("某机械制造");
        assertThat(about("jinghe1", number).toString()).contains("某机械制造");
    }

    @Test
    @Tag("article-9")
    @DisplayName("个人信息：通知里的号码、地址一律遮盖，同发给单位的邮件一样")
    void contactDataIsMasked() {
        String number = dispatched("title", "请致电13712340987或mi@example.cn");
        for (String user : List.of("jinghe1", "zijian1")) {
            assertThat(about(user, number).toString())
                    .as(user)
                    .contains("137****0987")
                    .doesNotContain("13712340987", "mi@example");
        }
    }

    @Test
    @Tag("article-3")
    @DisplayName("第三条：封存后通知里也看不到内容")
    void sealed() {
        String number = dispatched("title", "雷达站旁的道路");
        acts.seal("ysb1", number, "疑似涉密");
        assertThat(about("jinghe1", number).toString()).doesNotContain("雷达站");
        acts.unseal("ysbhead", number, "不涉密");
        assertThat(about("jinghe1", number).toString()).contains("雷达站");
    }

    @Test
    @Tag("article-11")
    @DisplayName("第十一条：没有送达的列给看得到该投诉的营商办和监督人员，写明原因，不带联系方式")
    void failures() {
        String number = dispatched("contactPhone", "029-88888888");
        acts.respond("jinghe1", number, "2026-03-02T10:00", "2026-03-06");
        acts.ready("jinghe1", number, "已对接。");
        acts.opine("zijian1", number, "同意。");
        acts.reply("jinghe1", number, suban.ledger.Outcome.RESOLVED, "已核发。");
        delivery.run();
        for (String user : List.of("ysb1", "supervisor1", "jingheysb1")) {
            JsonNode failures = read(user, "/failures");
            assertThat(failures.path("counts").path("CALLING").asInt()).isPositive();
            assertThat(failures.toString())
                    .contains(number, "待电话告知", "答复", "企业未留可用的邮箱或手机号")
                    .doesNotContain("029-88888888", "王经理", "已核发");
        }
        assertThat(person("ysb1")
                        .get("/camunda/api/suban/cases/" + number + "/path")
                        .body())
                .contains("电话告知", "userTask_phoneNotice");
        assertThat(read("fengdongysb1", "/failures").toString()).doesNotContain(number);
        for (String user : List.of("ysb1", "supervisor1", "jingheysb1", "fengdongysb1")) {
            JsonNode board = Visitor.json(person(user).get("/camunda/api/suban/board"));
            assertThat(board.path("outboxFailures").asInt())
                    .as(user)
                    .isEqualTo(read(user, "/failures").path("total").asInt());
        }
        for (String user : List.of("jinghe1", "ducha1")) {
            assertThat(person(user).get(NOTICES + "/failures").statusCode())
                    .as(user)
                    .isEqualTo(403);
        }
    }

    @Test
    @Tag("article-15")
    @DisplayName("第十五条：移送问责的通知没有送达，营商办、监督人员看得到，新城看不到")
    void responsibility() {
        String number = dispatched();
        int before = read("jingheysb1", "/failures").path("total").asInt();
        jdbc.update(
                "update notice set state = 'FAILED', last_error = '邮件服务器拒收（550）', template = 'referral'"
                        + " where recipient = 'zijian' and complaint_id = (select id from complaint where number = ?)",
                number);
        for (String user : List.of("ysb1", "supervisor1")) {
            assertThat(read(user, "/failures").toString()).as(user).contains(number, "问责材料");
        }
        JsonNode hidden = read("jingheysb1", "/failures");
        assertThat(hidden.toString()).doesNotContain(number, "问责材料");
        assertThat(hidden.path("total").asInt()).isEqualTo(before);
        jdbc.update(
                "update notice set template = 'assignedCo'"
                        + " where recipient = 'zijian' and complaint_id = (select id from complaint where number = ?)",
                number);
        assertThat(read("jingheysb1", "/failures").toString()).contains(number, "协办单");
    }

    @Test
    @DisplayName("填错的：400，什么也不记")
    void badInput() {
        for (String body : List.of(
                "{}",
                "{\"ids\":[]}",
                "{\"ids\":null}",
                "{\"ids\":[null]}",
                "{\"ids\":\"x\"}",
                "{\"ids\":[1],\"user\":\"x\"}",
                "[]",
                "null",
                "")) {
            assertThat(person("jinghe1").postJson(NOTICES + "/read", body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        for (String query : List.of("?page=-1", "?size=0", "?size=101", "?size=x", "?unread=maybe")) {
            assertThat(person("jinghe1").get(NOTICES + query).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
    }
}
