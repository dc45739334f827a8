package suban.web;

import static suban.web.Role.ADMIN;
import static suban.web.Role.ANALYST;
import static suban.web.Role.SUPERVISOR;
import static suban.web.Role.WORKER;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may call what of the engine's REST API and the web applications' own: what is not in this table is closed to everybody.
 * Rows behind an open path (whose task, whose case) are decided by the engine's authorisations and the guarded services.
 */
final class EngineRights {

    /**
     * One open path.
     *
     * @param intervention an administrator's, which needs a reason and enters the timeline
     */
    record Right(Set<String> methods, Pattern path, Set<Role> roles, boolean intervention) {

        boolean covers(String method, String path) {
            return methods.contains(method) && path().matcher(path).matches();
        }
    }

    /** Both mounts of the engine's API; what follows is the path the table speaks of. */
    private static final Pattern MOUNT = Pattern.compile(
            "(/engine-rest(/engine/default(?=/))?|/camunda/api/engine/engine/default(?=/))(?<path>/.*)");

    private static final Pattern ENGINES = Pattern.compile("/(engine-rest|camunda/api/engine)/engine/?");

    /** An id as the engine and we make them: no separators, nothing that another layer might read in another way. */
    private static final String ID = "(?:[A-Za-z0-9_.:\\-]|%3A){1,255}";

    private static final Set<Role> PERSONS = EnumSet.of(WORKER, SUPERVISOR, ANALYST, ADMIN);
    private static final Set<Role> WATCHERS = EnumSet.of(SUPERVISOR, ADMIN);
    private static final Set<Role> READERS = EnumSet.of(SUPERVISOR, ANALYST, ADMIN);
    private static final Set<Role> WORKERS = EnumSet.of(WORKER);
    private static final Set<Role> ADMINS = EnumSet.of(ADMIN);

    private static final List<Right> TABLE = table();

    private EngineRights() {}

    /** The path the table speaks of: the same for both mounts; the whole one where it is none of the engine's. */
    static String path(String uri) {
        String plain = uri.length() > 1 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        if (ENGINES.matcher(plain).matches()) {
            return "/engine";
        }
        var mount = MOUNT.matcher(plain);
        return mount.matches() ? mount.group("path") : plain;
    }

    /** The right by which somebody in these roles may call a path; empty where they may not. */
    static Optional<Right> of(String method, String path, Set<Role> roles) {
        String read = method.equals("HEAD") ? "GET" : method;
        return TABLE.stream()
                .filter(right -> right.covers(read, path))
                .filter(right -> right.roles().stream().anyMatch(roles::contains))
                .findFirst();
    }

    private static List<Right> table() {
        Table table = new Table();
        // the pages themselves
        table.open(PERSONS, "GET", "/engine");
        table.open(PERSONS, "OPTIONS", "/(filter|user|group|tenant|authorization)");
        table.open(PERSONS, "GET", "/camunda/api/(tasklist|cockpit|admin|welcome)/plugin/\\w+/static/[\\w./\\-]+");
        table.open(PERSONS, "GET", "/camunda/api/admin/auth/user/default");
        table.open(PERSONS, "POST", "/camunda/api/admin/auth/user/default/logout");
        table.open(PERSONS, "GET PUT POST DELETE", "/camunda/api/suban/.+"); // the controllers ask themselves
        table.open(PERSONS, "GET", "/user/{id}/profile", "/group/{id}", "/authorization/check");
        table.open(PERSONS, "GET POST", "/group", "/group/count");

        // work
        table.open(PERSONS, "GET POST", "/task", "/task/count");
        table.open(PERSONS, "GET", "/task/{id}", "/task/{id}/(form|deployed-form|identity-links)");
        table.open(EnumSet.of(WORKER, SUPERVISOR), "GET", "/task/{id}/form-variables");
        table.open(WORKERS, "POST", "/task/{id}/(claim|unclaim|complete|submit-form)");
        table.intervention("POST", "/task/{id}/assignee");
        table.open(WORKERS, "POST", "/task/{id}/assignee");
        table.open(PERSONS, "GET", "/filter", "/filter/count", "/filter/{id}");
        table.open(PERSONS, "GET POST", "/filter/{id}/(list|count|singleResult)");
        table.open(PERSONS, "GET", "/process-definition", "/process-definition/count");
        table.open(PERSONS, "GET", "/process-definition/{definition}", "/process-definition/{definition}/xml");
        table.open(WORKERS, "GET", "/process-definition/{definition}/(startForm|deployed-start-form|form-variables)");
        // which unit starts which process is the engine's authorisations to say
        table.open(WORKERS, "POST", "/process-definition/{definition}/submit-form");

        // rules
        table.open(
                READERS,
                "GET",
                "/process-definition/statistics",
                "/process-definition/{definition}/(statistics|static-called-process-definitions|diagram)",
                "/(decision-definition|decision-requirements-definition)",
                "/(decision-definition|decision-requirements-definition)/(count|{id}|{id}/xml|{id}/diagram)",
                "/(decision-definition|decision-requirements-definition)/key/{id}(/xml|/diagram)?",
                "/deployment",
                "/deployment/(count|{id}|{id}/resources|{id}/resources/{id}|{id}/resources/{id}/data)",
                "/job-definition/{id}",
                "/case-definition/count",
                "/history/decision-instance",
                "/history/decision-instance/(count|{id})",
                "/task/report/candidate-group-count");
        table.open(READERS, "GET POST", "/job-definition", "/job-definition/count", "/user", "/user/count");
        table.open(READERS, "POST", "/history/task/count");
        table.open(
                READERS,
                "GET",
                "/camunda/api/cockpit/plugin/base/default/process-definition/(statistics|statistics-count)");
        table.open(
                READERS,
                "GET POST",
                "/camunda/api/cockpit/plugin/base/default/process-definition/{id}/called-process-definitions");

        // cases: all of them, and only to be looked at
        table.open(WATCHERS, "GET POST", "/camunda/api/cockpit/plugin/base/default/.+");
        table.open(
                WATCHERS,
                "GET POST",
                "/(process-instance|execution|variable-instance|job|incident|external-task)",
                "/(process-instance|execution|variable-instance|job|incident|external-task)/count");
        table.open(
                WATCHERS,
                "GET",
                "/(event-subscription|batch)",
                "/(event-subscription|batch)/count",
                "/batch/statistics",
                "/batch/statistics/count",
                "/batch/{id}",
                "/process-instance/{id}",
                "/process-instance/{id}/(activity-instances|variables|variables/{id}|variables/{id}/data)",
                "/execution/{id}",
                "/execution/{id}/(localVariables|localVariables/{id}|localVariables/{id}/data)",
                "/execution/{id}/messageSubscriptions/{id}",
                "/variable-instance/{id}",
                "/variable-instance/{id}/data",
                "/(job|incident|external-task)/{id}",
                "/job/{id}/stacktrace",
                "/external-task/{id}/errorDetails",
                "/task/{id}/(variables|variables/{id}|variables/{id}/data)",
                "/task/{id}/(localVariables|localVariables/{id}|localVariables/{id}/data)",
                "/history/(?!cleanup)[\\w\\-]+(/{id}){0,3}");
        table.open(
                WATCHERS,
                "POST",
                "/history/(process-instance|activity-instance|task|variable-instance|detail|decision-instance|external-task-log|job-log"
                        + "|incident|user-operation|identity-link-log|batch)(/count)?");

        // interventions: what has failed is tried again
        table.intervention("PUT", "/job/{id}/retries");
        table.intervention("POST", "/job/{id}/execute");

        // accounts and rights
        table.open(ADMINS, "POST", "/user/create", "/user/{id}/unlock", "/authorization/create");
        table.open(ADMINS, "PUT", "/user/{id}/(profile|credentials)");
        table.open(ADMINS, "DELETE OPTIONS", "/user/{id}");
        table.open(ADMINS, "PUT DELETE OPTIONS", "/group/{id}/members", "/group/{id}/members/{id}");
        table.open(ADMINS, "OPTIONS", "/group/{id}", "/authorization/{id}");
        table.open(ADMINS, "GET", "/authorization", "/authorization/count");
        table.open(ADMINS, "GET PUT DELETE", "/authorization/{id}");
        table.open(ADMINS, "GET", "/tenant", "/tenant/(count|{id})");
        table.open(ADMINS, "GET POST", "/identity/password-policy");
        table.open(ADMINS, "GET", "/telemetry/data", "/schema/log", "/version", "/metrics", "/metrics/{id}(/sum)?");
        table.open(ADMINS, "GET", "/camunda/api/admin/plugin/adminPlugins/default/metrics/.+");
        return List.copyOf(table.rights);
    }

    /** {@code {id}} stands for one id, {@code {definition}} for a process definition by id or by key. */
    private static final class Table {

        private final List<Right> rights = new ArrayList<>();

        void open(Set<Role> roles, String methods, String... paths) {
            add(roles, methods, false, paths);
        }

        void intervention(String method, String path) {
            add(ADMINS, method, true, path);
        }

        private void add(Set<Role> roles, String methods, boolean intervention, String... paths) {
            for (String path : paths) {
                String regex = path.replace(
                                "{definition}", "(?:key/" + ID + "|(?!(?:statistics|count)(?:/|$))" + ID + ")")
                        .replace("{id}", ID);
                rights.add(new Right(
                        Set.of(methods.split(" ")), Pattern.compile(regex), EnumSet.copyOf(roles), intervention));
            }
        }
    }
}
