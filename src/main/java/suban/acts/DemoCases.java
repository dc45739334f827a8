package suban.acts;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import suban.calendar.CalendarService;
import suban.engine.EngineClock;
import suban.engine.EngineTime;
import suban.ledger.Complaint;
import suban.ledger.ComplaintClass;
import suban.ledger.Complaints;
import suban.ledger.Outcome;
import suban.ledger.Rating;
import suban.organisation.OrganisationSeeder;

/**
 * Fills an empty demonstration with cases in every stage: people's acts of the past weeks, done again through their forms, each
 * at its own time, with all timers firing in between. After the people exist, before the port opens and before the engine's own
 * timers run, so that nobody else moves in these weeks.
 */
@Component
@Profile("demo")
@ConditionalOnProperty(name = "suban.demo.cases", matchIfMissing = true)
class DemoCases implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DemoCases.class);

    /** A job that fails is tried three times, and each try ends an advance of the clock. */
    private static final int MOST_TRIES = 100;

    private final Acts acts;
    private final DemoHotline hotline;
    private final DemoHandling handling;
    private final EngineTime time;
    private final CalendarService calendar;
    private final Complaints complaints;
    private final Clock clock;
    private volatile boolean running;

    /** The cases told so far, by their titles. */
    private final Map<String, String> numbers = new HashMap<>();

    DemoCases(
            Acts acts,
            DemoHotline hotline,
            DemoHandling handling,
            EngineTime time,
            CalendarService calendar,
            Complaints complaints,
            Clock clock) {
        this.acts = acts;
        this.hotline = hotline;
        this.handling = handling;
        this.time = time;
        this.calendar = calendar;
        this.complaints = complaints;
        this.clock = clock;
    }

    @Override
    public void start() {
        if (complaints.count() == 0) {
            seed();
        }
        running = true;
    }

    /**
     * Does all acts, with times counted from now. Where a diagram, table or form has been changed so that an act is no longer
     * possible, its case stops there, and the demonstration starts all the same.
     *
     * @return what went wrong; empty if every act was done
     */
    List<String> seed() {
        Instant now = clock.instant();
        DemoDays days = new DemoDays(calendar, now);
        List<DemoScript.Step> steps = DemoScript.read(days);
        List<String> problems = new ArrayList<>();
        Set<DemoScript.Story> stopped = new HashSet<>();
        try {
            time.set(steps.get(0).at());
            for (DemoScript.Step step : steps) {
                advanceTo(step.at(), problems);
                if (!stopped.contains(step.story())) {
                    try {
                        perform(step, days);
                    } catch (RuntimeException e) {
                        stopped.add(step.story());
                        problems.add("%s: %s %s: %s"
                                .formatted(step.story().title(), step.person(), step.act(), e.getMessage()));
                    }
                }
            }
            advanceTo(now, problems);
            appraise(problems);
        } finally {
            time.release();
        }
        problems.forEach(problem -> LOG.warn("Demonstration case stopped: {}", problem));
        LOG.info("Demonstration cases: {}, acts: {}", complaints.count(), steps.size());
        return problems;
    }

    /** The office has begun the appraisal of the past year (Article 16), in which there were few cases. */
    private void appraise(List<String> problems) {
        try {
            acts.appraise("ysb1", calendar.today().getYear() - 1, null);
        } catch (RuntimeException e) {
            problems.add("appraisal: " + e.getMessage());
        }
    }

    private void advanceTo(Instant at, List<String> problems) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                time.advanceTo(at);
                return;
            } catch (RuntimeException e) {
                problems.add("timer: " + e.getMessage());
            }
        }
    }

    @SuppressWarnings("java:S1479") // one line for each act there is
    private void perform(DemoScript.Step step, DemoDays days) {
        String who = step.person();
        if ("registers".equals(step.act())) {
            step.story().numbers().add(acts.register(who, step.story().form()));
            numbers.put(step.story().title(), step.number());
            return;
        }
        if (hotline.perform(step, days) || handling.perform(step, days)) {
            return;
        }
        String number = step.number();
        switch (step.act()) {
            case "rejects" -> acts.confirmRejection(who, number, "REJECT", step.text("reason"));
            case "answersFirst" -> acts.answerFirst(who, number, step.text("text"));
            case "seals" -> acts.seal(who, number, step.text("reason"));
            case "handsOver" -> acts.handOver(who, number, step.text("reason"));
            case "triages" -> triage(step);
            case "answers" -> acts.answerImmediately(who, number, step.text("text"));
            case "responds" -> respond(step, days);
            case "triesToCall" -> acts.tryContact(who, number, localTime(step.at()));
            case "assignsInside" -> acts.assignInside(who, number, step.text("unit"));
            case "opines" -> acts.opine(who, number, step.text("text"));
            case "releases" -> acts.release(who, number, step.text("reason"));
            case "isReady" -> acts.ready(who, number, step.text("text"));
            case "replies" ->
                acts.reply(
                        who,
                        number,
                        Outcome.valueOf(step.text("outcome")),
                        step.text("text"),
                        without(step, "outcome", "text"));
            case "confirms" -> acts.confirmReply(who, number);
            case "returns" -> acts.returnReply(who, number, step.text("reason"));
            case "visits" -> acts.visit(who, number, Rating.valueOf(step.text("rating")), without(step, "rating"));
            case "visitsInVain" -> acts.visitInVain(who, number);
            case "scores" -> {
                Map<String, Integer> scores = new LinkedHashMap<>();
                step.fields().forEach((unit, score) -> scores.put(unit, (Integer) score));
                acts.score(who, number, scores);
            }
            case "supervises" -> acts.supervise(who, number);
            case "inspects" ->
                acts.recordSupervision(
                        who, number, step.text("findings"), step.text("cause"), step.text("requirements"));
            case "judges" -> acts.judge(who, number, step.text("decision"), step.text("reason"));
            case "refers" -> acts.sendReferral(who, number);
            case "withdraws" -> acts.withdraw(who, number, step.text("reason"));
            case "confirmsWithdrawal" -> acts.confirmWithdrawal(who, number, localTime(step.at()));
            case "leavesScope" -> acts.leaveScope(who, number, step.text("ground"), step.text("reason"));
            case "confirmsLeaving" ->
                acts.confirmLeavingScope(
                        who,
                        number,
                        localTime(step.at()),
                        step.text("ground"),
                        step.text("reference")
                                .replace(
                                        "{year}",
                                        String.valueOf(days.workingDay(-1).getYear())));
            case "reopens" -> acts.reopen(who, number, step.text("reason"));
            default -> throw new IllegalArgumentException("no such act: " + step.act());
        }
    }

    private void triage(DemoScript.Step step) {
        Map<String, Object> further = without(step, "as", "host", "with");
        further.computeIfPresent("sameMatterAs", (key, title) -> numbers.get(title.toString()));
        List<String> with = new ArrayList<>();
        step.details().path("with").forEach(unit -> with.add(unit.asText()));
        acts.triage(
                step.person(),
                step.number(),
                ComplaintClass.valueOf(step.text("as")),
                step.text("host"),
                with,
                further);
        complaints.findBySplitFromOrderByNumber(step.number()).stream()
                .map(Complaint::number)
                .forEach(step.story().numbers()::add);
    }

    private void respond(DemoScript.Step step, DemoDays days) {
        acts.respond(
                step.person(),
                step.number(),
                localTime(step.at()),
                days.workingDay(step.details().path("promising").asInt()).toString(),
                without(step, "promising"));
    }

    private static Map<String, Object> without(DemoScript.Step step, String... names) {
        Map<String, Object> fields = new LinkedHashMap<>(step.fields());
        List.of(names).forEach(fields::remove);
        return fields;
    }

    private static String localTime(Instant at) {
        return LocalDateTime.ofInstant(at, EngineClock.ZONE).toString();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return OrganisationSeeder.PHASE + 1;
    }
}
