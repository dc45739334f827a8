package suban.web;

import org.springframework.stereotype.Component;
import suban.ledger.Complaint;
import suban.ledger.Viewer;
import suban.organisation.People;
import suban.organisation.Roles;

/**
 * Who may read who was shown the contact data of a case: who answers for it and works no case by it. Supervisors and administrators, and
 * the head of the office that coordinates the case (《个人信息保护法》第五十一条、第五十四条).
 */
@Component
class CaseAccess {

    private final People people;

    CaseAccess(People people) {
        this.people = people;
    }

    /** @param viewer somebody who may see the case */
    boolean mayRead(Complaint complaint, Viewer viewer) {
        return viewer.all()
                || !viewer.machine()
                        && people.groupsOf(viewer.user()).contains(Roles.headOf(complaint.coordinatingUnit()));
    }
}
