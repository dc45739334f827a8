package suban.handling;

import java.util.List;
import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.organisation.Organisation;
import suban.organisation.Roles;
import suban.organisation.Unit;

/** Who gets the tasks of an attempt (Articles 4, 9). */
@InDiagrams
@Component("assignment")
public class Handlers {

    private final Ledger ledger;
    private final Checkers checkers;
    private final Organisation organisation;

    Handlers(Ledger ledger, Checkers checkers, Organisation organisation) {
        this.ledger = ledger;
        this.checkers = checkers;
        this.organisation = organisation;
    }

    /** The group that acts for the host: the host, or its office where a part of it is accused. */
    public String host(String number, long attempt) {
        return ledger.attempt(number, (int) attempt).hostGroup();
    }

    /** The head of the group that acts for the host. */
    public String headOfHost(String number, long attempt) {
        return Roles.headOf(host(number, attempt));
    }

    /** The office that checks the attempt's reply and calls back: the coordinating one, or the next level where it handles itself. */
    public String confirmer(String number, long attempt) {
        return checkers.of(number, (int) attempt);
    }

    /** The head of that office, who rules where it has not, or finally (Article 12). */
    public String headOfConfirmer(String number, long attempt) {
        return Roles.headOf(checkers.of(number, (int) attempt));
    }

    /** The host's group and, where one was named, the department or town inside the host that works the matter. */
    public List<String> handlers(String number, long attempt) {
        Attempt it = ledger.attempt(number, (int) attempt);
        return it.insideUnit() == null ? List.of(it.hostGroup()) : List.of(it.hostGroup(), it.insideUnit());
    }

    /** Where a part of the host is accused, its office acts for it, and the accused unit sees nothing. */
    public String hostGroup(Complaint complaint) {
        String host = complaint.hostUnit();
        boolean partAccused = complaint.accusedUnit() != null
                && organisation
                        .find(complaint.accusedUnit())
                        .map(Unit::parent)
                        .filter(host::equals)
                        .isPresent();
        return partAccused ? organisation.officeOf(host).map(Unit::id).orElse(host) : host;
    }
}
