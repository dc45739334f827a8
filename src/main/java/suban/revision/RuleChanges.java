package suban.revision;

import java.util.Collection;
import java.util.Date;
import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.organisation.Organisation;
import suban.organisation.Roles;
import suban.organisation.UnitKind;

/** What the diagram of a revision of the rules asks. */
@InDiagrams
@Component("ruleChanges")
public class RuleChanges {

    private final RevisionService service;
    private final Organisation organisation;

    RuleChanges(RevisionService service, Organisation organisation) {
        this.service = service;
        this.organisation = organisation;
    }

    /** The group that approves: the head of the New Area's 营商办 (Article 18). */
    public String approvers() {
        return Roles.headOf(organisation.ofKind(UnitKind.OFFICE).get(0).id());
    }

    /** By when it is to be decided on. */
    public Date approveDueAt(String number) {
        return Date.from(service.revision(number).approveDueAt());
    }

    /** The cases in flight that are still to be moved. */
    public Collection<String> pending(String number) {
        return service.pending(number);
    }

    /** Whether there is any left. */
    public boolean anyPending(String number) {
        return !service.pending(number).isEmpty();
    }
}
