package suban.hotline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.Forbidden;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.NotFound;
import suban.calendar.CalendarService;
import suban.engine.EngineClock;
import suban.engine.FormValues;
import suban.engine.StartGuard;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.notice.Outbox;
import suban.organisation.Organisation;
import suban.organisation.People;

/**
 * Joint resolution of what keeps coming back at the 12345 hotline (Article 7(6)): the centre or the office proposes, the other
 * side agrees on a date, a unit leads. Outside Articles 8 and 16: no clock but the agreed date, no score.
 */
@Service
public class JointItemService implements StartGuard {

    static final String PROCESS = "jointItem";

    static final String CENTRE = "hotline";
    static final String OFFICE = "ysb";

    private static final Duration SAME_SUBMISSION = Duration.ofMinutes(10);

    private final JointItems items;
    private final JointItemActs acts;
    private final HotlineRows rows;
    private final HotlineContents contents;
    private final JointRules rules;
    private final HotlineSettings settings;
    private final CalendarService calendar;
    private final Organisation organisation;
    private final People people;
    private final Outbox outbox;
    private final Clock clock;

    @SuppressWarnings("java:S107") // what a joint item touches
    JointItemService(
            JointItems items,
            JointItemActs acts,
            HotlineRows rows,
            HotlineContents contents,
            JointRules rules,
            HotlineSettings settings,
            CalendarService calendar,
            Organisation organisation,
            People people,
            Outbox outbox,
            Clock clock) {
        this.items = items;
        this.acts = acts;
        this.rows = rows;
        this.contents = contents;
        this.rules = rules;
        this.settings = settings;
        this.calendar = calendar;
        this.organisation = organisation;
        this.people = people;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public List<FieldError> problems(String processKey, FormValues form) {
        if (!PROCESS.equals(processKey)) {
            return List.of();
        }
        List<FieldError> errors = new ArrayList<>();
        JointProposal.of(form, finder(), rules, errors);
        return errors;
    }

    @Override
    public Optional<String> alreadyStarted(String processKey, FormValues form) {
        if (!PROCESS.equals(processKey)) {
            return Optional.empty();
        }
        return items.findFirstByProposedByAndContentHashAndProposedAtAfter(
                        form.actor().user(),
                        proposal(form).contentHash(),
                        clock.instant().minus(SAME_SUBMISSION))
                .map(JointItem::number);
    }

    private JointProposal proposal(FormValues form) {
        List<FieldError> errors = new ArrayList<>();
        JointProposal proposal = JointProposal.of(form, finder(), rules, errors);
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        return proposal;
    }

    /** Writes a proposal down, in the transaction that starts its process; returns its number. */
    @Transactional
    public String register(FormValues form) {
        JointProposal proposal = proposal(form);
        String user = form.actor().user();
        String side = side(user);
        Instant now = clock.instant();
        Instant due = calendar.closeOfBusiness(proposal.agreedOn());
        JointItem item = items.save(new JointItem(
                null,
                null,
                proposal.title(),
                proposal.reason(),
                JointState.PROPOSED,
                side,
                user,
                now,
                proposal.contentHash(),
                Timeline.sha256(user + proposal.contentHash() + now.toEpochMilli() / SAME_SUBMISSION.toMillis()),
                proposal.leadUnit(),
                joined(proposal.units()),
                calendar.workingDaysAfter(now, settings.answerDays()).due(),
                proposal.agreedOn(),
                due,
                opinionDue(due),
                null,
                null));
        String number = "LH%s-%04d"
                .formatted(
                        LocalDate.ofInstant(now, EngineClock.ZONE).format(DateTimeFormatter.BASIC_ISO_DATE), item.id());
        items.setNumber(item.id(), number);
        proposal.rows().forEach(row -> items.link(item.id(), row.id()));
        note(item, "PROPOSED", new Actor(user, side), proposal.reason());
        outbox.tell(
                number,
                "jointProposed",
                "jointProposed",
                otherThan(side),
                item.title(),
                organisation.nameOf(side),
                String.valueOf(proposal.rows().size()),
                Texts.time(item.answerDueAt()));
        return number;
    }

    /** The side somebody proposes for. */
    private String side(String user) {
        Set<String> units = people.unitsOf(user);
        return List.of(CENTRE, OFFICE).stream()
                .filter(units::contains)
                .findFirst()
                .orElseThrow(() -> new Forbidden("只有城市运行管理中心和新区营商办可以提请联合办理"));
    }

    private static String otherThan(String side) {
        return CENTRE.equals(side) ? OFFICE : CENTRE;
    }

    /** The joint item of this number; {@link NotFound} if there is none. */
    @Transactional(readOnly = true)
    JointItem item(String number) {
        return items.findByNumber(number).orElseThrow(() -> new NotFound("没有编号为" + number + "的联合办理事项"));
    }

    /** The side that is to answer a proposal. */
    @Transactional(readOnly = true)
    public String otherSide(String number) {
        return otherThan(item(number).proposingUnit());
    }

    /** The rows of a joint item. */
    @Transactional(readOnly = true)
    List<HotlineRow> rowsOf(JointItem item) {
        return rows.ofJointItem(item.id());
    }

    /** What was told at the hotline, by row; without who told it. */
    @Transactional(readOnly = true)
    Map<Long, String> toldIn(List<HotlineRow> of) {
        return contents.findByRowIdIn(of.stream().map(HotlineRow::id).toList()).stream()
                .filter(content -> content.content() != null)
                .collect(Collectors.toMap(HotlineContent::rowId, HotlineContent::content));
    }

    /** What has been done about a joint item so far. */
    @Transactional(readOnly = true)
    List<JointItemAct> actsOf(JointItem item) {
        return acts.findByJointItemIdOrderById(item.id());
    }

    /** The other side agrees, with a date, or declines, with a reason. */
    @Transactional
    public void answer(String number, FormValues form) {
        JointItem item = item(number);
        if (!"AGREE".equals(form.required("decision", "是否同意联合办理"))) {
            String reason = form.required("reason", "不同意的理由");
            items.end(item.id(), JointState.DECLINED, clock.instant(), reason);
            note(item, "DECLINED", form.actor(), reason);
            outbox.tell(
                    number,
                    "jointDeclined",
                    "jointDeclined",
                    item.proposingUnit(),
                    item.title(),
                    organisation.nameOf(form.actor().unit()),
                    reason);
            return;
        }
        List<FieldError> errors = new ArrayList<>();
        LocalDate agreedOn = rules.date(form, "agreedOn", "商定办结日期", errors);
        String lead = rules.lead(form, errors);
        List<String> units = rules.units(form, lead, errors);
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        Instant due = calendar.closeOfBusiness(agreedOn);
        items.agree(item.id(), JointState.AGREED, lead, joined(units), agreedOn, due, opinionDue(due));
        note(item, "AGREED", form.actor(), "商定%s前办结，由%s牵头".formatted(Texts.day(agreedOn), organisation.nameOf(lead)));
    }

    /** The lead unit and the units involved are told. */
    @Transactional
    public void assign(String number) {
        JointItem item = item(number);
        String lead = organisation.nameOf(item.leadUnit());
        outbox.tell(
                number,
                "jointAssigned",
                "jointAssigned",
                item.leadUnit(),
                item.title(),
                lead,
                Texts.time(item.dueAt()));
        item.unitList()
                .forEach(unit -> outbox.tell(
                        number,
                        "jointInvolved",
                        "jointInvolved",
                        unit,
                        item.title(),
                        lead,
                        Texts.time(item.opinionDueAt())));
        outbox.tell(
                number,
                "jointAssigned",
                "jointAssigned",
                item.proposingUnit(),
                item.title(),
                lead,
                Texts.time(item.dueAt()));
    }

    /** A unit involved says what it can do. */
    @Transactional
    public void contribute(String number, String unit, FormValues form) {
        note(item(number), "CONTRIBUTED", new Actor(form.actor().user(), unit), form.required("opinion", "处理意见"));
    }

    /** The lead unit says what came of it. */
    @Transactional
    public void resolve(String number, FormValues form) {
        JointItem item = item(number);
        JointState state =
                "RESOLVED".equals(form.required("decision", "办理结果")) ? JointState.RESOLVED : JointState.UNRESOLVED;
        String result = form.required("resultText", "结果说明");
        items.end(item.id(), state, clock.instant(), result);
        note(item, state.name(), form.actor(), result);
    }

    /** The agreed date has come and nothing has been said: the lead unit and both sides are reminded. */
    @Transactional
    public void remind(String number) {
        JointItem item = item(number);
        note(item, "REMINDED", Actor.SYSTEM, null);
        for (String recipient : Set.of(item.leadUnit(), CENTRE, OFFICE)) {
            outbox.tell(
                    number,
                    "jointDue",
                    "jointDue",
                    recipient,
                    item.title(),
                    organisation.nameOf(item.leadUnit()),
                    Texts.time(item.dueAt()));
        }
    }

    /** Centre and office are told the result. */
    @Transactional
    public void tellResult(String number) {
        JointItem item = item(number);
        for (String recipient : List.of(CENTRE, OFFICE)) {
            outbox.tell(
                    number,
                    "jointResult",
                    "jointResult",
                    recipient,
                    item.title(),
                    item.state() == JointState.RESOLVED ? "已解决" : "暂难解决",
                    item.result());
        }
    }

    private Instant opinionDue(Instant due) {
        Instant before = calendar.workingDaysBefore(due, settings.opinionDays());
        return before.isAfter(clock.instant()) ? before : due;
    }

    private static String joined(List<String> units) {
        return units.isEmpty() ? null : String.join(",", units);
    }

    private void note(JointItem item, String act, Actor actor, String text) {
        acts.save(new JointItemAct(null, item.id(), clock.instant(), act, actor.user(), actor.unit(), text));
    }

    private JointProposal.Finder finder() {
        return new JointProposal.Finder() {

            @Override
            public List<HotlineRow> byWorkOrders(List<String> workOrders) {
                Map<String, HotlineRow> known = rows.findByWorkOrderIn(workOrders).stream()
                        .collect(Collectors.toMap(HotlineRow::workOrder, Function.identity()));
                return workOrders.stream()
                        .map(known::get)
                        .filter(row -> row != null)
                        .toList();
            }

            @Override
            public List<HotlineRow> byWord(String word) {
                Instant from = clock.instant().minus(Duration.ofDays(settings.recurringDays()));
                String sought = word.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
                return rows.holding("%" + sought + "%", from);
            }
        };
    }
}
