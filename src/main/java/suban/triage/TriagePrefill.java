package suban.triage;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import suban.engine.EngineClock;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.intake.UnitViewers;
import suban.ledger.Complaint;
import suban.ledger.Ground;
import suban.ledger.Ledger;
import suban.ledger.SimilarComplaints;
import suban.ledger.SimilarComplaints.Likely;
import suban.ledger.Texts;
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

    /** Lines of the text above the choice; the choices go further. */
    private static final int MOST_SHOWN = 5;

    private static final int MOST_RELATED = 10;
    private static final int MOST_SAME = 20;

    private final Ledger ledger;
    private final SimilarComplaints similar;
    private final UnitViewers viewers;
    private final Organisation organisation;

    TriagePrefill(Ledger ledger, SimilarComplaints similar, UnitViewers viewers, Organisation organisation) {
        this.ledger = ledger;
        this.similar = similar;
        this.viewers = viewers;
        this.organisation = organisation;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        return switch (task.key()) {
            case "userTask_confirmRejection" -> Map.of("groundText", groundText(ledger.complaint(task.number())));
            case "userTask_triage" -> triage(ledger.complaint(task.number()), task.groups());
            default -> Map.of();
        };
    }

    private static String groundText(Complaint complaint) {
        return complaint.scopeGround() == null || complaint.scopeGround() == Ground.NONE
                ? "未发现不予受理的情形"
                : complaint.scopeGround().label();
    }

    private Map<String, Object> triage(Complaint complaint, Set<String> groups) {
        List<String> coUnits = complaint.proposedCoUnitList();
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
        Map<String, Object> values = new LinkedHashMap<>(similar(complaint, groups));
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

    /** Likely duplicates and the enterprise's earlier complaints, as far as the office may see them (Articles 8, 15). */
    private Map<String, Object> similar(Complaint complaint, Set<String> groups) {
        List<Likely> likely =
                similar.to(SimilarComplaints.Question.of(complaint, ledger.content(complaint)), viewers.of(groups));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(
                "similarText",
                likely.isEmpty()
                        ? "未发现相近的投诉"
                        : likely.stream().limit(MOST_SHOWN).map(this::line).collect(Collectors.joining("\n")));
        values.put(
                "sameMatterOptions",
                likely.stream()
                        .filter(Likely::sameEnterprise)
                        .limit(MOST_SAME)
                        .map(TriagePrefill::option)
                        .toList());
        values.put(
                "relatedOptions",
                likely.stream().limit(MOST_RELATED).map(TriagePrefill::option).toList());
        return values;
    }

    private String line(Likely it) {
        return "%s　%s　%s　%s　%s（%s）"
                .formatted(
                        it.number(),
                        Texts.day(LocalDate.ofInstant(it.registeredAt(), EngineClock.ZONE)),
                        it.status().label(),
                        it.title(),
                        it.host() == null ? "尚未交办" : "主办" + organisation.nameOf(it.host()),
                        it.why());
    }

    private static Map<String, String> option(Likely it) {
        return Map.of("label", it.number() + "　" + it.title(), "value", it.number());
    }
}
