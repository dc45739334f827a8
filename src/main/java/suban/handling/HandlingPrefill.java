package suban.handling;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Assignment;
import suban.ledger.Attempt;
import suban.ledger.Ledger;
import suban.ledger.Opinion;
import suban.ledger.Opinions;
import suban.organisation.Options;
import suban.organisation.Organisation;

/** Opens the forms of an attempt with what its host, co-handlers and office need to see (Article 9). */
@Component
class HandlingPrefill implements FormPrefill {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx");

    private final Ledger ledger;
    private final Opinions opinions;
    private final Organisation organisation;
    private final Clock clock;

    HandlingPrefill(Ledger ledger, Opinions opinions, Organisation organisation, Clock clock) {
        this.ledger = ledger;
        this.opinions = opinions;
        this.organisation = organisation;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        return switch (task.key()) {
            case "userTask_respond" -> response(attempt(task), task.number());
            case "userTask_handle" ->
                Map.of("insideOptions", inside(attempt(task), task.number()), "opinionsText", opinions(attempt(task)));
            case "userTask_coHandle" -> Map.of("decision", "OPINION");
            case "userTask_releaseCoHandler" -> Map.of("coUnitText", organisation.nameOf(task.coUnit()));
            case "userTask_reply" -> reply(attempt(task));
            case "userTask_confirmReply" -> confirmation(attempt(task));
            default -> Map.of();
        };
    }

    private Map<String, Object> response(Attempt attempt, String number) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        LocalDate due = LocalDate.ofInstant(attempt.dueAt(), clock.getZone());
        return Map.of(
                "decision", "CONTACTED",
                "contactedAt", MINUTES.format(clock.instant().atZone(clock.getZone())),
                "promisedDate", (due.isBefore(today) ? today : due).toString(),
                "insideOptions", inside(attempt, number));
    }

    private Attempt attempt(TaskFacts task) {
        return ledger.attempt(task.number(), task.attempt());
    }

    private List<Map<String, String>> inside(Attempt attempt, String number) {
        String accused = ledger.complaint(number).accusedUnit();
        return Options.of(organisation.insideOf(attempt.host()).stream()
                .filter(unit -> !unit.id().equals(accused)));
    }

    private String opinions(Attempt attempt) {
        List<Assignment> parts = ledger.coHandlers(attempt);
        if (parts.isEmpty()) {
            return "本次办理没有协办单位";
        }
        Map<Long, Opinion> given =
                opinions
                        .findByAssignmentIdInOrderByAt(
                                parts.stream().map(Assignment::id).toList())
                        .stream()
                        .collect(
                                Collectors.toMap(Opinion::assignmentId, opinion -> opinion, (first, second) -> second));
        return parts.stream()
                .map(part -> {
                    Opinion opinion = given.get(part.id());
                    String text = opinion == null
                            ? "尚未提交"
                            : opinion.released() ? "已免除（" + opinion.text() + "）" : opinion.text();
                    return organisation.nameOf(part.unit()) + "：" + text;
                })
                .collect(Collectors.joining("\n"));
    }

    private Map<String, Object> reply(Attempt attempt) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("opinionsText", opinions(attempt));
        if (attempt.outcome() != null) {
            values.put("outcome", attempt.outcome().name());
            values.put("replyText", attempt.replyText());
            values.put("legalBasis", attempt.legalBasis());
        }
        return values;
    }

    private static Map<String, Object> confirmation(Attempt attempt) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("outcomeText", attempt.outcome().label());
        values.put("legalBasisText", attempt.legalBasis() == null ? "" : attempt.legalBasis());
        return values;
    }
}
