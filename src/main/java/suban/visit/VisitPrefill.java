package suban.visit;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Assignment;
import suban.ledger.Ledger;
import suban.organisation.Organisation;

/** Opens the host's scoring form with its co-handlers (Article 14). */
@Component
class VisitPrefill implements FormPrefill {

    private final Ledger ledger;
    private final Organisation organisation;

    VisitPrefill(Ledger ledger, Organisation organisation) {
        this.ledger = ledger;
        this.organisation = organisation;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        if (!"userTask_scoreCoHandlers".equals(task.key())) {
            return Map.of();
        }
        List<String> units = ledger.coHandlers(ledger.attempt(task.number(), task.attempt())).stream()
                .map(Assignment::unit)
                .toList();
        return Map.of(
                "scores",
                units.stream()
                        .map(unit -> Map.of("unit", unit, "unitName", organisation.nameOf(unit)))
                        .toList());
    }
}
