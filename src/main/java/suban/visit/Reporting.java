package suban.visit;

import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.handling.Checkers;
import suban.ledger.Channel;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.organisation.Organisation;

/** What the diagrams ask about orders from above: they are closed only after 报结 (Article 7(3)). */
@InDiagrams
@Component("reporting")
public class Reporting {

    private final Ledger ledger;
    private final Checkers checkers;
    private final Organisation organisation;

    Reporting(Ledger ledger, Checkers checkers, Organisation organisation) {
        this.ledger = ledger;
        this.checkers = checkers;
        this.organisation = organisation;
    }

    /** Whether somebody above waits for a report on this case. */
    public boolean needed(String number) {
        return ledger.complaint(number).channel() == Channel.SUPERIOR;
    }

    /** Who reports: the coordinating office, or the next level where that is accused. */
    public String unit(String number, long attempt) {
        Complaint complaint = ledger.complaint(number);
        String office = complaint.coordinatingUnit();
        return organisation.isPartOf(office, complaint.accusedUnit()) ? checkers.of(number, (int) attempt) : office;
    }
}
