package suban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What every answer says to browsers, whoever gives it: pages, files, APIs, errors, redirects. Stands first. The web
 * applications' pages replace the policy by their own, with a nonce.
 */
class SecurityHeaders extends OncePerRequestFilter {

    /** Nothing from elsewhere, nothing in the page itself, in nobody's frame. */
    static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /** Answers with personal data; some of the engine's would otherwise be kept, if only to be asked for again. */
    private static final Pattern PERSONAL = Pattern.compile("/(api|engine-rest|actuator|camunda/api)(/.*)?");

    private static final String NEVER_KEPT = "no-store";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        // not no-referrer, which would make the origin of our own forms unknown to ourselves
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        response.setHeader("Content-Security-Policy", POLICY);
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        boolean personal = PERSONAL.matcher(request.getRequestURI()).matches();
        if (personal) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, NEVER_KEPT);
        }
        chain.doFilter(request, new Guarded(response, personal, request.isSecure()));
    }

    private static final class Guarded extends HttpServletResponseWrapper {

        private final boolean personal;
        private final boolean secure;

        Guarded(HttpServletResponse response, boolean personal, boolean secure) {
            super(response);
            this.personal = personal;
            this.secure = secure;
        }

        @Override
        public void setHeader(String name, String value) {
            if (!isSettled(name)) {
                super.setHeader(name, guarded(name, value));
            }
        }

        @Override
        public void addHeader(String name, String value) {
            if (!isSettled(name)) {
                super.addHeader(name, guarded(name, value));
            }
        }

        private boolean isSettled(String name) {
            return personal && name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL);
        }

        /** The engine's token cookie knows one setting for all connections. */
        private String guarded(String name, String value) {
            boolean open = secure
                    && name.equalsIgnoreCase(HttpHeaders.SET_COOKIE)
                    && value != null
                    && !value.toLowerCase(Locale.ROOT).contains("; secure")
                    && !value.toLowerCase(Locale.ROOT).contains(";secure");
            return open ? value + "; Secure" : value;
        }
    }
}
