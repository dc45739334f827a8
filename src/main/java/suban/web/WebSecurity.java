package suban.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import suban.organisation.Organisation;

/**
 * Closed by default (design, section 7). Two ways in, both with the engine's users: machines and tools by HTTP Basic without
 * a session, people by the one log-in page with a session that the web applications share. Where there is single sign-on, people
 * come by the provider's page instead, and APIs take its tokens besides.
 */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    private static final String[] ENGINE_APIS = {"/engine-rest/*", "/camunda/api/*"};

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private static final RequestMatcher HEALTH = reading("/actuator/health(/liveness|/readiness)?");
    private static final RequestMatcher HEALTH_PARTS = path("/actuator/health/.*");
    private static final RequestMatcher ACTUATOR = path("/actuator(/.*)?");
    private static final RequestMatcher MACHINES = path("/(api|engine-rest|actuator)(/.*)?");
    private static final RequestMatcher LOG_IN = path("/login");
    private static final RequestMatcher LOGGED_OUT = path(SingleSignOn.LOGGED_OUT);
    private static final RequestMatcher STATIC =
            reading("/|/suban/.*|/favicon\\.ico|/camunda/favicon\\.ico|/camunda/(assets|lib)/.*");
    private static final RequestMatcher WEB_APPS = path("/camunda(/|/app|/app/.*|/api/.*)?");
    private static final RequestMatcher PASSWORD = path("/password(/sessions)?");

    /** Camunda's own log-in and its "create the first administrator", which anyone may call (CVE-2026-77226). */
    private static final RequestMatcher CLOSED = path("/camunda/api/admin/(auth/user/[^/]+/login|setup)(/.*)?");

    /** A page of a web application, not one of its files. */
    static final Pattern PAGE = Pattern.compile("/camunda/app/(tasklist|cockpit|admin|welcome)/(\\w+/)?");

    /** Machines and tools. */
    @Bean
    @Order(1)
    SecurityFilterChain basic(HttpSecurity http, Optional<SingleSignOn> signOn) throws Exception {
        if (signOn.isPresent()) {
            signOn.get().tokens(http);
        }
        return http.securityMatcher(MACHINES)
                .authorizeHttpRequests(paths -> paths.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(CLOSED)
                        .denyAll()
                        .requestMatchers(HEALTH)
                        .permitAll()
                        .requestMatchers(HEALTH_PARTS)
                        .denyAll()
                        .requestMatchers(ACTUATOR)
                        .hasAnyAuthority("supervisor", "camunda-admin")
                        .anyRequest()
                        .authenticated())
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

    /** People. */
    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, Home home, Sessions sessions, Optional<SingleSignOn> signOn)
            throws Exception {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(request -> request.getMethod().equals("GET")
                && PAGE.matcher(request.getRequestURI()).matches());
        cache.setMatchingRequestParameterName(null);
        AuthenticationSuccessHandler success = (request, response, user) ->
                welcome(request, response, user, home, cache.getRequest(request, response));
        if (signOn.isPresent()) {
            signOn.get().logIn(http, success);
        } else {
            http.formLogin(login -> login.loginPage("/login")
                    .successHandler(success)
                    .failureHandler((request, response, e) -> redirect(
                            response, e instanceof LockedException ? "/login?error=throttled" : "/login?error=wrong")));
        }
        return http.authorizeHttpRequests(paths -> paths.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(CLOSED)
                        .denyAll()
                        .requestMatchers(LOG_IN, STATIC)
                        .permitAll()
                        .requestMatchers(LOGGED_OUT)
                        .access((user, request) -> new AuthorizationDecision(signOn.isPresent()))
                        .requestMatchers(WEB_APPS, PASSWORD)
                        .authenticated()
                        .anyRequest()
                        .denyAll())
                .sessionManagement(management -> management.addSessionAuthenticationStrategy(sessions))
                .requestCache(requests -> requests.requestCache(cache))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint((request, response, e) -> {
                            if (CLOSED.matches(request)) {
                                Problem.of(HttpStatus.FORBIDDEN).writeTo(response);
                            } else {
                                askToLogIn(request, response);
                            }
                        })
                        .accessDeniedHandler(WebSecurity::forbid))
                // the web applications bring their own protection; the token of a stale log-in page is handled above
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(request -> request.getMethod()
                                .equals("POST")
                        && (PASSWORD.matches(request) || request.getRequestURI().endsWith("/login"))))
                .logout(logout -> logout.disable())
                // 4 MB of scripts would be loaded anew with every page; what must not be kept says so itself
                .headers(headers -> headers.cacheControl(cacheControl -> cacheControl.disable()))
                .build();
    }

    /**
     * Matches the path as it was sent. Spring's own patterns are relative to the servlet, so that they never match what the
     * engine's servlets serve, and match the end of it by accident. {@link PlainPaths} sees to it that a path has one form.
     */
    private static RequestMatcher path(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return request -> pattern.matcher(request.getRequestURI()).matches();
    }

    private static RequestMatcher reading(String regex) {
        RequestMatcher path = path(regex);
        return request -> READING.contains(request.getMethod()) && path.matches(request);
    }

    /** A person is sent to the log-in page, a script is told 401. */
    private static void askToLogIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean page = READING.contains(request.getMethod())
                && Pattern.matches("/camunda/?|/camunda/app(/.*)?|/password", request.getRequestURI());
        if (page) {
            redirect(response, "/login");
        } else {
            Problem.of(HttpStatus.UNAUTHORIZED).writeTo(response);
        }
    }

    static void challenge(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"suban\", charset=\"UTF-8\"");
        Problem problem = e instanceof LockedException
                ? Problem.of(HttpStatus.UNAUTHORIZED, "尝试次数过多，请稍后再试。")
                : Problem.of(HttpStatus.UNAUTHORIZED);
        problem.writeTo(response);
    }

    private static void forbid(HttpServletRequest request, HttpServletResponse response, Exception e)
            throws IOException {
        if (request.getRequestURI().equals("/login")) {
            // the page had been open for so long that its session is gone: a fresh one
            redirect(response, "/login?error=expired");
        } else if (PASSWORD.matches(request)) {
            redirect(response, "/password?error=expired");
        } else if (wantsAPage(request)) {
            response.sendError(HttpStatus.FORBIDDEN.value());
        } else {
            Problem.of(HttpStatus.FORBIDDEN).writeTo(response);
        }
    }

    private static boolean wantsAPage(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE);
    }

    private static void welcome(
            HttpServletRequest request,
            HttpServletResponse response,
            Authentication user,
            Home home,
            SavedRequest saved)
            throws IOException {
        String wanted =
                saved == null ? null : URI.create(saved.getRedirectUrl()).getRawPath();
        Optional<String> page = home.of(user, wanted);
        if (page.isEmpty()) {
            // a machine account has nothing to look at
            request.getSession().invalidate();
        }
        redirect(response, page.orElse("/login?error=nothing"));
    }

    /** Always relative, so that a proxy in front needs no rewriting. */
    static void redirect(HttpServletResponse response, String path) {
        response.setStatus(HttpStatus.FOUND.value());
        response.setHeader(HttpHeaders.LOCATION, path);
    }

    @Bean
    FilterRegistrationBean<Filter> logContext() {
        return register(new LogContext(), Ordered.HIGHEST_PRECEDENCE, "/*");
    }

    @Bean
    FilterRegistrationBean<Filter> plainPaths() {
        return register(new PlainPaths(), Ordered.HIGHEST_PRECEDENCE + 1, "/*");
    }

    @Bean
    FilterRegistrationBean<Filter> securityHeaders() {
        return register(new SecurityHeaders(), Ordered.HIGHEST_PRECEDENCE, "/*");
    }

    @Bean
    FilterRegistrationBean<Filter> crossSite() {
        return register(new CrossSite(), Ordered.HIGHEST_PRECEDENCE + 2, "/*");
    }

    /** Just before the security chain. */
    @Bean
    FilterRegistrationBean<Filter> sessionEnd(Sessions sessions) {
        int order = SecurityProperties.DEFAULT_FILTER_ORDER - 1;
        return register(
                new SessionEnd(sessions), order, "/", "/login", "/password/*", "/camunda/app/*", "/camunda/api/*");
    }

    @Bean
    FilterRegistrationBean<Filter> engineUserFilter(IdentityService identities) {
        return register(new EngineUserFilter(identities), 1, "/api/*", "/engine-rest/*");
    }

    @Bean
    FilterRegistrationBean<Filter> engineGate(ProcessEngine engine, Organisation organisation) {
        return register(new EngineGate(engine, organisation), 2, ENGINE_APIS);
    }

    @Bean
    FilterRegistrationBean<Filter> expressionFilter() {
        return register(new ExpressionFilter(), 3, ENGINE_APIS);
    }

    @Bean
    FilterRegistrationBean<Filter> refusalFilter() {
        return register(new RefusalFilter(), 4, ENGINE_APIS);
    }

    @Bean
    FilterRegistrationBean<Filter> noncePerRequest() {
        return register(new NoncePerRequest(), 5, "/camunda/app/*", "/camunda/api/*");
    }

    @Bean
    FilterRegistrationBean<Filter> webAppLogout(Optional<SingleSignOn> signOn) {
        return register(new WebAppLogout(signOn), 6, "/camunda/api/admin/auth/user/*");
    }

    @Bean
    FilterRegistrationBean<Filter> webAppLogin(ProcessEngine engine) {
        return register(new WebAppLogin(engine), 7, "/camunda/app/*", "/camunda/api/*");
    }

    @Bean
    FilterRegistrationBean<Filter> interventionFilter(
            Interventions interventions, PlatformTransactionManager transactions) {
        return register(new InterventionFilter(interventions, new TransactionTemplate(transactions)), 8, ENGINE_APIS);
    }

    /** Positive orders stand between the security chain (-100) and the engine's own filters, which follow all of Spring's. */
    private static FilterRegistrationBean<Filter> register(Filter filter, int order, String... paths) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setName(filter.getClass().getSimpleName());
        registration.addUrlPatterns(paths);
        registration.setOrder(order);
        return registration;
    }
}
