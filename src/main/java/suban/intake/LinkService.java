package suban.intake;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.Conflict;
import suban.InvalidInput;
import suban.ledger.Accountabilities;
import suban.ledger.Act;
import suban.ledger.Complaint;
import suban.ledger.ComplaintLink;
import suban.ledger.ComplaintLinks;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.Matter;
import suban.ledger.Matters;
import suban.ledger.Supervisions;
import suban.ledger.Timeline;

/**
 * Links complaints instead of merging them: each keeps its number, host, visit and rating, and every complainant is answered.
 * Complaints of one enterprise that a person confirmed as 同一诉求 share the matter by which Article 15 counts; others never do.
 */
@Service
@Transactional
public class LinkService {

    private final Ledger ledger;
    private final Complaints complaints;
    private final Matters matters;
    private final ComplaintLinks links;
    private final Supervisions supervisions;
    private final Accountabilities accountabilities;
    private final Timeline timeline;
    private final Clock clock;

    LinkService(
            Ledger ledger,
            Complaints complaints,
            Matters matters,
            ComplaintLinks links,
            Supervisions supervisions,
            Accountabilities accountabilities,
            Timeline timeline,
            Clock clock) {
        this.ledger = ledger;
        this.complaints = complaints;
        this.matters = matters;
        this.links = links;
        this.supervisions = supervisions;
        this.accountabilities = accountabilities;
        this.timeline = timeline;
        this.clock = clock;
    }

    /**
     * Confirms that a complaint is about the same 诉求 as an earlier one of the same enterprise: from now on it belongs to the
     * earlier one's matter. Nothing happens where that is so already.
     *
     * @throws InvalidInput on {@code sameMatterAs} where it is the complaint itself or another enterprise's
     */
    public void confirmSameMatter(String number, String earlier, Actor actor) {
        Complaint complaint = ledger.complaint(number);
        Complaint first = ledger.complaint(earlier);
        if (number.equals(earlier) || !sameEnterprise(complaint, first)) {
            throw new InvalidInput("sameMatterAs", "同一诉求：只能选择同一企业的其他投诉");
        }
        if (complaint.matterId().equals(first.matterId())) {
            return;
        }
        links.undoSameMatter(complaint.id(), actor.user(), clock.instant());
        complaints.setMatter(number, first.matterId());
        link(complaint, first, ComplaintLink.Kind.SAME_MATTER, actor);
        timeline.append(complaint.id(), Act.SAME_MATTER_CONFIRMED, actor, Map.of("sameAs", earlier));
        timeline.append(first.id(), Act.SAME_MATTER_CONFIRMED, actor, Map.of("sameAs", number));
    }

    /**
     * Takes a confirmation back: the complaint gets a matter of its own again.
     *
     * @throws Conflict where {@link #undoRefusal} has one
     */
    public void undoSameMatter(String number, String reason, Actor actor) {
        Complaint complaint = complaints.lock(ledger.complaint(number).id());
        undoRefusal(number).ifPresent(refusal -> {
            throw new Conflict(refusal);
        });
        List<ComplaintLink> confirmed = links.findByComplaintIdAndKindAndUndoneAtIsNullOrderById(
                complaint.id(), ComplaintLink.Kind.SAME_MATTER);
        links.undoSameMatter(complaint.id(), actor.user(), clock.instant());
        Long own = matters.save(new Matter(
                        null,
                        Optional.ofNullable(complaint.creditCode()).orElse(complaint.enterpriseName()),
                        complaint.title(),
                        clock.instant()))
                .id();
        complaints.setMatter(number, own);
        for (ComplaintLink link : confirmed) {
            Complaint other = complaints.findById(link.relatedId()).orElseThrow();
            Map<String, Object> words = Map.of("reason", reason);
            timeline.append(complaint.id(), Act.SAME_MATTER_UNDONE, actor, Map.of("notSameAs", other.number()), words);
            timeline.append(other.id(), Act.SAME_MATTER_UNDONE, actor, Map.of("notSameAs", number), words);
        }
    }

    /**
     * What stands against taking a confirmation back: nobody confirmed it or it was taken back, others were confirmed to be the same
     * as this one, or a joint supervision or the question of responsibility was opened by the ratings counted together (Article 15).
     *
     * @return in Chinese; empty where nothing does
     */
    @Transactional(readOnly = true)
    public Optional<String> undoRefusal(String number) {
        Complaint complaint = ledger.complaint(number);
        if (links.findByComplaintIdAndKindAndUndoneAtIsNullOrderById(complaint.id(), ComplaintLink.Kind.SAME_MATTER)
                .isEmpty()) {
            return Optional.of("投诉" + number + "没有确认过同一诉求；请填写后登记的那件投诉");
        }
        if (!links.findByRelatedIdAndKindAndUndoneAtIsNullOrderById(complaint.id(), ComplaintLink.Kind.SAME_MATTER)
                .isEmpty()) {
            return Optional.of("另有投诉与它确认为同一诉求，请先撤销后登记的那件");
        }
        if (!supervisions.ofMatter(complaint.matterId()).isEmpty()
                || accountabilities.ofMatter(complaint.matterId()) > 0) {
            return Optional.of("已按同一诉求启动联合督查或倒查责任，不能撤销");
        }
        return Optional.empty();
    }

    /** Notes complaints that are about something alike; counts nothing together. Those linked already are passed over. */
    public void relate(String number, List<String> others, Actor actor) {
        Complaint complaint = ledger.complaint(number);
        List<Long> known =
                links
                        .findByComplaintIdAndKindAndUndoneAtIsNullOrderById(complaint.id(), ComplaintLink.Kind.RELATED)
                        .stream()
                        .map(ComplaintLink::relatedId)
                        .toList();
        List<Complaint> fresh = others.stream()
                .distinct()
                .filter(other -> !other.equals(number))
                .map(ledger::complaint)
                .filter(other -> !known.contains(other.id()))
                .toList();
        if (!fresh.isEmpty()) {
            fresh.forEach(other -> link(complaint, other, ComplaintLink.Kind.RELATED, actor));
            timeline.append(
                    complaint.id(),
                    Act.RELATED,
                    actor,
                    Map.of("related", fresh.stream().map(Complaint::number).toList()));
        }
    }

    private void link(Complaint complaint, Complaint other, ComplaintLink.Kind kind, Actor actor) {
        links.save(
                new ComplaintLink(null, complaint.id(), other.id(), kind, actor.user(), clock.instant(), null, null));
    }

    /** By the credit code where both have one, else by the name, whichever brackets it was typed with. */
    static boolean sameEnterprise(Complaint one, Complaint other) {
        return one.creditCode() != null && other.creditCode() != null
                ? one.creditCode().equals(other.creditCode())
                : plain(one.enterpriseName()).equals(plain(other.enterpriseName()));
    }

    private static String plain(String name) {
        return name.replace('（', '(').replace('）', ')');
    }
}
