package suban.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** How Spring Security's user and the engine's are the same: name = user id, authorities = group ids. */
final class EngineUsers {

    private static final String GROUPS = EngineUsers.class.getName() + ".groups";

    private EngineUsers() {}

    /** The ids of the user's groups as the engine has them now. */
    static List<String> groupsOf(IdentityService identities, String userId) {
        return identities.createGroupQuery().groupMember(userId).list().stream()
                .map(Group::getId)
                .toList();
    }

    /**
     * The ids of the groups the caller of this request belongs to now, asked once a request: who has left a unit has left it in
     * every open session.
     */
    @SuppressWarnings("unchecked")
    static List<String> groupsNow(HttpServletRequest request, IdentityService identities, Authentication user) {
        List<String> known = (List<String>) request.getAttribute(GROUPS);
        if (known == null) {
            var before = identities.getCurrentAuthentication();
            identities.clearAuthentication();
            try {
                known = groupsOf(identities, user.getName());
            } finally {
                if (before != null) {
                    identities.setAuthentication(before);
                }
            }
            request.setAttribute(GROUPS, known);
        }
        return known;
    }

    /** The group ids the user came in with. */
    static List<String> groupsOf(Authentication user) {
        return user.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
    }
}
