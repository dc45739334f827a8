package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import suban.appraisal.Appraisal;
import suban.appraisal.AppraisalGroup;
import suban.appraisal.AppraisalService;
import suban.appraisal.Fraction;
import suban.appraisal.Part;
import suban.appraisal.RankedUnit;
import suban.appraisal.ScoredCase;
import suban.appraisal.Weights;
import suban.ledger.LedgerSearch;
import suban.ledger.Rating;
import suban.ledger.Viewer;
import suban.organisation.Organisation;

/** The yearly appraisal (Article 16): a published year, or any period as a dry run; for the New Area's office, 督查室, supervisors. */
@RestController
class AppraisalController {

    private static final Set<String> KNOWN = Set.of("dryRun", "version", "from", "to");
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int PLACES = 6;

    private final AppraisalService appraisals;
    private final LedgerSearch search;
    private final Organisation organisation;
    private final Viewers viewers;

    AppraisalController(AppraisalService appraisals, LedgerSearch search, Organisation organisation, Viewers viewers) {
        this.appraisals = appraisals;
        this.search = search;
        this.organisation = organisation;
        this.viewers = viewers;
    }

    /**
     * An appraisal as it is sent.
     *
     * @param version null for a dry run
     * @param to end of the period, exclusive
     */
    record View(
            int year,
            Integer version,
            boolean frozen,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime from,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime to,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime computedAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime publishedAt,
            String reason,
            Weights weights,
            List<GroupView> groups) {}

    /** One group's ranking as it is sent. */
    record GroupView(AppraisalGroup kind, List<Row> rows) {}

    /**
     * One unit as it is sent: rates and score as numbers from 0 to 1, and exactly in {@code exact}.
     *
     * @param unit its id
     */
    record Row(
            String unit,
            String unitName,
            int concluded,
            int counted,
            BigDecimal onTimeRate,
            BigDecimal adjustedOnTimeRate,
            BigDecimal praiseRate,
            BigDecimal score,
            Exact exact,
            Integer rank,
            BigDecimal points,
            boolean insufficient,
            List<Case> cases) {}

    /** The same rates as fractions, {@code 5/6}; null as they are. */
    record Exact(String onTimeRate, String adjustedOnTimeRate, String praiseRate, String score) {}

    /**
     * One case behind a unit's figures as it is sent.
     *
     * @param number null where the case accuses the unit of who asks
     */
    record Case(
            String number,
            Part part,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime dueAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime doneAt,
            boolean counted,
            Boolean onTime,
            Boolean adjustedOnTime,
            Rating rating,
            Integer cooperation,
            Boolean praised,
            String why) {}

    /** With {@code dryRun=true} computed now, for {@code from} to {@code to} where they are given; else as it was published. */
    @GetMapping("/api/appraisals/{year}")
    View appraisal(@PathVariable String year, @RequestParam MultiValueMap<String, String> given) {
        Viewer viewer = reader();
        Appraisal appraisal = asked(year, given);
        Set<String> hidden = search.accusing(viewer);
        return new View(
                appraisal.year(),
                appraisal.version(),
                appraisal.frozen(),
                CaseView.at(appraisal.from()),
                CaseView.at(appraisal.before()),
                CaseView.at(appraisal.computedAt()),
                CaseView.at(appraisal.publishedAt()),
                appraisal.reason(),
                appraisal.weights(),
                appraisal.groups().stream()
                        .map(group -> new GroupView(
                                group.kind(),
                                group.rows().stream()
                                        .map(row -> row(row, hidden))
                                        .toList()))
                        .toList());
    }

    /** The same as a spreadsheet: one sheet a group, and one of the cases behind. */
    @GetMapping("/api/appraisals/{year}.xlsx")
    ResponseEntity<byte[]> spreadsheet(@PathVariable String year, @RequestParam MultiValueMap<String, String> given)
            throws IOException {
        Viewer viewer = reader();
        Appraisal appraisal = asked(year, given);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AppraisalSheets.write(out, appraisal, organisation::nameOf, search.accusing(viewer));
        String name = "appraisal-%d%s.xlsx"
                .formatted(appraisal.year(), appraisal.frozen() ? "-v" + appraisal.version() : "-dry-run");
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, XLSX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(out.toByteArray());
    }

    private Viewer reader() {
        Viewer viewer = viewers.currentPerson(false);
        if (!viewer.identities() && !viewer.supervises()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return viewer;
    }

    private Appraisal asked(String year, MultiValueMap<String, String> given) {
        Parameters parameters = new Parameters();
        given.forEach((name, values) -> {
            if (!KNOWN.contains(name)) {
                parameters.refuse(name, name + "：不支持的参数");
            } else if (values.size() > 1) {
                parameters.refuse(name, name + "：只能填写一次");
            }
        });
        Map<String, String> values = given.toSingleValueMap();
        int of = parameters.number("year", "年度", year, 0, 2000, 2099);
        boolean dryRun = Boolean.TRUE.equals(parameters.flag("dryRun", "试算", values.get("dryRun")));
        int version = parameters.number("version", "版本", values.get("version"), 0, 1, 999);
        Instant from = parameters.time("from", "起始日期", values.get("from"), false);
        Instant before = parameters.time("to", "截止日期", values.get("to"), true);
        if (from != null && before != null && !from.isBefore(before)) {
            parameters.refuse("to", "截止日期（to）：不能早于起始日期（from）");
        }
        if (!dryRun && (from != null || before != null)) {
            parameters.refuse(from != null ? "from" : "to", "起始和截止日期：只用于试算（dryRun=true）");
        }
        if (dryRun && version > 0) {
            parameters.refuse("version", "版本（version）：试算没有版本");
        }
        parameters.refuseIfAny();
        return dryRun ? appraisals.dryRun(of, from, before) : appraisals.published(of, version == 0 ? null : version);
    }

    private Row row(RankedUnit row, Set<String> hidden) {
        return new Row(
                row.unit(),
                organisation.nameOf(row.unit()),
                row.tally().concluded(),
                row.tally().counted(),
                decimal(row.tally().onTimeRate()),
                decimal(row.tally().adjustedOnTimeRate()),
                decimal(row.tally().praiseRate()),
                decimal(row.score()),
                new Exact(
                        text(row.tally().onTimeRate()),
                        text(row.tally().adjustedOnTimeRate()),
                        text(row.tally().praiseRate()),
                        text(row.score())),
                row.rank(),
                row.points(),
                row.insufficient(),
                row.cases().stream().map(it -> scored(it, hidden)).toList());
    }

    private static Case scored(ScoredCase it, Set<String> hidden) {
        return new Case(
                hidden.contains(it.number()) ? null : it.number(),
                it.part(),
                CaseView.at(it.dueAt()),
                CaseView.at(it.doneAt()),
                it.counts(),
                it.onTime(),
                it.adjustedOnTime(),
                it.rating(),
                it.cooperation(),
                it.praised(),
                it.why());
    }

    private static BigDecimal decimal(Fraction rate) {
        return rate == null ? null : rate.decimal(PLACES);
    }

    private static String text(Fraction rate) {
        return rate == null ? null : rate.toString();
    }
}
