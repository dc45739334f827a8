package suban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets the engine know who calls {@code /api} and {@code /engine-rest}, and forgets it when the call has ended. */
class EngineUserFilter extends OncePerRequestFilter {

    private final IdentityService identities;

    EngineUserFilter(IdentityService identities) {
        this.identities = identities;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        if (user == null || !user.isAuthenticated()) {
            // the security chain lets nobody through to here; without a user the engine would check nothing
            Problem.of(HttpStatus.UNAUTHORIZED).writeTo(response);
            return;
        }
        try {
            identities.setAuthentication(user.getName(), EngineUsers.groupsOf(user));
            chain.doFilter(request, response);
        } finally {
            identities.clearAuthentication();
        }
    }
}
