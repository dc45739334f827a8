package suban.organisation;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Resources.APPLICATION;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_REQUIREMENTS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DEPLOYMENT;
import static org.camunda.bpm.engine.authorization.Resources.FILTER;
import static org.camunda.bpm.engine.authorization.Resources.GROUP;
import static org.camunda.bpm.engine.authorization.Resources.OPERATION_LOG_CATEGORY;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_INSTANCE;
import static org.camunda.bpm.engine.authorization.Resources.TASK;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;

/**
 * Who may do what in the engine, as one table ({@link #table}). Rows of the table are held at exactly what it says at every
 * start; rows an administrator added beside it stay. Work itself is not granted here: a task carries the permissions of the
 * unit it is offered to.
 */
class Grants {

    /** The group nobody is a member of by name and everybody belongs to. */
    private static final String EVERYBODY = null;

    /** What every unit may meet a case of its own in. */
    private static final List<String> ON_EVERY_DESK = List.of(
            "complaint",
            "handling",
            "meeting",
            "fortnight",
            "returnVisit",
            "phoneNotice",
            "jointItem",
            "problemReview",
            "problemSolution");

    private record Cell(String group, Resource resource, String resourceId) {}

    private record Right(Resource resource, String resourceId, Set<Permission> permissions) {}

    private final Map<Cell, Set<Permission>> cells = new LinkedHashMap<>();

    private Grants() {}

    /** @param filters the shared filters' ids by their group; null for those everybody sees */
    static Grants table(Organisation organisation, Map<String, List<String>> filters) {
        Grants table = new Grants();
        List<String> units = ids(organisation, unit -> true);
        List<String> offices = ids(organisation, unit -> organisation.isOffice(unit.id()));
        List<String> overseers = ids(organisation, unit -> switch (unit.kind()) {
            case OFFICE, NEW_CITY_OFFICE, INSPECTION, DISCIPLINE, HOTLINE -> true;
            default -> false;
        });
        Right seeNames = right(USER, ANY, Permissions.READ);
        Right seeUnits = right(GROUP, ANY, Permissions.READ);
        Right tasklist = right(APPLICATION, "tasklist", Permissions.ACCESS);
        Right cockpit = right(APPLICATION, "cockpit", Permissions.ACCESS);

        table.allow(units, tasklist, seeNames, seeUnits);
        for (String process : ON_EVERY_DESK) {
            table.allow(units, right(PROCESS_DEFINITION, process, ProcessDefinitionPermissions.READ));
        }
        table.allow(overseers, right(PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ));
        // Articles 6, 7, 17: the offices take complaints in, and every unit what it collects itself; machines use the
        // interface
        table.allow(
                ids(organisation, unit -> switch (unit.kind()) {
                    case OFFICE, NEW_CITY_OFFICE, DEPARTMENT, NEW_CITY, NEW_CITY_DEPARTMENT, TOWN -> true;
                    default -> false;
                }),
                right(PROCESS_DEFINITION, "complaint", ProcessDefinitionPermissions.CREATE_INSTANCE),
                right(PROCESS_DEFINITION, "officeAct", ProcessDefinitionPermissions.CREATE_INSTANCE),
                right(PROCESS_INSTANCE, ANY, Permissions.CREATE));
        // Articles 8, 16, 18: the New Area's office appraises, puts in calendar years, and changes documents' templates
        table.allow(
                ids(organisation, unit -> unit.kind() == UnitKind.OFFICE),
                right(PROCESS_DEFINITION, "annualAppraisal", ProcessDefinitionPermissions.CREATE_INSTANCE),
                right(PROCESS_DEFINITION, "calendarApproval", ProcessDefinitionPermissions.CREATE_INSTANCE),
                right(PROCESS_DEFINITION, "documentTemplate", ProcessDefinitionPermissions.CREATE_INSTANCE));

        // Article 3: every office seals what it suspects
        table.allow(offices, right(PROCESS_DEFINITION, "sealing", ProcessDefinitionPermissions.CREATE_INSTANCE));

        // Article 7(6): the centre and the office take what keeps coming back at the 12345 hotline into joint
        // resolution
        table.allow(
                ids(organisation, unit -> unit.kind() == UnitKind.OFFICE || unit.kind() == UnitKind.HOTLINE),
                right(PROCESS_DEFINITION, "jointItem", ProcessDefinitionPermissions.CREATE_INSTANCE),
                right(PROCESS_INSTANCE, ANY, Permissions.CREATE));

        // Article 4: a unit answers for its own work, and its head says who stands in for whom
        table.allow(
                units.stream().map(Roles::headOf).toList(),
                right(
                        PROCESS_DEFINITION,
                        "substitution",
                        ProcessDefinitionPermissions.READ,
                        ProcessDefinitionPermissions.CREATE_INSTANCE),
                right(PROCESS_INSTANCE, ANY, Permissions.CREATE));

        // Articles 4, 17: the offices watch the board there; the engine's own lists stay closed to them
        table.allow(
                ids(organisation, unit -> switch (unit.kind()) {
                    case OFFICE, NEW_CITY_OFFICE -> true;
                    default -> false;
                }),
                cockpit);

        List<String> definitionReaders = List.of(Roles.SUPERVISOR, Roles.ANALYST);
        table.allow(
                definitionReaders,
                cockpit,
                seeNames,
                seeUnits,
                right(PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ),
                right(DECISION_DEFINITION, ANY, Permissions.READ),
                right(DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ),
                right(DEPLOYMENT, ANY, Permissions.READ));
        table.allow(
                List.of(Roles.SUPERVISOR),
                tasklist,
                right(
                        PROCESS_DEFINITION,
                        ANY,
                        ProcessDefinitionPermissions.READ_INSTANCE,
                        ProcessDefinitionPermissions.READ_TASK,
                        ProcessDefinitionPermissions.READ_HISTORY),
                // Cockpit counts the tasks of every unit only for who may read any task
                right(TASK, ANY, Permissions.READ),
                right(DECISION_DEFINITION, ANY, Permissions.READ_HISTORY),
                right(OPERATION_LOG_CATEGORY, ANY, UserOperationLogCategoryPermissions.READ));

        filters.forEach((group, ids) ->
                ids.forEach(id -> table.allow(Collections.singletonList(group), right(FILTER, id, Permissions.READ))));
        for (Resources resource : Resources.values()) {
            table.allow(List.of(Roles.ADMIN), right(resource, ANY, Permissions.ALL));
        }
        return table;
    }

    /** Writes what is missing or differs, so that a second run writes nothing. */
    void write(AuthorizationService service) {
        Map<Cell, AuthorizationEntity> existing = existing(service);
        cells.forEach((cell, permissions) -> {
            Authorization wanted = service.createNewAuthorization(
                    cell.group() == EVERYBODY ? Authorization.AUTH_TYPE_GLOBAL : Authorization.AUTH_TYPE_GRANT);
            if (cell.group() != EVERYBODY) {
                wanted.setGroupId(cell.group());
            }
            wanted.setResource(cell.resource());
            wanted.setResourceId(cell.resourceId());
            wanted.setPermissions(permissions.toArray(Permission[]::new));
            AuthorizationEntity found = existing.get(cell);
            if (found == null) {
                service.saveAuthorization(wanted);
            } else if (found.getPermissions() != ((AuthorizationEntity) wanted).getPermissions()) {
                found.setPermissions(((AuthorizationEntity) wanted).getPermissions());
                service.saveAuthorization(found);
            }
        });
    }

    /** Asks resource by resource: tasks leave so many rows of their own that reading all would slow every start. */
    private Map<Cell, AuthorizationEntity> existing(AuthorizationService service) {
        Map<Cell, AuthorizationEntity> existing = new LinkedHashMap<>();
        cells.keySet().stream()
                .map(cell -> new Cell(EVERYBODY, cell.resource(), cell.resourceId()))
                .distinct()
                .forEach(
                        cell -> service
                                .createAuthorizationQuery()
                                .resourceType(cell.resource())
                                .resourceId(cell.resourceId())
                                .list()
                                .stream()
                                .filter(found -> found.getAuthorizationType() != Authorization.AUTH_TYPE_REVOKE)
                                .filter(found -> found.getGroupId() != null || ANY.equals(found.getUserId()))
                                .forEach(found -> existing.put(
                                        new Cell(found.getGroupId(), cell.resource(), cell.resourceId()),
                                        (AuthorizationEntity) found)));
        return existing;
    }

    private void allow(Collection<String> groups, Right... rights) {
        for (String group : groups) {
            for (Right right : rights) {
                cells.computeIfAbsent(
                                new Cell(group, right.resource(), right.resourceId()), cell -> new LinkedHashSet<>())
                        .addAll(right.permissions());
            }
        }
    }

    private static Right right(Resource resource, String resourceId, Permission... permissions) {
        return new Right(resource, resourceId, Set.of(permissions));
    }

    private static List<String> ids(Organisation organisation, Predicate<Unit> which) {
        return organisation.units().stream().filter(which).map(Unit::id).toList();
    }
}
