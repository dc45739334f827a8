package suban.organisation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a provider says about a person, in our words.
 *
 * @param subject a digest of the provider's own, lasting id of the person
 * @param user the name for an account; null for none that could be one
 * @param surname the surname, or the whole name where it comes in one piece; may be empty
 * @param givenName may be empty
 * @param email null for none
 * @param groups units, heads' groups and roles of people; what we do not know is left out; null where the claim is absent, which says
 *     nothing of the person
 * @param asOf when the provider said so, in seconds since 1970
 */
record SignOnClaims(
        String subject, String user, String surname, String givenName, String email, Set<String> groups, long asOf) {

    /** As the engine lets an account be called in the profile {@code oidc}, and as paths of its API can name one. */
    private static final Pattern USER = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}");

    /** Characters of a name. */
    private static final int LONGEST_NAME = 60;

    /** Characters of an address (RFC 5321). */
    private static final int LONGEST_EMAIL = 254;

    static SignOnClaims of(Map<String, Object> claims, SignOnSettings settings, Organisation organisation) {
        String surname = text(claims.get("family_name"));
        String givenName = text(claims.get("given_name"));
        if (surname.isEmpty() && givenName.isEmpty()) {
            surname = text(claims.get("name"));
        }
        String user = nameOf(claims, settings);
        String email = text(claims.get("email"));
        return new SignOnClaims(
                subject(settings.issuer(), String.valueOf(claims.get("sub"))),
                USER.matcher(user).matches() ? user : null,
                cut(surname, LONGEST_NAME),
                cut(givenName, LONGEST_NAME),
                email.isEmpty() || email.length() > LONGEST_EMAIL ? null : email,
                groups(find(claims, settings.groupsClaim()), settings, organisation),
                claims.get("iat") instanceof Instant issued ? issued.getEpochSecond() : 0);
    }

    /** What the provider calls them; empty for nothing. */
    static String nameOf(Map<String, Object> claims, SignOnSettings settings) {
        return text(find(claims, settings.userClaim()));
    }

    /** The same for the same person at the same provider, and for nobody else. */
    static String subject(String issuer, String subject) {
        try {
            byte[] both = (issuer + "\n" + subject).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(both));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    /** The claim of this name, or what a path leads to: {@code realm_access.roles}. */
    private static Object find(Map<String, Object> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        Object found = claims;
        for (String step : path.split("\\.")) {
            found = found instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return found;
    }

    private static Set<String> groups(Object claim, SignOnSettings settings, Organisation organisation) {
        if (claim == null) {
            return null;
        }
        Collection<?> values = claim instanceof Collection<?> several ? several : List.of(claim);
        Set<String> groups = new LinkedHashSet<>();
        values.stream()
                .filter(Objects::nonNull)
                .map(value -> ours(value.toString(), settings))
                .flatMap(Optional::stream)
                .filter(group -> isForPeople(group, organisation))
                .forEach(group -> {
                    groups.add(group);
                    // who leads a unit works in it
                    Roles.unitOfHead(group)
                            .filter(unit -> isHead(group, organisation))
                            .ifPresent(groups::add);
                });
        return groups;
    }

    private static Optional<String> ours(String theirs, SignOnSettings settings) {
        String named = settings.groups().get(theirs);
        if (named != null) {
            return Optional.of(named);
        }
        return theirs.startsWith(settings.groupPrefix())
                ? Optional.of(theirs.substring(settings.groupPrefix().length()))
                : Optional.empty();
    }

    /** Whether this is a unit, its head's group, or a role that people have. */
    static boolean isForPeople(String group, Organisation organisation) {
        return organisation.find(group).isPresent()
                || isHead(group, organisation)
                || Roles.ALL.containsKey(group) && !group.equals(Roles.CHANNEL);
    }

    private static boolean isHead(String group, Organisation organisation) {
        return organisation.find(group).isEmpty()
                && Roles.unitOfHead(group).flatMap(organisation::find).isPresent();
    }

    /** On one line, without what databases and pages stumble over. */
    private static String text(Object claim) {
        return claim == null
                ? ""
                : claim.toString().replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]+", "").strip();
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest));
    }
}
