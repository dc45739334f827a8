package suban.organisation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How single sign-on is set up; nothing of it counts without the profile {@code oidc}.
 *
 * @param issuer the provider's address as it calls itself, without {@code /.well-known/…}
 * @param client what the provider knows this application by
 * @param audience what an access token must be issued for to open the APIs; empty: no token opens them
 * @param scopes what is asked for at the log-in
 * @param userClaim the claim with the name an account gets here at its first log-in
 * @param groupsClaim the claim with the groups, a name or a path such as {@code realm_access.roles}
 * @param groupPrefix what the provider's groups begin with where they are ours ({@code /suban/}); all others are passed over
 * @param groups unit, head's group or role by the provider's group, for those that are called otherwise there
 * @param adopt whether an account that is here already may be taken over by the first person of its name at the provider
 * @param basicGroups whose members may still come by name and password, and to the APIs only
 * @param machines account by the provider's id of a client that comes with a token of its own (client credentials)
 */
@ConfigurationProperties("suban.oidc")
public record SignOnSettings(
        @DefaultValue("") String issuer,
        @DefaultValue Client client,
        @DefaultValue("") String audience,
        @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
        @DefaultValue("preferred_username") String userClaim,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue("") String groupPrefix,
        @DefaultValue Map<String, String> groups,
        @DefaultValue("false") boolean adopt,
        @DefaultValue(Roles.CHANNEL) Set<String> basicGroups,
        @DefaultValue Map<String, String> machines) {

    /**
     * @param id the client's id
     * @param secret the client's secret
     */
    public record Client(@DefaultValue("") String id, @DefaultValue("") String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Client[id=" + id + "]";
        }
    }
}
