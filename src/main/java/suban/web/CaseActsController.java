package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import suban.board.Failures;
import suban.handling.RequestService.Correctable;
import suban.ledger.Complaint;
import suban.ledger.LedgerSearch;
import suban.ledger.Viewer;
import suban.office.OfficeActs;
import suban.organisation.Organisation;
import suban.substitution.SubstitutionService;

/**
 * The acts of supervision on the page of a case beside 催办 and 督办: 调整办理单位 (Article 12), 转为复杂类 (Article 8), 决定延期 (Article 11) and
 * the retry of what the system could not do by itself. What is not offered is not accepted either.
 */
@RestController
class CaseActsController {

    /** As the forms have it. */
    private static final int LONGEST_REASON = 2000;

    private static final int LONGEST_ID = 64;

    private final Viewers viewers;
    private final OfficeActs acts;
    private final CaseRetries retries;
    private final Failures failures;
    private final LedgerSearch search;
    private final SubstitutionService substitution;
    private final Organisation organisation;

    CaseActsController(
            Viewers viewers,
            OfficeActs acts,
            CaseRetries retries,
            Failures failures,
            LedgerSearch search,
            SubstitutionService substitution,
            Organisation organisation) {
        this.substitution = substitution;
        this.viewers = viewers;
        this.acts = acts;
        this.retries = retries;
        this.failures = failures;
        this.search = search;
        this.organisation = organisation;
    }

    /**
     * What the caller may do with a case now, and what of it the system could not do.
     *
     * @param retry whether the failed steps are the caller's to retry
     * @param substitution whether the caller says who stands in for whom in a unit (Article 4)
     */
    record Offered(
            List<PartView> parts,
            boolean reclassify,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime due,
            List<DelayView> delays,
            List<FailureView> failures,
            boolean retry,
            boolean substitution) {}

    record UnitView(String id, String name) {}

    /** A part that may be given to another unit; a co-handler's may also be taken from it alone. */
    record PartView(String unit, String name, boolean host, List<UnitView> to) {}

    record DelayView(
            String task,
            String request,
            String newDate,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime due) {}

    record FailureView(String what, @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime since) {}

    /** What was done, in words. */
    record Done(String message) {}

    @GetMapping("/camunda/api/suban/cases/{number}/acts")
    Offered offered(@PathVariable String number) {
        Viewer viewer = viewers.currentPerson(false);
        OfficeActs.Offer offer = acts.offer(number, viewer);
        return new Offered(
                offer.parts().stream().map(this::view).toList(),
                offer.reclassify(),
                CaseView.at(offer.enterpriseDue()),
                offer.delays().stream()
                        .map(it -> new DelayView(it.task(), it.request(), it.newDate(), CaseView.at(it.due())))
                        .toList(),
                failures(number, viewer),
                retries.isFor(viewer),
                !substitution.unitsLedBy(viewer.user()).isEmpty());
    }

    /** Only who watches over the case learns what the machine could not do; units could do nothing about it. */
    private List<FailureView> failures(String number, Viewer viewer) {
        Complaint complaint = search.visible(number, viewer);
        if (!viewer.all()
                && !viewer.supervises()
                && !viewer.oversees().contains(complaint.newCity())
                && !viewer.units().contains(complaint.coordinatingUnit())) {
            return List.of();
        }
        boolean responsibility = search.knowsResponsibility(complaint, viewer);
        return failures.of(number, responsibility).stream()
                .map(it -> new FailureView(it.what(), CaseView.at(it.since())))
                .toList();
    }

    private PartView view(Correctable it) {
        return new PartView(
                it.unit(),
                organisation.nameOf(it.unit()),
                it.host(),
                it.to().stream()
                        .map(unit -> new UnitView(unit, organisation.nameOf(unit)))
                        .toList());
    }

    @PostMapping(path = "/camunda/api/suban/cases/{number}/reassignment", consumes = MediaType.APPLICATION_JSON_VALUE)
    Done reassign(@PathVariable String number, HttpServletRequest request) throws IOException {
        Viewer viewer = person(number);
        JsonBody body = JsonBody.of(request, Set.of("fromUnit", "toUnit", "reason"));
        String from = body.text("fromUnit", "原办理单位", LONGEST_ID);
        String to = body.optional("toUnit", "改由哪个单位", LONGEST_ID);
        String reason = body.text("reason", "理由", LONGEST_REASON);
        body.refuseIfAny();
        acts.reassign(number, from, to, reason, viewer);
        return new Done(
                to == null
                        ? "已免除" + organisation.nameOf(from) + "的协办，立即生效。"
                        : "已由" + organisation.nameOf(from) + "调整为" + organisation.nameOf(to) + "，立即生效。");
    }

    @PostMapping(
            path = "/camunda/api/suban/cases/{number}/reclassification",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    Done reclassify(@PathVariable String number, HttpServletRequest request) throws IOException {
        Viewer viewer = person(number);
        JsonBody body = JsonBody.of(request, Set.of("reason"));
        String reason = body.text("reason", "理由", LONGEST_REASON);
        body.refuseIfAny();
        acts.reclassify(number, reason, viewer);
        return new Done("已转为复杂类，理由和新的日期已告知企业。");
    }

    @PostMapping(path = "/camunda/api/suban/cases/{number}/delay", consumes = MediaType.APPLICATION_JSON_VALUE)
    Done decideDelay(@PathVariable String number, HttpServletRequest request) throws IOException {
        Viewer viewer = person(number);
        JsonBody body = JsonBody.of(request, Set.of("task", "decision", "newDate", "reason"));
        String task = body.text("task", "延期告知", LONGEST_ID);
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("decision", body.text("decision", "是否批准新日期", LONGEST_ID));
        form.put("newDate", body.optional("newDate", "批准的新日期", LONGEST_ID));
        form.put("reason", body.optional("reason", "不批准的理由", LONGEST_REASON));
        body.refuseIfAny();
        form.values().removeIf(Objects::isNull);
        acts.decideDelay(number, task, form, viewer);
        return new Done("GRANT".equals(form.get("decision")) ? "已批准新日期，并告知企业和办理单位。" : "未批准新日期，期限不变，已告知主办单位。");
    }

    @PostMapping(path = "/camunda/api/suban/cases/{number}/retry", consumes = MediaType.APPLICATION_JSON_VALUE)
    Done retry(@PathVariable String number, HttpServletRequest request) throws IOException {
        Viewer viewer = person(number);
        JsonBody body = JsonBody.of(request, Set.of("since", "reason"));
        String since = body.text("since", "异常时间", LONGEST_ID);
        String reason = body.text("reason", "重试理由", CaseRetries.LONGEST_REASON);
        body.refuseIfAny();
        retries.retry(number, since, reason, viewer);
        return new Done("已安排重试，系统随即再执行一次；仍未成功的，将再次列入“系统异常”。");
    }

    /** Whoever may see the case; for others there is none. */
    private Viewer person(String number) {
        Viewer viewer = viewers.currentPerson(false);
        search.visible(number, viewer);
        return viewer;
    }
}
