package suban.substitution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Texts;
import suban.organisation.People;

/** Shows the head who is away, who stands in and what was passed on. */
@Component
class SubstitutionPrefill implements FormPrefill {

    /** After that somebody has to look why nothing was passed on. */
    private static final Duration LATE = Duration.ofMinutes(30);

    private final SubstitutionService service;
    private final People people;
    private final Clock clock;

    SubstitutionPrefill(SubstitutionService service, People people, Clock clock) {
        this.service = service;
        this.people = people;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        if (!"userTask_endSubstitution".equals(task.key())) {
            return Map.of();
        }
        Substitution it = service.substitution(task.number());
        return Map.of(
                "number", it.number(),
                "awayText", people.nameOf(it.away()),
                "substituteText", people.nameOf(it.substitute()),
                "daysText", Texts.day(it.fromDay()) + "至" + Texts.day(it.untilDay()),
                "kindText", it.kind().label(),
                "arrangedByText", people.nameOf(it.arrangedBy()),
                "handedText", handed(it, clock.instant()));
    }

    private static String handed(Substitution it, Instant now) {
        if (it.state() != Substitution.State.ARRANGED) {
            return "已转交待办" + it.handed() + "项，交回单位" + it.returned() + "项";
        }
        return now.isAfter(it.startsAt().plus(LATE))
                ? "应于" + Texts.time(it.startsAt()) + "转交待办，系统尚未完成，请与系统管理员联系"
                : "尚未开始，" + Texts.time(it.startsAt()) + "转交待办";
    }
}
