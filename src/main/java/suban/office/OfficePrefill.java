package suban.office;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.EndingRequest;
import suban.ledger.EndingRequests;
import suban.ledger.Ledger;
import suban.ledger.Texts;
import suban.organisation.Organisation;

/** Opens the confirmations with what was asked for, by whom and why (Articles 3, 4). */
@Component
class OfficePrefill implements FormPrefill {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx");

    private final Ledger ledger;
    private final EndingRequests requests;
    private final Organisation organisation;
    private final Clock clock;

    OfficePrefill(Ledger ledger, EndingRequests requests, Organisation organisation, Clock clock) {
        this.clock = clock;
        this.ledger = ledger;
        this.requests = requests;
        this.organisation = organisation;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        return switch (task.key()) {
            case "userTask_confirmWithdrawal" -> asked(task, EndingRequest.WITHDRAWAL);
            case "userTask_confirmLeavingScope" -> asked(task, EndingRequest.LEAVING);
            default -> Map.of();
        };
    }

    private Map<String, Object> asked(TaskFacts task, String kind) {
        Map<String, Object> values = new LinkedHashMap<>();
        String now = MINUTES.format(clock.instant().atZone(clock.getZone()));
        values.put(EndingRequest.WITHDRAWAL.equals(kind) ? "calledAt" : "checkedAt", now);
        requests.findByComplaintIdAndKindAndDecidedAtIsNull(
                        ledger.complaint(task.number()).id(), kind)
                .ifPresent(request -> {
                    String by = request.requestedUnit() == null
                            ? "渠道转来"
                            : organisation.nameOf(request.requestedUnit()) + "登记";
                    values.put("requestText", Texts.time(request.requestedAt()) + by + "：" + request.reason());
                    if (request.ground() != null) {
                        values.put("ground", request.ground().name());
                        values.put("reference", request.reference());
                    }
                });
        return values;
    }
}
