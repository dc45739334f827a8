package suban.trial;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;
import suban.ledger.Act;
import suban.ledger.Status;
import suban.ledger.Timeline;

/**
 * What became of one case: dates, units, ratings and counts, no words.
 *
 * @param number as in the ledger the case is from
 * @param rating the last actual rating; {@code UNRATED} where there was none in the end, null where nobody has asked yet
 * @param acts how often each act stands in its timeline
 */
record CourseOfCase(
        String number,
        String status,
        String complaintClass,
        String coordinatingUnit,
        String newCity,
        String host,
        Instant acceptedAt,
        Instant triageDueAt,
        Instant triagedAt,
        Instant enterpriseDueAt,
        Instant closedAt,
        List<Try> attempts,
        String rating,
        Map<Act, Integer> acts,
        List<Step> steps) {

    /**
     * One attempt.
     *
     * @param visitedAt the first call-back
     * @param coLate co-handlers whose opinion was late or is
     */
    record Try(
            int no,
            String host,
            Instant dispatchedAt,
            Instant responseDueAt,
            Instant respondedAt,
            Instant dueAt,
            Instant adjustedDueAt,
            Instant repliedAt,
            String outcome,
            Instant visitDueAt,
            Instant visitedAt,
            int coLate) {

        Instant effectiveDueAt() {
            return adjustedDueAt == null ? dueAt : adjustedDueAt;
        }
    }

    /** One entry of the timeline, with its dates and codes. */
    record Step(Instant at, Act act, int attempt, Map<String, String> facts) {}

    /** Kinds of being late, as the supervisors' board tells them apart, whether it is over or not. */
    enum Late {
        HANDLING("办理"),
        RESPONSE("当日回应"),
        CO_HANDLING("协办意见"),
        VISIT("回访"),
        TRIAGE("研判"),
        COORDINATION("先行协调");

        private final String label;

        Late(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private static boolean past(Instant due, Instant done, Instant until) {
        return due != null && due.isBefore(done != null ? done : until);
    }

    /** Whether it was late in this way at any time up to {@code now}. */
    boolean wasLate(Late kind, Instant now) {
        Instant until = closedAt != null && closedAt.isBefore(now) ? closedAt : now;
        return switch (kind) {
            case HANDLING -> attempts.stream().anyMatch(it -> past(it.effectiveDueAt(), it.repliedAt(), until));
            case RESPONSE ->
                attempts.stream()
                        .anyMatch(it -> past(
                                it.responseDueAt(),
                                it.respondedAt() != null ? it.respondedAt() : it.repliedAt(),
                                until));
            case CO_HANDLING -> attempts.stream().anyMatch(it -> it.coLate() > 0);
            case VISIT -> attempts.stream().anyMatch(it -> past(it.visitDueAt(), it.visitedAt(), until));
            case TRIAGE ->
                triagedAt != null
                        ? triagedAt.isAfter(triageDueAt)
                        : List.of("REGISTERED", "TRIAGE").contains(status) && triageDueAt.isBefore(now);
            case COORDINATION -> times(Act.TAKEN_OVER) > 0;
        };
    }

    /** Whether it was late in any way. */
    boolean wasLate(Instant now) {
        for (Late kind : Late.values()) {
            if (wasLate(kind, now)) {
                return true;
            }
        }
        return false;
    }

    int times(Act act) {
        return acts.getOrDefault(act, 0);
    }

    /** When the enterprise got its first answer; null where it has not. */
    Instant firstRepliedAt() {
        return attempts.isEmpty() ? null : attempts.get(0).repliedAt();
    }

    // ---- reading

    /** Facts of an entry that make a date or a way, and nobody's words. */
    private static final List<String> TOLD = List.of(
            "complaintClass",
            "route",
            "ground",
            "host",
            "coHandlers",
            "due",
            "responseDue",
            "opinionDue",
            "until",
            "step",
            "decision",
            "outcome",
            "rating",
            "onTime",
            "what",
            "to",
            "newUnit",
            "addUnits",
            "releaseUnits",
            "promisedDate",
            "how");

    /**
     * Reads the courses of cases out of a database with the ledger's tables.
     *
     * @param before the number a case has in the ledger that is replayed, by its number here; null for a case that is none of it
     */
    static Map<String, CourseOfCase> read(JdbcTemplate jdbc, UnaryOperator<String> before, Instant now) {
        Map<Long, List<Try>> attempts = attempts(jdbc, now);
        Map<Long, String> ratings = new LinkedHashMap<>();
        jdbc.query(
                "select a.complaint_id, v.rating from visit v join attempt a on a.id = v.attempt_id"
                        + " where v.rating is not null order by v.id",
                row -> {
                    String rating = row.getString(2);
                    ratings.merge(row.getLong(1), rating, (known, next) -> "UNRATED".equals(next) ? known : next);
                });
        Map<Long, List<Step>> steps = new LinkedHashMap<>();
        jdbc.query("select complaint_id, at_millis, act, input from timeline_entry order by complaint_id, seq", row -> {
            Map<String, Object> input = "-".equals(row.getString(4)) ? Map.of() : Timeline.read(row.getString(4));
            Map<String, String> facts = new LinkedHashMap<>();
            TOLD.stream().filter(key -> input.get(key) != null).forEach(key -> facts.put(key, text(input.get(key))));
            steps.computeIfAbsent(row.getLong(1), key -> new ArrayList<>())
                    .add(new Step(
                            Instant.ofEpochMilli(row.getLong(2)),
                            Act.valueOf(row.getString(3)),
                            input.get("attempt") instanceof Number no ? no.intValue() : 0,
                            facts));
        });
        Map<String, CourseOfCase> courses = new TreeMap<>();
        jdbc.query("select * from complaint order by id", row -> {
            String number = before.apply(row.getString("number"));
            if (number == null) {
                return;
            }
            long id = row.getLong("id");
            List<Step> own = steps.getOrDefault(id, List.of());
            Map<Act, Integer> acts = new TreeMap<>();
            own.forEach(step -> acts.merge(step.act(), 1, Integer::sum));
            List<Try> tries = attempts.getOrDefault(id, List.of());
            courses.put(
                    number,
                    new CourseOfCase(
                            number,
                            told(row.getString("status")),
                            row.getString("complaint_class"),
                            row.getString("coordinating_unit"),
                            row.getString("new_city"),
                            tries.isEmpty()
                                    ? row.getString("host_unit")
                                    : tries.get(0).host(),
                            instant(row.getObject("accepted_at", OffsetDateTime.class)),
                            instant(row.getObject("triage_due_at", OffsetDateTime.class)),
                            instant(row.getObject("triaged_at", OffsetDateTime.class)),
                            instant(row.getObject("enterprise_due_at", OffsetDateTime.class)),
                            instant(row.getObject("closed_at", OffsetDateTime.class)),
                            tries,
                            ratings.get(id),
                            acts,
                            own.stream()
                                    .filter(step -> !step.act().isDiscreet())
                                    .toList()));
        });
        return courses;
    }

    /** Whose responsibility is being judged is not for whoever reads the report (Article 15): it is with the supervision until then. */
    private static String told(String status) {
        return Status.ACCOUNTABILITY.name().equals(status) ? Status.SUPERVISION.name() : status;
    }

    private static String text(Object value) {
        return value instanceof Collection<?> list
                ? String.join("、", list.stream().map(String::valueOf).toList())
                : value.toString();
    }

    private static Map<Long, List<Try>> attempts(JdbcTemplate jdbc, Instant now) {
        Map<Long, Instant> visited = new LinkedHashMap<>();
        jdbc.query("select attempt_id, min(at) from visit group by attempt_id", row -> {
            visited.put(row.getLong(1), instant(row.getObject(2, OffsetDateTime.class)));
        });
        Map<Long, Integer> coLate = new LinkedHashMap<>();
        jdbc.query(
                "select s.attempt_id, s.due_at, coalesce(s.ended_at, c.closed_at) from assignment s"
                        + " join attempt a on a.id = s.attempt_id join complaint c on c.id = a.complaint_id"
                        + " where s.role = 'CO' and s.due_at is not null",
                row -> {
                    Instant due = instant(row.getObject(2, OffsetDateTime.class));
                    if (past(due, instant(row.getObject(3, OffsetDateTime.class)), now)) {
                        coLate.merge(row.getLong(1), 1, Integer::sum);
                    }
                });
        Map<Long, List<Try>> attempts = new LinkedHashMap<>();
        jdbc.query("select * from attempt order by complaint_id, no", row -> {
            long id = row.getLong("id");
            attempts.computeIfAbsent(row.getLong("complaint_id"), key -> new ArrayList<>())
                    .add(new Try(
                            row.getInt("no"),
                            row.getString("host"),
                            instant(row.getObject("dispatched_at", OffsetDateTime.class)),
                            instant(row.getObject("response_due_at", OffsetDateTime.class)),
                            instant(row.getObject("responded_at", OffsetDateTime.class)),
                            instant(row.getObject("due_at", OffsetDateTime.class)),
                            instant(row.getObject("adjusted_due_at", OffsetDateTime.class)),
                            instant(row.getObject("replied_at", OffsetDateTime.class)),
                            row.getString("outcome"),
                            instant(row.getObject("visit_due_at", OffsetDateTime.class)),
                            visited.get(id),
                            coLate.getOrDefault(id, 0)));
        });
        return attempts;
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    // ---- comparing

    /** In what two courses of one case differ, of what the ledger keeps of it; empty where they are the same. */
    List<String> differences(CourseOfCase other, Instant now) {
        List<String> found = new ArrayList<>();
        compare(found, "状态", status, other.status);
        compare(found, "类别", complaintClass, other.complaintClass);
        compare(found, "企业期限", enterpriseDueAt, other.enterpriseDueAt);
        compare(found, "评价", rating, other.rating);
        compare(found, "办理次数", attempts.size(), other.attempts.size());
        compare(found, "销号时间", closedAt, other.closedAt);
        for (int i = 0; i < Math.min(attempts.size(), other.attempts.size()); i++) {
            Try one = attempts.get(i);
            Try two = other.attempts.get(i);
            String which = "第" + one.no() + "次办理的";
            compare(found, which + "主办", one.host(), two.host());
            compare(found, which + "回应期限", one.responseDueAt(), two.responseDueAt());
            compare(found, which + "回应", one.respondedAt(), two.respondedAt());
            compare(found, which + "期限", one.dueAt(), two.dueAt());
            compare(found, which + "批准的期限", one.adjustedDueAt(), two.adjustedDueAt());
            compare(found, which + "答复", one.repliedAt(), two.repliedAt());
            compare(found, which + "结果", one.outcome(), two.outcome());
        }
        for (Late kind : Late.values()) {
            compare(found, kind.label() + "超期", wasLate(kind, now), other.wasLate(kind, now));
        }
        for (Act act : List.of(Act.ESCALATED, Act.REMINDED, Act.RETURNED, Act.SUPERVISION_OPENED, Act.STEP_COMPLETED)) {
            compare(found, act.label(), times(act), other.times(act));
        }
        return found;
    }

    private static void compare(List<String> found, String what, Object one, Object two) {
        boolean same = one instanceof Instant a && two instanceof Instant b
                ? Math.abs(a.toEpochMilli() - b.toEpochMilli()) < 60_000
                : Objects.equals(one, two);
        if (!same) {
            found.add(what);
        }
    }
}
