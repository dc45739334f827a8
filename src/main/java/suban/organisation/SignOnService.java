package suban.organisation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import suban.organisation.SignOnRefused.Reason;

/**
 * Keeps the engine's people as the provider of log-ins says they are: whoever comes gets an account, or has it brought up to
 * date (name, address, groups), before the first thing is asked of it. Everything else goes on asking the engine who somebody is.
 *
 * <p>An account belongs to the provider's lasting id of a person, not to a name, which may change or be given to somebody else.
 */
@Service
@Profile("oidc")
public class SignOnService {

    private static final Logger LOG = LoggerFactory.getLogger(SignOnService.class);

    /** Two nodes may meet the same new person at once: the second finds what the first has written. */
    private static final int TRIES = 3;

    /** What Keycloak calls a client that speaks for itself, before its id. */
    private static final String SERVICE_ACCOUNT = "service-account-";

    private static final int LONGEST_SUBJECT = 255;

    /** Longer than any session lasts. */
    private static final Duration ENDS_ARE_KEPT = Duration.ofDays(7);

    private final SignOnSettings settings;
    private final Organisation organisation;
    private final IdentityService identity;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    /**
     * Somebody who has come in.
     *
     * @param userId the account
     * @param groups its groups now, never empty
     */
    public record SignedOn(String userId, Set<String> groups) {}

    private record Account(String userId, long asOf) {}

    SignOnService(
            SignOnSettings settings,
            Organisation organisation,
            IdentityService identity,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.settings = settings;
        this.organisation = organisation;
        this.identity = identity;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A person who has just logged in at the provider.
     *
     * @param claims what the provider says, {@code iat} as an instant
     * @throws SignOnRefused who may not come in; what they had here is taken from them before, unless the provider says nothing of groups
     */
    public SignedOn logIn(Map<String, Object> claims) {
        return arrive(claims, true);
    }

    /**
     * Whoever an access token speaks for. A token older than what is known of the person changes nothing: it gives the rights
     * they have now.
     *
     * @param claims what the token says, {@code iat} as an instant
     * @throws SignOnRefused who may not come in
     */
    public SignedOn byToken(Map<String, Object> claims) {
        String account = machine(claims);
        if (account == null) {
            return arrive(claims, false);
        }
        Set<String> groups = groupsOf(account);
        if (groups.stream().noneMatch(settings.basicGroups()::contains)) {
            // an account of a person, or none: not what was meant
            throw new SignOnRefused(Reason.NO_GROUP);
        }
        return new SignedOn(account, groups);
    }

    /** Whose account this person of the provider has; empty for a stranger. */
    public Optional<String> accountOf(String subject) {
        return account(SignOnClaims.subject(settings.issuer(), subject)).map(Account::userId);
    }

    /**
     * The provider has ended a log-in there; told again, nothing more happens.
     *
     * @param session the provider's id of it
     * @param at when, in seconds since 1970
     */
    public void end(String session, long at) {
        jdbc.update("delete from sign_on_end where ended_at < ?", at - ENDS_ARE_KEPT.toSeconds());
        try {
            jdbc.update(
                    "insert into sign_on_end (provider_session, ended_at) values (?, ?)",
                    SignOnClaims.subject(settings.issuer(), session),
                    at);
        } catch (DuplicateKeyException e) {
            // as it was told before
        }
    }

    /** Whether the provider has ended this log-in there. */
    public boolean hasEnded(String session) {
        return !jdbc.queryForList(
                        "select ended_at from sign_on_end where provider_session = ?",
                        SignOnClaims.subject(settings.issuer(), session))
                .isEmpty();
    }

    /**
     * The account of the client that a token speaks for; null where it speaks for somebody, or for a client without an account here.
     * A person may be called like a client, and may come by a client: only what a provider says of a client's own token counts.
     */
    private String machine(Map<String, Object> claims) {
        Object client = claims.getOrDefault("azp", claims.get("client_id"));
        if (!(client instanceof String id) || claims.containsKey("sid")) {
            return null;
        }
        boolean own = id.equals(claims.get("sub"))
                // Keycloak
                || (SERVICE_ACCOUNT + id).equals(SignOnClaims.nameOf(claims, settings))
                || "client-credentials".equals(claims.get("gty"))
                || "app".equals(claims.get("idtyp"));
        return own ? settings.machines().get(id) : null;
    }

    private boolean isCalledLikeAMachine(Map<String, Object> claims) {
        String name = SignOnClaims.nameOf(claims, settings);
        return settings.machines().keySet().stream()
                .anyMatch(client -> name.equals(client) || name.equals(SERVICE_ACCOUNT + client));
    }

    private SignedOn arrive(Map<String, Object> claims, boolean logIn) {
        if (!(claims.get("sub") instanceof String subject)
                || subject.isBlank()
                || subject.length() > LONGEST_SUBJECT
                || isCalledLikeAMachine(claims)) {
            throw new SignOnRefused(Reason.NO_NAME);
        }
        SignOnClaims said = SignOnClaims.of(claims, settings, organisation);
        if (said.groups() == null) {
            LOG.warn("What the provider says has no claim {}; nothing changes here.", settings.groupsClaim());
            throw new SignOnRefused(logIn ? Reason.NO_GROUP : Reason.SILENT);
        }
        boolean mixed = said.groups().contains(Roles.ADMIN) && said.groups().size() > 1;
        SignedOn person = bringUpToDate(said, mixed ? Set.of() : said.groups(), logIn);
        if (person.groups().isEmpty()) {
            throw new SignOnRefused(mixed ? Reason.MIXED : Reason.NO_GROUP);
        }
        return person;
    }

    private SignedOn bringUpToDate(SignOnClaims said, Set<String> groups, boolean logIn) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.execute(status -> write(said, groups, logIn));
            } catch (DataAccessException | ProcessEngineException | TransactionException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private SignedOn write(SignOnClaims said, Set<String> groups, boolean logIn) {
        Optional<Account> known = account(said.subject());
        if (known.isEmpty() && groups.isEmpty()) {
            return new SignedOn(null, Set.of());
        }
        Account account = known.orElseGet(() -> take(said));
        if (logIn || said.asOf() > account.asOf()) {
            save(account.userId(), said);
            join(account.userId(), groups);
            jdbc.update(
                    "update sign_on set as_of = ? where user_id = ?",
                    Math.max(account.asOf(), said.asOf()),
                    account.userId());
        }
        return new SignedOn(account.userId(), groupsOf(account.userId()));
    }

    private Optional<Account> account(String subject) {
        return jdbc
                .query(
                        "select user_id, as_of from sign_on where subject = ? for update",
                        (row, i) -> new Account(row.getString(1), row.getLong(2)),
                        subject)
                .stream()
                .findFirst();
    }

    /** The account of a person who has never been here. */
    private Account take(SignOnClaims said) {
        String user = said.user();
        if (user == null) {
            throw new SignOnRefused(Reason.NO_NAME);
        }
        boolean owned = !jdbc.queryForList("select user_id from sign_on where user_id = ? for update", user)
                .isEmpty();
        List<String> alike =
                jdbc.queryForList("select ID_ from ACT_ID_USER where lower(ID_) = lower(?)", String.class, user);
        if (!alike.isEmpty()) {
            Optional<Account> met = account(said.subject());
            if (met.isPresent()) {
                // another node has met the same person since we asked
                return met.get();
            }
            if (owned || !alike.equals(List.of(user))) {
                throw new SignOnRefused(Reason.TAKEN);
            }
            if (!settings.adopt() || groupsOf(user).stream().anyMatch(settings.basicGroups()::contains)) {
                throw new SignOnRefused(Reason.LOCAL);
            }
        }
        if (owned) {
            // whose it was has been deleted here
            jdbc.update("update sign_on set subject = ?, as_of = 0 where user_id = ?", said.subject(), user);
        } else {
            jdbc.update("insert into sign_on (user_id, subject, as_of) values (?, ?, 0)", user, said.subject());
        }
        return new Account(user, 0);
    }

    private void save(String userId, SignOnClaims said) {
        User user = identity.createUserQuery().userId(userId).singleResult();
        boolean fresh = user == null;
        if (fresh) {
            user = identity.newUser(userId);
        }
        UserEntity entity = (UserEntity) user;
        boolean named = !said.surname().isEmpty() || !said.givenName().isEmpty();
        // the web applications show the first name before the last one; a name that is known here outlives a silent
        // provider
        String surname = named || fresh ? said.surname() : entity.getFirstName();
        String givenName = named || fresh ? said.givenName() : entity.getLastName();
        if (fresh
                || entity.getPassword() != null
                || !Objects.equals(surname, entity.getFirstName())
                || !Objects.equals(givenName, entity.getLastName())
                || !Objects.equals(said.email(), entity.getEmail())) {
            entity.setFirstName(surname);
            entity.setLastName(givenName);
            entity.setEmail(said.email());
            // the provider's log-in is the only one
            entity.setDbPassword(null);
            // the engine asks for a password wherever else an account is made
            ((IdentityServiceImpl) identity).saveUser(entity, true);
        }
    }

    private void join(String userId, Set<String> groups) {
        Set<String> before = groupsOf(userId);
        boolean last = before.contains(Roles.ADMIN)
                && !groups.contains(Roles.ADMIN)
                && identity.createUserQuery().memberOfGroup(Roles.ADMIN).count() == 1;
        if (last) {
            // the engine keeps one in any case; nobody comes in by this account until there is another
            throw new SignOnRefused(Reason.LAST_ADMINISTRATOR);
        }
        List.copyOf(before).stream()
                .filter(group -> !groups.contains(group))
                .forEach(group -> identity.deleteMembership(userId, group));
        groups.stream()
                .filter(group -> !before.contains(group))
                .forEach(group -> identity.createMembership(userId, group));
    }

    private Set<String> groupsOf(String userId) {
        return identity.createGroupQuery().groupMember(userId).list().stream()
                .map(Group::getId)
                .collect(Collectors.toUnmodifiableSet());
    }
}
