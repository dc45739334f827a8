package suban.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The door for Prometheus: one path, one name, one password of the installation, no account in the database, so that monitoring works while that is
 * away. Closed where no password is set, and to everybody else, administrators included.
 */
@Configuration(proxyBeanMethods = false)
class MonitoringAccess {

    static final String PATH = "/actuator/prometheus";
    static final String USER = "monitor";

    private static final int SHORTEST = 16;

    @Bean
    @Order(0)
    SecurityFilterChain monitoring(HttpSecurity http, @Value("${suban.monitor.password:}") String password)
            throws Exception {
        String secret = password.strip();
        if (!secret.isEmpty() && secret.length() < SHORTEST) {
            throw new IllegalArgumentException("suban.monitor.password：至少%d个字符".formatted(SHORTEST));
        }
        return http.securityMatcher(request -> PATH.equals(request.getRequestURI()))
                .authorizeHttpRequests(paths -> paths.requestMatchers(HttpMethod.GET)
                        .authenticated()
                        .anyRequest()
                        .denyAll())
                .authenticationManager(onlyKnows(secret))
                .httpBasic(basic -> basic.authenticationEntryPoint(WebSecurity::challenge))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(WebSecurity::challenge)
                        .accessDeniedHandler((request, response, e) ->
                                Problem.of(HttpStatus.FORBIDDEN).writeTo(response)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .build();
    }

    private static AuthenticationManager onlyKnows(String secret) {
        return login -> {
            if (secret.isEmpty() || !USER.equals(login.getName()) || !matches(login, secret)) {
                throw new BadCredentialsException("not the monitoring");
            }
            return UsernamePasswordAuthenticationToken.authenticated(USER, null, AuthorityUtils.NO_AUTHORITIES);
        };
    }

    /** Takes as long whatever was given. */
    private static boolean matches(Authentication login, String secret) throws AuthenticationException {
        return MessageDigest.isEqual(
                String.valueOf(login.getCredentials()).getBytes(StandardCharsets.UTF_8),
                secret.getBytes(StandardCharsets.UTF_8));
    }
}
