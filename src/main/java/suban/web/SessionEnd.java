package suban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends what {@link Sessions} says has ended, before the security chain looks: to it the visitor is then a stranger, and it
 * answers as to any stranger (the log-in page, or 401).
 */
class SessionEnd extends OncePerRequestFilter {

    /** What a person opens, unlike what a page asks for by itself. */
    private static final Pattern OPENED = Pattern.compile(WebSecurity.PAGE + "|/password");

    private final Sessions sessions;

    SessionEnd(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null) {
            try {
                check(request, session);
            } catch (IllegalStateException e) {
                // another request has ended it in this moment
                logger.debug("session already ended", e);
            }
        }
        chain.doFilter(request, response);
    }

    private void check(HttpServletRequest request, HttpSession session) {
        if (sessions.hasEnded(session)) {
            session.invalidate();
        } else if (request.getMethod().equals("GET")
                && OPENED.matcher(request.getRequestURI()).matches()) {
            sessions.touch(session);
        }
    }
}
