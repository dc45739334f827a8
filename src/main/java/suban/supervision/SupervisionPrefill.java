package suban.supervision;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Accountabilities;
import suban.ledger.Accountability;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.OfficeJudgement;
import suban.ledger.OfficeJudgements;
import suban.ledger.Supervision;
import suban.ledger.Supervisions;
import suban.ledger.Texts;
import suban.ledger.Visit;
import suban.ledger.Visits;
import suban.organisation.Organisation;

/** Opens the forms of Article 15 with how the matter was handled and rated, and the prepared file. */
@Component
class SupervisionPrefill implements FormPrefill {

    private static final Set<String> DELIBERATIONS =
            Set.of("userTask_decideSupervision", "userTask_recordSupervision", "userTask_judgeResponsibility");
    private static final Set<String> REFERRALS = Set.of("userTask_sendReferral", "userTask_recordConclusion");

    private final Ledger ledger;
    private final Complaints complaints;
    private final Visits visits;
    private final Supervisions supervisions;
    private final OfficeJudgements judgements;
    private final Accountabilities accountabilities;
    private final Organisation organisation;

    SupervisionPrefill(
            Ledger ledger,
            Complaints complaints,
            Visits visits,
            Supervisions supervisions,
            OfficeJudgements judgements,
            Accountabilities accountabilities,
            Organisation organisation) {
        this.ledger = ledger;
        this.complaints = complaints;
        this.visits = visits;
        this.supervisions = supervisions;
        this.judgements = judgements;
        this.accountabilities = accountabilities;
        this.organisation = organisation;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        if (DELIBERATIONS.contains(task.key())) {
            Complaint complaint = ledger.complaint(task.number());
            return Map.of(
                    "matterText", matter(complaint),
                    "supervisionText", supervision(complaint, task.attempt()));
        }
        if (REFERRALS.contains(task.key())) {
            return Map.of(
                    "dossierText",
                    accountabilities
                            .findByComplaintIdAndAttempt(
                                    ledger.complaint(task.number()).id(), task.attempt())
                            .map(Accountability::dossier)
                            .orElse(""));
        }
        return Map.of();
    }

    /** Every attempt of the matter with its reply and rating. */
    private String matter(Complaint complaint) {
        return complaints.findByMatterIdOrderById(complaint.matterId()).stream()
                .flatMap(one -> ledger.attempts(one).stream()
                        .map(attempt -> one.number() + "第" + attempt.no() + "次办理（"
                                + organisation.nameOf(attempt.host()) + "）：答复"
                                + (attempt.outcome() == null
                                        ? "—"
                                        : attempt.outcome().label() + "，" + Dossier.words(attempt.replyText()))
                                + "\n" + ratings(attempt.id())))
                .collect(Collectors.joining("\n"));
    }

    private String ratings(Long attempt) {
        String ratings = visits.findByAttemptIdInOrderByAt(List.of(attempt)).stream()
                .filter(visit -> visit.rating() != null)
                .map(SupervisionPrefill::rating)
                .collect(Collectors.joining("；"));
        return ratings.isEmpty() ? "　尚未评价" : "　企业评价：" + ratings;
    }

    private static String rating(Visit visit) {
        return visit.rating().label() + (visit.reason() == null ? "" : "，" + visit.reason());
    }

    private String supervision(Complaint complaint, int attempt) {
        String said = judgements
                .findByComplaintIdAndAttemptAndQuestionOrderById(complaint.id(), attempt, OfficeJudgement.SUPERVISION)
                .stream()
                .map(it -> organisation.nameOf(it.unit())
                        + (Supervision.DECLINE.equals(it.decision()) ? "意见为不督查" : "意见为督查")
                        + (it.reason() == null ? "" : "：" + it.reason()))
                .collect(Collectors.joining("\n"));
        String found = supervisions.ofMatter(complaint.matterId()).stream()
                .filter(it -> it.recordedAt() != null)
                .map(it -> Texts.time(it.recordedAt()) + "督查情况：" + Dossier.words(it.findings()) + "\n原因："
                        + Dossier.words(it.cause()) + "\n督办要求：" + Dossier.words(it.requirements()))
                .collect(Collectors.joining("\n"));
        String all = said + (said.isEmpty() || found.isEmpty() ? "" : "\n") + found;
        return all.isEmpty() ? "尚无" : all;
    }
}
