package suban.handling;

import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import suban.ledger.Complaint;
import suban.ledger.ComplaintClass;
import suban.ledger.Ledger;
import suban.organisation.Organisation;
import suban.organisation.UnitKind;

/**
 * Which office checks what a unit did with a complaint: never the handling unit, and never one that is accused (Articles 4, 14).
 */
@Component
public class Checkers {

    private final Ledger ledger;
    private final Organisation organisation;

    Checkers(Ledger ledger, Organisation organisation) {
        this.ledger = ledger;
        this.organisation = organisation;
    }

    /**
     * The coordinating office; where it is accused or handled the attempt itself, the New Area's office, and above that 督查室. An
     * immediate answer is the office's own and stays with another person of it (Article 8).
     */
    public String of(String number, int attempt) {
        Complaint complaint = ledger.complaint(number);
        String office = complaint.coordinatingUnit();
        boolean accused = organisation.isPartOf(office, complaint.accusedUnit());
        boolean immediate = complaint.complaintClass() == ComplaintClass.IMMEDIATE && attempt == 1;
        boolean handledItself =
                !immediate && office.equals(ledger.attempt(number, attempt).hostGroup());
        if (!accused && !handledItself) {
            return office;
        }
        String newArea = organisation.ofKind(UnitKind.OFFICE).get(0).id();
        return office.equals(newArea) || newArea.equals(complaint.accusedUnit())
                ? organisation.ofKind(UnitKind.INSPECTION).get(0).id()
                : newArea;
    }

    /** The offices that are told what goes on in an attempt: the coordinating one and the one that checks; nobody accused. */
    public Set<String> toTell(Complaint complaint, int attempt) {
        Set<String> offices = new LinkedHashSet<>();
        if (!organisation.isPartOf(complaint.coordinatingUnit(), complaint.accusedUnit())) {
            offices.add(complaint.coordinatingUnit());
        }
        offices.add(of(complaint.number(), attempt));
        return offices;
    }
}
