package suban.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Conflict;
import suban.Forbidden;
import suban.InvalidInput;
import suban.calendar.CalendarService;
import suban.documents.DocumentKind;
import suban.documents.DocumentService;
import suban.ledger.Texts;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/**
 * The monthly 通报 by unit (Articles 4, 16, 17): the New Area's 营商办 issues one of the whole district, a 新城's office one of its 新城.
 * A month has one; it is made anew only with a reason, as a further version beside the ones before.
 */
@Service
@Transactional
public class BulletinService {

    private static final int MOST_TYPES = 3;

    private final BoardService board;
    private final DocumentService documents;
    private final Organisation organisation;
    private final CalendarService calendar;
    private final JdbcClient jdbc;
    private final Clock clock;

    BulletinService(
            BoardService board,
            DocumentService documents,
            Organisation organisation,
            CalendarService calendar,
            JdbcClient jdbc,
            Clock clock) {
        this.board = board;
        this.documents = documents;
        this.organisation = organisation;
        this.calendar = calendar;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A 通报 that was issued.
     *
     * @param version 1 for the first of its month
     * @param reason why it was made anew; null for the first
     * @param documentNumber its 文号
     */
    public record Bulletin(
            String issuer,
            YearMonth month,
            int version,
            String reason,
            Long documentId,
            String documentNumber,
            Instant issuedAt) {}

    /** What has been issued that this viewer may read, the latest month and version first. */
    @Transactional(readOnly = true)
    public List<Bulletin> issued(Scope scope) {
        return find("", Map.of()).stream()
                .filter(it -> documents.mayReadOf(it.issuer(), scope.viewer()))
                .toList();
    }

    /**
     * The 通报 of a month: the one there is, or a new one.
     *
     * @param reason why the month's is to be made anew, up to 500 characters; null or blank for no such wish
     * @throws Forbidden for whoever may look but not issue
     * @throws InvalidInput for a month that is not over
     */
    public Bulletin issue(Scope scope, YearMonth month, String reason) {
        String issuer = issuer(scope);
        if (!month.isBefore(YearMonth.from(calendar.today()))) {
            throw new InvalidInput("month", "月份：该月尚未结束，月底之后才能编制通报");
        }
        String anew = reason == null || reason.isBlank() ? null : reason.strip();
        List<Bulletin> before = find(
                "where b.issuer = :issuer and b.month_of = :month", Map.of("issuer", issuer, "month", month.atDay(1)));
        if (!before.isEmpty() && anew == null) {
            return before.get(0);
        }
        int version = before.isEmpty() ? 1 : before.get(0).version() + 1;
        Long document = documents.issue(
                DocumentKind.BULLETIN,
                issuer,
                "%s 第%d版".formatted(month, version),
                facts(scope, month, version, version == 1 ? null : anew));
        try {
            jdbc.sql(
                            """
                            insert into bulletin (issuer, month_of, version, reason, document_id, issued_by, issued_at)
                            values (:issuer, :month, :version, :reason, :document, :by, :at)""")
                    .param("issuer", issuer)
                    .param("month", month.atDay(1))
                    .param("version", version)
                    .param("reason", version == 1 ? null : anew)
                    .param("document", document)
                    .param("by", scope.viewer().user())
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DataIntegrityViolationException issuedMeanwhile) {
            throw new Conflict("该月通报刚刚由他人编制，请刷新后查看");
        }
        return find(
                        "where b.issuer = :issuer and b.month_of = :month and b.version = :version",
                        Map.of("issuer", issuer, "month", month.atDay(1), "version", version))
                .get(0);
    }

    /** Whether this viewer may issue: supervisors and the offices in their offices' name. */
    @Transactional(readOnly = true)
    public boolean mayIssue(Scope scope) {
        return scope.viewer().identities() || scope.viewer().units().stream().anyMatch(organisation::isOffice);
    }

    private String issuer(Scope scope) {
        if (!mayIssue(scope)) {
            throw new Forbidden("月度通报由营商办编制");
        }
        if (scope.district()) {
            return organisation.ofKind(UnitKind.OFFICE).get(0).id();
        }
        return scope.viewer().units().stream()
                .filter(organisation::isOffice)
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    private List<Bulletin> find(String where, Map<String, Object> params) {
        return jdbc.sql("select b.*, d.number from bulletin b join document d on d.id = b.document_id " + where
                        + " order by b.month_of desc, b.issuer, b.version desc")
                .params(params)
                .query(BulletinService::bulletin)
                .list();
    }

    private static Bulletin bulletin(ResultSet row, int index) throws SQLException {
        return new Bulletin(
                row.getString("issuer"),
                YearMonth.from(row.getObject("month_of", LocalDate.class)),
                row.getInt("version"),
                row.getString("reason"),
                row.getLong("document_id"),
                row.getString("number"),
                row.getObject("issued_at", OffsetDateTime.class).toInstant());
    }

    private Map<String, Object> facts(Scope scope, YearMonth month, int version, String reason) {
        Board it =
                board.board(scope, new BoardQuery(month.atDay(1), month.atEndOfMonth(), null, null, null, null, null));
        Map<String, Object> facts = new HashMap<>();
        facts.put("主送单位", scope.district() ? "各新城、各部门、各镇街" : "新城各部门、各镇街");
        facts.put("统计月份", "%d年%d月".formatted(month.getYear(), month.getMonthValue()));
        facts.put(
                "通报范围",
                scope.district()
                        ? "全区"
                        : scope.newCities().stream()
                                .map(organisation::nameOf)
                                .sorted()
                                .collect(Collectors.joining("、")));
        facts.put("收到件数", text(it.flows().get(Figure.REGISTERED).current()));
        facts.put("销号件数", text(it.flows().get(Figure.CLOSED).current()));
        facts.put("当日回应率", percent(it.rates().response()));
        facts.put("按时办结率", percent(it.rates().onTime()));
        facts.put("按批准期限的按时办结率", percent(it.rates().adjusted()));
        facts.put("好评率", percent(it.rates().praise()));
        facts.put("补办率", percent(it.rates().rehandling()));
        facts.put("在办件数", text(it.now().get(Figure.OPEN)));
        facts.put("超期件数", text(it.now().get(Figure.LATE)));
        facts.put("截至时间", Texts.time(it.asOf()));
        facts.put(
                "反映较多",
                it.topics().demandTypes().stream()
                        .limit(MOST_TYPES)
                        .map(topic -> topic.label() + topic.count() + "件")
                        .collect(Collectors.joining("、")));
        facts.put("重新编制", version > 1);
        facts.put("版次", text(version));
        facts.put("重编原因", reason == null ? "" : reason);
        facts.put(
                "单位",
                it.units().stream()
                        .filter(row -> organisation
                                .find(row.unit())
                                .map(Unit::kind)
                                .filter(UnitKind::handles)
                                .isPresent())
                        .map(this::row)
                        .toList());
        return facts;
    }

    private Map<String, Object> row(Board.UnitRow it) {
        return Map.of(
                "名称", organisation.nameOf(it.unit()),
                "单位当日回应率", percent(it.rates().response()),
                "单位按时办结率", percent(it.rates().onTime()),
                "单位好评率", percent(it.rates().praise()),
                "单位补办率", percent(it.rates().rehandling()),
                "单位超期", text(it.now().get(Figure.LATE)));
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    private static String percent(Rate rate) {
        return rate.percent() == null ? "—" : String.format(Locale.ROOT, "%.1f%%", rate.percent());
    }
}
