package suban.web;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import suban.ledger.Viewer;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.organisation.Roles;
import suban.organisation.UnitKind;

/** Knows what the caller of this request may see, from the groups the caller has now. */
@Component
class Viewers {

    private final People people;
    private final Organisation organisation;

    Viewers(People people, Organisation organisation) {
        this.people = people;
        this.organisation = organisation;
    }

    /** Whoever is logged in. */
    Viewer current() {
        String user = people.currentUser();
        if (user == null) {
            throw new ResponseStatusException(HttpStatus.UNAUTHORIZED);
        }
        Set<String> groups = people.groupsOf(user);
        boolean supervisor = groups.contains(Roles.SUPERVISOR);
        Set<String> ids = groups.stream()
                .filter(group -> organisation.find(group).isPresent())
                .collect(Collectors.toSet());
        return new Viewer(
                user,
                groups.contains(Roles.CHANNEL),
                supervisor || groups.contains(Roles.ADMIN),
                supervisor,
                ids,
                organisation.overseenBy(ids),
                organisation.inspects(ids),
                organisation.accusedWith(ids));
    }

    /** Whether revisions of the rules are theirs to read: supervisors', administrators', analysts' and those of 新区营商办 (Article 18). */
    boolean readRules(Viewer viewer) {
        return !viewer.machine()
                && (viewer.all()
                        || people.groupsOf(viewer.user()).contains(Roles.ANALYST)
                        || organisation.ofKind(UnitKind.OFFICE).stream()
                                .anyMatch(office -> viewer.units().contains(office.id())));
    }

    /** Refuses everybody but supervisors, administrators and people of a unit of which {@code offices} asks for an office. */
    Viewer currentPerson(boolean officesOnly) {
        Viewer viewer = current();
        boolean unit = officesOnly
                ? viewer.units().stream().anyMatch(organisation::isOffice)
                : !viewer.units().isEmpty();
        if (viewer.machine() || !viewer.all() && !unit) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return viewer;
    }
}
