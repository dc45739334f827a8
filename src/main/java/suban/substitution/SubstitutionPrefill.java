package suban.substitution;

import java.util.Map;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Texts;
import suban.organisation.People;

/** Shows the head who is away, who stands in and what was passed on. */
@Component
class SubstitutionPrefill implements FormPrefill {

    private final SubstitutionService service;
    private final People people;

    SubstitutionPrefill(SubstitutionService service, People people) {
        this.service = service;
        this.people = people;
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
                "handedText", handed(it));
    }

    private static String handed(Substitution it) {
        return it.state() == Substitution.State.ARRANGED
                ? "尚未开始，" + Texts.time(it.startsAt()) + "转交待办"
                : "已转交待办" + it.handed() + "项，交回单位" + it.returned() + "项";
    }
}
