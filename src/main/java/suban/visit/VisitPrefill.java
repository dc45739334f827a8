package suban.visit;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import suban.calendar.CalendarService;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Ledger;
import suban.organisation.Organisation;

/** Opens the host's scoring form with its co-handlers (Article 14). */
@Component
class VisitPrefill implements FormPrefill {

    private final Ledger ledger;
    private final Organisation organisation;
    private final CalendarService calendar;

    VisitPrefill(Ledger ledger, Organisation organisation, CalendarService calendar) {
        this.ledger = ledger;
        this.organisation = organisation;
        this.calendar = calendar;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        if ("userTask_reportBack".equals(task.key())) {
            return Map.of("reportedOn", calendar.today().toString());
        }
        if (!"userTask_scoreCoHandlers".equals(task.key())) {
            return Map.of();
        }
        List<String> units = ledger.cooperating(ledger.attempt(task.number(), task.attempt()));
        return Map.of(
                "scores",
                units.stream()
                        .map(unit -> Map.of("unit", unit, "unitName", organisation.nameOf(unit)))
                        .toList());
    }
}
