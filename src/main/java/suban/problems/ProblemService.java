package suban.problems;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.NotFound;
import suban.calendar.CalendarService;
import suban.engine.EngineClock;
import suban.engine.FormValues;
import suban.ledger.Texts;
import suban.notice.Outbox;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/**
 * One recurring problem (Article 13): the office confirms it, a unit plans a short-term solution and, where the problem is
 * complex, a long-term one; the office approves them; units carry them out.
 */
@Service
public class ProblemService {

    static final String OFFICE = "ysb";

    /** All that can solve something for enterprises. */
    static final Set<UnitKind> UNITS = EnumSet.of(
            UnitKind.OFFICE,
            UnitKind.NEW_CITY,
            UnitKind.NEW_CITY_OFFICE,
            UnitKind.DEPARTMENT,
            UnitKind.NEW_CITY_DEPARTMENT,
            UnitKind.TOWN);

    private static final int MOST_WORDS = 8;
    private static final int SHORTEST_WORD = 2;
    private static final int LONGEST_WORD = 20;

    private final Problems problems;
    private final ProblemItems items;
    private final ProblemActs acts;
    private final ProblemSettings settings;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final Outbox outbox;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a problem touches
    ProblemService(
            Problems problems,
            ProblemItems items,
            ProblemActs acts,
            ProblemSettings settings,
            CalendarService calendar,
            Organisation organisation,
            Outbox outbox,
            Clock clock) {
        this.problems = problems;
        this.items = items;
        this.acts = acts;
        this.settings = settings;
        this.calendar = calendar;
        this.organisation = organisation;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The problem of this code; {@link NotFound} if there is none. */
    @Transactional(readOnly = true)
    Problem problem(String code) {
        return problems.findByCode(code).orElseThrow(() -> new NotFound("没有编号为" + code + "的常见问题"));
    }

    /** The demands a problem was found in. */
    @Transactional(readOnly = true)
    List<ProblemItem> itemsOf(Problem problem) {
        return items.findByProblemIdOrderById(problem.id());
    }

    /** What has been done about a problem so far. */
    @Transactional(readOnly = true)
    List<ProblemAct> actsOf(Problem problem) {
        return acts.findByProblemIdOrderById(problem.id());
    }

    /** The date the office is proposed for a unit to plan solutions by. */
    LocalDate proposedPlanDate() {
        return LocalDate.ofInstant(
                calendar.workingDaysAfter(clock.instant(), settings.planDays()).due(), EngineClock.ZONE);
    }

    /** The office takes a problem into the bank and names who plans its solutions, or finds it to be none. */
    @Transactional
    public void confirm(String code, FormValues form) {
        Problem problem = problem(code);
        if (!"CONFIRM".equals(form.required("decision", "是否列入常见问题库"))) {
            String reason = form.required("reason", "不列入的理由");
            problems.end(problem.id(), ProblemState.DISCARDED, clock.instant());
            note(problem, "DISCARDED", form.actor(), reason);
            return;
        }
        List<FieldError> errors = new ArrayList<>();
        String title = form.required("title", "问题名称");
        List<String> words = Problem.words(form.required("keywords", "关键词"));
        if (words.size() > MOST_WORDS) {
            errors.add(new FieldError("keywords", "关键词：不能超过%d个".formatted(MOST_WORDS)));
        }
        if (words.stream().anyMatch(word -> word.length() < SHORTEST_WORD || word.length() > LONGEST_WORD)) {
            errors.add(new FieldError("keywords", "关键词：每个%d至%d个字，用顿号分开".formatted(SHORTEST_WORD, LONGEST_WORD)));
        }
        String unit = unit(form, "planUnit", "拟定方案的单位", errors);
        LocalDate due = date(form, "planDueOn", "方案提交日期", null, errors);
        refuseIfAny(errors);
        Instant dueAt = calendar.closeOfBusiness(due);
        problems.confirm(
                problem.id(), ProblemState.CONFIRMED, title, String.join("、", words), clock.instant(), unit, dueAt);
        note(problem, "CONFIRMED", form.actor(), "由%s拟定解决方案".formatted(organisation.nameOf(unit)));
        outbox.tell(code, "problemPlan", "problemPlan", unit, title, Texts.time(dueAt));
    }

    /** A unit says what to do about the next such complaint, and gives solutions, each with its unit and date. */
    @Transactional
    public void plan(String code, FormValues form) {
        Problem problem = problem(code);
        List<FieldError> errors = new ArrayList<>();
        String advice = form.required("advice", "建议做法");
        String shortSolution = form.required("shortSolution", "短期解决方案");
        String shortUnit = unit(form, "shortUnit", "短期方案责任单位", errors);
        LocalDate shortDue = date(form, "shortDueOn", "短期方案完成日期", null, errors);
        boolean complex = form.flag("needsLongTerm");
        String longSolution = complex ? form.required("longSolution", "长期解决方案") : null;
        String longUnit = complex ? unit(form, "longUnit", "长期方案责任单位", errors) : null;
        LocalDate longDue = complex ? date(form, "longDueOn", "长期方案完成日期", shortDue, errors) : null;
        refuseIfAny(errors);
        problems.plan(
                problem.id(),
                advice,
                shortSolution,
                shortUnit,
                calendar.closeOfBusiness(shortDue),
                longSolution,
                longUnit,
                complex ? calendar.closeOfBusiness(longDue) : null,
                calendar.workingDaysAfter(clock.instant(), settings.approvalDays())
                        .due());
        note(problem, "PLANNED", form.actor(), complex ? "短期和长期解决方案" : "短期解决方案");
    }

    /** The office approves the solutions, or returns them with a reason. */
    @Transactional
    public void approve(String code, FormValues form) {
        Problem problem = problem(code);
        if (!"APPROVE".equals(form.required("decision", "是否同意方案"))) {
            String reason = form.required("returnReason", "退回理由");
            Instant due = calendar.workingDaysAfter(clock.instant(), settings.planDays())
                    .due();
            problems.setPlanDue(problem.id(), due);
            note(problem, "RETURNED", form.actor(), reason);
            outbox.tell(
                    code,
                    "problemReturned-" + clock.instant().getEpochSecond(),
                    "problemReturned",
                    problem.planUnit(),
                    problem.title(),
                    reason,
                    Texts.time(due));
            return;
        }
        problems.approve(problem.id(), ProblemState.SOLVING, clock.instant());
        note(problem, "APPROVED", form.actor(), null);
        outbox.tell(
                code,
                "problemShortTerm",
                "problemAssigned",
                problem.shortUnit(),
                problem.title(),
                "短期",
                Texts.time(problem.shortDueAt()));
        outbox.tell(
                code,
                "problemLongTerm",
                "problemAssigned",
                problem.longUnit(),
                problem.title(),
                "长期",
                Texts.time(problem.longDueAt()));
    }

    /** The short-term solution has been carried out. */
    @Transactional
    public void shortTermDone(String code, FormValues form) {
        Problem problem = problem(code);
        problems.setShortDone(problem.id(), clock.instant());
        note(problem, "SHORT_DONE", form.actor(), form.required("shortDoneText", "短期方案完成情况"));
    }

    /** The long-term solution has been carried out. */
    @Transactional
    public void longTermDone(String code, FormValues form) {
        Problem problem = problem(code);
        problems.setLongDone(problem.id(), clock.instant());
        note(problem, "LONG_DONE", form.actor(), form.required("longDoneText", "长期方案完成情况"));
    }

    /** The date of the short-term solution has come and it has not been carried out. */
    @Transactional
    public void remindShortTerm(String code) {
        Problem problem = problem(code);
        remind(problem, "短期", problem.shortUnit(), problem.shortDueAt());
    }

    /** The date of the long-term solution has come and it has not been carried out. */
    @Transactional
    public void remindLongTerm(String code) {
        Problem problem = problem(code);
        remind(problem, "长期", problem.longUnit(), problem.longDueAt());
    }

    private void remind(Problem problem, String which, String unit, Instant due) {
        note(problem, "REMINDED", Actor.SYSTEM, which + "解决方案");
        for (String recipient : List.of(unit, OFFICE)) {
            outbox.tell(
                    problem.code(),
                    "短期".equals(which) ? "problemShortDue" : "problemLongDue",
                    "problemDue",
                    recipient,
                    problem.title(),
                    which,
                    organisation.nameOf(unit),
                    Texts.time(due));
        }
    }

    /** All solutions have been carried out; the problem stays in the bank. */
    @Transactional
    public void close(String code) {
        Problem problem = problem(code);
        problems.end(problem.id(), ProblemState.SOLVED, clock.instant());
        note(problem, "SOLVED", Actor.SYSTEM, null);
        outbox.tell(code, "problemSolved", "problemSolved", OFFICE, problem.title());
    }

    private String unit(FormValues form, String key, String label, List<FieldError> errors) {
        String unit = form.text(key);
        if (unit == null) {
            errors.add(new FieldError(key, label + "：必填"));
        } else if (organisation
                .find(unit)
                .map(Unit::kind)
                .filter(UNITS::contains)
                .isEmpty()) {
            errors.add(new FieldError(key, label + "：没有该单位"));
        }
        return unit;
    }

    /** A date to come, within five years; a long-term one not before the short-term one. */
    private LocalDate date(FormValues form, String key, String label, LocalDate notBefore, List<FieldError> errors) {
        LocalDate date = null;
        try {
            date = form.date(key, label);
        } catch (InvalidInput e) {
            errors.addAll(e.errors());
            return null;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), EngineClock.ZONE);
        if (date == null) {
            errors.add(new FieldError(key, label + "：必填"));
        } else if (!date.isAfter(today) || date.isAfter(today.plusYears(5))) {
            errors.add(new FieldError(key, label + "：须在明天至五年之内"));
        } else if (notBefore != null && date.isBefore(notBefore)) {
            errors.add(new FieldError(key, label + "：不能早于短期方案完成日期"));
        }
        return date;
    }

    private static void refuseIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
    }

    private void note(Problem problem, String act, Actor actor, String text) {
        acts.save(new ProblemAct(null, problem.id(), clock.instant(), act, actor.user(), actor.unit(), text));
    }
}
