package suban.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Checks names and passwords against the engine's users. How often they may be tried is for {@link Throttle} to say, and alike for
 * names that exist and names that do not, so that the answer does not tell which exist.
 */
@Component
class EnginePasswords implements AuthenticationProvider {

    /** Characters, as the engine's column of user ids has. */
    private static final int LONGEST_NAME = 64;

    /** Characters; beyond it a password only costs time to check. */
    static final int LONGEST_PASSWORD = 256;

    private final IdentityService identities;
    private final ProcessEngineConfigurationImpl configuration;
    private final Throttle throttle;
    private final Optional<SingleSignOn> signOn;
    private final Object[] queues =
            IntStream.range(0, 64).mapToObj(i -> new Object()).toArray();

    EnginePasswords(ProcessEngine engine, Throttle throttle, Optional<SingleSignOn> signOn) {
        this.identities = engine.getIdentityService();
        this.configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        this.throttle = throttle;
        this.signOn = signOn;
    }

    /**
     * @throws LockedException this name must wait at this address, right or wrong
     * @throws BadCredentialsException name or password is wrong, or it is a person's and people come by single sign-on
     */
    @Override
    public Authentication authenticate(Authentication token) {
        String address =
                token.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        String userId = check(token.getName().strip(), String.valueOf(token.getCredentials()), address);
        List<String> groups = new ArrayList<>(EngineUsers.groupsOf(identities, userId));
        if (signOn.isPresent() && !signOn.get().allowsPassword(groups)) {
            throw new BadCredentialsException("people come by the provider");
        }
        return UsernamePasswordAuthenticationToken.authenticated(
                userId, null, AuthorityUtils.createAuthorityList(groups));
    }

    /**
     * Checks a name and a password and counts a failure. Tries with one name from one address come one after another: many at once
     * would all be answered before the first of them counts. What is too long for a name or a password leaves no trace.
     *
     * @param address of the client as the container tells it
     * @return the user's id
     * @throws LockedException this name must wait at this address, right or wrong
     * @throws BadCredentialsException name or password is wrong
     */
    String check(String name, String password, String address) {
        if (name.length() > LONGEST_NAME || password.length() > LONGEST_PASSWORD) {
            throw new BadCredentialsException("too long");
        }
        synchronized (queues[Math.floorMod(31 * name.hashCode() + address.hashCode(), queues.length)]) {
            if (throttle.mustWait(name, address)) {
                throw new LockedException("throttled");
            }
            if (!matches(name, password)) {
                throttle.failed(name, address);
                throw new BadCredentialsException("wrong name or password");
            }
            throttle.succeeded(name, address);
            return name;
        }
    }

    /**
     * The engine's own comparison ({@code DbIdentityServiceProvider}) without the lock around it: that one is per user, so that
     * anybody could keep anybody out by guessing, and it would write to the database for strangers. An account may have no password
     * at all, on which the engine would stumble: nobody has it right.
     */
    private boolean matches(String name, String password) {
        // PostgreSQL takes no zero character, not even to say that there is none such
        UserEntity user = name.isEmpty() || name.indexOf('\0') >= 0
                ? null
                : (UserEntity) identities.createUserQuery().userId(name).singleResult();
        return user != null
                && user.getPassword() != null
                && configuration
                        .getPasswordManager()
                        .check(EncryptionUtil.saltPassword(password, user.getSalt()), user.getPassword());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
