package suban.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Where a person's work is: Cockpit for supervisors, Tasklist for all others who have a part in it. */
@Component
class Home {

    private static final List<String> APPS = List.of("tasklist", "cockpit", "admin");
    private static final List<String> SUPERVISORS_APPS = List.of("cockpit", "tasklist", "admin");
    private static final String SUPERVISORS = "supervisor";
    private static final String PAGES = "/camunda/app/";

    private final ProcessEngine engine;

    Home(ProcessEngine engine) {
        this.engine = engine;
    }

    /** For somebody not logged in: Tasklist, which asks for the log-in. */
    String ofStranger() {
        return PAGES + APPS.get(0) + "/";
    }

    /**
     * The page to show to this person, {@code wanted} if they may see it.
     *
     * @param wanted path of a page, may be null
     * @return empty where there is none, as for a machine account
     */
    Optional<String> of(Authentication user, String wanted) {
        List<String> groups = EngineUsers.groupsOf(user);
        UserAuthentication rights = AuthenticationUtil.createAuthentication(engine, user.getName(), groups, List.of());
        if (rights == null) {
            // deleted since the log-in
            return Optional.empty();
        }
        List<String> pages = (groups.contains(SUPERVISORS) ? SUPERVISORS_APPS : APPS)
                .stream()
                        .filter(rights::isAuthorizedForApp)
                        .map(app -> PAGES + app + "/")
                        .toList();
        return Stream.concat(
                        Stream.ofNullable(wanted).filter(path -> pages.stream().anyMatch(path::startsWith)),
                        pages.stream())
                .findFirst();
    }
}
