package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import suban.Actor;
import suban.Conflict;
import suban.Forbidden;
import suban.InvalidInput;
import suban.calendar.CalendarService;
import suban.engine.EngineClock;
import suban.ledger.Assignment;
import suban.ledger.Assignments;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.Status;
import suban.ledger.Supervisions;
import suban.office.OfficeService;
import suban.process.EngineState.OpenTask;
import suban.process.EngineState.WaitingJob;

/**
 * Random sequences of acts and timers. Whatever people do, in whatever order and however late, no token is left without a way out,
 * no open case without an owner, no closed one with anything alive, none is dispatched more than three times, and each can be
 * brought to its end. What a form refuses changes nothing.
 *
 * <p>The seeds here are fixed. {@code -Dsuban.walk.steps=20000} walks as far with seeds of its own; {@code -Dsuban.walk.seed=7}, with
 * {@code suban.walk.length} (steps before everything is brought to its end) and {@code suban.walk.cases} (open at once) where a
 * failure names them, walks one again. A failure tells everything that was done.
 */
@DisplayName("随机的办理与时间次序")
class RandomWalkTest extends SubanTest {

    private static final int STEPS_OF_A_SHORT_WALK = 50;
    private static final int STEPS_OF_A_WALK = Integer.getInteger("suban.walk.length", 150);
    private static final int CASES = Integer.getInteger("suban.walk.cases", 4);
    private static final int CASES_OF_A_WALK = 14;
    private static final int STEPS_TO_THE_END = 400;
    private static final List<String> STARTS = List.of(
            "2026-02-11T09:10", // before Spring Festival
            "2026-04-27T14:20", // before Labour Day
            "2026-09-22T16:40", // before Mid-Autumn and National Day
            "2026-12-24T10:05", // into a year that is not approved
            "2026-06-08T08:50");
    private static final List<String> GROUNDS = List.of("LITIGATION", "PETITION", "CIVIL_DISPUTE");
    private static final Set<String> CROSSROADS =
            Set.of("userTask_visit", "userTask_decideSupervision", "userTask_judgeResponsibility");
    private static final List<String> UNITS =
            List.of("jinghe", "konggang", "zijian", "ziran", "renshe", "shichang", "chongwen");

    @Autowired
    private EngineClock clock;

    @Autowired
    private CalendarService calendar;

    @Autowired
    private Assignments assignments;

    @Autowired
    private Supervisions supervisions;

    @Autowired
    private OfficeService office;

    private Random random;
    private WalkForms draw;
    private CaseInvariants invariants;
    private EngineState state;
    private Map<String, String> cases;
    private List<String> log;
    private String enterprise;
    private int plainly;
    private Long firstId;
    private int serial;
    private final Map<String, Integer> done = new TreeMap<>();

    /** A random step proves that it can be taken, not what it is for. */
    @BeforeEach
    void leaveNoPath() {
        PathRecorder.record(false);
    }

    @AfterEach
    void recordPathsAgain() {
        PathRecorder.record(true);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @Tag("article-4")
    @Tag("article-12")
    @Tag("article-15")
    @DisplayName("第四、十二、十五条：任何次序下，件件有去处、有主办，办结的不留待办和计时，至多三次交办，都能办结")
    void everyCaseKeepsAnOwnerAndComesToAnEnd(long seed) {
        walk(seed, STEPS_OF_A_SHORT_WALK);
    }

    @Test
    @Tag("article-4")
    @Tag("article-12")
    @Tag("article-15")
    @DisplayName("第四、十二、十五条：同上，由参数指定的种子或步数")
    void asFarAsIsAskedFor() {
        Long seed = Long.getLong("suban.walk.seed");
        int steps = Integer.getInteger("suban.walk.steps", 0);
        if (seed != null) {
            walk(seed, STEPS_OF_A_WALK);
            return;
        }
        List<String> failures = new ArrayList<>();
        long next = System.nanoTime() & 0xffffffL;
        int walked = 0;
        while (walked < steps && failures.size() < 5) {
            try {
                walked += walk(next++, STEPS_OF_A_WALK);
            } catch (AssertionError e) {
                failures.add(e.getMessage());
                walked += STEPS_OF_A_WALK;
            }
        }
        if (steps > 0) {
            System.out.printf("%d steps walked: %s%n", walked, done);
        }
        assertThat(failures).isEmpty();
    }

    /** One walk, to its end; how many steps it took. */
    private int walk(long seed, int length) {
        random = new Random(seed);
        log = new ArrayList<>();
        serial = 0;
        // not one of an earlier walk, whose complaints might be taken for the same
        enterprise = "行走样本" + jdbc.queryForObject("select count(*) from complaint", Long.class) + "有限公司";
        firstId = null;
        today(STARTS.get((int) Math.floorMod(seed, (long) STARTS.size())));
        draw = new WalkForms(random, ledger, calendar);
        plainly = List.of(0, 40, 80).get(random.nextInt(3));
        invariants = new CaseInvariants(ledger, assignments, supervisions, timeline, jdbc, people());
        try {
            check();
            for (int step = 0; step < length; step++) {
                step();
                check();
            }
            int walked = length + end();
            assertThat(KeptLists.wrong(jdbc, firstId == null ? 0 : firstId)).isEmpty();
            return walked;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "-Dsuban.walk.seed=%d -Dsuban.walk.length=%d -Dsuban.walk.cases=%d: %s%n%s"
                            .formatted(seed, length, CASES, e, String.join("\n", log)),
                    e);
        }
    }

    private void check() {
        state = new EngineState(jdbc);
        cases = cases();
        assertThat(invariants.broken(state, cases)).isEmpty();
    }

    /** Status and head of the timeline of this walk's complaints, those that triage has split off included, by number. */
    private Map<String, String> cases() {
        Map<String, String> found = new LinkedHashMap<>();
        if (firstId != null) {
            jdbc.query(
                    "select number, status, head_hash from complaint where id >= ? order by id",
                    (ResultSet row) -> {
                        found.put(row.getString(1), row.getString(2) + " " + row.getString(3));
                    },
                    firstId);
        }
        return found;
    }

    private long open() {
        return cases.values().stream()
                .filter(it -> !Status.valueOf(it.substring(0, it.indexOf(' '))).isEnd())
                .count();
    }

    private void step() {
        long open = open();
        if (open == 0 || open < CASES && cases.size() < CASES_OF_A_WALK && draw.chance(15)) {
            register();
            return;
        }
        int drawn = random.nextInt(100);
        List<OpenTask> tasks = state.tasks();
        if (drawn < 58 && !tasks.isEmpty()) {
            OpenTask task = draw.any(tasks);
            if (drawn < 3) {
                claimOrHandBack(task);
            } else {
                act(task);
            }
        } else if (drawn < 68) {
            officeAct();
        } else {
            letTimeGo();
        }
    }

    private void register() {
        String who = draw.chance(15) ? "jingheysb1" : "ysb1";
        String name = draw.chance(75) ? enterprise : enterprise.replace("有限公司", "科技有限公司");
        attemptTo(who + " registers", () -> {
            String number = acts.register(who, draw.registration(name, ++serial));
            if (firstId == null) {
                firstId = complaint(number).id();
            }
            return number;
        });
    }

    private void act(OpenTask task) {
        String who = whoTakes(task);
        // what is decided by lot seldom comes far: in some walks most is done plainly, so that they reach the third
        // attempt
        Map<String, Object> form = draw.chance(plainly) && !CROSSROADS.contains(task.key())
                ? draw.plain(task, clock.instant())
                : draw.drawn(task, opened(who, task), clock.instant());
        form.values().removeIf(Objects::isNull);
        if (attemptTo(who + " " + task.number() + " " + task.key() + " " + form, () -> complete(who, task, form))) {
            done.merge(task.key() + " " + form.getOrDefault("decision", ""), 1, Integer::sum);
        }
    }

    private String whoTakes(OpenTask task) {
        return task.assignee() != null ? task.assignee() : draw.any(invariants.peopleFor(task));
    }

    private Map<String, Object> opened(String who, OpenTask task) {
        return processes.as(who, () -> new LinkedHashMap<>(forms.getTaskFormVariables(task.id())));
    }

    private String complete(String who, OpenTask task, Map<String, Object> form) {
        processes.complete(who, task.number(), task.key(), form);
        return "done";
    }

    /** A colleague takes a task into their own hands, or gives it back to the unit. */
    private void claimOrHandBack(OpenTask task) {
        if (task.assignee() == null) {
            String who = whoTakes(task);
            attemptTo(
                    who + " claims " + task.key(),
                    () -> processes.as(who, () -> {
                        tasks.claim(task.id(), who);
                        return "claimed";
                    }));
        } else {
            attemptTo(
                    task.assignee() + " hands back " + task.key(),
                    () -> processes.as(task.assignee(), () -> {
                        tasks.setAssignee(task.id(), null);
                        return "handed back";
                    }));
        }
    }

    private void officeAct() {
        String act = draw.oneOf("WITHDRAW", 2, "MESSAGE", 1, "LEAVE_SCOPE", 2, "CORRECT", 6, "REOPEN", 3, "SEAL", 1);
        List<String> closed = cases.keySet().stream()
                .filter(it -> cases.get(it).startsWith("CLOSED"))
                .toList();
        String number = draw.any("REOPEN".equals(act) && !closed.isEmpty() ? closed : List.copyOf(cases.keySet()));
        Complaint complaint = complaint(number);
        String who = draw.any(invariants.peopleOf(complaint.coordinatingUnit()));
        if (attemptTo(who + " " + number + " " + act, () -> {
            switch (act) {
                case "WITHDRAW" -> acts.withdraw(who, number, "企业要求撤回。");
                case "MESSAGE" -> office.requestWithdrawal(number, "企业要求。", new Actor("channel1", null));
                case "LEAVE_SCOPE" -> acts.leaveScope(who, number, draw.any(GROUNDS), "已进入其他程序。");
                case "REOPEN" -> acts.reopen(who, number, "企业来电要求回访。");
                case "SEAL" -> acts.seal(who, number, "疑似涉密。");
                default ->
                    acts.correct(who, number, partOf(complaint), draw.chance(85) ? draw.any(UNITS) : null, "依职权。");
            }
            return "done";
        })) {
            done.merge(act, 1, Integer::sum);
        }
    }

    private String partOf(Complaint complaint) {
        List<Attempt> attempts = ledger.attempts(complaint);
        if (attempts.isEmpty()) {
            return "jinghe";
        }
        List<String> units = assignments
                .findByAttemptIdOrderById(attempts.get(attempts.size() - 1).id())
                .stream()
                .filter(part -> part.endedAt() == null)
                .map(Assignment::unit)
                .toList();
        return units.isEmpty() ? "jinghe" : draw.any(units);
    }

    /** One due step or timer, some minutes, or the time until the next timer; what is due then waits for its turn. */
    private void letTimeGo() {
        List<WaitingJob> due = dueJobs();
        if (!due.isEmpty()) {
            fire(due.get(0));
            return;
        }
        List<WaitingJob> timers = state.jobs();
        if (timers.isEmpty() || draw.chance(40)) {
            pass(clock.instant().plus(Duration.ofMinutes(5 + random.nextInt(200))));
        } else {
            pass(timers.get(0).due());
        }
    }

    private List<WaitingJob> dueJobs() {
        return state.jobs().stream()
                .filter(job -> job.due() == null || !job.due().isAfter(clock.instant()))
                .toList();
    }

    private void pass(Instant until) {
        // what has fallen due waits for its turn, and people may act before
        time.set(until);
        log.add("it is " + until.atZone(EngineClock.ZONE).toLocalDateTime());
    }

    private void fire(WaitingJob job) {
        log.add(job.number() + " " + job.activity() + " of " + job.due() + " fires");
        managementOfCases.executeJob(job.id());
        done.merge(job.activity(), 1, Integer::sum);
    }

    /** Does it; where it is refused, nothing may have changed. */
    private boolean attemptTo(String what, Supplier<String> act) {
        log.add(what);
        try {
            log.add("  " + act.get());
            return true;
        } catch (InvalidInput | Forbidden | Conflict e) {
            log.add("  refused: " + (e instanceof InvalidInput refusal ? refusal.errors() : e.getMessage()));
            done.merge("refused", 1, Integer::sum);
            assertThat(new EngineState(jdbc).trace()).isEqualTo(state.trace());
            assertThat(cases()).isEqualTo(cases);
            return false;
        }
    }

    /** Plain decisions and the time that has to pass bring every case to its end; how many steps that took. */
    private int end() {
        log.add("-- now everything is brought to its end");
        for (int step = 0; step < STEPS_TO_THE_END; step++) {
            if (open() == 0 && state.tasks().isEmpty()) {
                assertThat(state.jobs()).isEmpty();
                return step;
            }
            if (!dueJobs().isEmpty()) {
                fire(dueJobs().get(0));
            } else if (!bringOn()) {
                assertThat(state.jobs())
                        .as("nothing can be done, and nothing will happen")
                        .isNotEmpty();
                pass(state.jobs().get(0).due());
            }
            check();
        }
        throw new AssertionError("not at an end after %d steps: %s".formatted(STEPS_TO_THE_END, state.tasks()));
    }

    private boolean bringOn() {
        for (OpenTask task : state.tasks()) {
            List<String> who = task.assignee() != null ? List.of(task.assignee()) : invariants.peopleFor(task);
            for (String person : who) {
                Map<String, Object> form = draw.plain(task, clock.instant());
                if (attemptTo(
                        person + " " + task.number() + " " + task.key() + " " + form,
                        () -> complete(person, task, form))) {
                    return true;
                }
            }
        }
        return false;
    }
}
