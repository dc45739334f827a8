package suban.organisation;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/**
 * Who somebody is and which units they act for, as it stands in the engine's identity tables now. The answers do not depend on
 * who asks: the caller's own permissions are left out of account.
 */
@Service
public class People {

    /** Names change next to never and are asked for on every line of a timeline; a correction may take this long to show. */
    private static final Duration NAME_IS_KEPT = Duration.ofSeconds(30);

    private record Name(String text, long readAt) {}

    private final IdentityService identity;
    private final Organisation organisation;
    private final Map<String, Name> names = new ConcurrentHashMap<>();

    /** The engine comes lazily: its own plugins lead to services that ask for people. */
    public People(@Lazy IdentityService identity, Organisation organisation) {
        this.identity = identity;
        this.organisation = organisation;
    }

    /** The ids of the units this person works for; empty for null, the unknown, and people with a role only. */
    public Set<String> unitsOf(String userId) {
        return groupsOf(userId).stream()
                .filter(group -> organisation.find(group).isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All groups of this person: units, head groups and {@link Roles}; empty for null and the unknown. Never cached. */
    public Set<String> groupsOf(String userId) {
        if (userId == null) {
            return Set.of();
        }
        return asNobody(() -> identity.createGroupQuery().groupMember(userId).list()).stream()
                .map(Group::getId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether this person leads the unit. */
    public boolean isHeadOf(String userId, String unitId) {
        return groupsOf(userId).contains(Roles.headOf(unitId));
    }

    /** The people of a unit by id, each with the name to show, in the order of their ids; empty for an unknown unit. */
    public Map<String, String> membersOf(String unitId) {
        Map<String, String> members = new LinkedHashMap<>();
        asNobody(() -> identity.createUserQuery()
                        .memberOfGroup(unitId)
                        .orderByUserId()
                        .asc()
                        .list())
                .forEach(user -> members.put(user.getId(), displayName(user)));
        return members;
    }

    /** The name to show: 王建国; the id itself for the unknown, 系统 for null. */
    public String nameOf(String userId) {
        if (userId == null) {
            return "系统";
        }
        // real time, not the application's: a clock that stands still must not keep a name for ever
        long now = System.nanoTime();
        Name kept = names.get(userId);
        if (kept != null && now - kept.readAt() < NAME_IS_KEPT.toNanos()) {
            return kept.text();
        }
        User user = asNobody(() -> identity.createUserQuery().userId(userId).singleResult());
        if (user == null) {
            return userId;
        }
        String name = displayName(user);
        names.put(userId, new Name(name, now));
        return name;
    }

    /** As {@link #nameOf}, for several people with one question at most. */
    public Map<String, String> namesOf(Collection<String> userIds) {
        long now = System.nanoTime();
        String[] unknown = userIds.stream()
                .filter(Objects::nonNull)
                .filter(id -> names.get(id) == null || now - names.get(id).readAt() >= NAME_IS_KEPT.toNanos())
                .distinct()
                .toArray(String[]::new);
        Map<String, String> found = new HashMap<>();
        if (unknown.length > 0) {
            asNobody(() -> identity.createUserQuery().userIdIn(unknown).list()).forEach(user -> {
                names.put(user.getId(), new Name(displayName(user), now));
                found.put(user.getId(), displayName(user));
            });
        }
        userIds.stream().filter(Objects::nonNull).forEach(id -> {
            Name kept = names.get(id);
            found.putIfAbsent(id, kept == null ? id : kept.text());
        });
        return found;
    }

    /** The id of the person on whose behalf this thread works; null for the system itself. */
    public String currentUser() {
        Authentication current = identity.getCurrentAuthentication();
        return current == null ? null : current.getUserId();
    }

    /** Surname first, and no space unless the name is written in Latin letters. */
    private static String displayName(User user) {
        String surname = user.getFirstName() == null ? "" : user.getFirstName().strip();
        String given = user.getLastName() == null ? "" : user.getLastName().strip();
        boolean latin = (surname + given).chars().allMatch(c -> c < 0x250);
        String name = latin ? (surname + " " + given).strip() : surname + given;
        return name.isEmpty() ? user.getId() : name;
    }

    private <T> T asNobody(Supplier<T> question) {
        Authentication caller = identity.getCurrentAuthentication();
        if (caller == null) {
            return question.get();
        }
        try {
            identity.clearAuthentication();
            return question.get();
        } finally {
            identity.setAuthentication(caller);
        }
    }
}
