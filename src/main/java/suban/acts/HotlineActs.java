package suban.acts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import suban.Actor;
import suban.engine.Processes;
import suban.hotline.HotlineLedgerService;

/** What people do with the 12345 ledgers and in joint resolution (Article 7(6)), as {@link Acts} does for complaints. */
@Component
public class HotlineActs {

    private final Processes processes;
    private final HotlineLedgerService ledgers;

    HotlineActs(Processes processes, HotlineLedgerService ledgers) {
        this.processes = processes;
        this.ledgers = ledgers;
    }

    /** The centre or the office sends a 12345 ledger as a file, by the interface. */
    public HotlineLedgerService.Report sendLedger(String person, String unit, String fileName, byte[] file) {
        return processes.as(person, () -> ledgers.importFile(fileName, file, false, new Actor(person, unit)));
    }

    /** The centre pastes a 12345 ledger into the task that reminded it. */
    public void pasteLedger(String person, String number, String ledger, boolean partial) {
        processes.complete(
                person,
                number,
                "userTask_submitLedger",
                Map.of("decision", "PASTE", "ledgerText", ledger, "partial", partial));
    }

    /** The centre has nothing (more) to send for the month it was reminded of. */
    public void noLedger(String person, String number, String note) {
        processes.complete(person, number, "userTask_submitLedger", Map.of("decision", "NONE", "note", note));
    }

    /** The centre or the office proposes to resolve 12345 rows jointly; returns the number. */
    public String proposeJointItem(String person, Map<String, Object> form) {
        return processes.submitStart(person, "jointItem", form);
    }

    /** The other side agrees to a joint item. */
    public void agreeJointItem(String person, String number, String lead, List<String> units, String agreedOn) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("decision", "AGREE");
        form.put("leadUnit", lead);
        form.put("agreedOn", agreedOn);
        if (!units.isEmpty()) {
            form.put("units", new ArrayList<>(units));
        }
        processes.complete(person, number, "userTask_agreeJointItem", form);
    }

    /** The other side declines a joint item. */
    public void declineJointItem(String person, String number, String reason) {
        processes.complete(person, number, "userTask_agreeJointItem", Map.of("decision", "DECLINE", "reason", reason));
    }

    /** A unit involved in a joint item says what it can do. */
    public void contributeToJointItem(String person, String number, String opinion) {
        processes.complete(person, number, "userTask_contributeJointItem", Map.of("opinion", opinion));
    }

    /** The lead unit ends a joint item: {@code RESOLVED} or {@code UNRESOLVED}. */
    public void resolveJointItem(String person, String number, String decision, String result) {
        processes.complete(
                person, number, "userTask_resolveJointItem", Map.of("decision", decision, "resultText", result));
    }
}
