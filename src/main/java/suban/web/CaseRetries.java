package suban.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import suban.Conflict;
import suban.Forbidden;
import suban.InvalidInput;
import suban.engine.FailedSteps;
import suban.engine.FailedSteps.FailedStep;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.LedgerSearch;
import suban.ledger.Viewer;
import suban.organisation.People;
import suban.organisation.Roles;

/** Has the failed steps of a case tried again: an administrator's intervention, with its reason in the case's timeline. */
@Component
class CaseRetries {

    static final int LONGEST_REASON = 500;

    /** Blanks and signs alone say nothing. */
    private static final int SHORTEST_REASON = 4;

    private final FailedSteps steps;
    private final LedgerSearch search;
    private final Complaints complaints;
    private final Interventions interventions;
    private final People people;

    CaseRetries(
            FailedSteps steps, LedgerSearch search, Complaints complaints, Interventions interventions, People people) {
        this.steps = steps;
        this.search = search;
        this.complaints = complaints;
        this.interventions = interventions;
        this.people = people;
    }

    /** Whether failed steps are this person's to retry: administrators know whether what made them fail is over. */
    boolean isFor(Viewer viewer) {
        return people.groupsOf(viewer.user()).contains(Roles.ADMIN);
    }

    /**
     * Retries what had failed of a case.
     *
     * @param since when the last of it failed, as the caller saw it
     * @param reason 4 to 500 characters
     * @throws Conflict where nothing has failed, or something else since: it was retried already
     */
    @Transactional
    public void retry(String number, String since, String reason, Viewer viewer) {
        Complaint complaint = search.visible(number, viewer);
        if (!isFor(viewer)) {
            throw new Forbidden("只有系统管理员可以重试");
        }
        if (reason.codePoints().filter(Character::isLetterOrDigit).count() < SHORTEST_REASON) {
            throw new InvalidInput("reason", "重试理由：至少4个字");
        }
        Instant seen = instant(since);
        complaints.lock(complaint.id()); // two who press at once do so one after the other
        List<FailedStep> failed = steps.of(number);
        Instant last = failed.stream()
                .map(FailedStep::since)
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (last == null) {
            throw new Conflict("该投诉没有未完成的系统步骤，可能刚刚已经重试");
        }
        if (!last.equals(seen)) {
            throw new Conflict("刚刚已经重试，但仍未成功，请刷新后查看");
        }
        steps.retry(number, 1);
        boolean discreet = failed.stream().anyMatch(step -> Interventions.ACCOUNTABILITY.equals(step.process()));
        interventions.record(number, viewer.user(), "retries", reason, discreet);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidInput("since", "异常时间：格式不正确");
        }
    }
}
