package suban.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import suban.engine.EngineClock;
import suban.ledger.Act;
import suban.nodes.Nodes;

/**
 * People at work from several places at once: each takes a complaint from its arrival to its closing, over HTTP, and does what
 * people do when no answer comes: look, and do it again if it was not done.
 */
final class Traffic implements AutoCloseable {

    private static final long PATIENCE_MILLIS = TimeUnit.MINUTES.toMillis(4);

    /** The acts of the road, in their order. */
    static final List<Act> ROAD =
            List.of(Act.REGISTERED, Act.TRIAGED, Act.RESPONDED, Act.HANDLED, Act.REPLIED, Act.VISITED);

    private final Day day;
    private final Nodes nodes;
    private final int acts;
    private final AtomicBoolean go = new AtomicBoolean(true);
    private final AtomicInteger next = new AtomicInteger();
    private final ExecutorService people;
    private final List<Future<?>> working = new ArrayList<>();

    /** Number by external id, of everything that was accepted. */
    final Map<String, String> accepted = new ConcurrentHashMap<>();

    /** How many acts of the road were done, by number: each of them was answered, or found done when looked for. */
    final Map<String, Integer> done = new ConcurrentHashMap<>();

    /** What each of those at work is waiting for. */
    private final Map<String, String> waiting = new ConcurrentHashMap<>();

    /** How often a node answered that it cannot. */
    final AtomicInteger refused = new AtomicInteger();

    /**
     * @param people how many work at once
     * @param acts how many acts of {@link #ROAD} each complaint gets
     * @param most how many complaints in all
     */
    Traffic(Day day, int people, int acts, int most) {
        this.day = day;
        this.nodes = day.nodes;
        this.acts = acts;
        this.people = Executors.newFixedThreadPool(people);
        for (int i = 0; i < people; i++) {
            working.add(this.people.submit(() -> {
                for (int id = next.incrementAndGet(); go.get() && id <= most; id = next.incrementAndGet()) {
                    road("T-" + id);
                }
                return null;
            }));
        }
    }

    /** Waits until so many more complaints are taken to their end. */
    void goOn(int complaints, int seconds) throws Exception {
        long until = finished() + complaints;
        for (int i = 0; i < seconds && finished() < until; i++) {
            TimeUnit.SECONDS.sleep(1);
            for (Future<?> one : working) {
                if (one.isDone()) {
                    one.get(); // nobody goes home before the end: says why
                }
            }
        }
        assertThat(finished())
                .as(() -> "work goes on: complaints taken to their end; waiting: " + waiting + ", " + jobs())
                .isGreaterThanOrEqualTo(until);
    }

    /** What the engine has yet to do by itself, for who looks into a failure. */
    private List<Map<String, Object>> jobs() {
        return nodes.jdbc()
                .queryForList(
                        """
                        select process_instance_id_, type_, handler_cfg_, duedate_, lock_owner_, lock_exp_time_, retries_, exception_msg_
                        from act_ru_job where type_ <> 'timer' or lock_owner_ is not null or retries_ = 0""");
    }

    private long finished() {
        return done.values().stream().filter(acts -> acts == ROAD.size()).count();
    }

    /** Nobody begins another complaint; those that were begun are taken to their end. */
    @Override
    public void close() {
        go.set(false);
        people.shutdown();
    }

    /** Ends when everything begun is done. */
    void finish() throws Exception {
        people.shutdown();
        for (Future<?> one : working) {
            one.get(10, TimeUnit.MINUTES);
        }
    }

    private void road(String id) throws InterruptedException {
        String number = register(id);
        accepted.put(id, number);
        done.put(number, 1);
        goOn(number, acts);
    }

    /** Takes this complaint on along the road, until so many acts of it are done. */
    void goOn(String number, int acts) throws InterruptedException {
        for (Step step : STEPS.subList(done.get(number) - 1, acts - 1)) {
            if (!step(number, step)) {
                return;
            }
            done.merge(number, 1, Integer::sum);
        }
    }

    /** In a form: when it is sent. */
    private static final Object NOW = new Object();

    private record Step(String user, String task, Map<String, Object> form) {}

    private static final List<Step> STEPS = List.of(
            new Step(
                    "ysb1",
                    "triage",
                    Map.of(
                            "complaintClass", "GENERAL",
                            "hostUnit", "jinghe",
                            "eligibility", "REGISTERED",
                            "exclusionGround", "NONE",
                            "urgent", false,
                            "reason", "按诉求内容分派")),
            new Step(
                    "jinghe1",
                    "respond",
                    Map.of(
                            "decision",
                            "CONTACTED",
                            "contactChannel",
                            "PHONE",
                            "contactedAt",
                            NOW,
                            "promisedDate",
                            Day.DATE)),
            new Step("jinghe1", "handle", Map.of("decision", "READY", "progress", "已与企业对接。")),
            new Step("jinghe1", "reply", Map.of("outcome", "RESOLVED", "replyText", "规划许可已核发。")),
            new Step("ysb2", "visit", Map.of("reached", true, "rating", "SATISFIED", "officeRating", "GOOD")));

    /** What a channel sends. */
    static Map<String, Object> complaint(String id) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("channel", "ZHENGQITONG");
        body.put("externalId", id);
        body.put("enterpriseName", "泾河示例科技有限公司" + id);
        body.put("newCity", "jinghe");
        body.put("contactName", "王建国");
        body.put("contactPhone", "13800138000");
        body.put("contactEmail", id.toLowerCase() + "@enterprise.example.cn");
        body.put("title", "厂房规划许可迟迟未批");
        body.put("content", "申请已三个月，请协调。");
        body.put("demandType", "请求综合协调");
        return body;
    }

    /** What the office sends that triages it. */
    Map<String, Object> triage() {
        return variables(STEPS.get(0).form());
    }

    private String register(String id) throws InterruptedException {
        Map<String, Object> body = complaint(id);
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        for (int attempt = 0; System.currentTimeMillis() < until; attempt++) {
            try {
                HttpResponse<String> answer = nodes.post("channel1", attempt, "/api/complaints", body);
                waiting.put(Thread.currentThread().getName(), id + " " + answer.statusCode() + " " + answer.body());
                if (answer.statusCode() == 201 || answer.statusCode() == 200) {
                    return Nodes.json(answer).path("number").asText();
                }
                assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(500);
                refused.incrementAndGet();
            } catch (IOException e) {
                // whoever should have answered is gone
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError(id + " is not accepted");
    }

    /** @return whether it is done; not, when the day ends first */
    private boolean step(String number, Step step) throws InterruptedException {
        long until = System.currentTimeMillis() + PATIENCE_MILLIS;
        boolean sent = false;
        boolean claimed = false;
        for (int attempt = 0; System.currentTimeMillis() < until; attempt++) {
            try {
                JsonNode tasks = read(
                        step.user(),
                        attempt,
                        "/engine-rest/task?processInstanceBusinessKey=" + number + "&taskDefinitionKey=userTask_"
                                + step.task());
                if (tasks != null && tasks.isEmpty() && sent) {
                    return true;
                }
                waiting.put(Thread.currentThread().getName(), number + " " + step.task() + " " + tasks);
                if (tasks != null && !tasks.isEmpty()) {
                    String task = "/engine-rest/task/" + tasks.get(0).path("id").asText();
                    claimed = claimed
                            || nodes.post(step.user(), attempt, task + "/claim", Map.of("userId", step.user()))
                                            .statusCode()
                                    == 204;
                    sent = true;
                    HttpResponse<String> answer =
                            nodes.post(step.user(), attempt, task + "/submit-form", variables(step.form()));
                    if (answer.statusCode() == 204) {
                        return true;
                    }
                    // 404: done by an earlier try whose answer was lost
                    assertThat(answer.statusCode())
                            .as(number + " " + step.task() + " " + answer.body())
                            .satisfiesAnyOf(
                                    code -> assertThat(code).isGreaterThanOrEqualTo(500),
                                    code -> assertThat(code).isIn(404, 409));
                    refused.addAndGet(answer.statusCode() >= 500 ? 1 : 0);
                }
            } catch (IOException e) {
                // whoever should have answered is gone
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError(step + " of " + number + " is not done: "
                + waiting.get(Thread.currentThread().getName()) + ", " + jobs());
    }

    /** @return null where nobody answers sensibly */
    private JsonNode read(String user, int attempt, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = nodes.get(user, attempt, path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).matches(code -> code == 200 || code >= 500);
        return answer.statusCode() == 200 ? Nodes.json(answer) : null;
    }

    private Map<String, Object> variables(Map<String, Object> form) {
        String now = day.now()
                .atZone(EngineClock.ZONE)
                .truncatedTo(ChronoUnit.SECONDS)
                .toOffsetDateTime()
                .toString();
        Map<String, Object> variables = new LinkedHashMap<>();
        form.forEach((key, value) -> variables.put(key, Map.of("value", value == NOW ? now : value)));
        return Map.of("variables", variables);
    }
}
