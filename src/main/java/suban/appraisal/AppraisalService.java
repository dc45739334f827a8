package suban.appraisal;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.Conflict;
import suban.NotFound;
import suban.calendar.CalendarService;
import suban.engine.FormValues;

/** The yearly appraisal (Article 16): computed, reviewed, then frozen for ever; any period as a dry run. */
@Service
@Transactional
public class AppraisalService {

    /** Working days to review the figures, and the working day of January on which the past year's are computed. */
    private static final int REVIEW_DAYS = 5;

    private static final int START_DAY = 10;

    private final AppraisalStore store;
    private final Computation computation;
    private final AppraisalRules rules;
    private final CalendarService calendar;
    private final Clock clock;

    AppraisalService(
            AppraisalStore store,
            Computation computation,
            AppraisalRules rules,
            CalendarService calendar,
            Clock clock) {
        this.store = store;
        this.computation = computation;
        this.rules = rules;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** An appraisal that has been opened. */
    public record Opened(String number, int year) {}

    /**
     * Whether the appraisal of the past year is to begin by itself: from the tenth working day of January on, unless one was
     * started, by whomever.
     */
    @Transactional(readOnly = true)
    public boolean isDue() {
        LocalDate today = calendar.today();
        LocalDate first = LocalDate.of(today.getYear(), Month.JANUARY, 1);
        long workingDays = first.datesUntil(today.plusDays(1))
                .filter(calendar::isWorkingDay)
                .count();
        return workingDays >= START_DAY && store.started(today.getYear() - 1) == 0;
    }

    /** Opens the appraisal of the past year, by the calendar. */
    public Opened openPastYear() {
        return open(calendar.today().getYear() - 1, null, Actor.SYSTEM);
    }

    /** Opens the appraisal that the office asked for; of a published year with the reason of the correction. */
    public Opened open(FormValues form) {
        return open(year(form), form.text("reason"), form.actor());
    }

    /** The year of the start form, which has checked it; a whole number may come as {@code 2026.0}. */
    static int year(FormValues form) {
        return new BigDecimal(form.required("year", "考核年度")).intValue();
    }

    private Opened open(int year, String reason, Actor actor) {
        Instant now = clock.instant();
        int serial = store.started(year) + 1;
        String number = "KH%d-%d".formatted(year, serial);
        store.open(
                number,
                year,
                serial,
                startOf(year),
                startOf(year + 1),
                actor.user(),
                now,
                calendar.workingDaysAfter(now, REVIEW_DAYS).due(),
                reason);
        return new Opened(number, year);
    }

    /** The newest published version of a year; 0 where there is none. */
    @Transactional(readOnly = true)
    public int newestVersion(int year) {
        return store.published(year);
    }

    /** Computes the figures from the ledger as it is now, in place of any before; points are still to come. */
    public void compute(String number, Map<?, ?> weights) {
        AppraisalStore.Head head = head(number);
        Weights checked = AppraisalRules.weights(weights);
        Instant now = clock.instant();
        store.replace(head, checked, now, computation.groups(head.from(), head.before(), now, checked));
    }

    /** The ranks that points are to be looked up for, such as {@code NEW_CITY-1}. */
    @Transactional(readOnly = true)
    public List<String> placings(String number) {
        return store.load(head(number)).groups().stream()
                .flatMap(group -> group.rows().stream()
                        .map(RankedUnit::rank)
                        .filter(rank -> rank != null)
                        .distinct()
                        .map(rank -> group.kind().name() + "-" + rank))
                .toList();
    }

    /** Gives a rank its points as the table says; null for none. */
    public void award(String number, AppraisalGroup kind, int rank, Object points) {
        store.award(head(number).id(), kind, rank, AppraisalRules.points(kind, points));
    }

    /** The reviewer publishes, or has the figures computed once more after a correction, and says what it was. */
    public void review(String number, FormValues form) {
        AppraisalStore.Head head = head(number);
        if ("CORRECT".equals(form.required("decision", "审核意见"))) {
            store.note(head.id(), clock.instant(), form.actor().user(), form.required("reason", "更正说明"));
            return;
        }
        if (store.published(head.year()) > 0 && head.reason() == null) {
            throw new Conflict("该年度已有公布的结果，更正须另行发起考核并说明理由");
        }
    }

    /** Freezes the figures as the year's next version; nothing of it changes any more. */
    public void publish(String number, Actor actor) {
        AppraisalStore.Head head = head(number);
        int version = store.published(head.year()) + 1;
        if (!store.publish(head.id(), version, actor.user(), clock.instant())) {
            throw new IllegalStateException(number + " was published before");
        }
    }

    /** An appraisal under review or published, by its number. */
    @Transactional(readOnly = true)
    public Appraisal of(String number) {
        return store.load(head(number));
    }

    /** By when the figures are to be reviewed. */
    @Transactional(readOnly = true)
    public Instant reviewDueAt(String number) {
        return head(number).reviewDueAt();
    }

    /** What reviewers had corrected so far, oldest first. */
    @Transactional(readOnly = true)
    public List<String> notes(String number) {
        return store.notes(head(number).id());
    }

    /**
     * A published year.
     *
     * @param version null for the newest
     * @throws NotFound where it has not been published
     */
    @Transactional(readOnly = true)
    public Appraisal published(int year, Integer version) {
        int asked = version == null ? store.published(year) : version;
        return store.find(year, asked)
                .map(store::load)
                .orElseThrow(() ->
                        new NotFound(version == null ? year + "年度考核结果尚未公布" : "%d年度考核没有第%d版".formatted(year, version)));
    }

    /**
     * What a year's appraisal would come to by the ledger and the tables of now; nothing is stored.
     *
     * @param from first moment of the period; null for the year's
     * @param before end of the period, exclusive; null for the year's
     */
    @Transactional(readOnly = true)
    public Appraisal dryRun(int year, Instant from, Instant before) {
        Instant first = Optional.ofNullable(from).orElseGet(() -> startOf(year));
        Instant end = Optional.ofNullable(before).orElseGet(() -> startOf(year + 1));
        Weights weights = rules.weights(year);
        Instant now = clock.instant();
        List<Appraisal.Group> groups = computation.groups(first, end, now, weights).stream()
                .map(group -> new Appraisal.Group(
                        group.kind(),
                        group.rows().stream()
                                .map(row -> row.withPoints(
                                        row.rank() == null ? BigDecimal.ZERO : rules.bonus(group.kind(), row.rank())))
                                .toList()))
                .toList();
        return new Appraisal(year, null, first, end, now, weights, null, null, groups);
    }

    private AppraisalStore.Head head(String number) {
        return store.find(number).orElseThrow(() -> new NotFound("没有编号为" + number + "的考核"));
    }

    private static Instant startOf(int year) {
        return LocalDate.of(year, Month.JANUARY, 1)
                .atStartOfDay(CalendarService.ZONE)
                .toInstant();
    }
}
