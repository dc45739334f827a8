package suban.calendar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Conflict;
import suban.InvalidInput;
import suban.NotFound;

/**
 * Calendar years put in for approval: a new year, or a corrected one as the next revision. Approval is one small transaction; what
 * it does to open deadlines is somebody else's duty.
 */
@Service
@Transactional
public class CalendarProposals {

    private static final int APPROVE_DAYS = 2;
    private static final int MOST_CHARACTERS = 8000;

    private final JdbcClient jdbc;
    private final ApprovedYears approved;
    private final CalendarService calendar;
    private final CalendarSettings settings;
    private final Clock clock;

    CalendarProposals(
            JdbcClient jdbc, ApprovedYears approved, CalendarService calendar, CalendarSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.approved = approved;
        this.calendar = calendar;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * One data set that was put in.
     *
     * @param number what it is known by, such as {@code RL2027-1}
     * @param approveDueAt by when it is to be decided on
     * @param isApproved whether it counts
     */
    public record Proposal(
            String number, CalendarYear set, String proposedBy, Instant approveDueAt, boolean isApproved) {}

    /**
     * Reads a data set and checks that it is the next of its year.
     *
     * @param year the year it is for
     * @param data its text (YAML, as the files that ship); null to take the year's file from the configured folder
     * @param by who puts it in
     * @throws InvalidInput with what is wrong, in Chinese
     */
    @Transactional(readOnly = true)
    public CalendarYear check(int year, String data, String by) {
        String text = data != null ? data : fromFolder(year);
        CalendarYear set;
        try {
            set = CalendarFiles.parse(text, by, calendar.today());
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("data", "年度数据：" + e.getMessage());
        }
        if (set.year() != year) {
            throw new InvalidInput("data", "年度数据：是" + set.year() + "年的，不是" + year + "年的");
        }
        int next = calendar.years().stream()
                        .filter(known -> known.year() == year)
                        .mapToInt(CalendarYear::revision)
                        .max()
                        .orElse(0)
                + 1;
        if (set.revision() != next) {
            throw new InvalidInput("data", "年度数据：version 应为 %d-%d，现为 %s".formatted(year, next, set.version()));
        }
        return set;
    }

    private String fromFolder(int year) {
        if (settings.folder() == null || settings.folder().isBlank()) {
            throw new InvalidInput("data", "年度数据：必填（没有配置存放年度数据的文件夹）");
        }
        Path file = Path.of(settings.folder(), year + ".yaml");
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_CHARACTERS * 4L) {
                throw new InvalidInput("data", "年度数据：文件夹中没有可用的 " + year + ".yaml");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a checked data set until it is decided on; returns what it is known by. */
    public String propose(CalendarYear set) {
        Instant now = clock.instant();
        int serial = jdbc.sql("select coalesce(max(serial), 0) + 1 from calendar_year where set_year = :year")
                .param("year", set.year())
                .query(Integer.class)
                .single();
        String number = "RL%d-%d".formatted(set.year(), serial);
        jdbc.sql(
                        """
                        insert into calendar_year (number, set_year, serial, version, notice_number, data, proposed_by,
                          proposed_at, approve_due_at)
                        values (:number, :year, :serial, :version, :notice, :data, :by, :at, :due)""")
                .param("number", number)
                .param("year", set.year())
                .param("serial", serial)
                .param("version", set.version())
                .param("notice", set.noticeNumber())
                .param("data", CalendarFiles.write(set))
                .param("by", set.approvedBy())
                .param("at", at(now))
                .param("due", at(calendar.workingDaysAfter(now, APPROVE_DAYS).due()))
                .update();
        return number;
    }

    /** The data set known by this number. */
    @Transactional(readOnly = true)
    public Proposal proposal(String number) {
        return find(number).orElseThrow(() -> new NotFound("没有编号为" + number + "的工作日历"));
    }

    private Optional<Proposal> find(String number) {
        return jdbc.sql("select * from calendar_year where number = :number")
                .param("number", number)
                .query(CalendarProposals::read)
                .optional();
    }

    private static Proposal read(ResultSet row, int index) throws SQLException {
        return new Proposal(
                row.getString("number"),
                CalendarFiles.readStored(row.getString("data")),
                row.getString("proposed_by"),
                row.getObject("approve_due_at", OffsetDateTime.class).toInstant(),
                row.getString("approved_version") != null);
    }

    /**
     * The data set counts from now on, on every node.
     *
     * @throws Conflict where another one of this year was approved since it was put in
     */
    public void approve(String number, String by) {
        CalendarYear set = proposal(number).set();
        LocalDate today = calendar.today();
        try {
            check(set.year(), CalendarFiles.write(set), by);
        } catch (InvalidInput outdated) {
            throw new Conflict("该年度在此期间已批准了别的版本，请退回并按新的序号重新提交");
        }
        CalendarYear signed = new CalendarYear(
                set.year(), set.version(), set.noticeNumber(), by, today, set.holidays(), set.makeUpDays());
        decide(number, "APPROVE", null, by, set.version(), CalendarFiles.write(signed));
        approved.forget();
    }

    /** The data set is refused, with reason; nothing counts. */
    public void reject(String number, String by, String reason) {
        CalendarYear set = proposal(number).set();
        decide(number, "REJECT", reason, by, null, CalendarFiles.write(set));
    }

    private void decide(String number, String decision, String reason, String by, String version, String data) {
        int decided = jdbc.sql(
                        """
                        update calendar_year set decision = :decision, reason = :reason, decided_by = :by,
                          decided_at = :at, approved_version = :version, data = :data
                        where number = :number and decision is null""")
                .param("decision", decision)
                .param("reason", reason)
                .param("by", by)
                .param("at", at(clock.instant()))
                .param("version", version)
                .param("data", data)
                .param("number", number)
                .update();
        if (decided == 0) {
            throw new IllegalStateException(number + " was decided on before");
        }
    }

    /** Notes that no open deadline carries an older version any more. */
    public void complete(String number) {
        jdbc.sql("update calendar_year set completed_at = :at where number = :number")
                .param("at", at(clock.instant()))
                .param("number", number)
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
