package suban.web;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** How Spring Security's user and the engine's are the same: name = user id, authorities = group ids. */
final class EngineUsers {

    private EngineUsers() {}

    /** The ids of the user's groups as the engine has them now. */
    static List<String> groupsOf(IdentityService identities, String userId) {
        return identities.createGroupQuery().groupMember(userId).list().stream()
                .map(Group::getId)
                .toList();
    }

    /** The group ids the user came in with. */
    static List<String> groupsOf(Authentication user) {
        return user.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
    }
}
