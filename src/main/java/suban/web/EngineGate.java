package suban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import suban.organisation.Organisation;
import suban.organisation.Roles;

/**
 * The one gate before every path that reaches the engine: closed, unless {@link EngineRights} opens the path to one of the
 * caller's roles. Roles come from the groups the caller belongs to now, not when they logged in.
 */
class EngineGate extends OncePerRequestFilter {

    private static final Pattern OTHER_ENGINE =
            Pattern.compile("/(engine-rest|camunda/api/engine)/engine/(?!default/).+");
    private static final Pattern TASK = Pattern.compile("/task/(?!count$|report/)(?<id>[^/]+)(/.*)?");
    private static final Pattern FILTER = Pattern.compile("/filter/(?!count$)(?<id>[^/]+)(/.*)?");

    /** By what rules, or what runs by them, could be changed in the engine itself. */
    private static final Pattern RULES = Pattern.compile(
            "/deployment/.*|/migration/.*|/modification/.*"
                    + "|/process-definition/(?!.*(submit-form|/start)$).*|/decision-definition/.*|/process-instance/[^/]+/modification(-async)?");

    private final IdentityService identities;
    private final TaskService tasks;
    private final FilterService filters;
    private final Organisation organisation;

    EngineGate(ProcessEngine engine, Organisation organisation) {
        this.identities = engine.getIdentityService();
        this.tasks = engine.getTaskService();
        this.filters = engine.getFilterService();
        this.organisation = organisation;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        if (user == null || !user.isAuthenticated()) {
            // the security chain lets nobody through to here
            Problem.of(HttpStatus.UNAUTHORIZED).writeTo(response);
            return;
        }
        if (OTHER_ENGINE.matcher(request.getRequestURI()).matches()) {
            Problem.of(HttpStatus.NOT_FOUND).writeTo(response);
            return;
        }
        String path = EngineRights.path(request.getRequestURI());
        List<String> groups = EngineUsers.groupsNow(request, identities, user);
        Optional<EngineRights.Right> right = EngineRights.of(request.getMethod(), path, roles(groups));
        if (right.isEmpty()) {
            refuse(request.getMethod(), path).writeTo(response);
        } else if (!path.startsWith("/camunda/") && isUpload(request.getContentType())) {
            Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE).writeTo(response);
        } else if (!maySee(path, user.getName(), groups)) {
            Problem.of(HttpStatus.NOT_FOUND, path.startsWith("/task/") ? "任务不存在、已办结，或不属于本单位" : "您访问的内容不存在。")
                    .writeTo(response);
        } else {
            if (right.get().intervention()) {
                request.setAttribute(InterventionFilter.PATH, path);
            }
            chain.doFilter(request, response);
        }
    }

    /** Who tries to change the rules past the approval of the head is told which road there is (Article 18). */
    private static Problem refuse(String method, String path) {
        boolean write = !method.equals("GET") && !method.equals("HEAD");
        return write && RULES.matcher(path).matches()
                ? Problem.of(HttpStatus.FORBIDDEN, "流程图、规则表和表单不能单独部署、删除或迁移：请整套提交“规则修订”，经新区营商办负责人批准后由系统启用（第十八条）。")
                : Problem.of(HttpStatus.FORBIDDEN);
    }

    /** The engine reads forms as JSON only; what else it takes files for is closed. */
    private static boolean isUpload(String contentType) {
        String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
        return type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded");
    }

    /**
     * What is somebody else's is not there at all, whatever is asked of it; the engine would say so in as many ways as it has
     * paths.
     */
    private boolean maySee(String path, String user, List<String> groups) {
        Matcher task = TASK.matcher(path);
        Matcher filter = FILTER.matcher(path);
        if (!task.matches() && !filter.matches()) {
            return true;
        }
        var before = identities.getCurrentAuthentication();
        identities.setAuthentication(user, groups);
        try {
            return task.matches()
                    ? tasks.createTaskQuery().taskId(task.group("id")).count() == 1
                    : filters.createFilterQuery().filterId(filter.group("id")).count() == 1;
        } finally {
            if (before == null) {
                identities.clearAuthentication();
            } else {
                identities.setAuthentication(before);
            }
        }
    }

    private Set<Role> roles(List<String> groups) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String group : groups) {
            switch (group) {
                case Roles.SUPERVISOR -> roles.add(Role.SUPERVISOR);
                case Roles.ANALYST -> roles.add(Role.ANALYST);
                case Roles.CHANNEL -> roles.add(Role.CHANNEL);
                case Roles.ADMIN -> roles.add(Role.ADMIN);
                default -> {
                    if (organisation.find(group).isPresent()) {
                        roles.add(Role.WORKER);
                    }
                }
            }
        }
        return roles;
    }
}
