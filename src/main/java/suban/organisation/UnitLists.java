package suban.organisation;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import suban.engine.StartOptions;

/** The units that start forms let people choose from: as the one data file has them, so that a new unit is written down once. */
@Component
class UnitLists implements StartOptions {

    private static final Set<String> PROCESSES = Set.of("complaint", "officeAct", "jointItem");

    /** Who may resolve an item of the hotline's together (Article 7(6)): a 新城 for what lies inside it. */
    private static final Set<UnitKind> JOINT = EnumSet.of(
            UnitKind.OFFICE, UnitKind.HOTLINE, UnitKind.DEPARTMENT, UnitKind.NEW_CITY, UnitKind.NEW_CITY_OFFICE);

    private final Organisation organisation;

    UnitLists(Organisation organisation) {
        this.organisation = organisation;
    }

    @Override
    public Map<String, List<Map<String, String>>> options(String processKey, String user) {
        if (!PROCESSES.contains(processKey)) {
            return Map.of();
        }
        return Map.of(
                "newCities",
                Options.of(organisation.ofKind(UnitKind.NEW_CITY).stream()),
                "handlingUnits",
                Options.of(
                        organisation.units().stream().filter(unit -> unit.kind().handles())),
                "jointUnits",
                Options.of(organisation.units().stream().filter(unit -> JOINT.contains(unit.kind()))));
    }
}
