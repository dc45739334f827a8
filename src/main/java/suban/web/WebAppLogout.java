package suban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the whole session when a web application's log-out button has ended its own part (which also checks the CSRF token):
 * otherwise the next page would log the same person in again.
 */
class WebAppLogout extends OncePerRequestFilter {

    private final Optional<SingleSignOn> signOn;

    WebAppLogout(Optional<SingleSignOn> signOn) {
        this.signOn = signOn;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        chain.doFilter(request, response);
        boolean loggedOut = request.getMethod().equals("POST")
                && request.getRequestURI().endsWith("/logout")
                && HttpStatus.valueOf(response.getStatus()).is2xxSuccessful();
        HttpSession session = request.getSession(false);
        if (loggedOut && session != null) {
            session.invalidate();
            SecurityContextHolder.clearContext();
            if (!response.isCommitted()) {
                // else no new session can be told to the browser, and the provider's log-in outlives ours
                signOn.ifPresent(provider -> provider.leave(user, request));
            }
        }
    }
}
