package suban.web;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import suban.ledger.Viewer;
import suban.privacy.AccessLog;
import suban.privacy.Shown;

/** Answers the case beside the form in Tasklist, and its page in Cockpit; for everybody else there is no such case. */
@RestController
class CasePanelController {

    private final CasePanels panels;
    private final SimilarController similar;
    private final Viewers viewers;
    private final AccessLog access;

    CasePanelController(CasePanels panels, SimilarController similar, Viewers viewers, AccessLog access) {
        this.access = access;
        this.panels = panels;
        this.similar = similar;
        this.viewers = viewers;
    }

    /** All that this person may see of the case, in one answer. */
    @GetMapping("/camunda/api/suban/cases/{number}")
    CasePanel panel(@PathVariable String number) {
        Viewer viewer = person();
        CasePanels.Shown shown = panels.of(number, viewer);
        if (shown.withContact()) {
            access.note(viewer.user(), viewer.units(), number, Shown.CASE, "");
        }
        return shown.panel();
    }

    /** Which complaints are likely about the same: asked for by a person, because it compares many texts. */
    @GetMapping("/camunda/api/suban/cases/{number}/similar")
    List<SimilarController.View> similar(@PathVariable String number) {
        Viewer viewer = viewers.currentPerson(true);
        return similar.to(panels.like(number, viewer), viewer);
    }

    /** A machine account knows the status and the reply, by the API; here are people. */
    private Viewer person() {
        Viewer viewer = viewers.current();
        if (viewer.machine()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return viewer;
    }
}
