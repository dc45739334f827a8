package suban.supervision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.attachments.AttachmentService;
import suban.ledger.Assignment;
import suban.ledger.Attempt;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.OfficeJudgement;
import suban.ledger.OfficeJudgements;
import suban.ledger.Supervision;
import suban.ledger.Supervisions;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.ledger.TimelineText;
import suban.ledger.Visit;
import suban.ledger.Visits;
import suban.organisation.Organisation;

/**
 * Writes the file for 纪检监察工委 as readable text: the case, its attempts with units and lateness, the enterprise's ratings, the
 * supervision, both offices' findings, and the whole timeline (Article 15).
 */
@Component
class Dossier {

    private final Complaints complaints;
    private final Ledger ledger;
    private final Visits visits;
    private final Supervisions supervisions;
    private final OfficeJudgements judgements;
    private final Timeline timeline;
    private final AttachmentService attachments;
    private final Organisation organisation;

    Dossier(
            Complaints complaints,
            Ledger ledger,
            Visits visits,
            Supervisions supervisions,
            OfficeJudgements judgements,
            Timeline timeline,
            AttachmentService attachments,
            Organisation organisation) {
        this.complaints = complaints;
        this.ledger = ledger;
        this.visits = visits;
        this.supervisions = supervisions;
        this.judgements = judgements;
        this.timeline = timeline;
        this.attachments = attachments;
        this.organisation = organisation;
    }

    /** One part of the file: its heading, and its lines. */
    record Section(String heading, String text) {}

    /** The file as one text, for the form of the person who sends it. */
    static String text(Complaint complaint, List<Section> sections) {
        return "问责材料　" + complaint.number() + "\n依据：《西咸新区企业投诉协调办理实施细则》第十五条\n\n"
                + sections.stream()
                        .map(it -> it.heading() + "\n" + it.text() + "\n")
                        .collect(Collectors.joining("\n"))
                        .strip();
    }

    List<Section> of(Complaint complaint, int no) {
        List<Section> sections = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        line(text, "标题", complaint.title());
        line(text, "企业", complaint.enterpriseName() + (complaint.confidential() ? "（企业要求保密，请勿外传）" : ""));
        line(text, "所属新城", organisation.nameOf(complaint.newCity()));
        line(text, "收到渠道", complaint.channel().label());
        line(text, "负责协调", organisation.nameOf(complaint.coordinatingUnit()));
        if (complaint.complaintClass() != null) {
            line(text, "类别", complaint.complaintClass().label());
        }
        line(text, "受理时间", Texts.time(complaint.acceptedAt()));
        line(text, "办理期限", Texts.time(complaint.enterpriseDueAt()));
        line(text, "投诉内容", ledger.content(complaint).content());
        List<String> files = attachments.namesOf(complaint);
        if (!files.isEmpty()) {
            line(text, "附件", String.join("、", files));
        }
        next(sections, "一、投诉基本情况", text);
        for (Complaint one : complaints.findByMatterIdOrderById(complaint.matterId())) {
            ledger.attempts(one).forEach(attempt -> attempt(text, one, attempt));
        }
        next(sections, "二、同一诉求各次办理和评价", text);
        supervisions.ofMatter(complaint.matterId()).stream()
                .filter(it -> it.decision() != null)
                .forEach(it -> supervision(text, it));
        next(sections, "三、联合督查", text);
        for (OfficeJudgement it : judgements.findByComplaintIdAndAttemptAndQuestionOrderById(
                complaint.id(), no, OfficeJudgement.RESPONSIBILITY)) {
            line(
                    text,
                    organisation.nameOf(it.unit()),
                    (AccountabilityService.NEGLIGENT.equals(it.decision()) ? "推进不力。" : "已尽责。") + words(it.reason()));
        }
        next(sections, "四、责任认定", text);
        timeline.of(complaint.id()).forEach(entry -> text.append(Texts.time(Instant.ofEpochMilli(entry.atMillis())))
                .append('　')
                .append(TimelineText.of(entry, organisation::nameOf))
                .append('\n'));
        next(sections, "五、办理记录", text);
        return sections;
    }

    private static void next(List<Section> sections, String heading, StringBuilder text) {
        sections.add(new Section(heading, text.toString().strip()));
        text.setLength(0);
    }

    private void attempt(StringBuilder text, Complaint complaint, Attempt attempt) {
        text.append("【")
                .append(complaint.number())
                .append("　第")
                .append(attempt.no())
                .append("次办理】\n");
        List<String> coHandlers = ledger.coHandlers(attempt).stream()
                .map(Assignment::unit)
                .map(organisation::nameOf)
                .toList();
        line(text, "主办单位", organisation.nameOf(attempt.host()));
        if (attempt.insideUnit() != null) {
            line(text, "具体承办", organisation.nameOf(attempt.insideUnit()));
        }
        line(text, "协办单位", coHandlers.isEmpty() ? "无" : String.join("、", coHandlers));
        if (attempt.dispatchedAt() != null) {
            line(text, "交办时间", Texts.time(attempt.dispatchedAt()));
            line(
                    text,
                    "回应企业",
                    Texts.time(attempt.respondedAt())
                            + "（应于" + Texts.time(attempt.responseDueAt()) + "前）"
                            + late(attempt.respondedAt(), attempt.responseDueAt()));
            Instant due = attempt.adjustedDueAt() != null ? attempt.adjustedDueAt() : attempt.dueAt();
            line(
                    text,
                    "答复企业",
                    Texts.time(attempt.repliedAt()) + "（应于" + Texts.time(due) + "前）" + late(attempt.repliedAt(), due));
        } else {
            line(text, "答复企业", Texts.time(attempt.repliedAt()));
        }
        if (attempt.outcome() != null) {
            line(text, "办理结果", attempt.outcome().label());
            line(text, "答复内容", words(attempt.replyText()));
        }
        String ratings = visits.findByAttemptIdInOrderByAt(List.of(attempt.id())).stream()
                .filter(visit -> visit.rating() != null)
                .map(Dossier::rating)
                .collect(Collectors.joining("；"));
        line(text, "企业评价", ratings.isEmpty() ? "无" : ratings);
    }

    /** A date that was met says nothing; the offices see at a glance which was not. */
    private static String late(Instant done, Instant due) {
        return done == null || done.isAfter(due) ? "　逾期" : "";
    }

    private static String rating(Visit visit) {
        return Texts.time(visit.at()) + visit.rating().label() + (visit.reason() == null ? "" : "，" + visit.reason());
    }

    private void supervision(StringBuilder text, Supervision it) {
        if (Supervision.DECLINE.equals(it.decision())) {
            line(text, "决定不督查", Texts.time(it.decidedAt()));
            return;
        }
        line(text, "决定督查", Texts.time(it.decidedAt()) + (it.byDefault() ? "（期满未一致决定）" : ""));
        if (it.recordedAt() != null) {
            line(text, "督查发现的情况", words(it.findings()));
            line(text, "未解决的原因", words(it.cause()));
            line(text, "督办要求", words(it.requirements()));
        }
    }

    /** Words that must be there, and are not where they were taken away with a sealed complaint (Article 3). */
    static String words(String text) {
        return text == null ? Texts.SEALED : text;
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append(label).append("：").append(value).append('\n');
    }
}
