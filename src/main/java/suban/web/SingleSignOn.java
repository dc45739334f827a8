package suban.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serial;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.core.convert.converter.Converter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;
import suban.organisation.SignOnRefused;
import suban.organisation.SignOnService;
import suban.organisation.SignOnService.SignedOn;
import suban.organisation.SignOnSettings;

/**
 * Single sign-on: people come by the log-in of a provider (OpenID Connect, authorisation code with PKCE), APIs take its access
 * tokens as well. Whoever comes is an account of the engine under its id with its groups, as after any other log-in, and
 * everything behind the log-in stays as it is. There only in the profile {@code oidc}.
 */
@Component
@Profile("oidc")
class SingleSignOn {

    /** Where a log-in at the provider begins. */
    static final String BEGIN =
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI + "/" + Provider.ID;

    /** Asks the provider not to take its own open log-in for an answer: for somebody who wants to be somebody else. */
    static final String AS_SOMEBODY_ELSE = BEGIN + "?prompt=login";

    /** Where the provider tells that somebody has logged out elsewhere, or has been shut out. */
    static final String LOGGED_OUT = "/login/oauth2/logout";

    private static final Logger LOG = LoggerFactory.getLogger(SingleSignOn.class);

    private static final String LEAVING = SingleSignOn.class.getName() + ".leaving";

    private final SignOnSettings settings;
    private final SignOnService people;
    private final Provider provider;
    private final Accounts accounts;

    /** Somebody the provider vouches for who may not come in; the message is Chinese. */
    static final class Refusal extends AuthenticationException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final SignOnRefused.Reason reason;

        Refusal(SignOnRefused refused) {
            super(refused.getMessage(), refused);
            this.reason = refused.reason();
        }
    }

    /** A person of the provider, named as their account. */
    private static final class Person extends DefaultOidcUser {

        @Serial
        private static final long serialVersionUID = 1L;

        private final String account;

        Person(OidcUser user, SignedOn person) {
            super(authorities(person), user.getIdToken(), user.getUserInfo());
            this.account = person.userId();
        }

        @Override
        public String getName() {
            return account;
        }

        @Override
        public boolean equals(Object other) {
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    SingleSignOn(SignOnSettings settings, SignOnService people, Provider provider, Accounts accounts) {
        this.settings = settings;
        this.people = people;
        this.provider = provider;
        this.accounts = accounts;
    }

    private static List<GrantedAuthority> authorities(SignedOn person) {
        return AuthorityUtils.createAuthorityList(person.groups());
    }

    /** Whether these are the groups of an account that may come by name and password. */
    boolean allowsPassword(Collection<String> groups) {
        return !Collections.disjoint(groups, settings.basicGroups());
    }

    // ---- people

    /** Lets people in by the provider, and in no other way. */
    void logIn(HttpSecurity http, AuthenticationSuccessHandler success) throws Exception {
        OidcUserService users = new OidcUserService();
        DefaultOAuth2UserService userInfo = new DefaultOAuth2UserService();
        RestTemplate asking = provider.http();
        asking.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        userInfo.setRestOperations(asking);
        users.setOauth2UserService(userInfo);
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(provider.http().getRequestFactory())
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        http.oauth2Login(login -> login.loginPage("/login")
                .clientRegistrationRepository(provider)
                .authorizedClientRepository(new NothingKept())
                .authorizationEndpoint(begin ->
                        begin.authorizationRequestResolver(requests()).authorizationRequestRepository(new OpenLogIns()))
                .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(tokens))
                .userInfoEndpoint(endpoint -> endpoint.oidcUserService(request -> person(users, request)))
                .successHandler(success)
                .failureHandler(this::failed)
                .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
                        filter.setAuthenticationFailureHandler(SingleSignOn.this::failed);
                        return filter;
                    }
                }));
    }

    private OidcUser person(OidcUserService users, OidcUserRequest request) {
        OidcUser user = users.loadUser(request);
        try {
            return new Person(user, people.logIn(user.getClaims()));
        } catch (SignOnRefused e) {
            throw refusal(user.getSubject(), e);
        }
    }

    /** Who is refused has no other session left either. */
    private Refusal refusal(String subject, SignOnRefused refused) {
        endSessions(subject);
        return new Refusal(refused);
    }

    private OAuth2AuthorizationRequestResolver requests() {
        DefaultOAuth2AuthorizationRequestResolver requests = new DefaultOAuth2AuthorizationRequestResolver(
                provider, OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return new OAuth2AuthorizationRequestResolver() {
            @Override
            public OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
                return asAsked(requests.resolve(request), request);
            }

            @Override
            public OAuth2AuthorizationRequest resolve(HttpServletRequest request, String id) {
                return asAsked(requests.resolve(request, id), request);
            }
        };
    }

    private static OAuth2AuthorizationRequest asAsked(OAuth2AuthorizationRequest begun, HttpServletRequest request) {
        boolean anew = begun != null && "login".equals(request.getParameter("prompt"));
        return anew
                ? OAuth2AuthorizationRequest.from(begun)
                        .additionalParameters(more -> more.put("prompt", "login"))
                        .build()
                : begun;
    }

    /** Tokens of the provider are of no use after the log-in. */
    private static final class NothingKept implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
                String id, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // nothing is kept
        }

        @Override
        public void removeAuthorizedClient(
                String id, Authentication principal, HttpServletRequest request, HttpServletResponse response) {
            // nothing is kept
        }
    }

    /** The person gets one of a few sentences, the operator the cause. */
    private void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        String error = error(e);
        LOG.warn("log-in by the provider failed ({}): {}", error, causes(e));
        WebSecurity.redirect(response, "/login?error=" + error);
    }

    private static String error(AuthenticationException e) {
        if (e instanceof Refusal refusal) {
            return refusal.reason.name();
        }
        if (Provider.isOutOfReach(e)) {
            return "unreachable";
        }
        return e instanceof OAuth2AuthenticationException failure
                ? switch (failure.getError().getErrorCode()) {
                    case "authorization_request_not_found", "invalid_state_parameter" -> "expired";
                    case "access_denied" -> "denied";
                    case "server_error", "temporarily_unavailable" -> "unreachable";
                    default -> "failed";
                }
                : "failed";
    }

    private static String causes(Throwable failure) {
        StringBuilder causes = new StringBuilder();
        for (Throwable cause = failure; cause != null && causes.length() < 2000; cause = cause.getCause()) {
            causes.append(causes.isEmpty() ? "" : " <- ")
                    .append(String.valueOf(cause.getMessage()).replaceAll("\\s+", " "));
        }
        return causes.toString();
    }

    /** The sentence of a failure; the parameter is anybody's to write. */
    static String message(String error) {
        for (SignOnRefused.Reason reason : SignOnRefused.Reason.values()) {
            if (reason.name().equals(error)) {
                return reason.message();
            }
        }
        return switch (error) {
            case "expired" -> "登录页面已过期，请重新登录。";
            case "denied" -> "统一身份认证平台未允许这次登录，或您取消了登录。";
            case "unreachable" -> "统一身份认证平台暂时无法访问，请稍后再试；一直无法访问的，请联系系统管理员。";
            case "everywhere" -> "已退出所有设备，请重新登录。";
            case "nothing" -> "该账号没有可用的页面，请联系管理员。";
            default -> "登录未成功，请重试；仍不成功的，请联系系统管理员。";
        };
    }

    /** Whether somebody may come in as somebody else, but not as they are. */
    static boolean refused(String error) {
        return error != null
                && (error.equals("nothing")
                        || List.of(SignOnRefused.Reason.values()).stream()
                                .anyMatch(reason -> reason.name().equals(error)));
    }

    // ---- leaving

    /** After the end of a session: the next look at the log-in page takes its person out at the provider, too. */
    void leave(Authentication user, HttpServletRequest request) {
        if (user != null && user.getPrincipal() instanceof OidcUser person) {
            request.getSession().setAttribute(LEAVING, person.getIdToken().getTokenValue());
        }
    }

    /** Where the provider ends its own log-in of the person who has just left here, once. */
    Optional<String> farewell(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object token = session == null ? null : session.getAttribute(LEAVING);
        if (token == null) {
            return Optional.empty();
        }
        session.removeAttribute(LEAVING);
        return provider.endSession().map(address -> UriComponentsBuilder.fromUriString(address)
                .queryParam("id_token_hint", "{token}")
                .queryParam("client_id", "{client}")
                .queryParam("post_logout_redirect_uri", "{back}")
                .encode()
                .buildAndExpand(
                        token,
                        settings.client().id(),
                        ServletUriComponentsBuilder.fromContextPath(request)
                                .path("/login")
                                .queryParam("error", "out")
                                .toUriString())
                .toUriString());
    }

    /** Ends all sessions of a person of the provider, who need not be known here. */
    private void endSessions(String subject) {
        people.accountOf(subject).ifPresent(accounts::endSessions);
    }

    /** The provider's id of its log-in that this one came from; null for none. */
    static String providerSession(Authentication user) {
        return user.getPrincipal() instanceof OidcUser person
                ? person.getIdToken().getClaimAsString("sid")
                : null;
    }

    /** Whether the provider has ended its log-in that one came from. */
    boolean hasEnded(String providerSession) {
        return people.hasEnded(providerSession);
    }

    /** The provider tells of a log-out: what came from that log-in ends, or everything of that person where it names none. */
    void loggedOut(Jwt told) {
        String session = told.getClaimAsString("sid");
        if (session == null) {
            endSessions(told.getSubject());
        } else {
            people.end(session, told.getIssuedAt().getEpochSecond());
        }
    }

    // ---- tokens

    /** Takes access tokens of the provider, where an audience says which. */
    void tokens(HttpSecurity http) throws Exception {
        if (settings.audience().isBlank()) {
            return;
        }
        Converter<Jwt, AbstractAuthenticationToken> byToken = token -> {
            String session = token.getClaimAsString("sid");
            if (session != null && people.hasEnded(session)) {
                throw new InvalidBearerTokenException("the log-in it came from has ended");
            }
            try {
                SignedOn caller = people.byToken(token.getClaims());
                return new JwtAuthenticationToken(token, authorities(caller), caller.userId());
            } catch (SignOnRefused e) {
                if (e.reason() == SignOnRefused.Reason.SILENT) {
                    throw new InvalidBearerTokenException("it says nothing of groups");
                }
                throw refusal(token.getSubject(), e);
            }
        };
        http.oauth2ResourceServer(
                server -> server.jwt(jwt -> jwt.decoder(provider.accessTokens()).jwtAuthenticationConverter(byToken))
                        .authenticationEntryPoint(SingleSignOn::refuse)
                        .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                            @Override
                            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                                filter.setAuthenticationFailureHandler(SingleSignOn::refuse);
                                return filter;
                            }
                        }));
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof Refusal) {
            Problem.of(HttpStatus.FORBIDDEN, e.getMessage()).writeTo(response);
        } else if (e instanceof AuthenticationServiceException) {
            LOG.warn("access token not checked: {}", causes(e));
            Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "统一身份认证平台暂时无法访问，请稍后再试。").writeTo(response);
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"suban\", error=\"invalid_token\"");
            Problem.of(HttpStatus.UNAUTHORIZED, "访问令牌无效或已过期。").writeTo(response);
        }
    }
}
