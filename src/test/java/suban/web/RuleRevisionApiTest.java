package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import suban.acts.Acts;
import suban.engine.EngineTime;
import suban.engine.RuleVersions;
import suban.ledger.ComplaintClass;
import suban.organisation.Roles;
import suban.revision.ProposeCommand;
import suban.revision.Revision;
import suban.revision.RevisionService;

@ApiTest
@Tag("article-18")
@DisplayName("规则修订接口：谁能提交、谁能看、怎样拒绝；命令行提交")
class RuleRevisionApiTest {

    private static final String MACHINES = "/api/rule-revisions";
    private static final String PEOPLE = "/camunda/api/suban/rule-revisions";

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    @Autowired
    EngineTime time;

    @Autowired
    RuleVersions versions;

    @Autowired
    RevisionService revisions;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @AfterEach
    void returnWhatIsOpen() {
        revisions.all().stream()
                .filter(it -> it.status() == Revision.Status.PROPOSED)
                .forEach(it -> acts.returnRevision("ysbhead", it.number(), "试验完毕。"));
        time.release();
    }

    private Map<String, byte[]> changed(String days) {
        Map<String, byte[]> files = new TreeMap<>(versions.inForce().files());
        String path = "processes/rules/timeLimit.dmn";
        String text = new String(files.get(path), StandardCharsets.UTF_8);
        files.put(
                path,
                text.replaceFirst("<text>14</text>", "<text>" + days + "</text>")
                        .getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static Multipart words(String reason, String inFlight) {
        return new Multipart()
                .part("form-data; name=\"reason\"", "text/plain", reason.getBytes(StandardCharsets.UTF_8))
                .part("form-data; name=\"inFlight\"", "text/plain", inFlight.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("分析人员提交压缩包：列出改动和对在办案件的影响，同一套再交不重复；各单位看不到，营商办只看")
    void proposed() throws IOException {
        time.set(Acts.at("2026-03-02T10:00"));
        byte[] body = words("复杂类改为13日。", "keep")
                .file("files", "set.zip", zip(changed("13")))
                .bytes();
        assertThat(api.as("ysb1").sendBytes(MACHINES, Multipart.TYPE, body).statusCode())
                .isEqualTo(403);
        assertThat(api.as("jinghe1").sendBytes(MACHINES, Multipart.TYPE, body).statusCode())
                .isEqualTo(403);
        HttpResponse<String> answer = api.as("analyst1").sendBytes(MACHINES, Multipart.TYPE, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode detail = Visitor.json(answer);
        String number = detail.path("revision").path("number").asText();
        assertThat(number).startsWith("GX2026-");
        assertThat(detail.path("revision").path("status").asText()).isEqualTo("PROPOSED");
        JsonNode row = detail.path("changes").path(0).path("rows").path(0);
        assertThat(row.path("was").asText() + "→" + row.path("is").asText()).isEqualTo("14→13");
        // of the cases that other stories leave behind, some have broken steps
        assertThat(detail.path("dryRun").path("refused").asInt())
                .isLessThanOrEqualTo(detail.path("dryRun").path("moves").asInt());
        assertThat(api.as("analyst1").sendBytes(MACHINES, Multipart.TYPE, body).statusCode())
                .isEqualTo(200);

        assertThat(api.get("jinghe1", MACHINES).statusCode()).isEqualTo(403);
        assertThat(api.get("channel1", MACHINES).statusCode()).isEqualTo(403);
        for (String person : new String[] {"ysb1", "supervisor1", "analyst1", "admin"}) {
            assertThat(api.read(person, MACHINES).path("revisions").size()).isPositive();
            assertThat(api.read(person, MACHINES + "/" + number).path("changes"))
                    .hasSize(1);
            assertThat(api.read(person, "/api/rule-versions").path("processes").size())
                    .isGreaterThan(15);
        }
        assertThat(api.read("ysb1", MACHINES).path("mayPropose").asBoolean()).isFalse();
        assertThat(api.get("analyst1", MACHINES + "/GX1999-1").statusCode()).isEqualTo(404);
        assertThat(api.as("analyst1")
                        .postJson(MACHINES + "/" + number + "/dry-run", "{}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.as("supervisor1")
                        .postJson(MACHINES + "/" + number + "/migration", "{\"reason\":\"统一口径\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(api.as("analyst1")
                        .postJson(MACHINES + "/" + number + "/migration", "{\"reason\":\"统一口径\"}")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> second = api.as("analyst1")
                .sendBytes(
                        MACHINES,
                        Multipart.TYPE,
                        words("再改。", "keep")
                                .file("files", "set.zip", zip(changed("12")))
                                .bytes());
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains(number);
    }

    @Test
    @DisplayName("看不到的案件只说能不能改，不说在哪一步；提交人撤回，别人不能，撤回写明理由")
    void hiddenCasesAndWithdrawal() throws IOException {
        time.set(Acts.at("2026-03-02T10:00"));
        String hidden = acts.register("ysb1", Stages.registration());
        acts.triage("ysb1", hidden, ComplaintClass.GENERAL, "jinghe");
        Map<String, byte[]> files = changed("13");
        String handling = "processes/handling.bpmn";
        files.put(
                handling,
                new String(files.get(handling), StandardCharsets.UTF_8)
                        .replace("userTask_respond", "userTask_respondFirst")
                        .getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = api.as("analyst1")
                .sendBytes(
                        MACHINES,
                        Multipart.TYPE,
                        words("回应改编号。", "migrate")
                                .file("files", "set.zip", zip(files))
                                .bytes());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String path = MACHINES + "/"
                + Visitor.json(answer).path("revision").path("number").asText();
        JsonNode seen = api.read("analyst1", path).path("dryRun").path("outcomes");
        assertThat(seen.size()).isPositive();
        assertThat(seen).allSatisfy(it -> {
            assertThat(it.path("key").isNull()).isTrue();
            assertThat(it.path("reasons")).isEmpty();
            assertThat(it.path("parts")).isEmpty();
        });
        assertThat(api.read("supervisor1", path).path("dryRun").path("outcomes"))
                .filteredOn(it -> it.path("key").asText().equals(hidden))
                .singleElement()
                .satisfies(it -> assertThat(it.path("reasons").toString()).contains("正在等待"));

        byte[] set = new Multipart().file("files", "set.zip", zip(files)).bytes();
        assertThat(api.as("ysb1")
                        .sendBytes(MACHINES + "/left-over", Multipart.TYPE, set)
                        .statusCode())
                .isEqualTo(403);
        JsonNode left = Visitor.json(api.as("analyst1").sendBytes(MACHINES + "/left-over", Multipart.TYPE, set))
                .path("steps");
        assertThat(left).anySatisfy(it -> {
            assertThat(it.path("name").asText()).isEqualTo("人工任务“当日回应企业”");
            assertThat(it.path("choices").path(0).path("id").asText()).isEqualTo("userTask_respondFirst");
        });
        assertThat(api.as("analyst1")
                        .postJson(path + "/dry-run", "{\"mapping\":\"userTask_respond: userTask_respondFirst\"}")
                        .body())
                .as("what is to be decided on stays as it was proposed")
                .contains("撤回后重新提交");
        assertThat(api.as("supervisor1").postJson(path + "/retry", "{}").statusCode())
                .isEqualTo(409);
        assertThat(api.as("supervisor1")
                        .postJson(path + "/withdrawal", "{\"reason\":\"不等了。\"}")
                        .statusCode())
                .as("before the decision it is the proposer's")
                .isEqualTo(403);

        String withdrawal = path + "/withdrawal";
        assertThat(api.read("analyst1", path).path("canWithdraw").asBoolean()).isTrue();
        assertThat(api.read("admin", path).path("canWithdraw").asBoolean()).isFalse();
        String why = "{\"reason\":\"另行提交。\"}";
        assertThat(api.as("admin").postJson(withdrawal, why).statusCode()).isEqualTo(403);
        assertThat(api.as("analyst1").postJson(withdrawal, "{}").statusCode()).isEqualTo(400);
        assertThat(api.as("analyst1").postJson(withdrawal, why).statusCode()).isEqualTo(200);
        assertThat(api.as("analyst1").postJson(withdrawal, why).statusCode()).isEqualTo(409);
        assertThat(api.read("ysb1", path).path("revision").path("remark").asText())
                .isEqualTo("另行提交。");
    }

    private String proposedBy(String analyst, Map<String, byte[]> files) throws IOException {
        byte[] body = words("试一试。", "keep").file("files", "set.zip", zip(files)).bytes();
        HttpResponse<String> answer = api.as(analyst).sendBytes(MACHINES, Multipart.TYPE, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Visitor.json(answer).path("revision").path("number").asText();
    }

    private HttpResponse<String> act(String person, String number, String act, String body) {
        return api.as(person).postJson(MACHINES + "/" + number + "/" + act, body);
    }

    /** As if the system had tried it in vain. */
    private String isStuck(String number) {
        String job = engine.getManagementService()
                .createJobQuery()
                .processInstanceId(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .singleResult()
                        .getId())
                .singleResult()
                .getId();
        engine.getManagementService().setJobRetries(job, 0);
        return job;
    }

    @Test
    @DisplayName("已批准未启用的：系统没能完成的，监督人员再试一次；提交人、批准人、监督人员放弃启用；放弃后还卡着的，也能再试")
    void triedAgainAndGivenUp() throws IOException {
        time.set(Acts.at("2026-03-02T10:00"));
        String number = proposedBy("analyst1", changed("13"));
        String path = MACHINES + "/" + number;
        acts.approveRevision("ysbhead", number);
        assertThat(act("supervisor1", number, "retry", "{}").statusCode()).isEqualTo(409);
        isStuck(number);
        JsonNode seen = api.read("supervisor1", path);
        assertThat(seen.path("canRetry").asBoolean()).isTrue();
        assertThat(seen.path("canMigrate").asBoolean()).isFalse();
        assertThat(seen.path("leftOver")).isEmpty();
        assertThat(seen.path("revision").path("stuck").path(0).path("what").asText())
                .isEqualTo("整套启用");
        assertThat(api.read("ysb1", MACHINES).path("revisions"))
                .filteredOn(it -> it.path("number").asText().equals(number))
                .singleElement()
                .satisfies(it -> assertThat(it.path("stuck")).hasSize(1));
        assertThat(api.read("analyst1", path).path("canRetry").asBoolean()).isFalse();
        assertThat(act("analyst1", number, "retry", "{}").statusCode()).isEqualTo(403);
        HttpResponse<String> again = act("supervisor1", number, "retry", "{}");
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(Visitor.json(again).path("revision").path("stuck")).isEmpty();
        assertThat(act("supervisor1", number, "retry", "{}").statusCode()).isEqualTo(409);

        for (String person : new String[] {"analyst1", "ysbhead", "supervisor1", "admin"}) {
            assertThat(api.read(person, path).path("canGiveUp").asBoolean())
                    .as(person)
                    .isTrue();
        }
        assertThat(api.read("ysb1", path).path("canGiveUp").asBoolean()).isFalse();
        String why = "{\"reason\":\"年底前不改。\"}";
        assertThat(act("ysb1", number, "withdrawal", why).statusCode()).isEqualTo(403);
        assertThat(act("supervisor1", number, "withdrawal", "{}").statusCode()).isEqualTo(400);
        HttpResponse<String> given = act("supervisor1", number, "withdrawal", why);
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        JsonNode ended = Visitor.json(given);
        assertThat(ended.path("revision").path("status").asText()).isEqualTo("FAILED");
        assertThat(ended.path("revision").path("failure").asText()).endsWith("放弃启用：年底前不改。");
        assertThat(ended.path("canGiveUp").asBoolean()).isFalse();
        assertThat(act("analyst1", number, "withdrawal", why).statusCode()).isEqualTo(409);

        String job = isStuck(number); // even the end of it has failed
        assertThat(api.read("supervisor1", path).path("canRetry").asBoolean()).isTrue();
        assertThat(act("supervisor1", number, "retry", "{}").statusCode()).isEqualTo(200);
        engine.getManagementService().executeJob(job);
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .count())
                .isZero();
        assertThat(api.read("supervisor1", path).path("canRetry").asBoolean()).isFalse();
    }

    @Test
    @Tag("article-15")
    @DisplayName("倒查责任的流程和步骤，主办单位的人兼做分析的也看不到；营商办和监督人员看得到；补办迁移只有监督人员，列出已没有的步骤")
    void accountabilityIsNotTold() throws IOException {
        time.set(Acts.at("2026-03-02T10:00"));
        String judged = acts.register("ysb1", Stages.registration());
        acts.triage("ysb1", judged, ComplaintClass.GENERAL, "jinghe");
        Map<String, byte[]> files = changed("13");
        files.computeIfPresent("processes/handling.bpmn", (path, was) -> new String(was, StandardCharsets.UTF_8)
                .replace("userTask_respond", "userTask_respondFirst")
                .getBytes(StandardCharsets.UTF_8));
        String number = proposedBy("analyst1", files);
        acts.returnRevision("ysbhead", number, "试验。");
        String discreet = "《倒查责任》的“移送问责材料”正在等待，新版中没有对应的步骤";
        String open = "《投诉办理》的“当日回应企业”正在等待，新版中没有对应的步骤";
        String parts =
                """
                [{"instance":"a","process":"accountability","name":"倒查责任","from":1,"to":2},
                 {"instance":"h","process":"handling","name":"投诉办理","from":1,"to":2}]""";
        String tried =
                """
                {"at":"2026-03-02T02:00:00Z","cases":2,"refusals":[{"key":"%s","parts":%s,"refusals":["%s"]}]}"""
                        .formatted(judged, parts, discreet);
        jdbc.sql(
                        """
                        update rule_revision set status = 'COMPLETED', deployment_id = :set, deployed_at = decided_at, dry_run = :tried
                        where number = :number""")
                .param("set", versions.inForceDeployment())
                .param("tried", tried)
                .param("number", number)
                .update();
        jdbc.sql("insert into rule_revision_dry_run (number, dry_run) values (:number, :tried)")
                .param("number", number)
                .param("tried", tried)
                .update();
        for (String process : new String[] {"accountability 倒查责任", "handling 投诉办理"}) {
            jdbc.sql(
                            """
                            insert into rule_revision_case (number, round, instance, case_key, process, process_name, from_version,
                              to_version, result, reason, ordered_by, order_reason, order_mapping, at)
                            values (:number, 1, :process, :key, :process, :name, 1, 2, 'REFUSED', :reason, 'supervisor1', '统一口径。',
                              '{"userTask_sendReferral":"-"}', now())""")
                    .param("number", number)
                    .param("key", judged)
                    .param("process", process.split(" ")[0])
                    .param("name", process.split(" ")[1])
                    .param("reason", discreet + "；" + open)
                    .update();
        }
        String path = MACHINES + "/" + number;
        engine.getIdentityService().createMembership("jinghe1", Roles.ANALYST);
        try {
            String body = api.get("jinghe1", path).body();
            assertThat(body)
                    .as("the case itself is known to its unit")
                    .contains(judged, open, "有的步骤不能对应")
                    .doesNotContain("倒查责任", "accountability", "移送问责", "取消等待");
            JsonNode unit = api.read("jinghe1", path);
            assertThat(unit.path("results")).hasSize(1);
            assertThat(unit.path("canMigrate").asBoolean()).isFalse();
            assertThat(unit.path("leftOver")).isEmpty();
            for (String knows : new String[] {"ysb1", "supervisor1"}) {
                JsonNode all = api.read(knows, path);
                assertThat(all.path("results")).as(knows).hasSize(2).allSatisfy(it -> assertThat(
                                it.path("reason").asText())
                        .isEqualTo(discreet + "；" + open));
                for (String run : new String[] {"dryRun", "decidedOn"}) {
                    JsonNode outcome = all.path(run).path("outcomes").path(0);
                    assertThat(outcome.path("reasons").path(0).asText())
                            .as(knows)
                            .isEqualTo(discreet);
                    assertThat(outcome.path("parts")).as(knows).hasSize(2);
                }
            }
            assertThat(api.get("ysb1", path).body()).doesNotContain("取消等待");
            JsonNode supervisor = api.read("supervisor1", path);
            assertThat(supervisor.path("results").path(0).path("orderMapping").toString())
                    .contains("移送问责材料", "取消等待");
            assertThat(supervisor.path("canMigrate").asBoolean()).isTrue();
            assertThat(supervisor.path("leftOver"))
                    .anySatisfy(it -> assertThat(it.path("id").asText()).isEqualTo("userTask_respond"));
        } finally {
            engine.getIdentityService().deleteMembership("jinghe1", Roles.ANALYST);
            for (String table :
                    new String[] {"rule_revision_case", "rule_revision_dry_run", "rule_revision_file", "rule_revision"
                    }) {
                jdbc.sql("delete from " + table + " where number = :number")
                        .param("number", number)
                        .update();
            }
        }
    }

    @Test
    @DisplayName("浏览器逐个文件提交；缺文件的、多余的、没有理由的，逐项以中文拒绝")
    void fromTheBrowser() {
        Map<String, byte[]> files = changed("13");
        Multipart all = words("复杂类改为13日。", "migrate");
        files.forEach((path, bytes) -> all.file("files", "suban/" + path, bytes));
        Visitor analyst = api.withSession("analyst1");
        HttpResponse<String> answer = analyst.sendBytes(PEOPLE, Multipart.TYPE, all.bytes());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        files.remove("forms/visit.form");
        Multipart some = words("", "maybe").file("files", "run.sh", new byte[] {1});
        files.forEach((path, bytes) -> some.file("files", path, bytes));
        HttpResponse<String> refused = analyst.sendBytes(PEOPLE, Multipart.TYPE, some.bytes());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("run.sh");
        Multipart partial = words("", "maybe");
        files.forEach((path, bytes) -> partial.file("files", path, bytes));
        HttpResponse<String> less = analyst.sendBytes(PEOPLE, Multipart.TYPE, partial.bytes());
        assertThat(less.statusCode()).isEqualTo(400);
        assertThat(less.body()).contains("修订理由：必填", "migrate", "forms/visit.form", "须整套提交");
        assertThat(analyst.sendBytes(PEOPLE, Multipart.TYPE, new Multipart().bytes())
                        .statusCode())
                .isEqualTo(400);
        assertThat(analyst.postJson(PEOPLE, "{}").statusCode()).isEqualTo(415);
    }

    @Test
    @DisplayName("绕开规则修订的路都关着，并说明应走哪条路")
    void otherRoads() {
        for (String path : new String[] {"/engine-rest", "/camunda/api/engine/engine/default"}) {
            Visitor admin = path.startsWith("/engine") ? api.as("admin") : api.withSession("admin");
            for (String road : new String[] {
                "POST /deployment/create",
                "DELETE /deployment/x",
                "POST /deployment/x/redeploy",
                "POST /migration/execute",
                "POST /migration/executeAsync",
                "POST /modification/execute",
                "POST /process-instance/x/modification",
                "POST /process-definition/x/restart",
                "DELETE /process-definition/x"
            }) {
                String[] parts = road.split(" ");
                HttpResponse<String> answer = admin.send(
                        parts[0], path + parts[1], "application/json", parts[0].equals("POST") ? "{}" : null);
                assertThat(answer.statusCode()).as(road).isEqualTo(403);
                assertThat(answer.body()).as(road).contains("规则修订", "第十八条");
            }
        }
    }

    @Test
    @DisplayName("命令行：整套提交并列出改动；密码不在参数里；账号不对、选项写错的说明原因")
    void command(@TempDir Path set) throws IOException {
        for (Map.Entry<String, byte[]> file : changed("13").entrySet()) {
            Path path = set.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        Files.writeString(set.resolve("processes/README.md"), "说明");
        String[] args = {
            "--set=" + set, "--server=http://localhost:" + port + "/", "--user=analyst1", "--reason=复杂类改为13日。"
        };
        assertThat(said(2, "suban-demo", "--set=" + set)).contains("用法");
        assertThat(said(2, null, args)).contains("SUBAN_PASSWORD");
        String[] stranger = args.clone();
        stranger[2] = "--user=nobody1";
        assertThat(said(1, "wrong", stranger)).contains("账号或密码不对");
        assertThat(said(0, "suban-demo", args)).contains("已提交：GX", "规则表《办理时限》", "14 → 13", "请新区营商办负责人");
        assertThat(said(0, "suban-demo", args)).contains("此前已提交：GX");
        Files.delete(set.resolve("forms/visit.form"));
        assertThat(said(1, "suban-demo", args)).contains("须整套提交");
    }

    private static String said(int code, String password, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ProposeCommand.run(new PrintStream(out, true, StandardCharsets.UTF_8), () -> password, args))
                .as(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(code);
        return out.toString(StandardCharsets.UTF_8);
    }
}
