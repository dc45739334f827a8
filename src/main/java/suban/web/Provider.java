package suban.web;

import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.context.annotation.Profile;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;
import suban.organisation.SignOnSettings;

/**
 * The provider of log-ins as it describes itself, asked when somebody needs it for the first time: a node starts, and serves
 * machines, while the provider is down. No question to it takes longer than {@link #LONGEST_ANSWER}.
 */
@Component
@Profile("oidc")
class Provider implements ClientRegistrationRepository, JwtDecoderFactory<ClientRegistration> {

    /** The last part of the address the provider sends people back to. */
    static final String ID = "oidc";

    /** What an event must be called for which a provider sends a log-out token (OpenID Connect Back-Channel Logout 1.0). */
    private static final String BACK_CHANNEL = "http://schemas.openid.net/event/backchannel-logout";

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    /** Everything that is signed by a key only the provider has. */
    private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(SignatureAlgorithm.values());

    private final SignOnSettings settings;
    private final RestTemplateBuilder templates;
    private final RestTemplate http;
    private volatile Known known;

    private record Known(
            ClientRegistration client, JwtDecoder idTokens, JwtDecoder accessTokens, JwtDecoder logOutTokens) {}

    /** The provider cannot be reached, or does not answer as one. */
    static final class OutOfReach extends AuthenticationServiceException {

        @Serial
        private static final long serialVersionUID = 1L;

        OutOfReach(String message, Throwable cause) {
            super(message, cause);
        }
    }

    Provider(SignOnSettings settings, RestTemplateBuilder templates) {
        this.settings = settings;
        this.templates = templates.connectTimeout(LONGEST_CONNECT).readTimeout(LONGEST_ANSWER);
        this.http = http();
    }

    /** With the time limits; a new one for each use, as uses differ in how they read refusals. */
    final RestTemplate http() {
        return templates.build();
    }

    /**
     * @throws OutOfReach the provider has not been asked yet and does not answer
     */
    @Override
    public ClientRegistration findByRegistrationId(String id) {
        return ID.equals(id) ? known().client : null;
    }

    /** Where a log-out here is told to the provider; empty where it has no such place, or cannot be asked. */
    Optional<String> endSession() {
        try {
            Object address = known().client
                    .getProviderDetails()
                    .getConfigurationMetadata()
                    .get("end_session_endpoint");
            return Optional.ofNullable(address).map(Object::toString);
        } catch (OutOfReach e) {
            return Optional.empty();
        }
    }

    /** For the tokens that tell who has logged in. */
    @Override
    public JwtDecoder createDecoder(ClientRegistration client) {
        return known().idTokens;
    }

    /** For the tokens that open the APIs. */
    JwtDecoder accessTokens() {
        return token -> known().accessTokens.decode(token);
    }

    /** For the tokens by which the provider tells of a log-out. */
    JwtDecoder logOutTokens() {
        return token -> known().logOutTokens.decode(token);
    }

    private Known known() {
        Known found = known;
        if (found == null) {
            found = discover();
            known = found;
        }
        return found;
    }

    private Known discover() {
        String address = settings.issuer().replaceAll("/$", "") + "/.well-known/openid-configuration";
        Map<String, Object> description;
        ClientRegistration client;
        try {
            description = http.exchange(
                            URI.create(address),
                            HttpMethod.GET,
                            null,
                            new ParameterizedTypeReference<Map<String, Object>>() {})
                    .getBody();
            if (description == null || !settings.issuer().equals(description.get("issuer"))) {
                throw new OutOfReach(address + " does not speak for " + settings.issuer(), null);
            }
            client = ClientRegistrations.fromOidcConfiguration(description)
                    .registrationId(ID)
                    .clientId(settings.client().id())
                    .clientSecret(settings.client().secret())
                    .scope(settings.scopes())
                    .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                    .build();
        } catch (RestClientException | IllegalArgumentException e) {
            throw new OutOfReach(address, e);
        }
        String keys = client.getProviderDetails().getJwkSetUri();
        if (keys == null) {
            throw new OutOfReach(address + " names no keys", null);
        }
        NimbusJwtDecoder idTokens = decoder(
                keys,
                new JwtTimestampValidator(),
                new JwtIssuerValidator(settings.issuer()),
                new OidcIdTokenValidator(client));
        idTokens.setClaimSetConverter(
                new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
        return new Known(
                client,
                idTokens,
                decoder(
                        keys,
                        new JwtTimestampValidator(),
                        new JwtIssuerValidator(settings.issuer()),
                        issuedFor(settings.audience()),
                        must(
                                "ends and has a beginning",
                                token -> token.getExpiresAt() != null && token.getIssuedAt() != null),
                        must("is an access token", Provider::opensSomething)),
                decoder(
                        keys,
                        new JwtTimestampValidator(),
                        new JwtIssuerValidator(settings.issuer()),
                        issuedFor(settings.client().id()),
                        must("tells of a log-out", Provider::tellsOfALogOut)));
    }

    @SafeVarargs
    private NimbusJwtDecoder decoder(String keys, OAuth2TokenValidator<Jwt>... validators) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys)
                .jwsAlgorithms(algorithms -> algorithms.addAll(ALGORITHMS))
                // providers call their tokens in several ways
                .validateType(false)
                .restOperations(http)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(Arrays.asList(validators)));
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> issuedFor(String audience) {
        return must(
                "is for " + audience,
                token -> token.getAudience() != null && token.getAudience().contains(audience));
    }

    private static OAuth2TokenValidator<Jwt> must(String what, java.util.function.Predicate<Jwt> test) {
        OAuth2TokenValidatorResult no =
                OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "no token that " + what, null));
        return token -> test.test(token) ? OAuth2TokenValidatorResult.success() : no;
    }

    /** A token that only says who somebody is, or that they have left, is issued for us as well, and opens nothing. */
    private static boolean opensSomething(Jwt token) {
        return !token.hasClaim("nonce")
                && !token.hasClaim("at_hash")
                && !token.hasClaim("events")
                && !"ID".equalsIgnoreCase(token.getClaimAsString("typ"))
                && token.getSubject() != null;
    }

    private static boolean tellsOfALogOut(Jwt token) {
        return (token.getSubject() != null || token.getClaimAsString("sid") != null)
                && token.getIssuedAt() != null
                && !token.hasClaim("nonce")
                && token.getClaim("events") instanceof Map<?, ?> events
                && events.containsKey(BACK_CHANNEL);
    }

    /** Whether something failed because the provider did not answer. */
    static boolean isOutOfReach(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfReach || cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
