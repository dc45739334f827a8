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

    private final CaseFigures figures;
    private final Organisation organisation;

    Computation(CaseFigures figures, Organisation organisation) {
        this.figures = figures;
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
        for (CaseFigures.UnitCase it : figures.cases(from, before, now, Slice.appraised(offices))) {
            cases.forEach((group, units) -> {
                boolean ranked = it.scored().part() != Part.INSIDE || group == AppraisalGroup.TOWN;
                if (ranked && units.containsKey(it.unit())) {
                    units.get(it.unit()).add(it.scored());
                }
            });
        }
        return cases.entrySet().stream()
                .map(entry -> new Appraisal.Group(entry.getKey(), Ranking.of(entry.getValue(), weights)))
                .toList();
    }
}
