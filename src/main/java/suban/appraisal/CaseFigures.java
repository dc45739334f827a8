package suban.appraisal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/**
 * The cases behind the rates of Article 16, over any period and any part of the ledger: whoever shows 按时办结率 or 好评率 asks here, so
 * that no two figures of that name differ.
 */
@Service
@Transactional(readOnly = true)
public class CaseFigures {

    private final CaseFactsReader reader;
    private final Organisation organisation;

    CaseFigures(CaseFactsReader reader, Organisation organisation) {
        this.reader = reader;
        this.organisation = organisation;
    }

    /**
     * A case as it counts for a unit.
     *
     * @param cases how many count like it, where it stands for all of them; otherwise it is one
     */
    public record UnitCase(String unit, ScoredCase scored, int cases) {}

    /**
     * What is due in a period, once for each unit it counts for: for a host, for who worked it inside a 新城, for each co-handler. A
     * 新城 counts by what it hosts alone.
     *
     * @param from first moment of the period by the units' due dates
     * @param before its end, exclusive
     * @param now as of when open cases are judged
     */
    public List<UnitCase> cases(Instant from, Instant before, Instant now, Slice slice) {
        Scoring scoring = new Scoring(now);
        List<UnitCase> cases = new ArrayList<>();
        reader.hosted(from, before, slice).forEach(facts -> cases.addAll(of(facts, scoring, 1)));
        reader.coHandled(from, before, slice).forEach(facts -> cases.addAll(of(facts, scoring, 1)));
        return cases;
    }

    /**
     * The same for counting: of the cases that count alike one stands for all.
     *
     * @param edges of the periods that are counted; a case and the one that stands for it lie between the same two
     */
    public List<UnitCase> counted(Instant from, Instant before, Instant now, Slice slice, Edges edges) {
        Scoring scoring = new Scoring(now);
        List<UnitCase> cases = new ArrayList<>();
        reader.hostedAlike(from, before, slice, now, edges)
                .forEach(it -> cases.addAll(of(it.facts(), scoring, it.parts())));
        reader.coHandledAlike(from, before, slice, now, edges)
                .forEach(it -> cases.addAll(of(it.facts(), scoring, it.parts())));
        return cases;
    }

    private static List<UnitCase> of(CaseFacts.Hosted facts, Scoring scoring, int alike) {
        UnitCase host = new UnitCase(facts.host(), scoring.hosted(facts, Part.HOST), alike);
        return facts.insideUnit() == null
                ? List.of(host)
                : List.of(host, new UnitCase(facts.insideUnit(), scoring.hosted(facts, Part.INSIDE), alike));
    }

    private List<UnitCase> of(CaseFacts.CoHandled facts, Scoring scoring, int alike) {
        boolean newCity = organisation
                .find(facts.unit())
                .map(Unit::kind)
                .filter(UnitKind.NEW_CITY::equals)
                .isPresent();
        return newCity ? List.of() : List.of(new UnitCase(facts.unit(), scoring.coHandled(facts), alike));
    }
}
