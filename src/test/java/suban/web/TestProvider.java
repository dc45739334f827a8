package suban.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/**
 * A real provider of log-ins on a port of its own: the Spring Authorization Server. Everybody of any name may log in there with
 * one password; what it says about them each test decides. Its address is another host's than the application's, since
 * cookies know no ports.
 */
public final class TestProvider {

    /** Of everybody there. */
    public static final String PASSWORD = "provider-Secret-1";

    static final String CLIENT = "suban";
    static final String CLIENT_SECRET = "geheim";
    static final String AUDIENCE = "suban-api";

    private static final TestProvider ONE = new TestProvider();

    private final RSAKey key = newKey();
    private final Map<String, Map<String, Object>> claims = new ConcurrentHashMap<>();
    private final Set<String> shutOut = ConcurrentHashMap.newKeySet();
    private volatile RegisteredClient client;
    private ServletWebServerApplicationContext context;

    private TestProvider() {}

    /** The only one; it is up when it is first asked for. */
    public static synchronized TestProvider up() {
        if (ONE.context == null) {
            ONE.start();
        }
        return ONE;
    }

    private void start() {
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .initializers(it -> it.getBeanFactory().registerSingleton("provider", this))
                .properties(
                        // not the application's
                        "spring.config.name=provider",
                        "spring.main.banner-mode=off",
                        "spring.main.register-shutdown-hook=false",
                        "server.port=0",
                        "server.servlet.session.cookie.name=PROVIDER")
                .run();
    }

    /** Its address as it calls itself. */
    public String issuer() {
        return "http://127.0.0.1:" + context.getWebServer().getPort();
    }

    /** The application that people are sent back to. */
    public TestProvider serves(String application) {
        client = RegisteredClient.withId(CLIENT)
                .clientId(CLIENT)
                .clientSecret("{noop}" + CLIENT_SECRET)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(application + "/login/oauth2/code/oidc")
                .postLogoutRedirectUri(application + "/login?error=out")
                .scopes(scopes -> scopes.addAll(List.of("openid", "profile", "email")))
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .build();
        return this;
    }

    /** From now on it says this of whoever logs in there by this name, which is also its lasting id of that person. */
    public TestProvider says(String user, Map<String, Object> about) {
        claims.put(user, about);
        return this;
    }

    /** From now on somebody is in these groups there. */
    public TestProvider says(String user, String... groups) {
        return says(user, Map.of("preferred_username", user, "groups", List.of(groups)));
    }

    /** Nobody of this name gets in there any more. */
    TestProvider shutsOut(String user) {
        shutOut.add(user);
        return this;
    }

    private Map<String, Object> about(String user) {
        return claims.getOrDefault(user, Map.of("preferred_username", user));
    }

    /** An access token of somebody for the application's APIs, changed as a test wants it. */
    String token(String user, Consumer<JwtClaimsSet.Builder> changes) {
        return sign(key, user, changes);
    }

    String token(String user) {
        return token(user, claims -> {});
    }

    /** The same by a key that is not the provider's. */
    String forged(String user) {
        return sign(newKey(), user, claims -> {});
    }

    private String sign(RSAKey signer, String user, Consumer<JwtClaimsSet.Builder> changes) {
        Instant now = Instant.now();
        JwtClaimsSet.Builder token = JwtClaimsSet.builder()
                .issuer(issuer())
                .subject(user)
                .audience(List.of(AUDIENCE))
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofMinutes(5)))
                .claims(all -> all.putAll(about(user)));
        changes.accept(token);
        return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(signer)))
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(SignatureAlgorithm.RS256).build(), token.build()))
                .getTokenValue();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing of Suban's: a server, its servlet, and what is below. No stereotype, or every test's application would have it. */
    @EnableWebSecurity
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class
    })
    static class Application {

        @Bean
        @Order(1)
        SecurityFilterChain protocol(HttpSecurity http) throws Exception {
            OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
            return http.securityMatcher(server.getEndpointsMatcher())
                    .with(server, it -> it.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(paths -> paths.anyRequest().authenticated())
                    .exceptionHandling(
                            it -> it.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                    .build();
        }

        @Bean
        @Order(2)
        SecurityFilterChain people(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(paths -> paths.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService everybody(TestProvider provider) {
            return name -> User.withUsername(name)
                    .password("{noop}" + PASSWORD)
                    .disabled(provider.shutOut.contains(name))
                    .authorities("person")
                    .build();
        }

        @Bean
        RegisteredClientRepository clients(TestProvider provider) {
            RegisteredClient machine = RegisteredClient.withId("qudao")
                    .clientId("qudao")
                    .clientSecret("{noop}" + CLIENT_SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .build();
            return new RegisteredClientRepository() {
                @Override
                public void save(RegisteredClient registeredClient) {
                    // it would like to keep the secrets otherwise encoded
                }

                @Override
                public RegisteredClient findById(String id) {
                    return findByClientId(id);
                }

                @Override
                public RegisteredClient findByClientId(String id) {
                    return id.equals(CLIENT) ? provider.client : id.equals("qudao") ? machine : null;
                }
            };
        }

        @Bean
        JWKSource<SecurityContext> keys(TestProvider provider) {
            return new ImmutableJWKSet<>(new JWKSet(provider.key));
        }

        /** For its own tokens, as it is asked about people with them. */
        @Bean
        JwtDecoder ownTokens(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> whatItSays(TestProvider provider) {
            return context -> {
                boolean machine = AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType());
                boolean access = "access_token".equals(context.getTokenType().getValue());
                if (access) {
                    context.getClaims().audience(List.of(AUDIENCE));
                }
                if (machine) {
                    context.getClaims()
                            .claim("client_id", context.getRegisteredClient().getClientId());
                } else {
                    String user = context.getPrincipal().getName();
                    context.getClaims().claims(all -> all.putAll(provider.about(user)));
                }
            };
        }
    }
}
