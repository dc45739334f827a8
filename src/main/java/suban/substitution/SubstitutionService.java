package suban.substitution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.NotFound;
import suban.calendar.CalendarService;
import suban.engine.FormValues;
import suban.engine.Processes;
import suban.engine.TaskFacts;
import suban.ledger.Act;
import suban.ledger.Complaints;
import suban.ledger.Ledger;
import suban.ledger.Texts;
import suban.ledger.Timeline;
import suban.notice.Outbox;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.organisation.Roles;
import suban.organisation.Unit;

/** Keeps who stands in for whom, and passes the open tasks on when the first day comes (Article 4). */
@Service
@Transactional
public class SubstitutionService {

    /** The most days one arrangement may last, first and last day included. */
    static final int MOST_DAYS = 90;

    /** How many days ahead it may begin. */
    private static final int AHEAD = 365;

    private static final Duration SAME = Duration.ofMinutes(10);

    private final Substitutions substitutions;
    private final Processes processes;
    private final People people;
    private final Organisation organisation;
    private final CalendarService calendar;
    private final Complaints complaints;
    private final Timeline timeline;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final Clock clock;

    SubstitutionService(
            Substitutions substitutions,
            Processes processes,
            People people,
            Organisation organisation,
            CalendarService calendar,
            Complaints complaints,
            Timeline timeline,
            Outbox outbox,
            JdbcClient jdbc,
            Clock clock) {
        this.substitutions = substitutions;
        this.processes = processes;
        this.people = people;
        this.organisation = organisation;
        this.calendar = calendar;
        this.complaints = complaints;
        this.timeline = timeline;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The units this person leads, in the order of the data file. */
    @Transactional(readOnly = true)
    public List<String> unitsLedBy(String user) {
        Set<String> groups = people.groupsOf(user);
        return organisation.units().stream()
                .map(Unit::id)
                .filter(unit -> groups.contains(Roles.headOf(unit)))
                .toList();
    }

    /**
     * Who stands in for whom today (Article 4).
     *
     * @return by the id of the person away; several where that person works for several units
     */
    @Transactional(readOnly = true)
    public Map<String, List<StandIn>> standIns() {
        return substitutions.between(calendar.today(), calendar.today()).stream()
                .collect(Collectors.groupingBy(
                        Substitution::away,
                        Collectors.mapping(
                                it -> new StandIn(it.unit(), it.substitute(), it.untilDay()), Collectors.toList())));
    }

    /**
     * Who stands in for somebody; why the other is away is between them and their head.
     *
     * @param unit for whose work
     * @param substitute the person's id
     * @param until the last day, included
     */
    public record StandIn(String unit, String substitute, LocalDate until) {}

    /** The people of a unit by id, with their names. */
    @Transactional(readOnly = true)
    public Map<String, String> membersOf(String unit) {
        return people.membersOf(unit);
    }

    /**
     * Everything that is wrong with an arrangement as the head filled it in; empty if nothing is. What the form itself refuses is not
     * said again.
     */
    @Transactional(readOnly = true)
    public List<FieldError> problems(FormValues form) {
        String away = form.text("awayPerson");
        String substitute = form.text("substitutePerson");
        List<FieldError> errors = new ArrayList<>();
        if (away != null && away.equals(substitute)) {
            errors.add(new FieldError("substitutePerson", "代办人员：不能与请假人员相同"));
        } else if (away != null && substitute != null && unitsOf(form).isEmpty()) {
            errors.add(new FieldError("substitutePerson", "代办人员：与请假人员不都是您负责的同一单位的人员"));
        }
        LocalDate from;
        LocalDate until;
        try {
            from = form.date("fromDay", "开始日期");
            until = form.date("untilDay", "结束日期");
        } catch (InvalidInput e) {
            errors.addAll(e.errors());
            return errors;
        }
        if (from == null || until == null) {
            return errors;
        }
        String dates = wrongDates(from, until);
        if (dates != null) {
            errors.add(new FieldError("untilDay", "结束日期：" + dates));
        } else if (from.isAfter(calendar.today().plusDays(AHEAD))) {
            errors.add(new FieldError("fromDay", "开始日期：最多提前一年安排"));
        } else if (firstWorkingDay(from.isBefore(calendar.today()) ? calendar.today() : from, until)
                .isEmpty()) {
            errors.add(new FieldError("untilDay", "结束日期：这几天没有（或不再有）工作日，不需要代办"));
        } else if (errors.isEmpty() && away != null && substitute != null) {
            String unit = unitOf(form, from, until);
            if (Set.of(away).equals(people.membersOf(Roles.headOf(unit)).keySet())) {
                errors.add(new FieldError("awayPerson", "请假人员：是本单位唯一的负责人，须由负责人办的待办将无人能办，请先由系统管理员再设一名负责人"));
                return errors;
            }
            substitutions.between(from, until).stream()
                    .map(other -> clash(other, unit, away, substitute))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(errors::add);
        }
        return errors;
    }

    private String wrongDates(LocalDate from, LocalDate until) {
        if (until.isBefore(from)) {
            return "早于开始日期";
        }
        if (until.isBefore(calendar.today())) {
            return "已经过去";
        }
        return ChronoUnit.DAYS.between(from, until) >= MOST_DAYS ? "一次最多安排" + MOST_DAYS + "天" : null;
    }

    /** One arrangement a person and unit at a time, nobody stands in who is away, and nobody is away who stands in: so there are no chains. */
    private Optional<FieldError> clash(Substitution other, String unit, String away, String substitute) {
        String when = Texts.day(other.fromDay()) + "至" + Texts.day(other.untilDay()) + "，" + other.number();
        if (other.away().equals(away) && other.unit().equals(unit)) {
            return Optional.of(
                    new FieldError("awayPerson", "请假人员：已安排由" + nameOf(other.substitute()) + "代办（" + when + "）"));
        }
        if (other.substitute().equals(away)) {
            return Optional.of(
                    new FieldError("awayPerson", "请假人员：正安排替" + nameOf(other.away()) + "代办（" + when + "），请先提前结束该安排"));
        }
        if (other.away().equals(substitute)) {
            return Optional.of(new FieldError("substitutePerson", "代办人员：在此期间也不在岗（" + when + "）"));
        }
        return Optional.empty();
    }

    /** The number of what this person arranged in the same words within the last ten minutes, unless it was ended since. */
    @Transactional(readOnly = true)
    public Optional<String> sameJustNow(FormValues form) {
        try {
            LocalDate from = form.date("fromDay", "开始日期");
            LocalDate until = form.date("untilDay", "结束日期");
            if (from == null || until == null) {
                return Optional.empty();
            }
            Instant since = clock.instant().minus(SAME);
            return substitutions.between(from, until).stream()
                    .filter(it -> it.fromDay().equals(from) && it.untilDay().equals(until))
                    .filter(it -> it.away().equals(form.text("awayPerson"))
                            && it.substitute().equals(form.text("substitutePerson"))
                            && it.kind().name().equals(form.text("leaveKind"))
                            && Objects.equals(it.arrangedBy(), form.actor().user())
                            && !it.arrangedAt().isBefore(since))
                    .map(Substitution::number)
                    .findFirst();
        } catch (InvalidInput noDates) {
            return Optional.empty();
        }
    }

    /**
     * Keeps what the head arranged; returns its number.
     *
     * @throws InvalidInput where it is wrong, or another arrangement came first
     */
    public String arrange(FormValues form) {
        // the counter's row is locked before the others are read
        jdbc.sql("update substitution_counter set last = last + 1 where id = 1").update();
        int serial = jdbc.sql("select last from substitution_counter where id = 1")
                .query(Integer.class)
                .single();
        List<FieldError> errors = problems(form);
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        Instant now = clock.instant();
        LocalDate from = form.date("fromDay", "开始日期");
        LocalDate until = form.date("untilDay", "结束日期");
        LocalDate first = firstWorkingDay(from, until).orElseThrow();
        String number = "DB%d-%04d".formatted(calendar.today().getYear(), serial);
        substitutions.save(new Substitution(
                null,
                number,
                unitOf(form, from, until),
                form.required("awayPerson", "请假人员"),
                form.required("substitutePerson", "代办人员"),
                from,
                until,
                Substitution.Kind.valueOf(form.required("leaveKind", "事由")),
                Substitution.State.ARRANGED,
                form.actor().user(),
                now,
                calendar.openingAfter(midnight(first)),
                midnight(until.plusDays(1)).minusSeconds(1), // still that day for whoever reads it
                null,
                null,
                null,
                null));
        return number;
    }

    /**
     * The first day has come: what the person away has claimed of the unit's tasks goes to the substitute. What a rule keeps from the
     * substitute, and what is for the head alone, goes back to the unit.
     */
    public void begin(String number) {
        Substitution it = substitution(number);
        if (it.state() != Substitution.State.ARRANGED || clock.instant().isAfter(it.endsAt())) {
            return; // nor where the system was down all the while and the person is back
        }
        Set<String> ours = Set.of(it.unit(), Roles.headOf(it.unit()));
        List<TaskFacts> claimed = processes.claimedBy(it.away()).stream()
                .filter(task -> !Collections.disjoint(task.groups(), ours))
                // in one order on every node, as each locks its case
                .sorted(Comparator.comparing((TaskFacts task) -> String.valueOf(task.number()))
                        .thenComparing(TaskFacts::id))
                .toList();
        int handed = 0;
        int returned = 0;
        for (TaskFacts task : claimed) {
            Optional<Boolean> taken = processes.passOn(task, it.substitute());
            if (taken.isPresent()) {
                handed += taken.get() ? 1 : 0;
                returned += taken.get() ? 0 : 1;
                record(task, it, taken.get());
            }
        }
        substitutions.begun(it.id(), handed, returned);
        outbox.tell(
                number,
                "substitutionBegun",
                "substitutionBegun",
                it.unit(),
                nameOf(it.away()),
                nameOf(it.substitute()),
                Texts.day(it.fromDay()),
                Texts.day(it.untilDay()),
                String.valueOf(handed),
                String.valueOf(returned));
    }

    /** Who had it and who has it now are the unit's to know, why somebody is away is nobody's: it is not written down here. */
    private void record(TaskFacts task, Substitution it, boolean taken) {
        if (task.number() == null || !Ledger.isNumber(task.number())) {
            return;
        }
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("task", task.key());
        input.put("substitution", it.number());
        input.put("away", it.away());
        input.put("substitute", taken ? it.substitute() : null);
        Map<String, Object> personal = new LinkedHashMap<>();
        personal.put("awayPerson", nameOf(it.away()));
        if (taken) {
            personal.put("substitutePerson", nameOf(it.substitute()));
        }
        Act act = taken ? Act.HANDED_TO_SUBSTITUTE : Act.RETURNED_WHILE_AWAY;
        complaints
                .findByNumber(task.number())
                .ifPresent(complaint -> timeline.append(
                        complaint.id(),
                        // that responsibility is being judged is kept from the units (Article 15)
                        isAccountability(task) ? Act.ACCOUNTABILITY_PASSED_ON : act,
                        new Actor(it.arrangedBy(), it.unit()),
                        input,
                        personal));
    }

    /** The engine names a definition {@code key:version:id}. */
    private static boolean isAccountability(TaskFacts task) {
        return task.definitionId().startsWith("accountability:");
    }

    /** The head ends it before its last day is over; what the substitute has stays there. */
    public void endEarly(String number, Actor head) {
        end(substitution(number), Substitution.State.ENDED, head.user());
    }

    /** The last day is over; what the substitute has not finished stays there. */
    public void close(String number) {
        end(substitution(number), Substitution.State.OVER, null);
    }

    private void end(Substitution it, Substitution.State state, String by) {
        substitutions.ended(it.id(), state, by, clock.instant());
        if (it.state() == Substitution.State.RUNNING) {
            outbox.tell(
                    it.number(),
                    "substitutionOver",
                    "substitutionOver",
                    it.unit(),
                    nameOf(it.away()),
                    nameOf(it.substitute()));
        }
    }

    /** The arrangement of this number; {@link NotFound} if there is none. */
    @Transactional(readOnly = true)
    Substitution substitution(String number) {
        return substitutions
                .findByNumber(String.valueOf(number))
                .orElseThrow(() -> new NotFound("没有编号为" + number + "的代办安排"));
    }

    /** The units of the head for which both work. */
    private List<String> unitsOf(FormValues form) {
        return unitsLedBy(form.actor().user()).stream()
                .filter(unit -> membersOf(unit)
                        .keySet()
                        .containsAll(Set.of(form.text("awayPerson"), form.text("substitutePerson"))))
                .toList();
    }

    /** The one that it is for: where there are several, the first for which nobody stands in yet. */
    private String unitOf(FormValues form, LocalDate from, LocalDate until) {
        List<String> units = unitsOf(form);
        Set<String> arranged = substitutions.between(from, until).stream()
                .filter(it -> it.away().equals(form.text("awayPerson")))
                .map(Substitution::unit)
                .collect(Collectors.toSet());
        return units.stream()
                .filter(unit -> !arranged.contains(unit))
                .findFirst()
                .orElse(units.get(0));
    }

    private Optional<LocalDate> firstWorkingDay(LocalDate from, LocalDate until) {
        return from.datesUntil(until.plusDays(1)).filter(calendar::isWorkingDay).findFirst();
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    private String nameOf(String user) {
        return people.nameOf(user);
    }
}
