package suban.appraisal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/** Computes the groups' rankings over any period from the ledger as it is now (Article 16). */
@Component
class Computation {

    private final CaseFactsReader reader;
    private final Organisation organisation;

    Computation(CaseFactsReader reader, Organisation organisation) {
        this.reader = reader;
        this.organisation = organisation;
    }

    /**
     * The rankings without points.
     *
     * @param from first moment of the period by the units' due dates
     * @param before its end, exclusive
     * @param now as of when open cases are judged
     */
    List<Appraisal.Group> groups(Instant from, Instant before, Instant now, Weights weights) {
        Map<AppraisalGroup, Map<String, List<ScoredCase>>> cases = new EnumMap<>(AppraisalGroup.class);
        for (AppraisalGroup group : AppraisalGroup.values()) {
            Map<String, List<ScoredCase>> units = new LinkedHashMap<>();
            organisation.ofKind(group.units()).forEach(unit -> units.put(unit.id(), new ArrayList<>()));
            cases.put(group, units);
        }
        List<String> offices =
                organisation.ofKind(UnitKind.OFFICE).stream().map(Unit::id).toList();
        Scoring scoring = new Scoring(now);
        for (CaseFacts.Hosted facts : reader.hosted(from, before, offices)) {
            cases.values().forEach(units -> add(units, facts.host(), scoring.hosted(facts, Part.HOST)));
            if (facts.insideUnit() != null) {
                add(cases.get(AppraisalGroup.TOWN), facts.insideUnit(), scoring.hosted(facts, Part.INSIDE));
            }
        }
        for (CaseFacts.CoHandled facts : reader.coHandled(from, before, offices)) {
            add(cases.get(AppraisalGroup.DEPARTMENT), facts.unit(), scoring.coHandled(facts));
            add(cases.get(AppraisalGroup.TOWN), facts.unit(), scoring.coHandled(facts));
        }
        return cases.entrySet().stream()
                .map(entry -> new Appraisal.Group(entry.getKey(), Ranking.of(entry.getValue(), weights)))
                .toList();
    }

    private static void add(Map<String, List<ScoredCase>> units, String unit, ScoredCase scored) {
        if (units.containsKey(unit)) {
            units.get(unit).add(scored);
        }
    }
}
