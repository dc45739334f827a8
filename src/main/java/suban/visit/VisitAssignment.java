package suban.visit;

import org.springframework.stereotype.Component;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.organisation.Organisation;
import suban.organisation.UnitKind;

/** Who calls back: the coordinating office, or 督查室 where that office itself is accused (Articles 4, 14). */
@Component("visitAssignment")
public class VisitAssignment {

    private final Ledger ledger;
    private final Organisation organisation;

    VisitAssignment(Ledger ledger, Organisation organisation) {
        this.ledger = ledger;
        this.organisation = organisation;
    }

    /** Id of the unit that visits. */
    public String unit(String number) {
        Complaint complaint = ledger.complaint(number);
        return complaint.coordinatingUnit().equals(complaint.accusedUnit())
                ? organisation.ofKind(UnitKind.INSPECTION).get(0).id()
                : complaint.coordinatingUnit();
    }
}
