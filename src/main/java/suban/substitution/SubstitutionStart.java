package suban.substitution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import suban.InvalidInput.FieldError;
import suban.engine.FormValues;
import suban.engine.StartGuard;
import suban.engine.StartOptions;

/** The start form of an arrangement: offers the head the people of the head's units, and says what is wrong with a choice. */
@Component
class SubstitutionStart implements StartGuard, StartOptions {

    static final String PROCESS = "substitution";

    private final SubstitutionService service;

    SubstitutionStart(SubstitutionService service) {
        this.service = service;
    }

    @Override
    public List<FieldError> problems(String processKey, FormValues values) {
        return PROCESS.equals(processKey) && service.sameJustNow(values).isEmpty()
                ? service.problems(values)
                : List.of();
    }

    @Override
    public Optional<String> alreadyStarted(String processKey, FormValues values) {
        return PROCESS.equals(processKey) ? service.sameJustNow(values) : Optional.empty();
    }

    /** Names alone; who shares one with a colleague is told apart by the account. */
    @Override
    public Map<String, List<Map<String, String>>> options(String processKey, String user) {
        if (!PROCESS.equals(processKey)) {
            return Map.of();
        }
        Map<String, String> people = new LinkedHashMap<>();
        service.unitsLedBy(user).forEach(unit -> people.putAll(service.membersOf(unit)));
        List<Map<String, String>> options = new ArrayList<>();
        people.forEach((id, name) -> {
            boolean twice = Collections.frequency(people.values(), name) > 1;
            options.add(Map.of("label", twice ? name + "（" + id + "）" : name, "value", id));
        });
        return Map.of("colleagues", options);
    }
}
