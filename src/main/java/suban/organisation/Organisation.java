package suban.organisation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Service;
import suban.InvalidInput;

/**
 * The units of the district as the data file lists them, read once at start ({@code suban.organisation.units}). Knows no people
 * and asks nobody: cheap to call.
 */
@Service
public class Organisation {

    private final Map<String, Unit> units = new LinkedHashMap<>();

    @Autowired
    Organisation(@Value("${suban.organisation.units:classpath:organisation/units.yaml}") Resource file) {
        UnitFile.read(file).forEach(unit -> units.put(unit.id(), unit));
    }

    /** The unit with this id; empty for null. */
    public Optional<Unit> find(String id) {
        return Optional.ofNullable(id).map(units::get);
    }

    /**
     * The unit somebody entered.
     *
     * @param field the key of the field it was entered in
     * @param label the Chinese label of that field
     * @throws InvalidInput when there is no such unit
     */
    public Unit require(String field, String label, String id) {
        return find(id).orElseThrow(() -> new InvalidInput(field, label + "：没有该单位"));
    }

    /** The unit's Chinese name, or its head's; the id itself when it is unknown (a unit since removed), 系统 for null. */
    public String nameOf(String id) {
        if (id == null) {
            return "系统";
        }
        return find(id).map(Unit::name).orElseGet(() -> Roles.unitOfHead(id)
                .flatMap(this::find)
                .map(unit -> unit.name() + "负责人")
                .orElse(id));
    }

    /** All units in the order of the data file. */
    public List<Unit> units() {
        return List.copyOf(units.values());
    }

    /** All units of one kind in the order of the data file. */
    public List<Unit> ofKind(UnitKind kind) {
        return units.values().stream().filter(unit -> unit.kind() == kind).toList();
    }

    /** The 营商办 of a 新城 (Articles 4, 17); empty when the id is no 新城. */
    public Optional<Unit> officeOf(String newCityId) {
        return ofKind(UnitKind.NEW_CITY_OFFICE).stream()
                .filter(office -> office.parent().equals(newCityId))
                .findFirst();
    }

    /** The 营商办 of the 新城 that this unit is or belongs to (Article 4); empty for a unit of the New Area. */
    public Optional<Unit> officeFor(String unitId) {
        return find(unitId).flatMap(unit -> officeOf(unit.parent() == null ? unit.id() : unit.parent()));
    }

    /** Whether a unit is another one or belongs to it; false where either is null. */
    public boolean isPartOf(String unitId, String otherId) {
        return otherId != null
                && find(unitId)
                        .filter(unit -> otherId.equals(unit.id()) || otherId.equals(unit.parent()))
                        .isPresent();
    }

    /**
     * Whether a unit cannot host because of who is accused: it, its 新城, or the office that would act for it (Article 4).
     *
     * @param accused may be null
     */
    public boolean accusesLeadership(String accused, String hostId) {
        return isPartOf(hostId, accused)
                || officeFor(hostId)
                        .map(Unit::id)
                        .filter(id -> id.equals(accused))
                        .isPresent();
    }

    /** To whom a 新城 may assign inside itself: its departments and towns, not its office. */
    public List<Unit> insideOf(String newCityId) {
        return units.values().stream()
                .filter(unit -> unit.kind() == UnitKind.NEW_CITY_DEPARTMENT || unit.kind() == UnitKind.TOWN)
                .filter(unit -> unit.parent().equals(newCityId))
                .toList();
    }

    /** The 新城 these units oversee: a 新城's office its own, the New Area's office every one (Articles 4, 17). */
    public Set<String> overseenBy(Collection<String> unitIds) {
        if (ofKind(UnitKind.OFFICE).stream().map(Unit::id).anyMatch(unitIds::contains)) {
            return ofKind(UnitKind.NEW_CITY).stream().map(Unit::id).collect(Collectors.toSet());
        }
        return ofKind(UnitKind.NEW_CITY_OFFICE).stream()
                .filter(office -> unitIds.contains(office.id()))
                .map(Unit::parent)
                .collect(Collectors.toSet());
    }

    /** Whose accusation hides a case from these units: their own, and a 新城 and its office stand for each other (Article 4). */
    public Set<String> accusedWith(Collection<String> unitIds) {
        Set<String> ids = new LinkedHashSet<>();
        for (String id : unitIds) {
            ids.add(id);
            find(id).filter(unit -> unit.kind() == UnitKind.NEW_CITY_OFFICE).ifPresent(unit -> ids.add(unit.parent()));
            officeOf(id).map(Unit::id).ifPresent(ids::add);
        }
        return ids;
    }

    /** Whether one of these units decides on joint supervision: the New Area's 营商办 and 督查室 (Article 15). */
    public boolean inspects(Collection<String> unitIds) {
        return units.values().stream()
                .filter(unit -> unit.kind() == UnitKind.OFFICE || unit.kind() == UnitKind.INSPECTION)
                .map(Unit::id)
                .anyMatch(unitIds::contains);
    }

    /**
     * Whether an office may assign to this unit (Articles 4, 17): the New Area's to every one, a 新城's to its 新城, the units of it
     * and the New Area's departments, but not into another 新城.
     */
    public boolean isWithinReach(String officeId, Unit unit) {
        return find(officeId)
                .filter(office -> office.kind() == UnitKind.NEW_CITY_OFFICE)
                .map(office -> unit.kind() == UnitKind.DEPARTMENT || isPartOf(unit.id(), office.parent()))
                .orElse(true);
    }

    /** Whether this is a unit that may coordinate complaints: the New Area's 营商办 or a 新城's (Article 17). */
    public boolean isOffice(String id) {
        return find(id).map(Unit::kind)
                .filter(kind -> kind == UnitKind.OFFICE || kind == UnitKind.NEW_CITY_OFFICE)
                .isPresent();
    }
}
