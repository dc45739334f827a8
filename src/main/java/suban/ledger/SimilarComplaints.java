package suban.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds likely duplicates of a complaint and earlier complaints of the same enterprise (Articles 8, 15). What a viewer may not
 * see is not compared either. Looks at all complaints of the enterprise, and of the others at the latest of the same demand.
 */
@Service
@Transactional(readOnly = true)
public class SimilarComplaints {

    /** From here on two titles, or two contents, tell of the same thing: found by trying, see SimilarComplaintsTest. */
    private static final double ALIKE = 0.4;

    private final LedgerSearch search;

    SimilarComplaints(LedgerSearch search) {
        this.search = search;
    }

    /**
     * What is asked for; only the title must be there.
     *
     * @param except number of the complaint that asks, which is no duplicate of its own
     * @param demandType limits the complaints of other enterprises to this demand; null for any
     */
    public record Question(
            String except, String enterpriseName, String creditCode, String title, String content, String demandType) {

        /** What this complaint asks for. */
        public static Question of(Complaint complaint, ComplaintContent content) {
            return new Question(
                    complaint.number(),
                    complaint.enterpriseName(),
                    complaint.creditCode(),
                    complaint.title(),
                    content.content(),
                    complaint.demandType());
        }
    }

    /**
     * A complaint that may be about the same.
     *
     * @param host id of the unit that hosts it; null before triage
     * @param enterpriseName as the viewer may read it
     * @param sameEnterprise whether it is the same enterprise's
     * @param likeTitle whether the titles are alike
     * @param likeContent whether the contents are alike
     * @param likeness 0 to 1, of title and content together
     */
    public record Likely(
            String number,
            Instant registeredAt,
            Status status,
            String title,
            String host,
            String enterpriseName,
            boolean sameEnterprise,
            boolean likeTitle,
            boolean likeContent,
            double likeness) {

        /** Why it is shown, in Chinese. */
        public String why() {
            List<String> reasons = new ArrayList<>();
            if (sameEnterprise) {
                reasons.add("同一企业");
            }
            if (likeTitle) {
                reasons.add("标题相近");
            }
            if (likeContent) {
                reasons.add("内容相近");
            }
            return String.join("、", reasons);
        }
    }

    /**
     * The likely ones that {@code viewer} may see: those about the same of the same enterprise first, then
     * those alike of others, then what else the enterprise brought forward.
     */
    public List<Likely> to(Question question, Viewer viewer) {
        List<LedgerSearch.Candidate> candidates = search.candidates(question, viewer);
        double[] titles = TextLikeness.of(
                question.title(),
                candidates.stream().map(LedgerSearch.Candidate::title).toList());
        double[] contents = TextLikeness.of(
                question.content(),
                candidates.stream().map(LedgerSearch.Candidate::content).toList());
        List<Likely> likely = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            LedgerSearch.Candidate it = candidates.get(i);
            if (it.sameEnterprise() || titles[i] >= ALIKE || contents[i] >= ALIKE) {
                likely.add(new Likely(
                        it.number(),
                        it.registeredAt(),
                        it.status(),
                        it.title(),
                        it.host(),
                        it.enterpriseName(),
                        it.sameEnterprise(),
                        titles[i] >= ALIKE,
                        contents[i] >= ALIKE,
                        (titles[i] + contents[i]) / 2));
            }
        }
        likely.sort(Comparator.comparing((Likely it) -> it.sameEnterprise() && (it.likeTitle() || it.likeContent()))
                .thenComparing(it -> it.likeTitle() || it.likeContent())
                .thenComparing(Likely::likeness)
                .thenComparing(Likely::number)
                .reversed());
        return likely;
    }
}
