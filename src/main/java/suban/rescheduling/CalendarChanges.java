package suban.rescheduling;

import java.util.Collection;
import java.util.Date;
import org.springframework.stereotype.Component;
import suban.InDiagrams;
import suban.calendar.CalendarProposals;
import suban.organisation.Organisation;
import suban.organisation.Roles;
import suban.organisation.UnitKind;

/** What the diagram of a calendar's approval asks. */
@InDiagrams
@Component("calendarChanges")
public class CalendarChanges {

    private final ReschedulingService service;
    private final CalendarProposals proposals;
    private final Organisation organisation;

    CalendarChanges(ReschedulingService service, CalendarProposals proposals, Organisation organisation) {
        this.service = service;
        this.proposals = proposals;
        this.organisation = organisation;
    }

    /** The group that approves: the head of the New Area's 营商办. */
    public String approvers() {
        return Roles.headOf(organisation.ofKind(UnitKind.OFFICE).get(0).id());
    }

    /** By when it is to be decided on. */
    public Date approveDueAt(String number) {
        return Date.from(proposals.proposal(number).approveDueAt());
    }

    /** The open cases that still stand by an older calendar. */
    public Collection<String> pending() {
        return service.pending();
    }

    /** Whether there is any left. */
    public boolean anyPending() {
        return !service.pending().isEmpty();
    }
}
