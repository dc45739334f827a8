package suban.web;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Hands the log-in of Spring Security to Camunda's web applications. Unlike the stock filter it does so on every path of
 * theirs: a path the stock patterns do not know (our plugins' back end, or one written in another way) would otherwise reach
 * the engine with no user, which the engine takes for full rights.
 */
class WebAppLogin extends ContainerBasedAuthenticationFilter {

    private final String engineName;

    WebAppLogin(ProcessEngine engine) {
        this.engineName = engine.getName();
        this.authenticationProvider = new SpringUser();
    }

    @Override
    public void init(FilterConfig config) {
        // the provider is given, not named
    }

    @Override
    protected String extractEngineName(HttpServletRequest request) {
        String addressed = super.extractEngineName(request);
        return addressed == null ? engineName : addressed;
    }

    /** Reads the user from Spring Security; the groups are those of now, at every request. */
    static final class SpringUser implements AuthenticationProvider {

        @Override
        public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
            Authentication user = SecurityContextHolder.getContext().getAuthentication();
            if (user == null || user instanceof AnonymousAuthenticationToken || !user.isAuthenticated()) {
                return AuthenticationResult.unsuccessful();
            }
            IdentityService identities = engine.getIdentityService();
            List<String> groups = EngineUsers.groupsNow(request, identities, user);
            HttpSession session = request.getSession(false);
            if (known(session, user.getName(), groups, engine)) {
                return AuthenticationResult.successful(user.getName());
            }
            if (identities.createUserQuery().userId(user.getName()).count() == 0) {
                // deleted since the log-in
                return AuthenticationResult.unsuccessful(user.getName());
            }
            if (session != null) {
                // made anew, with what the groups allow now
                AuthenticationUtil.getAuthsFromSession(session).removeByEngineName(engine.getName());
            }
            AuthenticationResult result = AuthenticationResult.successful(user.getName());
            result.setGroups(groups);
            result.setTenants(List.of());
            return result;
        }

        @Override
        public void augmentResponseByAuthenticationChallenge(HttpServletResponse response, ProcessEngine engine) {
            // 401 says enough: a Basic challenge would open the browser's own window
        }

        private static boolean known(HttpSession session, String userId, List<String> groups, ProcessEngine engine) {
            if (session == null || groups.isEmpty()) {
                return false;
            }
            return AuthenticationUtil.getAuthsFromSession(session).getAuthentications().stream()
                    .filter(known -> known.getProcessEngineName().equals(engine.getName()))
                    .filter(known -> known.getIdentityId().equals(userId))
                    .anyMatch(known -> Set.copyOf(known.getGroupIds()).equals(Set.copyOf(groups)));
        }
    }
}
