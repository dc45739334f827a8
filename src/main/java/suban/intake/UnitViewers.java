package suban.intake;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import suban.ledger.Viewer;
import suban.organisation.Organisation;
import suban.organisation.Roles;
import suban.organisation.Unit;

/** A form shows what the units it is for may know, whoever of them opens it. */
@Component
public class UnitViewers {

    private final Organisation organisation;

    UnitViewers(Organisation organisation) {
        this.organisation = organisation;
    }

    /** The eyes of these units; the group of a unit's head is the unit. */
    public Viewer of(Collection<String> groups) {
        Set<String> units = new LinkedHashSet<>(groups);
        organisation.units().stream()
                .map(Unit::id)
                .filter(unit -> groups.contains(Roles.headOf(unit)))
                .forEach(units::add);
        return new Viewer(
                null,
                false,
                false,
                false,
                units,
                organisation.overseenBy(units),
                organisation.inspects(units),
                organisation.accusedWith(units));
    }
}
