package suban.ledger;

import static suban.ledger.TransactionReads.once;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import suban.NotFound;

/** Reads cases by their number, and gives the numbers out (Article 8 一问题一编号). */
@Service
@Transactional(readOnly = true)
public class Ledger {

    private final Complaints complaints;
    private final ComplaintContents contents;
    private final Attempts attempts;
    private final Assignments assignments;
    private final EndingRequests endings;
    private final JdbcClient jdbc;
    private final Clock clock;

    Ledger(
            Complaints complaints,
            ComplaintContents contents,
            Attempts attempts,
            Assignments assignments,
            EndingRequests endings,
            JdbcClient jdbc,
            Clock clock) {
        this.complaints = complaints;
        this.contents = contents;
        this.attempts = attempts;
        this.assignments = assignments;
        this.endings = endings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether this looks like the number of a complaint; what is no case has other numbers. */
    public static boolean isNumber(String text) {
        return text.startsWith("XX");
    }

    /** The complaint of this number; {@link NotFound} if there is none. */
    public Complaint complaint(String number) {
        return once("complaint", Arrays.asList(number), () -> complaints.findByNumber(number))
                .orElseThrow(() -> new NotFound("没有编号为" + number + "的投诉"));
    }

    /** The complaint as it is once nobody else is at work on it: whoever asks for this lock, too, waits until this transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Complaint lock(Complaint complaint) {
        return complaints.lock(complaint.id());
    }

    /** What the enterprise wrote; empty texts where it was erased. */
    public ComplaintContent content(Complaint complaint) {
        return once("complaint_content", List.of(complaint.id()), () -> contents.findById(complaint.id()))
                .orElseGet(() -> new ComplaintContent(complaint.id(), "", "", "", ""));
    }

    /** One attempt of a complaint; {@link NotFound} if there is none. */
    public Attempt attempt(String number, int no) {
        return once("attempt", Arrays.asList("one", number, no), () -> attempts.find(number, no))
                .orElseThrow(() -> new NotFound("投诉" + number + "没有第" + no + "次办理"));
    }

    /** All attempts of a complaint in order. */
    public List<Attempt> attempts(Complaint complaint) {
        return once(
                "attempt",
                List.of("all", complaint.id()),
                () -> List.copyOf(attempts.findByComplaintIdOrderByNo(complaint.id())));
    }

    private List<Assignment> assignments(Attempt attempt) {
        return once(
                "assignment",
                List.of(attempt.id()),
                () -> List.copyOf(assignments.findByAttemptIdOrderById(attempt.id())));
    }

    /** The co-handling units of an attempt in the order they were assigned. */
    public List<Assignment> coHandlers(Attempt attempt) {
        return assignments(attempt).stream()
                .filter(assignment -> "CO".equals(assignment.role()))
                .toList();
    }

    /**
     * The units whose cooperation in an attempt the host scores, each once (Articles 4, 14): those that gave their opinion or owed
     * it too long; not who was released in time, and not the host itself where it co-handled before.
     */
    public List<String> cooperating(Attempt attempt) {
        Map<String, Assignment> last = new LinkedHashMap<>();
        coHandlers(attempt).forEach(part -> last.put(part.unit(), part));
        return last.values().stream()
                .filter(part -> !part.unit().equals(attempt.host()))
                .filter(part -> part.endedAt() == null
                        || "DONE".equals(part.whyEnded())
                        || part.dueAt() != null && part.endedAt().isAfter(part.dueAt()))
                .map(Assignment::unit)
                .toList();
    }

    /** The part of one unit in an attempt, the latest where it had several. */
    public Optional<Assignment> assignment(Attempt attempt, String unit, String role) {
        return assignments(attempt).stream()
                .filter(assignment ->
                        assignment.unit().equals(unit) && assignment.role().equals(role))
                .reduce((earlier, later) -> later);
    }

    /**
     * Ends a case now: what the office had still to confirm about ending it otherwise lapses with it (Articles 3, 14, 15).
     *
     * @param status one that {@link Status#isEnd() ends} a case
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void end(Complaint complaint, Status status) {
        Instant now = clock.instant();
        complaints.end(complaint.number(), status, now);
        endings.lapse(complaint.id(), now);
    }

    /** How often the enterprise was dissatisfied in this matter, over all complaints that share it (Article 15). */
    public int badRatings(Long matterId) {
        return jdbc.sql(
                        """
                        select count(*) from visit v
                        join attempt a on a.id = v.attempt_id
                        join complaint c on c.id = a.complaint_id
                        where c.matter_id = :matter and v.rating in ('DISSATISFIED', 'VERY_DISSATISFIED')""")
                .param("matter", matterId)
                .query(Integer.class)
                .single();
    }

    /**
     * The next number of today: {@code XX20261122-0001}, at least four digits. The day's counter row is locked until the
     * registration commits; a registration that fails may leave a gap, never a double.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String nextNumber() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        Integer last = count(today);
        if (last == null) {
            jdbc.sql("insert into number_counter (counted_on, last) values (:day, 1)")
                    .param("day", today)
                    .update();
            last = 1;
        }
        return "XX%s-%04d".formatted(today.format(DateTimeFormatter.BASIC_ISO_DATE), last);
    }

    /** Opens today's counter, in a transaction of its own, so that the day's first registrations do not collide. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void openDay() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        Integer open = jdbc.sql("select count(*) from number_counter where counted_on = :day")
                .param("day", today)
                .query(Integer.class)
                .single();
        if (open == 0) {
            jdbc.sql("insert into number_counter (counted_on, last) values (:day, 0)")
                    .param("day", today)
                    .update();
        }
    }

    private Integer count(LocalDate day) {
        GeneratedKeyHolder last = new GeneratedKeyHolder();
        int found = jdbc.sql("update number_counter set last = last + 1 where counted_on = :day")
                .param("day", day)
                .update(last, "last");
        return found == 0 ? null : last.getKey().intValue();
    }
}
