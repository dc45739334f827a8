package suban.secrecy;

import java.util.Date;
import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.organisation.Organisation;
import suban.organisation.Roles;
import suban.organisation.UnitKind;

/** Who decides about what is sealed, and by when (Article 3): the head of the coordinating office, unless it is accused itself. */
@InDiagrams
@Component("secrecyOfficers")
public class SecrecyOfficers {

    private final Ledger ledger;
    private final Sealings sealings;
    private final Organisation organisation;

    SecrecyOfficers(Ledger ledger, Sealings sealings, Organisation organisation) {
        this.ledger = ledger;
        this.sealings = sealings;
        this.organisation = organisation;
    }

    /** The group of the officers for a case. */
    public String of(String number) {
        return Roles.headOf(unitOf(ledger.complaint(number), organisation));
    }

    /** By when they decide. */
    public Date decideBy(String number) {
        return Date.from(sealings.holding(number)
                .orElseThrow(() -> new IllegalStateException(number + " is not sealed"))
                .decideBy());
    }

    static String unitOf(Complaint complaint, Organisation organisation) {
        String office = complaint.coordinatingUnit();
        if (!organisation.isPartOf(office, complaint.accusedUnit())) {
            return office;
        }
        String newArea = organisation.ofKind(UnitKind.OFFICE).get(0).id();
        return office.equals(newArea)
                ? organisation.ofKind(UnitKind.INSPECTION).get(0).id()
                : newArea;
    }
}
