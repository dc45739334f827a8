package suban.organisation;

import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Accounts without a name or a password, for those who act in a trial run's own application; there are none anywhere else. */
@Component
@Profile("trial")
public class TrialAccounts {

    private final IdentityService identity;

    TrialAccounts(IdentityService identity) {
        this.identity = identity;
    }

    /**
     * Makes the account if it is missing, and a member of those of the groups that exist.
     *
     * @param id letters and digits
     */
    public void ensure(String id, Set<String> groups) {
        if (identity.createUserQuery().userId(id).count() == 0) {
            User user = identity.newUser(id);
            user.setLastName(id);
            user.setPassword(UUID.randomUUID().toString()); // nobody logs in there
            ((IdentityServiceImpl) identity).saveUser(user, true);
        }
        for (String group : groups) {
            boolean known = identity.createGroupQuery().groupId(group).count() > 0;
            boolean member =
                    identity.createGroupQuery().groupId(group).groupMember(id).count() > 0;
            if (known && !member) {
                identity.createMembership(id, group);
            }
        }
    }
}
