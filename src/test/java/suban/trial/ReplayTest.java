package suban.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import suban.calendar.CalendarService;
import suban.calendar.Deadline;
import suban.engine.EngineTime;
import suban.engine.Processes;
import suban.engine.TaskFacts;
import suban.ledger.Act;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Status;

/** The replay of one case by an engine that does as each test says: what the demonstration's cases do not come to. */
@DisplayName("重演：一件案件走到少见的地方")
class ReplayTest {

    private static final Instant NOON = Instant.parse("2026-02-12T04:00:00Z");
    private static final String NUMBER = "XX20260212-0001";
    private static final String NOW = "XX20300101-0009";
    private static final RuleSet RULES = RuleSet.ofFolder(Path.of(""));
    private static final Models MODELS = new Models(RULES);

    /** An application whose engine is this object: open tasks, timers, a clock. */
    private static final class World extends Clock {

        private final Map<Class<?>, Object> beans = new HashMap<>(Map.of(Clock.class, this));
        private final TrialApplication application = mock(TrialApplication.class);
        private final List<Processes.Open> open = new ArrayList<>();
        private final TreeMap<Instant, Runnable> timers = new TreeMap<>();
        private final List<Instant> completed = new ArrayList<>();
        private final List<Map<String, Object>> forms = new ArrayList<>();
        private Instant instant = NOON;
        private Status status = Status.HANDLING;
        private Runnable registered = () -> {};
        private Consumer<TaskFacts> done = task -> {};

        World() {
            when(application.bean(any())).thenAnswer(call -> bean(call.getArgument(0)));
            Processes processes = bean(Processes.class);
            when(processes.submitStart(any(), any(), any())).thenAnswer(call -> {
                registered.run();
                return NOW;
            });
            when(processes.open(NOW)).thenAnswer(call -> List.copyOf(open));
            when(processes.open(any(), any())).thenAnswer(call -> {
                Collection<String> keys = call.getArgument(1);
                return open.stream()
                        .filter(it -> keys.contains(it.task().key()))
                        .toList();
            });
            doAnswer(call -> {
                        TaskFacts task = call.getArgument(1);
                        open.removeIf(it -> it.task().id().equals(task.id()));
                        completed.add(instant);
                        done.accept(task);
                        forms.add(call.getArgument(2));
                        return null;
                    })
                    .when(processes)
                    .complete(any(), any(), any());
            EngineTime time = bean(EngineTime.class);
            doAnswer(call -> advance(call.getArgument(0), call.getArgument(1)))
                    .when(time)
                    .advanceTo(any(), any());
            when(time.nextTimer(any())).thenAnswer(call -> timers.headMap(call.getArgument(0), true).keySet().stream()
                    .findFirst());
            when(bean(CalendarService.class).workingDaysAfter(any(), anyInt())).thenAnswer(call -> {
                Deadline deadline = mock(Deadline.class);
                when(deadline.due())
                        .thenReturn(call.<Instant>getArgument(0).plus(Duration.ofDays(call.<Integer>getArgument(1))));
                return deadline;
            });
            when(bean(Complaints.class).findByNumber(NOW)).thenAnswer(call -> {
                Complaint complaint = mock(Complaint.class);
                when(complaint.status()).thenReturn(status);
                return Optional.of(complaint);
            });
        }

        private <T> T bean(Class<T> type) {
            return type.cast(beans.computeIfAbsent(type, it -> mock(it)));
        }

        private Object advance(Instant target, EngineTime.Watch watch) {
            while (!timers.isEmpty() && !timers.firstKey().isAfter(target)) {
                Map.Entry<Instant, Runnable> next = timers.pollFirstEntry();
                instant = next.getKey();
                next.getValue().run();
                watch.happened(NOW);
            }
            instant = target;
            return null;
        }

        void opens(String key) {
            String id = key + completed.size() + instant;
            open.add(new Processes.Open(
                    new TaskFacts(id, key, "d", NOW, 1, null, null, Set.of("jinghe"), Map.of()), instant));
        }

        Replay.Result replay(int days, Set<String> newSteps, BooleanSupplier givenUp, PastCase... cases) {
            PastCases past = new PastCases(
                    NOON.plus(Duration.ofDays(20)), List.of(cases), Map.of(), Map.of(), List.of(), Map.of(), RULES);
            return new Replay(application, past, MODELS, newSteps, days, givenUp).run((acts, of) -> {});
        }

        @Override
        public Instant instant() {
            return instant;
        }

        @Override
        public ZoneId getZone() {
            return CalendarService.ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static PastCase.Entry entry(int seq, int days, Act act) {
        return new PastCase.Entry(
                seq,
                NOON.plus(Duration.ofDays(days)),
                act,
                "a",
                "ysb",
                Map.of("attempt", act == Act.REGISTERED ? 0 : 1),
                Set.of());
    }

    private static PastCase past(PastCase.Entry... later) {
        List<PastCase.Entry> entries = Stream.concat(Stream.of(entry(1, 0, Act.REGISTERED)), Stream.of(later))
                .toList();
        return new PastCase(NUMBER, null, NOON, Map.of("channel", "PHONE"), entries, Map.of());
    }

    private final World world = new World();

    @Test
    @DisplayName("修改后办结得早的案件照样参加比较，后来的记录略过并说明")
    void keepsWhatEndsEarlier() {
        world.registered = () -> world.status = Status.TERMINATED;
        Replay.Result result = world.replay(0, Set.of(), () -> false, past(entry(2, 1, Act.HANDLED)));
        assertThat(result.stopped()).isEmpty();
        assertThat(result.numbers()).containsEntry(NUMBER, NOW);
        assertThat(result.assumptions())
                .contains(new Replay.Assumption("案件已办结，略过：" + Act.HANDLED.label(), Set.of(NUMBER)));
    }

    @Test
    @DisplayName("第一项是退回的步骤来回十次即停下，不会没有尽头")
    void leavesACircle() {
        world.registered = () -> world.opens("userTask_reply");
        world.done = task -> world.opens("userTask_reply");
        Replay.Result result = world.replay(0, Set.of("userTask_reply"), () -> false, past());
        assertThat(world.completed).hasSize(10);
        assertThat(result.stopped()).singleElement().satisfies(it -> {
            assertThat(it.act()).isEqualTo(MODELS.nameOf("userTask_reply"));
            assertThat(it.why()).isEqualTo("反复退回，第一项使案件办不下去");
        });
    }

    @Test
    @DisplayName("不再需要结果的重演在一件案件中间也停得下来")
    void endsWhereGivenUp() {
        AtomicInteger asked = new AtomicInteger();
        world.registered = () -> world.opens("userTask_reply");
        world.done = task -> world.opens("userTask_reply");
        assertThatThrownBy(() -> world.replay(0, Set.of("userTask_reply"), () -> asked.incrementAndGet() > 4, past()))
                .isInstanceOf(CancellationException.class);
        assertThat(world.completed).hasSizeBetween(1, 4);
    }

    @Test
    @DisplayName("定时器产生的新步骤到第二个工作日即办结，不等到下一个动作或截止时")
    void doesStepsOfTimersInTime() {
        Instant first = NOON.plus(Duration.ofDays(1));
        Instant last = NOON.plus(Duration.ofDays(15));
        world.timers.put(first, () -> world.opens("userTask_reply"));
        world.timers.put(last, () -> world.opens("userTask_reply"));
        world.replay(2, Set.of("userTask_reply"), () -> false, past(entry(2, 10, Act.NOTICE_DELIVERED)));
        assertThat(world.completed).containsExactly(first.plus(Duration.ofDays(2)), last.plus(Duration.ofDays(2)));
    }

    @Test
    @DisplayName("停在没有人能代为设想的一步上的，写明按未办计算")
    void saysWhatNobodyKnows() {
        world.registered = () -> world.opens("userTask_visit");
        Replay.Result result = world.replay(0, Set.of(), () -> false, past(entry(2, 5, Act.CLOSED)));
        assertThat(result.stopped()).isEmpty();
        assertThat(result.assumptions())
                .contains(new Replay.Assumption(
                        "停在“" + MODELS.nameOf("userTask_visit") + "”，结果无从知道，截止时按未办计算", Set.of(NUMBER)));
    }

    @Test
    @DisplayName("没有拆分出来的案件列出编号和原因，一件也不会不见")
    void listsWhatWasNotSplitOff() {
        PastCase part = new PastCase("XX20260212-0002", NUMBER, NOON, Map.of("channel", "PHONE"), List.of(), Map.of());
        Replay.Result result = world.replay(0, Set.of(), () -> false, past(), part);
        assertThat(result.stopped())
                .containsExactly(new Replay.Stopped(part.number(), NOON, "拆分", "没有从" + NUMBER + "中拆分出来"));
    }
}
