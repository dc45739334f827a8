package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import suban.ledger.SimilarComplaints;
import suban.ledger.Status;
import suban.ledger.Viewer;

/**
 * Tells an office that takes a complaint in which ones are likely about the same, as far as it may see them (Article 8 一问题一编号).
 * The start form in Tasklist asks while it is filled in.
 */
@RestController
class SimilarController {

    private static final int MOST = 5;

    private final SimilarComplaints similar;
    private final Viewers viewers;

    SimilarController(SimilarComplaints similar, Viewers viewers) {
        this.similar = similar;
        this.viewers = viewers;
    }

    /**
     * One complaint that may be about the same.
     *
     * @param host id of the unit; null before triage
     * @param why in what they are alike, in Chinese
     */
    record View(
            String number,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime registeredAt,
            Status status,
            String statusText,
            String title,
            String enterpriseName,
            String host,
            boolean sameEnterprise,
            String why) {}

    @GetMapping({"/api/complaints/similar", "/camunda/api/suban/similar"})
    List<View> similar(
            @RequestParam(required = false) String enterpriseName,
            @RequestParam(required = false) String creditCode,
            @RequestParam(required = false) String title,
            @RequestParam(required = false) String content) {
        var viewer = viewers.currentPerson(true);
        Parameters parameters = new Parameters();
        var question = new SimilarComplaints.Question(
                null,
                parameters.text("enterpriseName", "企业名称", enterpriseName, 200),
                parameters.text("creditCode", "统一社会信用代码", creditCode, 18),
                parameters.text("title", "标题", title, 100),
                parameters.text("content", "投诉内容", content, 500),
                null);
        if (Stream.of(question.enterpriseName(), question.creditCode(), question.title(), question.content())
                .allMatch(Objects::isNull)) {
            parameters.required("title", "标题", null);
        }
        parameters.refuseIfAny();
        return to(question, viewer);
    }

    /** The likeliest ones that {@code viewer} may see. */
    List<View> to(SimilarComplaints.Question question, Viewer viewer) {
        return similar.to(question, viewer).stream()
                .limit(MOST)
                .map(it -> new View(
                        it.number(),
                        CaseView.at(it.registeredAt()),
                        it.status(),
                        it.status().label(),
                        it.title(),
                        it.enterpriseName(),
                        it.host(),
                        it.sameEnterprise(),
                        it.why()))
                .toList();
    }
}
