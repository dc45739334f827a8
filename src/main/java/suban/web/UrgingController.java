package suban.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import suban.Conflict;
import suban.Forbidden;
import suban.NotFound;
import suban.calendar.CalendarService;
import suban.ledger.Viewer;
import suban.office.UrgingService;
import suban.organisation.Organisation;

/** 催办 and 督办 for the board, the case and lists of cases (Article 4). */
@RestController
class UrgingController {

    private static final int MOST_CASES = 100;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_REQUIREMENTS = 1000;

    private final Viewers viewers;
    private final UrgingService urging;
    private final Organisation organisation;
    private final CalendarService calendar;

    UrgingController(Viewers viewers, UrgingService urging, Organisation organisation, CalendarService calendar) {
        this.viewers = viewers;
        this.urging = urging;
        this.organisation = organisation;
        this.calendar = calendar;
    }

    /** What became of one case of several; {@code message} says who was told, or why nobody was. */
    record Answer(String number, boolean done, String message) {}

    /** What the caller can do with a case beside its tasks, and which day it is. */
    record Offered(boolean urge, boolean oversee, LocalDate today) {}

    @GetMapping("/camunda/api/suban/cases/{number}/urging")
    Offered offered(@PathVariable String number) {
        UrgingService.Offer offer = urging.offer(number, viewers.currentPerson(false));
        return new Offered(offer.urge(), offer.oversee(), calendar.today());
    }

    /** Each case for itself: one that cannot be urged keeps none of the others from it. */
    @PostMapping(path = "/camunda/api/suban/urgings", consumes = MediaType.APPLICATION_JSON_VALUE)
    List<Answer> urge(HttpServletRequest request) throws IOException {
        Viewer viewer = viewers.currentPerson(false);
        JsonBody body = JsonBody.of(request, Set.of("numbers", "reason"));
        Set<String> numbers = body.texts("numbers", "投诉编号", MOST_CASES);
        String reason = body.text("reason", "催办理由", LONGEST_REASON);
        body.refuseIfAny();
        List<Answer> answers = new ArrayList<>();
        for (String number : numbers) {
            try {
                answers.add(new Answer(number, true, told("已催办", urging.urge(number, reason, viewer))));
            } catch (NotFound | Conflict | Forbidden e) {
                answers.add(new Answer(number, false, e.getMessage()));
            }
        }
        return answers;
    }

    @PostMapping(path = "/camunda/api/suban/cases/{number}/oversight", consumes = MediaType.APPLICATION_JSON_VALUE)
    Answer oversee(@PathVariable String number, HttpServletRequest request) throws IOException {
        Viewer viewer = viewers.currentPerson(false);
        JsonBody body = JsonBody.of(request, Set.of("requirements", "reportBy"));
        String requirements = body.text("requirements", "督办要求", LONGEST_REQUIREMENTS);
        LocalDate reportBy = body.date("reportBy", "报告日期");
        body.refuseIfAny();
        return new Answer(number, true, told("已督办", urging.oversee(number, requirements, reportBy, viewer)));
    }

    private String told(String what, List<String> units) {
        return what + String.join("、", units.stream().map(organisation::nameOf).toList());
    }
}
