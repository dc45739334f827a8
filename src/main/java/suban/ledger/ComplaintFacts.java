package suban.ledger;

import org.springframework.stereotype.Component;
import suban.InDiagrams;

/** What the decision tables and task attributes in the diagrams ask about a complaint (Articles 3, 7, 8). */
@InDiagrams
@Component("complaintFacts")
public class ComplaintFacts {

    private final Ledger ledger;

    ComplaintFacts(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Code of the channel it came by. What was split off a complaint has been coordinated with its original and goes straight to
     * triage, as a 提请 does.
     */
    public String channel(String number) {
        Complaint complaint = ledger.complaint(number);
        return (complaint.splitFrom() == null ? complaint.channel() : Channel.DEPARTMENT).name();
    }

    /** The ground the registrar declared, {@code NONE} where there is none. */
    public String declaredGround(String number) {
        return ledger.complaint(number).declaredGround().name();
    }

    /** Title and content, for the table that looks for words. */
    public String text(String number) {
        Complaint complaint = ledger.complaint(number);
        return complaint.title() + "\n" + ledger.content(complaint).content();
    }

    /** The kind of demand, in the words of Article 3. */
    public String demandType(String number) {
        return ledger.complaint(number).demandType();
    }

    /** Whether nothing more is done in it. */
    public boolean ended(String number) {
        return ledger.complaint(number).status().isEnd();
    }

    /** Task priority: urgent cases (救援救助 and the like) sort first. */
    public int priority(String number) {
        return ledger.complaint(number).comesFirst() ? 80 : 50;
    }
}
