package suban.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/**
 * Checks names and passwords against the engine's users, with the engine's own throttling: after a failure the next try must
 * wait, longer each time but never for good ({@code login-*} in application.yaml). Names that do not exist are throttled alike (in memory, per node), so that the answer does not tell
 * which names exist.
 */
@Component
class EnginePasswords implements AuthenticationProvider {

    private static final int REMEMBERED_NAMES = 10_000;

    private final IdentityService identities;
    private final ProcessEngineConfigurationImpl configuration;
    private final Object[] queues =
            IntStream.range(0, 64).mapToObj(i -> new Object()).toArray();
    private final Map<String, Failures> unknownNames =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > REMEMBERED_NAMES;
                }
            });

    private record Failures(int attempts, Date lockedUntil) {}

    EnginePasswords(ProcessEngine engine) {
        this.identities = engine.getIdentityService();
        this.configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    /**
     * @throws LockedException the name must wait, right or wrong
     * @throws BadCredentialsException name or password is wrong
     */
    @Override
    public Authentication authenticate(Authentication token) {
        String userId = check(token.getName().strip(), String.valueOf(token.getCredentials()));
        List<String> groups = new ArrayList<>(EngineUsers.groupsOf(identities, userId));
        return UsernamePasswordAuthenticationToken.authenticated(
                userId, null, AuthorityUtils.createAuthorityList(groups));
    }

    /**
     * Checks a name and a password and counts a failure. Tries with one name come one after another: many at once would all be
     * answered before the first of them counts.
     *
     * @return the user's id
     * @throws LockedException the name must wait, right or wrong
     * @throws BadCredentialsException name or password is wrong
     */
    String check(String name, String password) {
        synchronized (queues[Math.floorMod(name.hashCode(), queues.length)]) {
            UserEntity user = name.isEmpty()
                    ? null
                    : (UserEntity) identities.createUserQuery().userId(name).singleResult();
            if (user == null) {
                throw refuseUnknown(name);
            }
            if (locked(user.getAttempts(), user.getLockExpirationTime())) {
                throw new LockedException("throttled");
            }
            if (!identities.checkPassword(user.getId(), password)) {
                throw new BadCredentialsException("wrong password");
            }
            return user.getId();
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private RuntimeException refuseUnknown(String name) {
        Failures failures = unknownNames.get(name);
        if (failures != null && locked(failures.attempts, failures.lockedUntil)) {
            return new LockedException("throttled");
        }
        int attempts = failures == null ? 1 : failures.attempts + 1;
        unknownNames.put(name, new Failures(attempts, lockedUntil(attempts)));
        return new BadCredentialsException("no such user");
    }

    /** The engine's own rule, see {@code DbIdentityServiceProvider}. */
    private boolean locked(int attempts, Date until) {
        return attempts >= configuration.getLoginMaxAttempts()
                || until != null && until.after(ClockUtil.getCurrentTime());
    }

    private Date lockedUntil(int attempts) {
        double seconds = Math.min(
                configuration.getLoginDelayBase() * Math.pow(configuration.getLoginDelayFactor(), attempts - 1d),
                configuration.getLoginDelayMaxTime());
        return new Date(ClockUtil.getCurrentTime().getTime() + (long) (seconds * 1000));
    }
}
