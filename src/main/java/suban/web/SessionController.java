package suban.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the script in every web application asks and reports about the log-in; the security chain lets no stranger in here. */
@RestController
@RequestMapping("/camunda/api/suban/session")
class SessionController {

    private final Sessions sessions;

    SessionController(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Asking is no activity. */
    @GetMapping
    ResponseEntity<Sessions.Standing> standing(HttpServletRequest request) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(sessions.standing(request.getSession()));
    }

    /** The person has used keyboard or mouse. */
    @PostMapping
    ResponseEntity<Sessions.Standing> active(HttpServletRequest request) {
        HttpSession session = request.getSession();
        sessions.touch(session);
        return standing(request);
    }
}
