package suban.supervision;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.ledger.Supervision;
import suban.ledger.Supervisions;
import suban.ledger.Visits;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/** What the diagrams ask under Article 15: how often a matter was found wanting, who supervises it, and how far that is. */
@InDiagrams
@Component("supervision")
public class Supervisors {

    private final Ledger ledger;
    private final Visits visits;
    private final Supervisions supervisions;
    private final Organisation organisation;

    Supervisors(Ledger ledger, Visits visits, Supervisions supervisions, Organisation organisation) {
        this.ledger = ledger;
        this.visits = visits;
        this.supervisions = supervisions;
        this.organisation = organisation;
    }

    /** How many 差评 the matter has had: of all complaints that the office has confirmed to be one matter, not only in a row. */
    public long dissatisfactions(String number) {
        return visits.badOnMatter(ledger.complaint(number).matterId());
    }

    /** Whether the matter has been under joint supervision, or the offices have declined it. */
    public boolean supervised(String number) {
        return ofMatter(number).stream().anyMatch(Supervision::concluded);
    }

    /**
     * Where the matter's joint supervision stands: {@code DONE}, {@code ELSEWHERE} (another of its complaints is under it) or
     * {@code HERE}, to be carried out with this one.
     */
    public String place(String number) {
        Long id = ledger.complaint(number).id();
        List<Supervision> known = ofMatter(number);
        if (known.stream().anyMatch(Supervision::concluded)) {
            return "DONE";
        }
        boolean elsewhere = known.stream()
                .anyMatch(it -> it.endedAt() == null && !it.complaintId().equals(id));
        return elsewhere ? "ELSEWHERE" : "HERE";
    }

    /** Whether both offices have declined the supervision that this attempt brought about. */
    public boolean declined(String number, long attempt) {
        return supervisions
                .findByComplaintIdAndAttempt(ledger.complaint(number).id(), (int) attempt)
                .filter(it -> Supervision.DECLINE.equals(it.decision()))
                .isPresent();
    }

    /** Who decides: the New Area's 营商办 and 督查室; an accused 营商办 has no part in it, and 督查室 decides alone. */
    public List<String> deciders(String number) {
        Set<String> units = new LinkedHashSet<>();
        units.add(office(number));
        units.add(inspection());
        return List.copyOf(units);
    }

    /** Who acts for the offices: the New Area's 营商办, and 督查室 where that is accused. */
    public String office(String number) {
        Complaint complaint = ledger.complaint(number);
        String office = first(UnitKind.OFFICE);
        return office.equals(complaint.accusedUnit()) ? inspection() : office;
    }

    /** 督查室, which carries the supervision out. */
    public String inspection() {
        return first(UnitKind.INSPECTION);
    }

    /** 纪检监察工委, to which the file goes. */
    public String discipline() {
        return first(UnitKind.DISCIPLINE);
    }

    private List<Supervision> ofMatter(String number) {
        return supervisions.ofMatter(ledger.complaint(number).matterId());
    }

    private String first(UnitKind kind) {
        return organisation.ofKind(kind).stream()
                .map(Unit::id)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no unit of kind " + kind));
    }
}
