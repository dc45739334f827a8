package suban.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import suban.nodes.Nodes;
import suban.revision.ProposeCommand;

/** A revision of the rules moves many cases while its nodes are killed, one and then both; then another one is put in force on nodes that stay. */
@DisplayName("第十八条：在办案件改按新规则途中杀掉节点：每件恰好改一次或写明原因留下，什么也不丢；各节点都按新规则")
class KilledWhileCasesMoveTest {

    private static final int CASES = Integer.getInteger("suban.faults.cases", 60);

    /** Those that stand at a step which is called otherwise then, and are kept. */
    private static final int KEPT = 8;

    private static final String LIMITS = "processes/rules/timeLimit.dmn";
    private static final String HANDLING = "processes/handling.bpmn";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("两个节点先后被杀，重启后接着改完；随后一次修订，两个节点同时知道；两个节点同时预演，不留痕迹")
    void killedInTheMiddle() throws Exception {
        try (Day day = new Day(folder, folder.resolve("data"))) {
            Nodes nodes = day.nodes;
            Traffic traffic = new Traffic(day, 4, 2, CASES);
            traffic.finish();
            List<String> all = new ArrayList<>(new TreeSet<>(traffic.done.keySet()));
            Set<String> kept = new TreeSet<>(all.subList(0, KEPT));
            for (String number : kept) {
                traffic.goOn(number, 3);
            }
            for (String number : all.subList(KEPT, KEPT + 10)) {
                String task = task(nodes, "node2", "jinghe1", number, "userTask_respond");
                assertThat(nodes.postTo("node2", "jinghe1", task + "/claim", Map.of("userId", "jinghe1"))
                                .statusCode())
                        .isEqualTo(204);
            }
            Aftermath aftermath = new Aftermath(day);
            aftermath.settled(120);
            Map<String, List<String>> before = waiting(nodes);
            Map<String, byte[]> files = project();
            change(files, LIMITS, "<text>5</text>", "<text>4</text>");
            change(files, "forms/respond.form", "\"label\": \"联系方式\"", "\"label\": \"联系的方式\"");
            change(files, HANDLING, "\"userTask_handle\"", "\"userTask_handleDemand\"");
            change(
                    files,
                    HANDLING,
                    "<bpmn:flowNodeRef>userTask_handle</bpmn:flowNodeRef>",
                    "<bpmn:flowNodeRef>userTask_handleDemand</bpmn:flowNodeRef>");
            String number = approved(nodes, files, "migrate");

            waitFor(nodes, MOVED, 5, 90);
            nodes.kill("node1");
            waitFor(nodes, MOVED, 15, 90);
            nodes.kill("node2");
            int moved = count(nodes, MOVED);
            assertThat(moved).as("both are dead in the middle").isLessThan(CASES - KEPT);
            day.start("node1");
            waitFor(nodes, "select count(*) from rule_revision where status = 'COMPLETED'", 1, 180);
            day.start("node2");

            everyCaseOnce(nodes, number, kept, all);
            assertThat(waiting(nodes))
                    .as("tasks, claims, dates, timers, messages")
                    .isEqualTo(before);
            aftermath.settled(120);
            aftermath.nothingLostNothingTwice(traffic);
            bothKnow(day, traffic, number, "2026-03-09", "联系的方式");

            change(files, LIMITS, "<text>4</text>", "<text>3</text>");
            change(files, "forms/respond.form", "\"label\": \"联系的方式\"", "\"label\": \"与企业联系的方式\"");
            propose(nodes, files, "keep");
            dryRunsOnBoth(nodes);
            String second = approve(nodes);
            waitFor(nodes, "select count(*) from rule_revision where status = 'COMPLETED'", 2, 90);
            bothKnow(day, traffic, second, "2026-03-06", "与企业联系的方式");
            aftermath.settled(120);
            aftermath.verified();
        }
    }

    private static final String MOVED =
            "select count(distinct case_key) from rule_revision_case where result = 'MIGRATED' and case_key like 'XX%'";

    private static int count(Nodes nodes, String sql) {
        return nodes.jdbc().queryForObject(sql, Integer.class);
    }

    private static void waitFor(Nodes nodes, String sql, int least, int seconds) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (count(nodes, sql) < least) {
            assertThat(System.nanoTime())
                    .as(() -> sql + " is " + count(nodes, sql) + "; "
                            + nodes.jdbc()
                                    .queryForList(
                                            "select type_, handler_cfg_, retries_, lock_exp_time_, exception_msg_ from act_ru_job"
                                                    + " where type_ <> 'timer'")
                            + nodes.jdbc().queryForList("select number, status, failure from rule_revision"))
                    .isLessThan(until);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    // ---- the sets

    private static Map<String, byte[]> project() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String[] part : new String[][] {{"processes", ".bpmn"}, {"processes", ".dmn"}, {"forms", ".form"}}) {
            try (Stream<Path> found = Files.walk(Path.of(part[0]))) {
                for (Path file :
                        found.filter(it -> it.toString().endsWith(part[1])).toList()) {
                    files.put(file.toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    private static void change(Map<String, byte[]> files, String path, String was, String is) {
        String text = new String(files.get(path), StandardCharsets.UTF_8);
        assertThat(text).contains(was);
        files.put(path, text.replace(was, is).getBytes(StandardCharsets.UTF_8));
    }

    private String approved(Nodes nodes, Map<String, byte[]> files, String inFlight) throws Exception {
        propose(nodes, files, inFlight);
        return approve(nodes);
    }

    private void propose(Nodes nodes, Map<String, byte[]> files, String inFlight) throws IOException {
        Path set = Files.createTempDirectory(folder, "set");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = set.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = ProposeCommand.run(
                new PrintStream(said, true, StandardCharsets.UTF_8),
                () -> "suban-demo",
                "--set=" + set,
                "--server=" + nodes.own("node1"),
                "--user=analyst1",
                "--reason=缩短一般类的期限。",
                "--in-flight=" + inFlight);
        assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    private static String approve(Nodes nodes) throws Exception {
        String number =
                nodes.jdbc().queryForObject("select number from rule_revision where status = 'PROPOSED'", String.class);
        String task = task(nodes, "node1", "ysbhead", number, "userTask_approveRevision");
        assertThat(nodes.postTo("node1", "ysbhead", task + "/claim", Map.of("userId", "ysbhead"))
                        .statusCode())
                .isEqualTo(204);
        HttpResponse<String> answer = nodes.postTo(
                "node1",
                "ysbhead",
                task + "/submit-form",
                Map.of("variables", Map.of("decision", Map.of("value", "APPROVE"))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        return number;
    }

    private static String task(Nodes nodes, String node, String user, String number, String key) throws Exception {
        JsonNode found = Nodes.json(nodes.getFrom(
                node, user, "/engine-rest/task?processInstanceBusinessKey=" + number + "&taskDefinitionKey=" + key));
        assertThat(found).as(number + " " + key).hasSize(1);
        return "/engine-rest/task/" + found.get(0).path("id").asText();
    }

    // ---- what must be true

    /** What the processes of cases wait for: tasks with whose they are and when due, timers, messages; by instance. */
    private static Map<String, List<String>> waiting(Nodes nodes) {
        Map<String, List<String>> waiting = new LinkedHashMap<>();
        for (String sql : List.of(
                """
                select t.proc_inst_id_, 'task ' || t.id_ || ' ' || coalesce(t.assignee_, '-') || ' ' || t.due_date_ || ' '
                  || coalesce((select string_agg(l.group_id_, ',' order by l.group_id_) from act_ru_identitylink l where l.task_id_ = t.id_), '')
                from act_ru_task t join act_re_procdef d on d.id_ = t.proc_def_id_ where d.key_ <> 'ruleRevision' order by 1, 2""",
                """
                select process_instance_id_, type_ || ' ' || id_ || ' ' || execution_id_ || ' ' || duedate_ from act_ru_job
                where process_def_key_ <> 'ruleRevision' and process_instance_id_ is not null order by 1, 2""",
                """
                select proc_inst_id_, event_type_ || ' ' || event_name_ || ' ' || activity_id_ || ' ' || execution_id_
                from act_ru_event_subscr where proc_inst_id_ is not null and event_name_ not like 'ruleRevision%' order by 1, 2""")) {
            nodes.jdbc().query(sql, row -> {
                waiting.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                        .add(row.getString(2));
            });
        }
        assertThat(waiting).hasSizeGreaterThanOrEqualTo(CASES * 2);
        return waiting;
    }

    private static void everyCaseOnce(Nodes nodes, String number, Set<String> kept, List<String> all) {
        Map<String, List<String>> results = new TreeMap<>();
        nodes.jdbc()
                .query(
                        "select case_key, result, process, round, reason from rule_revision_case where number = ? and case_key like 'XX%'",
                        row -> {
                            results.computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                                    .add(row.getString(2) + " " + row.getString(3) + " " + row.getInt(4) + " "
                                            + row.getString(5));
                        },
                        number);
        Map<String, Integer> told = new TreeMap<>();
        nodes.jdbc()
                .query(
                        """
                        select c.number, count(*) from timeline_entry t join complaint c on c.id = t.complaint_id
                        where t.act = 'RULES_REVISED' group by c.number""",
                        row -> {
                            told.put(row.getString(1), row.getInt(2));
                        });
        Map<String, Set<String>> sets = new TreeMap<>();
        nodes.jdbc()
                .query(
                        """
                        select e.business_key_, p.name_ from act_ru_execution e join act_re_procdef d on d.id_ = e.proc_def_id_
                        join act_re_deployment p on p.id_ = d.deployment_id_ where e.parent_id_ is null and e.business_key_ like 'XX%'""",
                        row -> {
                            sets.computeIfAbsent(row.getString(1), key -> new TreeSet<>())
                                    .add(row.getString(2));
                        });
        assertThat(results.keySet()).containsExactlyElementsOf(all);
        String set = "规则修订 " + number;
        for (String one : all) {
            assertThat(results.get(one)).as(one).hasSize(2).doesNotHaveDuplicates();
            if (kept.contains(one)) {
                assertThat(results.get(one))
                        .as(one)
                        .allMatch(it -> it.startsWith("REFUSED ") && it.endsWith(" 1 《投诉办理》正在办理“办理诉求”，新版中没有对应的步骤"));
                assertThat(told).as(one).doesNotContainKey(one);
                assertThat(sets.get(one)).as(one).doesNotContain(set);
            } else {
                assertThat(results.get(one)).as(one).allMatch(it -> it.matches("MIGRATED \\w+ 1 null"));
                assertThat(told.get(one)).as(one).isEqualTo(1);
                assertThat(sets.get(one)).as(one).containsExactly(set);
            }
        }
    }

    /** A new case by each node, and a task that was open before, go by the set in force: table, form and diagram. */
    private static void bothKnow(Day day, Traffic traffic, String number, String dueOn, String label) throws Exception {
        Nodes nodes = day.nodes;
        for (String node : List.of("node1", "node2")) {
            JsonNode versions = Nodes.json(nodes.getFrom(node, "supervisor1", "/api/rule-versions"));
            assertThat(versions.path("revision").asText()).as(node).isEqualTo(number);
            String fresh = fresh(nodes, traffic, node, node + "-" + number);
            JsonNode attempts = Nodes.json(nodes.getFrom(node, "ysb1", "/api/complaints/" + fresh))
                    .path("attempts");
            assertThat(attempts.get(0).path("dueAt").asText()).as(node).startsWith(dueOn);
            String task = task(nodes, node, "jinghe1", fresh, "userTask_respond");
            assertThat(nodes.getFrom(node, "jinghe1", task + "/deployed-form").body())
                    .as(node)
                    .contains("\"" + label + "\"");
        }
    }

    private static String fresh(Nodes nodes, Traffic traffic, String node, String id) throws Exception {
        String number = Nodes.json(nodes.postTo(node, "channel1", "/api/complaints", Traffic.complaint(id)))
                .path("number")
                .asText();
        String task = task(nodes, node, "ysb1", number, "userTask_triage");
        assertThat(nodes.postTo(node, "ysb1", task + "/claim", Map.of("userId", "ysb1"))
                        .statusCode())
                .isEqualTo(204);
        HttpResponse<String> answer = nodes.postTo(node, "ysb1", task + "/submit-form", traffic.triage());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        return number;
    }

    /** Asked of both at once, again and again: one is done, the others are told to wait, and nothing of it is left. */
    private static void dryRunsOnBoth(Nodes nodes) throws Exception {
        String number =
                nodes.jdbc().queryForObject("select number from rule_revision where status = 'PROPOSED'", String.class);
        Map<String, List<String>> before = waiting(nodes);
        int deployments = count(nodes, "select count(*) from act_re_deployment");
        ExecutorService askers = Executors.newFixedThreadPool(4);
        List<Future<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String node = i % 2 == 0 ? "node1" : "node2";
            asked.add(askers.submit(
                    () -> nodes.postTo(node, "analyst1", "/api/rule-revisions/" + number + "/dry-run", Map.of())));
        }
        askers.shutdown();
        List<Integer> codes = new ArrayList<>();
        for (Future<HttpResponse<String>> one : asked) {
            HttpResponse<String> answer = one.get(120, TimeUnit.SECONDS);
            codes.add(answer.statusCode());
            if (answer.statusCode() != 200) {
                assertThat(answer.body()).contains("另一次预演正在进行");
            }
        }
        assertThat(codes)
                .as("one at a time, on whatever node")
                .containsOnly(200, 409)
                .contains(200, 409);
        assertThat(waiting(nodes)).isEqualTo(before);
        assertThat(count(nodes, "select count(*) from act_re_deployment")).isEqualTo(deployments);
    }
}
