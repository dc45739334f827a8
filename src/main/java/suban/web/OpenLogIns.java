package suban.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.web.util.WebUtils;

/**
 * The log-ins a browser has begun at the provider and not finished: several, since a browser opens all its tabs at once in the
 * morning. Each is finished once.
 */
class OpenLogIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final String OPEN = OpenLogIns.class.getName();

    private static final int MOST = 12;

    @Override
    public OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        return open(request).get(String.valueOf(request.getParameter("state")));
    }

    @Override
    public void saveAuthorizationRequest(
            OAuth2AuthorizationRequest begun, HttpServletRequest request, HttpServletResponse response) {
        if (begun == null) {
            removeAuthorizationRequest(request, response);
            return;
        }
        HttpSession session = request.getSession();
        synchronized (WebUtils.getSessionMutex(session)) {
            Map<String, OAuth2AuthorizationRequest> open = new LinkedHashMap<>(open(request));
            if (open.size() >= MOST) {
                open.remove(open.keySet().iterator().next());
            }
            open.put(begun.getState(), begun);
            session.setAttribute(OPEN, open);
        }
    }

    @Override
    public OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return null;
        }
        synchronized (WebUtils.getSessionMutex(session)) {
            Map<String, OAuth2AuthorizationRequest> open = new LinkedHashMap<>(open(request));
            OAuth2AuthorizationRequest begun = open.remove(String.valueOf(request.getParameter("state")));
            session.setAttribute(OPEN, open);
            return begun;
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, OAuth2AuthorizationRequest> open(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object open = session == null ? null : session.getAttribute(OPEN);
        return open == null ? Map.of() : (Map<String, OAuth2AuthorizationRequest>) open;
    }
}
