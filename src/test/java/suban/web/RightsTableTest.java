package suban.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Character.UnicodeScript;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.context.WebApplicationContext;
import suban.acts.Acts;
import suban.engine.EngineTime;
import suban.web.PublishedPaths.Published;
import suban.web.RightsTable.Cell;
import suban.web.RightsTable.Row;

/**
 * Walks the whole table of rights ({@code rights.txt}): every path of the application, everybody, and what they are answered.
 * A new path is a failure by name until it has its line.
 */
@Order(1) // while its case stands on the first page of every list
@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("权限总表：每个路径、每类人员、应得的答复")
class RightsTableTest {

    /** Asked by HEAD, too: one for each kind of refusal. */
    private static final Set<Persona> ASK_BY_HEAD = Set.of(Persona.NOBODY, Persona.OTHER, Persona.CHANNEL);

    private static final List<String> ORDER = List.of("GET", "OPTIONS", "POST", "PUT", "DELETE");
    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}|Exception");
    private static final int MOST_SHOWN = 60;

    /** Every how many-th row of the engine's interface is walked; 1, all of them, in the profile "faults". */
    private static final int EVERY = Integer.getInteger("suban.rights.every", 6);

    @Autowired
    WebApplicationContext context;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Api api;

    @Autowired
    Acts acts;

    @Autowired
    EngineTime time;

    @Autowired
    JdbcTemplate jdbc;

    private final RightsTable table = RightsTable.read();
    private final Map<List<Object>, Visitor> visitors = new ConcurrentHashMap<>();
    private final Map<Fault, Set<Persona>> wrong = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<Persona, Set<String>> hidden = new EnumMap<>(Persona.class);
    private RightsFixtures fixtures;
    private final AtomicInteger asked = new AtomicInteger();

    /** What is wrong with a call, whoever made it. */
    private record Fault(String call, String what) {}

    private void wrong(String call, Persona persona, String what, Object... details) {
        wrong.computeIfAbsent(new Fault(call, what.formatted(details)), fault -> new ConcurrentSkipListSet<>())
                .add(persona);
    }

    @BeforeAll
    void makeTheCase() {
        fixtures = new RightsFixtures(engine, api, acts, time);
        Persona.ALL.forEach(persona -> hidden.put(persona, fixtures.hiddenFrom(persona)));
    }

    @AfterAll
    void letTheClockRun() {
        time.release();
    }

    private Set<Published> published() {
        PublishedPaths paths = new PublishedPaths(context);
        Set<Published> all = new TreeSet<>(paths.spring());
        all.addAll(paths.jaxRs());
        PublishedPaths.described().forEach(path -> {
            // the list of engines is not below an engine
            String mount = path.template().equals("/engine") ? "/engine-rest" : "/engine-rest/engine/{}";
            all.add(new Published(path.method(), mount + path.template()));
        });
        return all;
    }

    @Test
    @DisplayName("应用的每个路径都在总表中，总表的每一行都有其路径")
    void nothingIsMissing() {
        assertThat(table.gaps(published(), new PublishedPaths(context).registrations()))
                .isEmpty();
    }

    @Test
    @DisplayName("从运行中的应用查到的引擎路径，不少于其公布的接口说明")
    void introspectionFindsWhatTheEngineDescribes() {
        Set<Published> found = new PublishedPaths(context).jaxRs();
        Set<Published> described = PublishedPaths.described();
        assertThat(described).hasSizeGreaterThan(390);
        for (String mount : List.of("/engine-rest", "/engine-rest/engine/{}", "/camunda/api/engine/engine/{}")) {
            assertThat(described.stream()
                            .filter(path -> !path.template().equals("/engine"))
                            .map(path -> new Published(path.method(), mount + path.template())))
                    .isSubsetOf(found);
        }
    }

    @Test
    @DisplayName("逐格核对：答复如表所列，不泄露、不报错、只说中文，被拒绝的什么也没有改变")
    void walk() {
        List<Row> rows = sample(table.rows(published()).stream()
                .sorted(Comparator.comparing(row -> ORDER.indexOf(row.line().method())))
                .toList());
        for (Persona persona : Persona.ALL) {
            visitor("/engine-rest", persona, false);
            String token = visitor("/camunda/api", persona, false).cookie("XSRF-TOKEN");
            assertThat(token != null).as("a session of " + persona).isEqualTo(persona.hasSession());
        }
        DatabaseState before = DatabaseState.of(jdbc);
        assertThat(before.tables()).isGreaterThan(50);
        // who asks at the same time as somebody else asks for the same thing
        rows.forEach(row -> Persona.ALL.parallelStream()
                .filter(persona -> !acts(row, persona))
                .forEach(persona -> ask(row, persona, false)));
        List<String> changes = DatabaseState.of(jdbc).changesSince(before);

        rows.forEach(row ->
                Persona.ALL.stream().filter(persona -> acts(row, persona)).forEach(persona -> ask(row, persona, true)));

        assertThat(asked.get()).as("requests").isGreaterThan(10_000 / EVERY);
        List<String> faults = wrong.entrySet().stream()
                .map(entry -> entry.getKey().call() + " " + entry.getValue() + ": "
                        + entry.getKey().what())
                .toList();
        assertThat(Stream.concat(
                                changes.stream().map(change -> "changed by a refused call: " + change), faults.stream())
                        .limit(MOST_SHOWN))
                .as("%d kinds of answers of %d are not as the table of rights says", faults.size(), asked.get())
                .isEmpty();
    }

    /** Our own interface whole, of the engine's a part: another one with each build. */
    private static List<Row> sample(List<Row> all) {
        int first = new Random().nextInt(EVERY);
        System.out.printf("Table of rights: every %d. row of the engine's, from the %d. on%n", EVERY, first + 1);
        return IntStream.range(0, all.size())
                .filter(i -> i % EVERY == first || all.get(i).template().matches("/(api|camunda/api/suban)/.*"))
                .mapToObj(all::get)
                .toList();
    }

    private static boolean acts(Row row, Persona persona) {
        return row.line().acts() && row.line().cell(persona).allows();
    }

    private void ask(Row row, Persona persona, boolean fresh) {
        try {
            askOnce(row, persona, fresh);
        } catch (RuntimeException e) {
            // an earlier call has taken away what this one needs
            wrong(row.toString(), persona, "cannot be asked, %s", e);
        }
    }

    private void askOnce(Row row, Persona persona, boolean fresh) {
        Map<String, String> made = new HashMap<>();
        String path = fixtures.fill(row.template(), persona, fresh, made);
        boolean sends = !row.line().method().matches("GET|OPTIONS|DELETE");
        String body = sends ? row.line().body() : null;
        if (body != null && !body.equals("{}")) {
            body = fixtures.fill(body, persona, fresh, made);
        }
        HttpResponse<String> answer =
                send(persona, row.line().method(), path, body, row.line().reason());
        String what = row
                + (row.line().body() == null || !sends ? "" : " " + row.line().body());
        check(what, path, persona, row.line().cell(persona), answer);
        if (row.line().method().equals("GET") && row.mount().whole() && ASK_BY_HEAD.contains(persona)) {
            HttpResponse<String> head = send(persona, "HEAD", path, null, false);
            boolean refused = answer.statusCode() >= 400;
            if (refused && head.statusCode() != answer.statusCode()) {
                wrong("HEAD " + row.template(), persona, "GET was %d, got %d", answer.statusCode(), head.statusCode());
            }
        }
        if (path.endsWith("/logout") && answer.statusCode() < 300) {
            visitors.remove(List.of(persona, false, false));
        }
    }

    private HttpResponse<String> send(Persona persona, String method, String path, String body, boolean reason) {
        asked.incrementAndGet();
        return visitor(path, persona, reason).send(method, path, body == null ? null : "application/json", body);
    }

    /** Machines and tools come by Basic, people to the web applications with a session. */
    private Visitor visitor(String path, Persona persona, boolean reason) {
        boolean machine = forMachines(path);
        return visitors.computeIfAbsent(List.of(persona, machine, reason), key -> {
            Visitor visitor = api.visitor();
            if (reason) {
                visitor.with("Suban-Reason", URLEncoder.encode("数据修复，已经负责人同意", StandardCharsets.UTF_8));
            }
            if (persona != Persona.NOBODY && machine) {
                visitor.withBasic(persona.user, RightsFixtures.PASSWORD);
            } else if (persona != Persona.NOBODY) {
                visitor.logIn(persona.user, RightsFixtures.PASSWORD);
                // brings the token without which the web applications take nothing
                visitor.get("/camunda/api/admin/auth/user/default");
            }
            return visitor;
        });
    }

    private static boolean forMachines(String path) {
        return path.matches("/(api|engine-rest|actuator)([/?].*)?");
    }

    /** A machine account is refused as a stranger where only a session opens the door. */
    private static Set<Integer> statuses(Persona persona, String path, Cell cell) {
        if (persona != Persona.CHANNEL || forMachines(path) || !cell.statuses().contains(403)) {
            return cell.statuses();
        }
        Set<Integer> statuses = new TreeSet<>(cell.statuses());
        statuses.add(401);
        return statuses;
    }

    private void check(String what, String path, Persona persona, Cell cell, HttpResponse<String> answer) {
        int status = answer.statusCode();
        String body = answer.body();
        if (!statuses(persona, path, cell).contains(status)) {
            wrong(what, persona, "expected %s, got %d: %s", cell.text(), status, firstWords(body));
        } else if (cell.sees() && !fixtures.showsTheCase(body)) {
            wrong(what, persona, "does not see the case");
        }
        hidden.get(persona).stream()
                .filter(body::contains)
                // a refusal may repeat what it was asked for
                .filter(secret -> status < 400 || !path.contains(secret))
                .findFirst()
                .ifPresent(secret -> wrong(what, persona, "gives away %s", secret));
        if (status >= 400 && status < 500 && persona != Persona.NOBODY) {
            refusal(answer).forEach(fault -> wrong(what, persona, "%d %s: %s", status, fault, firstWords(body)));
        }
    }

    /** What is wrong with the way in which somebody is refused. */
    private static List<String> refusal(HttpResponse<String> answer) {
        List<String> faults = new ArrayList<>();
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        boolean page = type.startsWith("text/html");
        if (!type.startsWith("application/problem+json") && !page) {
            faults.add("is no problem+json but " + type);
        }
        if (answer.body().codePoints().noneMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN)) {
            faults.add("says nothing in Chinese");
        }
        if (!page && ENGLISH.matcher(answer.body()).find()) {
            faults.add("speaks English");
        }
        return faults;
    }

    private static String firstWords(String body) {
        return body.substring(0, Math.min(body.length(), 120)).replaceAll("\\s+", " ");
    }
}
