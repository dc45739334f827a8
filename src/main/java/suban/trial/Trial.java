package suban.trial;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import suban.calendar.CalendarService;
import suban.engine.EngineClock;
import suban.engine.EngineTime;
import suban.ledger.KeptLines;
import suban.organisation.Organisation;
import suban.revision.Change;
import suban.trial.Replay.Stopped;

/** One trial: past cases done again under today's rules and under the changed ones, and what differs. */
final class Trial {

    /** Told what is going on: {@code 现行规则}, how many of how many acts. */
    interface Progress {
        void at(String what, int done, int of);
    }

    /**
     * What is tried.
     *
     * @param source where the cases come from, in words
     * @param changed the changed diagrams, tables and forms
     * @param today those in force, against which they are tried
     * @param newStepDays working days after which a step that nobody took then is thought to be done; 0 for at once
     * @param settings {@code --suban.…} for the applications in memory
     */
    record Question(
            String source,
            PastCases past,
            RuleSet today,
            RuleSet changed,
            LocalDate from,
            LocalDate to,
            int newStepDays,
            List<String> settings) {}

    /** A case whose courses differ, and how. */
    record Different(CourseOfCase today, CourseOfCase changed, List<String> what) {}

    /**
     * What came of it. All three columns are about the same cases: those that could be done to their end under both sets.
     *
     * @param compared how many cases those are
     * @param stoppedToday cases that today's rules do not reproduce to the end: what is stored of them is not enough
     * @param stoppedChanged cases that cannot go on under the changed rules
     * @param unlike cases that today's replay does not reproduce exactly, with what differs from the ledger
     * @param assumedAnyway what both replays assumed: it cancels out
     * @param names Chinese names of the units, by id
     * @param changes what differs between the two sets
     */
    record Answer(
            Question question,
            int compared,
            List<Stopped> stoppedToday,
            List<Stopped> stoppedChanged,
            Figures ledger,
            Figures today,
            Figures changed,
            Map<String, List<String>> unlike,
            List<Different> different,
            List<Replay.Assumption> assumedAnyway,
            List<Replay.Assumption> assumedChanged,
            Set<String> shiftedAnyway,
            Set<String> shiftedChanged,
            Map<String, String> names,
            List<Change> changes,
            int acts,
            long nanosToday,
            long nanosChanged,
            Instant madeAt) {}

    private static final String TODAY = "现行规则";
    private static final String CHANGED = "修改后";

    private Trial() {}

    private record Run(TrialApplication application, Replay.Result result) {}

    /**
     * Does it, both sets side by side; minutes for a thousand cases. Nothing outside this process's memory and the folder for temporary
     * files is written, and nobody else's time moves.
     */
    static Answer run(Question question, Progress progress) {
        return EngineClock.inOwnTime(() -> sideBySide(question, progress));
    }

    private static Answer sideBySide(Question question, Progress progress) {
        Models todays = new Models(question.today());
        Models changed = new Models(question.changed());
        Set<String> newSteps = new TreeSet<>(changed.tasks());
        newSteps.removeAll(todays.tasks());
        AtomicBoolean given = new AtomicBoolean();
        try (TrialApplication one = start(TODAY, question, question.today(), progress)) {
            return both(
                    given,
                    () -> EngineClock.inOwnTime(() -> replay(TODAY, one, question, todays, Set.of(), progress, given)),
                    first -> { // this application starts while the other one is busy
                        try (TrialApplication two = start(CHANGED, question, question.changed(), progress)) {
                            Replay.Result second = replay(CHANGED, two, question, changed, newSteps, progress, given);
                            return compare(question, new Run(one, resultOf(first)), new Run(two, second));
                        }
                    });
        }
    }

    /**
     * Does two things at once, the second with what the first comes to. Where one of them fails the other is given up; nothing goes on
     * when this ends, however it ends.
     *
     * @throws RuntimeException what failed first; what failed besides is suppressed in it
     */
    static <A, B> B both(AtomicBoolean given, Callable<A> first, Function<FutureTask<A>, B> second) {
        FutureTask<A> task = new FutureTask<>(() -> {
            try {
                return first.call();
            } catch (Exception | Error e) {
                given.set(true);
                throw e;
            }
        });
        new Thread(task, "trial-today").start();
        try {
            return second.apply(task);
        } catch (RuntimeException e) {
            given.set(true);
            Throwable other = failure(task);
            if (other != null && other != e && e instanceof CancellationException) {
                RuntimeException cause = other instanceof RuntimeException it ? it : new IllegalStateException(other);
                cause.addSuppressed(e);
                throw cause;
            }
            if (other != null && other != e) {
                e.addSuppressed(other);
            }
            throw e;
        } finally {
            given.set(true);
            failure(task); // it must not find its application closed
        }
    }

    private static TrialApplication start(String name, Question question, RuleSet rules, Progress progress) {
        progress.at(name + "：启动", 0, 0);
        return TrialApplication.start(
                rules, question.settings(), question.past().calendar());
    }

    private static Replay.Result replay(
            String name,
            TrialApplication application,
            Question question,
            Models models,
            Set<String> newSteps,
            Progress progress,
            AtomicBoolean given) {
        return new Replay(application, question.past(), models, newSteps, question.newStepDays(), given::get)
                .run((done, all) -> progress.at(name, done, all));
    }

    private static Replay.Result resultOf(FutureTask<Replay.Result> replay) {
        try {
            return replay.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it failed with, waiting for its end through any interruption; null where it has succeeded. */
    private static Throwable failure(FutureTask<?> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return null;
                } catch (ExecutionException e) {
                    return e.getCause();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Answer compare(Question question, Run today, Run tried) {
        PastCases past = question.past();
        Instant now = past.asOf();
        Set<String> out = new LinkedHashSet<>();
        today.result().stopped().forEach(it -> out.add(it.number()));
        tried.result().stopped().forEach(it -> out.add(it.number()));
        past.cases().stream()
                .map(PastCase::number)
                .filter(it -> !today.result().numbers().containsKey(it)
                        || !tried.result().numbers().containsKey(it))
                .forEach(out::add);
        LocalDate from = past.cases().stream()
                .map(PastCase::acceptedAt)
                .min(Instant::compareTo)
                .map(it -> LocalDate.ofInstant(it, CalendarService.ZONE))
                .orElse(LocalDate.ofInstant(now, CalendarService.ZONE));
        Column one = column(today, out, from, now);
        Column two = column(tried, out, from, now);
        Column ledger = ledger(today.application(), past, out, from, now);
        Map<String, List<String>> unlike = new TreeMap<>();
        ledger.courses().forEach((number, course) -> {
            List<String> what = course.differences(one.courses().get(number), now);
            if (!what.isEmpty()) {
                unlike.put(number, what);
            }
        });
        List<Different> different = one.courses().entrySet().stream()
                .map(it -> new Different(
                        it.getValue(),
                        two.courses().get(it.getKey()),
                        it.getValue().differences(two.courses().get(it.getKey()), now)))
                .filter(it -> !it.what().isEmpty())
                .sorted(Comparator.comparingInt((Different it) -> -it.what().size()))
                .toList();
        Organisation organisation = today.application().bean(Organisation.class);
        Map<String, String> names = new LinkedHashMap<>();
        organisation.units().forEach(unit -> names.put(unit.id(), unit.name()));
        Map<String, Set<String>> anyway = today.result().assumptions().stream()
                .collect(Collectors.toMap(Replay.Assumption::what, Replay.Assumption::numbers));
        List<Replay.Assumption> onlyChanged = tried.result().assumptions().stream()
                .map(it -> {
                    Set<String> more = new LinkedHashSet<>(it.numbers());
                    more.removeAll(anyway.getOrDefault(it.what(), Set.of()));
                    return new Replay.Assumption(it.what(), more);
                })
                .filter(it -> !it.numbers().isEmpty())
                .toList();
        Set<String> shifted = new TreeSet<>(tried.result().shifted());
        shifted.removeAll(today.result().shifted());
        Set<String> stoppedAnyway =
                today.result().stopped().stream().map(Stopped::number).collect(Collectors.toSet());
        return new Answer(
                question,
                one.courses().size(),
                today.result().stopped(),
                tried.result().stopped().stream()
                        .filter(it -> !stoppedAnyway.contains(it.number()))
                        .toList(),
                ledger.figures(),
                one.figures(),
                two.figures(),
                unlike,
                different,
                today.result().assumptions(),
                onlyChanged,
                today.result().shifted(),
                shifted,
                names,
                Changes.between(question.today(), question.changed(), names),
                today.result().acts(),
                today.result().nanos(),
                tried.result().nanos(),
                now);
    }

    private record Column(Map<String, CourseOfCase> courses, Figures figures) {}

    /** The figures of a replay, without the cases that are not compared. */
    private static Column column(Run run, Set<String> out, LocalDate from, Instant now) {
        Map<String, String> before = new HashMap<>();
        run.result().numbers().forEach((past, number) -> before.put(number, past));
        return column(run.application(), number -> before.get(number), out, from, now);
    }

    private static Column column(
            TrialApplication application, UnaryOperator<String> before, Set<String> out, LocalDate from, Instant now) {
        JdbcTemplate jdbc = application.bean(JdbcTemplate.class);
        jdbc.execute("set referential_integrity false");
        List<String> gone = jdbc.queryForList("select number from complaint", String.class).stream()
                .filter(number -> before.apply(number) == null || out.contains(before.apply(number)))
                .toList();
        jdbc.batchUpdate(
                "delete from complaint where number = ?",
                gone.stream().map(number -> new Object[] {number}).toList());
        KeptLines.anew(jdbc);
        EngineTime time = application.bean(EngineTime.class);
        time.set(now);
        try {
            Map<String, CourseOfCase> courses = CourseOfCase.read(jdbc, before, now);
            return new Column(courses, Figures.of(application, courses.values(), from, now));
        } finally {
            time.release();
        }
    }

    /** The ledger's own figures, by the same calculations on the same cases, in the place of those of the replay. */
    private static Column ledger(
            TrialApplication application, PastCases past, Set<String> out, LocalDate from, Instant now) {
        JdbcTemplate jdbc = application.bean(JdbcTemplate.class);
        jdbc.execute("set referential_integrity false");
        Collection<String> tables = past.ledger().keySet();
        tables.forEach(table -> jdbc.update("delete from " + table));
        past.ledger().forEach((table, rows) -> PastCases.insert(jdbc, table, rows));
        Set<String> known = past.cases().stream().map(PastCase::number).collect(Collectors.toSet());
        return column(application, number -> known.contains(number) ? number : null, out, from, now);
    }
}
