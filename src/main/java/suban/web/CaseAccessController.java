package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import suban.ledger.LedgerSearch;
import suban.ledger.Viewer;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.privacy.AccessLog;

/** Lists who was shown the contact data of a case; to whom {@link CaseAccess} lets read it. */
@RestController
class CaseAccessController {

    private final AccessLog log;
    private final LedgerSearch search;
    private final CaseAccess access;
    private final Organisation organisation;
    private final People people;
    private final Viewers viewers;

    CaseAccessController(
            AccessLog log,
            LedgerSearch search,
            CaseAccess access,
            Organisation organisation,
            People people,
            Viewers viewers) {
        this.log = log;
        this.search = search;
        this.access = access;
        this.organisation = organisation;
        this.people = people;
        this.viewers = viewers;
    }

    /**
     * One time that somebody was shown contact data; the same thing by the same way once in ten minutes
     * ({@code suban.privacy.noted-once-in}).
     *
     * @param user the person's id
     * @param unit names of the units the person works for; null for none
     * @param what in what it stood, in Chinese, with the number of a document or file
     * @param door by which way, in Chinese
     */
    record View(
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime at,
            String user,
            String person,
            String unit,
            String what,
            String door) {}

    @GetMapping({
        "/api/complaints/{number}/personal-data-access",
        "/camunda/api/suban/complaints/{number}/personal-data-access"
    })
    List<View> entries(@PathVariable String number) {
        Viewer viewer = viewers.current();
        if (!access.mayRead(search.visible(number, viewer), viewer)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        List<AccessLog.Entry> entries = log.of(number);
        Map<String, String> names =
                people.namesOf(entries.stream().map(AccessLog.Entry::user).collect(Collectors.toSet()));
        return entries.stream()
                .map(it -> new View(
                        CaseView.at(it.at()),
                        it.user(),
                        names.getOrDefault(it.user(), it.user()),
                        it.units() == null
                                ? null
                                : Arrays.stream(it.units().split(","))
                                        .map(organisation::nameOf)
                                        .collect(Collectors.joining("、")),
                        it.what().label() + (it.reference().isEmpty() ? "" : "　" + it.reference()),
                        it.door().label()))
                .toList();
    }
}
