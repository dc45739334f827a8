package suban.triage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Complaint;
import suban.ledger.Ground;
import suban.ledger.Ledger;
import suban.organisation.Options;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/** Opens the office's admission and triage forms with what the tables propose (Articles 3, 4, 8). */
@Component
class TriagePrefill implements FormPrefill {

    private static final Set<UnitKind> CO_HANDLERS =
            Set.of(UnitKind.DEPARTMENT, UnitKind.NEW_CITY, UnitKind.NEW_CITY_DEPARTMENT, UnitKind.TOWN);
    private static final Set<UnitKind> ACCUSED = Set.of(
            UnitKind.OFFICE,
            UnitKind.DEPARTMENT,
            UnitKind.NEW_CITY,
            UnitKind.NEW_CITY_OFFICE,
            UnitKind.NEW_CITY_DEPARTMENT,
            UnitKind.TOWN);

    private final Ledger ledger;
    private final Organisation organisation;

    TriagePrefill(Ledger ledger, Organisation organisation) {
        this.ledger = ledger;
        this.organisation = organisation;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        return switch (task.key()) {
            case "userTask_confirmRejection" -> Map.of("groundText", groundText(ledger.complaint(task.number())));
            case "userTask_triage" -> triage(ledger.complaint(task.number()));
            default -> Map.of();
        };
    }

    private static String groundText(Complaint complaint) {
        return complaint.scopeGround() == null || complaint.scopeGround() == Ground.NONE
                ? "未发现不予受理的情形"
                : complaint.scopeGround().label();
    }

    private Map<String, Object> triage(Complaint complaint) {
        // a table may still name a unit that is gone, or one of another district
        List<String> coUnits = complaint.proposedCoUnitList().stream()
                .filter(unit -> organisation.find(unit).isPresent())
                .toList();
        String proposal = "%s；主办 %s；协办 %s"
                .formatted(
                        complaint.proposedClass().label(),
                        organisation.nameOf(complaint.newCity()),
                        coUnits.isEmpty()
                                ? "无"
                                : String.join(
                                        "、",
                                        coUnits.stream()
                                                .map(organisation::nameOf)
                                                .toList()));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("proposalText", proposal);
        values.put("complaintClass", complaint.proposedClass().name());
        values.put("hostUnit", complaint.newCity());
        values.put("coHandlerUnits", coUnits);
        values.put(
                "hostOptions", Options.of(within(complaint).filter(unit -> TriageService.HOSTS.contains(unit.kind()))));
        values.put("coHandlerOptions", Options.of(within(complaint).filter(unit -> CO_HANDLERS.contains(unit.kind()))));
        values.put(
                "accusedOptions",
                Options.of(organisation.units().stream().filter(unit -> ACCUSED.contains(unit.kind()))));
        values.put("eligibility", complaint.eligibility() == null ? "REGISTERED" : complaint.eligibility());
        values.put("exclusionGround", "NONE");
        values.put("urgent", complaint.comesFirst());
        return values;
    }

    /** Whom the coordinating office may assign to (Articles 4, 17). */
    private Stream<Unit> within(Complaint complaint) {
        return organisation.units().stream()
                .filter(unit -> organisation.isWithinReach(complaint.coordinatingUnit(), unit));
    }
}
