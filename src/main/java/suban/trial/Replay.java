package suban.trial;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import suban.Actor;
import suban.Forbidden;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.NotFound;
import suban.calendar.CalendarService;
import suban.engine.EngineTime;
import suban.engine.Processes;
import suban.engine.StepFailures;
import suban.engine.TaskFacts;
import suban.intake.IntakeService;
import suban.ledger.Act;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.office.OfficeService;
import suban.organisation.Organisation;
import suban.organisation.Roles;
import suban.organisation.TrialAccounts;
import suban.organisation.UnitKind;
import suban.trial.PastAct.How;

/** Does the acts of past cases again, each at its own time, under one set of rules. */
final class Replay {

    /** What a number of a case looks like. */
    private static final Pattern NUMBER = Pattern.compile("XX\\d{8}-\\d{4,}");

    /** How long after its act the ledger may have ended a case, and it is still at once. */
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    private static final String OTHER_DEMAND = "其他";

    private static final String ENDED = "案件已办结，略过：";

    /** In the place of a number, where something belongs to none of the cases. */
    static final String OF_NO_CASE = "";

    /** How often one step of one case, or of one co-handler of it, may be thought to be done; more is a circle. */
    private static final int MOST_ASSUMED = 10;

    /** How often a form is put right before it counts as refused. */
    private static final int MOST_REPAIRS = 8;

    /** Open beside the course of a case, which goes on without them; and what an enterprise or an office would have said, which nobody knows. */
    private static final Set<String> NOT_ASSUMED = Set.of(
            "userTask_visit",
            "userTask_judgeResponsibility",
            "userTask_decideSupervision",
            "userTask_releaseCoHandler",
            "userTask_phoneNotice",
            "userTask_fulfilCommitment",
            "userTask_recordLetterAnswer",
            "userTask_scoreCoHandlers",
            "userTask_decideSealed",
            "userTask_changeCoHandlers",
            "userTask_decideDelay");

    /** What came of one attempt to do an act. */
    private enum Tried {
        DONE,
        NOT_YET,
        REFUSED
    }

    /** Told how many acts of how many are done. */
    interface Done {
        void acts(int done, int of);
    }

    /** A case that could not be done to its end: at which act of a person or step of the system, and why. */
    record Stopped(String number, Instant at, String act, String why) {}

    /** Something that had to be assumed, how often, and in which cases. */
    record Assumption(String what, Set<String> numbers) {}

    /**
     * What came of it.
     *
     * @param numbers the new number of each past case that was registered again
     * @param shifted cases with acts done later than on record, since their task opened later
     */
    record Result(
            Map<String, String> numbers,
            List<Stopped> stopped,
            List<Assumption> assumptions,
            Set<String> shifted,
            int acts,
            long nanos) {}

    private final PastCases past;
    private final Models models;
    private final Set<String> newSteps;
    private final int newStepDays;
    private final Processes processes;
    private final EngineTime time;
    private final CalendarService calendar;
    private final Complaints complaints;
    private final Ledger ledger;
    private final IntakeService intake;
    private final OfficeService office;
    private final Organisation organisation;
    private final TrialAccounts accounts;
    private final Clock clock;
    private final StepFailures failures;
    private final Models atTheTime;

    private final Map<String, String> people = new HashMap<>();
    private final Map<String, String> numbers = new HashMap<>();
    private final Map<String, String> pastNumbers = new HashMap<>();
    private final Map<String, List<String>> parts = new HashMap<>();
    private final Map<String, List<PastAct>> waiting = new LinkedHashMap<>();
    private final Map<String, List<PastAct>> toCome = new HashMap<>();
    private final Map<String, Instant> ended = new HashMap<>();
    private final Set<String> lastActDone = new LinkedHashSet<>();
    private final Map<String, Set<String>> doneKinds = new HashMap<>();
    private final Map<String, Integer> lastDone = new HashMap<>();
    private final Set<String> goingOn = new HashSet<>();
    private final Map<String, Stopped> stopped = new LinkedHashMap<>();
    private final Map<String, Set<String>> assumptions = new TreeMap<>();
    private final Set<String> shifted = new LinkedHashSet<>();
    private final Map<String, Later> later = new LinkedHashMap<>();
    private final Map<String, Integer> timesAssumed = new HashMap<>();
    private final BooleanSupplier givenUp;
    private int happenings;

    /** A step that nobody took, and when it is thought to be done. */
    private record Later(String number, Instant at) {}

    /**
     * @param models what is known of the rules it is done under
     * @param newSteps keys of tasks that today's rules do not have
     * @param newStepDays after how many working days such a step is thought to be done; 0 for at once
     * @param givenUp whether nobody wants the result any more
     */
    Replay(
            TrialApplication application,
            PastCases past,
            Models models,
            Set<String> newSteps,
            int newStepDays,
            BooleanSupplier givenUp) {
        this.givenUp = givenUp;
        this.past = past;
        this.models = models;
        this.newSteps = newSteps;
        this.newStepDays = newStepDays;
        processes = application.bean(Processes.class);
        time = application.bean(EngineTime.class);
        calendar = application.bean(CalendarService.class);
        complaints = application.bean(Complaints.class);
        ledger = application.bean(Ledger.class);
        intake = application.bean(IntakeService.class);
        office = application.bean(OfficeService.class);
        organisation = application.bean(Organisation.class);
        accounts = application.bean(TrialAccounts.class);
        clock = application.bean(Clock.class);
        failures = application.bean(StepFailures.class);
        atTheTime = new Models(past.inForce());
    }

    /**
     * Does it all, up to the moment the ledger was read.
     *
     * @param progress told after each act
     * @throws CancellationException where the result is not wanted any more
     */
    Result run(Done progress) {
        long begun = System.nanoTime();
        Map<String, List<String>> titles = new HashMap<>();
        past.cases().stream().filter(it -> it.splitFrom() != null).forEach(it -> {
            titles.computeIfAbsent(it.splitFrom(), key -> new ArrayList<>())
                    .add(String.valueOf(it.form().get("title")));
            parts.computeIfAbsent(it.splitFrom(), key -> new ArrayList<>()).add(it.number());
        });
        List<PastAct> acts = new ArrayList<>();
        past.cases().forEach(it -> {
            List<PastAct> own = PastActs.of(it, titles.getOrDefault(it.number(), List.of())).stream()
                    .map(this::placed)
                    .toList();
            acts.addAll(own);
            toCome.put(it.number(), new ArrayList<>(own));
            it.entries().stream()
                    .filter(entry -> entry.act() == Act.CLOSED || entry.act() == Act.REOPENED)
                    .reduce((earlier, later) -> later)
                    .filter(entry -> entry.act() == Act.CLOSED)
                    .ifPresent(entry -> ended.put(it.number(), entry.at()));
        });
        acts.sort(Comparator.comparing(PastAct::at));
        int done = 0;
        LocalDate day = LocalDate.MIN;
        try {
            if (!acts.isEmpty()) {
                time.set(acts.get(0).at());
                makePeople();
            }
            for (PastAct act : acts) {
                advanceTo(act.at());
                LocalDate today = LocalDate.ofInstant(act.at(), CalendarService.ZONE);
                if (!today.equals(day)) {
                    day = today;
                    lookAround();
                }
                endWhereGivenUp();
                begin(act);
                progress.acts(++done, acts.size());
            }
            advanceTo(past.asOf());
            lookAround();
        } finally {
            time.release();
        }
        past.cases().forEach(this::bookUnborn);
        waiting.forEach(this::bookLeft);
        ended.keySet().forEach(this::bookUnknown);
        return new Result(
                Map.copyOf(numbers),
                List.copyOf(stopped.values()),
                assumptions.entrySet().stream()
                        .map(it -> new Assumption(it.getKey(), it.getValue()))
                        .toList(),
                shifted,
                acts.size(),
                System.nanoTime() - begun);
    }

    /** A diagram's own step is looked for by the name it had; one that is called otherwise now, by its key under the rules of then. */
    private PastAct placed(PastAct act) {
        if (act.how() != How.STEP) {
            return act;
        }
        Set<String> keys = new LinkedHashSet<>(models.called(act.step()));
        atTheTime.called(act.step()).stream().filter(models.tasks()::contains).forEach(keys::add);
        return act.in(List.copyOf(keys));
    }

    private void begin(PastAct act) {
        toCome.get(act.number()).remove(act);
        if (stopped.containsKey(act.number())) {
            return;
        }
        if (act.step() != null && act.keys().isEmpty()) {
            assume("规则里没有“" + act.step() + "”这一步，略过", act.number());
        } else if (act.keys().isEmpty()) {
            assume("没有重做的事项：" + act.label(), act.number());
        } else {
            waiting.computeIfAbsent(act.number(), key -> new ArrayList<>()).add(act);
        }
        if (toCome.get(act.number()).isEmpty() && ended.containsKey(act.number())) {
            lastActDone.add(act.number());
        }
        goOn(act.number());
    }

    /** Once a day: what waits for something that has happened in another case, and what should have ended by now. */
    private void lookAround() {
        Set<String> all = new LinkedHashSet<>(waiting.keySet());
        all.addAll(lastActDone);
        all.forEach(this::goOn);
        lastActDone.removeIf(number -> stopped.containsKey(number) || !isOpen(number));
    }

    /**
     * Acts whose turn never came. Where the case went on without them, or had them before, it can be told without them, and the report
     * says so, as where it has ended without them; one that stands still for want of them has not been done to its end.
     */
    private void bookLeft(String number, List<PastAct> left) {
        for (PastAct act : left) {
            if (stopped.containsKey(number)) {
                return;
            }
            if (!act.needed()) {
                assume("没有轮到而略过：" + act.label(), number);
            } else if (isDoneBefore(act)) {
                assume("不再需要重做而略过：" + act.label(), number);
            } else if (lastDone.getOrDefault(number, 0) > act.seq()) {
                assume("没有轮到，案件没有它也继续办理，略过：" + act.label(), number);
            } else if (hasEnded(number)) {
                assume(ENDED + act.label(), number);
            } else {
                stop(act, "到最后也没有轮到“" + models.nameOf(act.keys().get(0)) + "”这项待办");
            }
        }
    }

    /** A case that was never registered, with nothing to say why: the one it was split off no longer gave it. */
    private void bookUnborn(PastCase it) {
        if (!numbers.containsKey(it.number()) && !stopped.containsKey(it.number())) {
            boolean part = it.splitFrom() != null;
            stopped.put(
                    it.number(),
                    new Stopped(
                            it.number(),
                            it.acceptedAt(),
                            part ? "拆分" : "登记",
                            part ? "没有从" + it.splitFrom() + "中拆分出来" : "没有登记，记录里没有它的来处"));
        }
    }

    /** A case that has ended on record and waits here for what nobody may assume: it counts as not done, and the report says so. */
    private void bookUnknown(String number) {
        if (stopped.containsKey(number) || !isOpen(number)) {
            return;
        }
        processes.open(numbers.get(number)).stream()
                .map(it -> it.task().key())
                .filter(NOT_ASSUMED::contains)
                .distinct()
                .forEach(key -> assume("停在“" + models.nameOf(key) + "”，结果无从知道，截止时按未办计算", number));
    }

    private boolean isDoneBefore(PastAct act) {
        return doneKinds.getOrDefault(act.number(), Set.of()).contains(act.kind());
    }

    // ---- people

    private void makePeople() {
        past.groups().forEach((person, groups) -> {
            String id = "p" + (people.size() + 1);
            people.put(person, id);
            accounts.ensure(
                    id,
                    groups.isEmpty()
                            ? Set.of(organisation.ofKind(UnitKind.OFFICE).get(0).id())
                            : groups);
        });
    }

    /** Somebody of that unit whom no rule keeps from anything. */
    private String standIn(String group) {
        String id = "trial" + group;
        if (people.putIfAbsent(id, id) == null) {
            accounts.ensure(
                    id, Roles.unitOfHead(group).map(unit -> Set.of(unit, group)).orElse(Set.of(group)));
        }
        return id;
    }

    // ---- time

    private final EngineTime.Watch watch = new EngineTime.Watch() {

        @Override
        public void happened(String number) {
            happenings++;
            String before = pastNumbers.get(number);
            if (before != null
                    && (waiting.containsKey(before) || lastActDone.contains(before) || !newSteps.isEmpty())) {
                goOn(before);
            }
        }

        @Override
        public void failed(String number, String step, RuntimeException why) {
            String name = failures.of(why).orElse(step);
            String reason = refusal(why).map(it -> "这一步执行失败：" + it).orElse("这一步执行失败，程序不接受这样的规则");
            String before = number == null ? null : pastNumbers.get(number);
            if (before == null) {
                assume("系统步骤“" + name + "”：" + reasonOnly(reason), OF_NO_CASE);
            } else {
                stopped.putIfAbsent(before, new Stopped(before, clock.instant(), "系统步骤“" + name + "”", reason));
            }
        }
    };

    /** Timer by timer where steps are done days later: one that a timer has opened may have its turn before the next act of anybody. */
    private void advanceTo(Instant at) {
        Optional<Instant> next = nextStop(at);
        while (next.isPresent()) {
            Instant when = next.get();
            runTo(when.isBefore(clock.instant()) ? clock.instant() : when);
            List<String> due = later.entrySet().stream()
                    .filter(it -> !it.getValue().at().isAfter(clock.instant()))
                    .map(Map.Entry::getKey)
                    .toList();
            due.stream()
                    .map(later::remove)
                    .map(Later::number)
                    .distinct()
                    .toList()
                    .forEach(this::goOn);
            next = nextStop(at);
        }
        runTo(at);
    }

    private Optional<Instant> nextStop(Instant at) {
        if (newStepDays == 0) {
            return Optional.empty(); // nothing is left for later
        }
        return Stream.concat(
                        later.values().stream().map(Later::at).filter(it -> !it.isAfter(at)),
                        time.nextTimer(at).stream())
                .min(Comparator.naturalOrder());
    }

    private void runTo(Instant at) {
        time.advanceTo(at, watch);
    }

    // ---- acts

    /** Does whatever of a case can be done by now. */
    private void goOn(String number) {
        if (!goingOn.add(number)) {
            return; // it is on its way already
        }
        try {
            boolean again = true;
            while (again && !stopped.containsKey(number)) {
                endWhereGivenUp();
                again = doWaiting(number) || doNewSteps(number);
                if (!again && standsStill(number)) {
                    int before = happenings;
                    runTo(clock.instant()); // what was just done may have left something to the engine
                    again = happenings > before || assumeStep(number);
                }
            }
        } finally {
            goingOn.remove(number);
        }
        if (waiting.getOrDefault(number, List.of()).isEmpty()) {
            waiting.remove(number);
        }
        parts.getOrDefault(number, List.of()).stream()
                .filter(waiting::containsKey)
                .filter(numbers::containsKey)
                .forEach(this::goOn);
    }

    private void endWhereGivenUp() {
        if (givenUp.getAsBoolean()) {
            throw new CancellationException("nobody wants the result any more");
        }
    }

    /** Whether any act that waited could be done. */
    private boolean doWaiting(String number) {
        boolean done = false;
        List<PastAct> left = waiting.getOrDefault(number, List.of());
        Set<String> blocked = new HashSet<>();
        for (PastAct act : List.copyOf(left)) {
            String same = act.keys().get(0) + act.attempt() + act.coUnit();
            if (stopped.containsKey(number) || blocked.contains(same)) {
                continue;
            }
            Tried tried = attempt(act);
            if (tried == Tried.NOT_YET) {
                blocked.add(same);
            } else {
                left.remove(act);
            }
            if (tried == Tried.DONE) {
                done = true;
                doneKinds.computeIfAbsent(number, key -> new HashSet<>()).add(act.kind());
                if (act.needed()) {
                    lastDone.merge(number, act.seq(), Math::max);
                }
            }
        }
        return done;
    }

    /** Whether an act waits without which the case does not go on, or the case should have ended. */
    private boolean standsStill(String number) {
        return waiting.getOrDefault(number, List.of()).stream().anyMatch(act -> act.needed() && !isDoneBefore(act))
                || isOpenTooLong(number);
    }

    /** On record it has ended, and nothing more is to come. */
    private boolean isOpenTooLong(String number) {
        return ended.containsKey(number)
                && toCome.get(number).isEmpty()
                && !ended.get(number).isAfter(clock.instant().plus(AT_ONCE))
                && isOpen(number);
    }

    private boolean isOpen(String number) {
        return numbers.containsKey(number)
                && complaints
                        .findByNumber(numbers.get(number))
                        .filter(it -> !it.status().isEnd())
                        .isPresent();
    }

    /** Ended in the replay, earlier than on record: what was done to it after that is of no use any more. */
    private boolean hasEnded(String number) {
        return numbers.containsKey(number) && !isOpen(number);
    }

    private Tried attempt(PastAct act) {
        try {
            return switch (act.how()) {
                case REGISTER, POST -> register(act);
                case TASK, STEP -> task(act);
                case OFFICE, WITHDRAW -> officeAct(act);
            };
        } catch (RuntimeException e) {
            return refused(act, told(e));
        }
    }

    private Tried refused(PastAct act, String why) {
        if (act.needed() && act.act() != Act.REOPENED && hasEnded(act.number())) {
            assume(ENDED + act.label(), act.number());
        } else if (act.needed()) {
            stop(act, why);
        } else {
            assume("不再可行而略过：" + act.label() + "（" + reasonOnly(why) + "）", act.number());
        }
        return Tried.REFUSED;
    }

    private void stop(PastAct act, String why) {
        stopped.put(act.number(), new Stopped(act.number(), act.at(), act.label(), why));
    }

    private Tried register(PastAct act) {
        String who = people.get(act.actor());
        Map<String, Object> form = new LinkedHashMap<>(act.form());
        String number;
        if (act.how() == How.POST) {
            form.put("externalId", act.number());
            number = withRepairs(act, form, null, () -> intake.post(form, List.of(), new Actor(who, null))
                    .number());
        } else {
            number = withRepairs(act, form, null, () -> processes.submitStart(who, "complaint", form));
        }
        known(act.number(), number);
        return Tried.DONE;
    }

    private void known(String before, String now) {
        numbers.put(before, now);
        pastNumbers.put(now, before);
    }

    private Tried officeAct(PastAct act) {
        String number = numbers.get(act.number());
        if (number == null) {
            return Tried.NOT_YET;
        }
        String who = people.get(act.actor());
        if (act.how() == How.WITHDRAW) {
            office.requestWithdrawal(number, PastActs.WORDS, new Actor(who, act.unit()));
        } else {
            Map<String, Object> form = new LinkedHashMap<>(act.form());
            form.put("number", number);
            withRepairs(act, form, null, () -> processes.submitStart(who, "officeAct", form));
        }
        noteShift(act);
        return Tried.DONE;
    }

    private Tried task(PastAct act) {
        String number = numbers.get(act.number());
        if (number == null) {
            return Tried.NOT_YET;
        }
        if (models.tasks().stream().noneMatch(act.keys()::contains)) {
            assume("规则里没有这一步，略过：" + act.label(), act.number());
            return Tried.REFUSED;
        }
        List<TaskFacts> open = processes.open(number, act.keys()).stream()
                .map(Processes.Open::task)
                .toList();
        Set<String> own = past.groups().getOrDefault(act.actor(), Set.of());
        String who = people.get(act.actor());
        TaskFacts task = fitting(
                act,
                open.stream()
                        .filter(it -> !Collections.disjoint(it.groups(), own))
                        .toList());
        if (task == null) {
            task = fitting(act, open);
            if (task == null || task.groups().isEmpty()) {
                return Tried.NOT_YET;
            }
            String group = task.groups().stream().sorted().findFirst().orElseThrow();
            assume("由" + organisation.nameOf(group) + "办理“" + models.nameOf(task.key()) + "”，原来不是该单位办的", act.number());
            who = standIn(group);
        }
        Map<String, Object> form = new LinkedHashMap<>(act.form());
        form.computeIfPresent("sameMatterAs", (key, other) -> numbers.get(other));
        form.computeIfPresent(
                "relatedTo",
                (key, others) -> others instanceof List<?> list
                        ? list.stream()
                                .map(numbers::get)
                                .filter(Objects::nonNull)
                                .toList()
                        : null);
        if (act.form().containsKey("sameMatterAs") && form.get("sameMatterAs") == null) {
            assume("同一诉求的另一件不在本次重演之内，没有关联", act.number());
        }
        send(act, who, task, form);
        noteShift(act);
        if (form.containsKey("splitItems")) {
            List<String> now = complaints.findBySplitFromOrderByNumber(number).stream()
                    .map(Complaint::number)
                    .toList();
            List<String> before = parts.getOrDefault(act.number(), List.of());
            for (int i = 0; i < Math.min(now.size(), before.size()); i++) {
                known(before.get(i), now.get(i));
            }
        }
        return Tried.DONE;
    }

    private static TaskFacts fitting(PastAct act, List<TaskFacts> open) {
        return open.stream()
                .filter(it -> act.attempt() == 0 || it.attempt() == 0 || act.attempt() == it.attempt())
                .filter(it -> act.coUnit() == null
                        || it.coUnit() == null
                        || act.coUnit().equals(it.coUnit()))
                .findFirst()
                .orElse(null);
    }

    private void noteShift(PastAct act) {
        if (clock.instant().isAfter(act.at().plusMillis(1))) {
            shifted.add(act.number());
        }
    }

    private void send(PastAct act, String who, TaskFacts task, Map<String, Object> form) {
        withRepairs(act, form, task, () -> {
            processes.complete(who, task, form);
            return null;
        });
    }

    // ---- forms that have changed

    private interface Sending {
        String send();
    }

    /** Sends a form; where it asks for more or for less than it did, puts it right by stated assumptions. */
    private String withRepairs(PastAct act, Map<String, Object> form, TaskFacts task, Sending sending) {
        for (int tries = 0; ; tries++) {
            try {
                return sending.send();
            } catch (InvalidInput refusal) {
                boolean repaired = false;
                for (FieldError error : refusal.errors()) {
                    repaired |= repair(act, form, task, error);
                }
                if (!repaired || tries == MOST_REPAIRS) {
                    throw refusal;
                }
            }
        }
    }

    private boolean repair(PastAct act, Map<String, Object> form, TaskFacts task, FieldError error) {
        String key = error.field();
        String message = error.message();
        String name = message.split("：", 2)[0];
        String step = task == null ? "登记" : models.nameOf(task.key());
        if (message.endsWith("表单中没有该字段") || message.endsWith("不应填写") || message.endsWith("不可填写")) {
            assume("“" + step + "”的表单不再要“" + labelOf(act, task, key) + "”，略去", act.number());
            return form.remove(key) != null;
        }
        if (message.endsWith("必填") && form.get(key) == null) {
            Optional<JsonNode> field = field(models, act, task, key);
            Object value = field.map(it -> filled(it, task)).orElse(PastActs.WORDS);
            form.put(key, value);
            assume(
                    "“" + step + "”的必填项“" + name + "”过去没有填，"
                            + told(value, field.map(it -> options(it, task)).orElse(Map.of())),
                    act.number());
            return true;
        }
        if ("demandType".equals(key) && task == null) {
            List<String> known = models.options("registerComplaint", key);
            String kind = known.isEmpty() || known.contains(OTHER_DEMAND) ? OTHER_DEMAND : known.get(known.size() - 1);
            assume("诉求类型“" + form.get(key) + "”已不在登记表中，按“" + kind + "”登记", act.number());
            return !kind.equals(form.put(key, kind));
        }
        if ("promisedDate".equals(key) && task != null) {
            Attempt attempt = ledger.attempt(task.number(), task.attempt());
            String due = day(attempt.effectiveDueAt());
            String today = day(clock.instant());
            String changed = due.compareTo(today) < 0 ? today : due;
            assume("当时承诺的办结日期晚于新的期限，按新的期限承诺", act.number());
            return !changed.equals(form.put(key, changed));
        }
        if ("relatedTo".equals(key)) {
            assume("关联的投诉没有找到，没有关联", act.number());
            return form.remove(key) != null;
        }
        return false;
    }

    private static Optional<JsonNode> field(Models set, PastAct act, TaskFacts task, String key) {
        return task == null
                ? set.fieldOfForm(
                        act.how() == How.OFFICE || act.how() == How.WITHDRAW ? "officeAct" : "registerComplaint", key)
                : set.field(task.key(), key);
    }

    /** What people call a field; one that the set has no more is called as it was then. */
    private String labelOf(PastAct act, TaskFacts task, String key) {
        return Stream.of(models, atTheTime)
                .flatMap(set -> field(set, act, task, key).stream())
                .map(it -> it.path("label").asText())
                .filter(it -> !it.isBlank())
                .findFirst()
                .orElse("某一栏");
    }

    /**
     * Says what was filled in.
     *
     * @param options what people read, by what is stored; empty where they write it themselves
     */
    static String told(Object value, Map<String, String> options) {
        if (PastActs.WORDS.equals(value)) {
            return "代填一句话";
        }
        Collection<?> all = value instanceof Collection<?> many ? many : List.of(value);
        return "代填“"
                + all.stream()
                        .map(it -> it instanceof Boolean yes ? (yes ? "是" : "否") : String.valueOf(it))
                        .map(it -> options.getOrDefault(it, it))
                        .collect(Collectors.joining("、"))
                + "”";
    }

    /** What somebody might have filled in: the first option, the least number, today. */
    private Object filled(JsonNode field, TaskFacts task) {
        JsonNode validate = field.path("validate");
        return switch (field.path("type").asText()) {
            case "number" -> validate.path("min").asInt(1);
            case "checkbox" -> true;
            case "select", "radio" -> firstOption(field, task);
            case "taglist", "checklist" -> List.of(firstOption(field, task));
            case "datetime" ->
                "date".equals(field.path("subtype").asText())
                        ? day(clock.instant())
                        : clock.instant()
                                .atZone(CalendarService.ZONE)
                                .toOffsetDateTime()
                                .toString();
            default -> {
                int most = validate.path("maxLength").asInt(PastActs.WORDS.length());
                String words = PastActs.WORDS.substring(0, Math.min(most, PastActs.WORDS.length()));
                int least = validate.path("minLength").asInt(0);
                yield least <= words.length() ? words : words + "。".repeat(least - words.length());
            }
        };
    }

    private String firstOption(JsonNode field, TaskFacts task) {
        return options(field, task).keySet().stream().findFirst().orElse(PastActs.WORDS);
    }

    /** What people choose from, by what is stored, in the form's order. */
    private Map<String, String> options(JsonNode field, TaskFacts task) {
        Map<String, String> options = Models.optionsOf(field);
        if (options.isEmpty()
                && task != null
                && field.has("valuesKey")
                && processes.opened(task).get(field.path("valuesKey").asText()) instanceof List<?> list) {
            for (Object it : list) {
                String value = String.valueOf(it instanceof Map<?, ?> option ? option.get("value") : it);
                Object label = it instanceof Map<?, ?> option ? option.get("label") : null;
                options.put(value, label == null ? value : label.toString());
            }
        }
        return options;
    }

    // ---- steps that nobody took

    /** Whether one of a case's open steps that history knows nothing of was done now. */
    private boolean doNewSteps(String number) {
        if (newSteps.isEmpty() || !numbers.containsKey(number)) {
            return false;
        }
        for (Processes.Open open : processes.open(numbers.get(number), newSteps)) {
            if (!isOnRecord(number, open) && assumeLater(number, open)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOnRecord(String number, Processes.Open open) {
        return Stream.concat(waiting.getOrDefault(number, List.of()).stream(), toCome.get(number).stream())
                .anyMatch(act -> act.keys().contains(open.task().key())
                        && (act.attempt() == 0
                                || open.task().attempt() == 0
                                || act.attempt() == open.task().attempt()));
    }

    /** A case that stands still: a step it waits for that nobody took then is thought to be done. */
    private boolean assumeStep(String number) {
        String now = numbers.get(number);
        if (now == null) {
            return false;
        }
        for (Processes.Open open : processes.open(now)) {
            if (!isOnRecord(number, open) && !NOT_ASSUMED.contains(open.task().key()) && assumeLater(number, open)) {
                return true;
            }
        }
        return false;
    }

    /** Does the step where its time has come, else notes when that will be; whether it was done now. */
    private boolean assumeLater(String number, Processes.Open open) {
        Instant at = newStepDays == 0
                ? clock.instant()
                : calendar.workingDaysAfter(open.since(), newStepDays).due();
        if (at.isAfter(clock.instant())) {
            later.putIfAbsent(open.task().id(), new Later(number, at));
            return false;
        }
        later.remove(open.task().id());
        return doStep(number, open.task());
    }

    private boolean doStep(String number, TaskFacts task) {
        Map<String, Object> form = new LinkedHashMap<>();
        models.field(task.key(), "decision").ifPresent(field -> form.put("decision", firstOption(field, task)));
        PastAct act = new PastAct(
                number,
                0,
                clock.instant(),
                Act.HANDLED,
                How.TASK,
                List.of(task.key()),
                null,
                null,
                0,
                null,
                form,
                null,
                true);
        String group = task.groups().stream().sorted().findFirst().orElse(null);
        if (group == null) {
            return false;
        }
        if (timesAssumed.merge(number + " " + task.key() + " " + task.coUnit(), 1, Integer::sum) > MOST_ASSUMED) {
            stopped.put(number, new Stopped(number, clock.instant(), models.nameOf(task.key()), "反复退回，第一项使案件办不下去"));
            return false;
        }
        try {
            send(act, standIn(group), task, form);
            assume(
                    "过去没有的一步“" + models.nameOf(task.key()) + "”，认为由该步的单位"
                            + (newStepDays == 0 ? "随即办结" : newStepDays + "个工作日办结")
                            + (form.containsKey("decision") ? "，选第一项" : ""),
                    number);
            return true;
        } catch (RuntimeException e) {
            stopped.put(
                    number, new Stopped(number, clock.instant(), models.nameOf(task.key()), "过去没有的一步无法代办：" + told(e)));
            return false;
        }
    }

    private void assume(String what, String number) {
        assumptions.computeIfAbsent(what, key -> new LinkedHashSet<>()).add(number);
    }

    private static String day(Instant instant) {
        return LocalDate.ofInstant(instant, CalendarService.ZONE).toString();
    }

    /**
     * The Chinese words of a refusal; of anything else only the step it came from, since its words may be a case's.
     */
    private String told(Throwable e) {
        return refusal(e)
                .orElseGet(() -> "程序不接受这样的规则，做不下去"
                        + failures.of(e)
                                .or(() -> models.elementIn(e))
                                .map(step -> "（“" + step + "”一步出错）")
                                .orElse(""));
    }

    /** The words of a refusal, which may come wrapped by the engine, with the number the case has in the ledger. */
    private Optional<String> refusal(Throwable e) {
        for (Throwable it = e; it != null; it = it.getCause()) {
            if (it instanceof InvalidInput
                    || it instanceof NotFound
                    || it instanceof Forbidden
                    || it instanceof suban.Conflict) {
                return Optional.of(inTheLedger(String.valueOf(it.getMessage()), pastNumbers));
            }
        }
        return Optional.empty();
    }

    /** A text with the numbers that cases have in the ledger, for those they were given in the replay. */
    static String inTheLedger(String text, Map<String, String> pastNumbers) {
        return NUMBER.matcher(text).replaceAll(found -> pastNumbers.getOrDefault(found.group(), "本件"));
    }

    /** One reason for all cases: without their dates and numbers. */
    private static String reasonOnly(String why) {
        return NUMBER.matcher(why.replaceAll("\\d{4}年\\d{1,2}月\\d{1,2}日( ?\\d{1,2}:\\d{2})?", "…"))
                .replaceAll("…")
                .lines()
                .limit(1)
                .collect(Collectors.joining());
    }
}
