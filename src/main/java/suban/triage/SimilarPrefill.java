package suban.triage;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.engine.EngineClock;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.intake.UnitViewers;
import suban.ledger.Complaint;
import suban.ledger.Ledger;
import suban.ledger.SimilarComplaints;
import suban.ledger.SimilarComplaints.Likely;
import suban.ledger.Texts;
import suban.organisation.Organisation;

/**
 * Likely duplicates and the enterprise's earlier complaints on the triage form, as far as the office may see them (Articles 8, 15). It
 * compares thousands of texts: asked last, and when the form is sent only if something was chosen of them.
 */
@Component
class SimilarPrefill implements FormPrefill {

    /** Lines of the text above the choice; the choices go further. */
    private static final int MOST_SHOWN = 5;

    private static final int MOST_RELATED = 10;
    private static final int MOST_SAME = 20;

    private final Ledger ledger;
    private final SimilarComplaints similar;
    private final UnitViewers viewers;
    private final Organisation organisation;

    SimilarPrefill(Ledger ledger, SimilarComplaints similar, UnitViewers viewers, Organisation organisation) {
        this.ledger = ledger;
        this.similar = similar;
        this.viewers = viewers;
        this.organisation = organisation;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        if (!"userTask_triage".equals(task.key())) {
            return Map.of();
        }
        Complaint complaint = ledger.complaint(task.number());
        List<Likely> likely = similar.to(
                SimilarComplaints.Question.of(complaint, ledger.content(complaint)), viewers.of(task.groups()));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(
                "similarText",
                likely.isEmpty()
                        ? "未发现相近的投诉"
                        : likely.stream().limit(MOST_SHOWN).map(this::line).collect(Collectors.joining("\n")));
        values.put(
                "sameMatterOptions",
                likely.stream()
                        .filter(Likely::sameEnterprise)
                        .limit(MOST_SAME)
                        .map(SimilarPrefill::option)
                        .toList());
        values.put(
                "relatedOptions",
                likely.stream().limit(MOST_RELATED).map(SimilarPrefill::option).toList());
        return values;
    }

    private String line(Likely it) {
        return "%s　%s　%s　%s　%s（%s）"
                .formatted(
                        it.number(),
                        Texts.day(LocalDate.ofInstant(it.registeredAt(), EngineClock.ZONE)),
                        it.status().label(),
                        it.title(),
                        it.host() == null ? "尚未交办" : "主办" + organisation.nameOf(it.host()),
                        it.why());
    }

    private static Map<String, String> option(Likely it) {
        return Map.of("label", it.number() + "　" + it.title(), "value", it.number());
    }
}
