package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import suban.board.Board;
import suban.board.BoardQuery;
import suban.board.BoardService;
import suban.board.Figure;
import suban.board.Item;
import suban.board.Narrowing;
import suban.board.Rate;
import suban.board.Rates;
import suban.board.Scope;
import suban.board.Step;
import suban.calendar.CalendarService;
import suban.engine.RulesInForce;
import suban.ledger.Channel;
import suban.ledger.ComplaintClass;
import suban.ledger.LedgerQuery;
import suban.ledger.LedgerQuery.Sort;
import suban.ledger.LedgerRow;
import suban.ledger.LedgerSearch;
import suban.ledger.Texts;
import suban.ledger.Viewer;
import suban.organisation.Organisation;
import suban.organisation.People;
import suban.organisation.Roles;
import suban.organisation.UnitKind;

/**
 * The supervisors' board (Articles 4, 15, 16, 17) and the list behind every number of it, for supervisors, 营商办 and each
 * 新城's office as far as its 新城 goes.
 */
@RestController
class BoardController {

    private static final Set<String> BOARD =
            Set.of("from", "to", "unit", "newCity", "complaintClass", "channel", "level");
    private static final Set<String> LIST =
            Set.of("figure", "step", "demandType", "problem", "word", "sort", "page", "size");
    private static final Set<String> SEARCH = Set.of("q", "overdue", "page", "size");
    private static final int SIZE = 20;
    private static final int LAST_PAGE = 1_000_000;

    /** Days of the longest period. */
    private static final int MOST_DAYS = 366;

    /** Lines of the largest spreadsheet. */
    private static final int MOST_LINES = 20_000;

    private final BoardService board;
    private final LedgerSearch ledger;
    private final Organisation organisation;
    private final People people;
    private final Viewers viewers;
    private final CalendarService calendar;
    private final RulesInForce rulesInForce;

    BoardController(
            BoardService board,
            LedgerSearch ledger,
            Organisation organisation,
            People people,
            Viewers viewers,
            CalendarService calendar,
            RulesInForce rulesInForce) {
        this.rulesInForce = rulesInForce;
        this.people = people;
        this.board = board;
        this.ledger = ledger;
        this.organisation = organisation;
        this.viewers = viewers;
        this.calendar = calendar;
    }

    /**
     * @param rules what in force is not as in the jar, in words; for supervisors and administrators
     * @param revisions revisions of the rules with a step that was given up; for the same
     * @param labels what people call the figures
     */
    record View(
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime asOf,
            String scope,
            boolean district,
            String from,
            String to,
            String previousFrom,
            String previousTo,
            Map<Figure, Integer> now,
            Map<Figure, Board.Flow> flows,
            RatesView rates,
            RatesView previousRates,
            List<MonthView> trend,
            List<StepView> steps,
            List<UnitView> units,
            Board.Topics topics,
            int outboxFailures,
            List<String> rules,
            List<FailedRevision> revisions,
            Map<Figure, String> labels,
            Options options) {}

    /** @param what the step that the system could not carry out */
    record FailedRevision(
            String number, String what, @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime since) {}

    record RatesView(RateView response, RateView onTime, RateView adjusted, RateView praise, RateView rehandling) {

        static RatesView of(Rates it) {
            return new RatesView(
                    RateView.of(it.response()),
                    RateView.of(it.onTime()),
                    RateView.of(it.adjusted()),
                    RateView.of(it.praise()),
                    RateView.of(it.rehandling()));
        }
    }

    /** @param percent null where nothing counts */
    record RateView(int part, int whole, Double percent) {

        static RateView of(Rate it) {
            return new RateView(it.part(), it.whole(), it.percent());
        }
    }

    record MonthView(String month, RatesView rates) {}

    record StepView(Step step, String label, String with, int count) {}

    /** @param trend percents of 按时办结率, null for a month in which nothing counted */
    record UnitView(
            String unit,
            String name,
            UnitKind kind,
            Map<Figure, Integer> now,
            RatesView rates,
            RatesView previousRates,
            List<Double> trend) {}

    /** What the board may be narrowed to. */
    record Options(List<Option> newCities, List<Option> units, List<Option> classes, List<Option> channels) {}

    record Option(String id, String name) {}

    /** @param total lines on all pages: the number that was clicked */
    record ListView(String title, int total, int page, int size, List<LineView> items) {}

    /** @param number null where the case accuses the unit of who asks */
    record LineView(
            String number,
            String title,
            String enterpriseName,
            String complaintClass,
            String status,
            String unit,
            String host,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime dueAt,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime doneAt,
            String why,
            boolean overdue) {}

    /** What a list is asked for by. */
    private record Asked(
            BoardQuery query,
            Figure figure,
            Narrowing narrowing,
            BoardService.Sort sort,
            boolean descending,
            int page,
            int size) {}

    /**
     * What of Cockpit the caller has.
     *
     * @param board whether the board is theirs
     * @param engine whether the engine's own pages are
     * @param rules whether the revisions of the rules are
     */
    record Access(boolean board, boolean engine, boolean rules) {}

    @GetMapping("/camunda/api/suban/board/access")
    Access access() {
        Viewer viewer = viewers.current();
        return new Access(
                board.isFor(viewer),
                viewer.all() || people.groupsOf(viewer.user()).contains(Roles.ANALYST),
                viewers.readRules(viewer));
    }

    @GetMapping({"/api/board", "/camunda/api/suban/board"})
    View board(@RequestParam MultiValueMap<String, String> given) {
        Scope scope = scope();
        Board it = board.board(scope, asked(given, false).query());
        Map<Figure, String> labels = new EnumMap<>(Figure.class);
        Arrays.stream(Figure.values()).forEach(figure -> labels.put(figure, figure.label()));
        return new View(
                CaseView.at(it.asOf()),
                scope.district()
                        ? "全区"
                        : scope.newCities().stream().map(organisation::nameOf).collect(Collectors.joining("、")),
                it.district(),
                it.from().toString(),
                it.to().toString(),
                it.previousFrom().toString(),
                it.previousTo().toString(),
                it.now(),
                it.flows(),
                RatesView.of(it.rates()),
                RatesView.of(it.previousRates()),
                it.trend().stream()
                        .map(month -> new MonthView(month.month().toString(), RatesView.of(month.rates())))
                        .toList(),
                it.steps().stream()
                        .map(step -> new StepView(
                                step.step(), step.step().label(), step.step().with(), step.count()))
                        .toList(),
                it.units().stream()
                        .map(row -> new UnitView(
                                row.unit(),
                                organisation.nameOf(row.unit()),
                                row.kind(),
                                row.now(),
                                RatesView.of(row.rates()),
                                RatesView.of(row.previousRates()),
                                row.trend().stream().map(Rate::percent).toList()))
                        .toList(),
                it.topics(),
                it.outboxFailures(),
                scope.viewer().all() ? rules() : List.of(),
                it.revisions().stream()
                        .map(one -> new FailedRevision(one.number(), one.what(), CaseView.at(one.since())))
                        .toList(),
                labels,
                options(scope));
    }

    @GetMapping({"/api/board/cases", "/camunda/api/suban/board/cases"})
    ListView cases(@RequestParam MultiValueMap<String, String> given) {
        Scope scope = scope(); // whoever has no board is refused before what is asked is looked at
        Asked asked = asked(given, true);
        BoardService.Page page = page(scope, asked, asked.page(), asked.size());
        return new ListView(
                title(asked),
                page.total(),
                asked.page(),
                asked.size(),
                page.lines().stream().map(this::line).toList());
    }

    private BoardService.Page page(Scope scope, Asked asked, int page, int size) {
        return board.list(
                scope, asked.query(), asked.figure(), asked.narrowing(), asked.sort(), asked.descending(), page, size);
    }

    @GetMapping({"/api/board/cases.xlsx", "/camunda/api/suban/board/cases.xlsx"})
    ResponseEntity<byte[]> casesSheet(@RequestParam MultiValueMap<String, String> given) throws IOException {
        Scope scope = scope();
        Asked asked = asked(given, true);
        BoardService.Page page = page(scope, asked, 0, MOST_LINES);
        String left = page.total() > MOST_LINES ? "，只列前%d件".formatted(MOST_LINES) : "";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BoardSheets.cases(
                out,
                title(asked),
                note(asked, "共%d件%s".formatted(page.total(), left)),
                page.lines(),
                organisation::nameOf);
        return BoardSheets.answer(title(asked), out);
    }

    @GetMapping({"/api/board/units.xlsx", "/camunda/api/suban/board/units.xlsx"})
    ResponseEntity<byte[]> unitsSheet(@RequestParam MultiValueMap<String, String> given) throws IOException {
        Scope scope = scope();
        Asked asked = asked(given, false);
        Board it = board.board(scope, asked.query());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BoardSheets.units(
                out,
                "各单位办理情况",
                note(asked, "率按%s计算".formatted(asked.query().level() == BoardQuery.Level.CITY ? "新城自行协调的案件" : "考核口径")),
                it,
                organisation::nameOf);
        return BoardSheets.answer("各单位办理情况", out);
    }

    /** Cases by a part of number, title or enterprise, whatever the period; newest first. */
    @GetMapping({"/api/board/search", "/camunda/api/suban/board/search"})
    ListView search(@RequestParam MultiValueMap<String, String> given) {
        Scope scope = scope();
        Parameters parameters = new Parameters();
        given.forEach((name, values) -> {
            if (!SEARCH.contains(name)) {
                parameters.refuse(name, name + "：不支持的参数");
            } else if (values.size() > 1) {
                parameters.refuse(name, name + "：只能填写一次");
            }
        });
        Map<String, String> values = given.toSingleValueMap();
        String text = parameters.text("q", "关键词", values.get("q"), 100);
        Boolean overdue = parameters.flag("overdue", "只看已超期", values.get("overdue"));
        int page = parameters.number("page", "页码", values.get("page"), 0, 0, LAST_PAGE);
        int size = parameters.number("size", "每页条数", values.get("size"), SIZE, 1, LedgerQuery.MOST);
        parameters.refuseIfAny();
        LedgerSearch.Page found = ledger.list(
                new LedgerQuery(
                        null, null, null, null, null, null, overdue, text, Sort.REGISTERED_AT, true, page, size),
                scope.viewer());
        return new ListView(
                text == null ? "全部案件" : "查找“" + text + "”",
                (int) found.total(),
                page,
                size,
                found.items().stream()
                        .map(row -> line(new BoardService.Line(
                                new Item(row.number(), row.host(), row.enterpriseDueAt(), null, ""), row)))
                        .toList());
    }

    private static String note(Asked asked, String more) {
        return "期间：%s至%s；%s；导出时间以下载时为准"
                .formatted(
                        Texts.day(asked.query().from()), Texts.day(asked.query().to()), more);
    }

    private List<String> rules() {
        return rulesInForce.unapproved().stream()
                .map(it -> it.kind().label() + "“" + it.name() + "”（"
                        + (it.version() == 0 ? "缺少" : "版本" + it.version() + "，部署于" + Texts.time(it.deployedAt())) + "）")
                .toList();
    }

    private Scope scope() {
        return board.scope(viewers.current());
    }

    private Options options(Scope scope) {
        return new Options(
                organisation.ofKind(UnitKind.NEW_CITY).stream()
                        .filter(it -> scope.district() || scope.newCities().contains(it.id()))
                        .map(it -> new Option(it.id(), it.name()))
                        .toList(),
                organisation.units().stream()
                        .filter(it -> it.kind().handles() || organisation.isOffice(it.id()))
                        .filter(it -> scope.district()
                                || it.kind() == UnitKind.DEPARTMENT
                                || scope.newCities().contains(it.id())
                                || it.parent() != null && scope.newCities().contains(it.parent()))
                        .map(it -> new Option(it.id(), it.name()))
                        .toList(),
                Arrays.stream(ComplaintClass.values())
                        .map(it -> new Option(it.name(), it.label()))
                        .toList(),
                Arrays.stream(Channel.values())
                        .filter(it -> it != Channel.HOTLINE)
                        .map(it -> new Option(it.name(), it.label()))
                        .toList());
    }

    private LineView line(BoardService.Line it) {
        LedgerRow row = it.row();
        String unit =
                it.item().unit() == null ? null : organisation.nameOf(it.item().unit());
        return new LineView(
                row == null ? null : row.number(),
                row == null ? "（应当回避）" : row.title(),
                row == null ? null : row.enterpriseName(),
                row == null || row.complaintClass() == null
                        ? null
                        : row.complaintClass().label(),
                row == null ? null : row.status().label(),
                unit,
                row == null || row.host() == null ? null : organisation.nameOf(row.host()),
                CaseView.at(it.item().dueAt()),
                CaseView.at(it.item().doneAt()),
                it.item().why(),
                row != null && row.overdue());
    }

    private String title(Asked asked) {
        Narrowing narrowing = asked.narrowing();
        String what = asked.figure().label();
        if (narrowing.step() != null) {
            what += "·" + narrowing.step().label();
        }
        for (String topic : Arrays.asList(narrowing.demandType(), narrowing.problem(), narrowing.word())) {
            if (topic != null) {
                what += "·" + topic;
            }
        }
        return asked.query().unit() == null
                ? what
                : organisation.nameOf(asked.query().unit()) + "·" + what;
    }

    // ---- what is asked

    private Asked asked(MultiValueMap<String, String> given, boolean list) {
        Parameters parameters = new Parameters();
        Set<String> known = new HashSet<>(BOARD);
        if (list) {
            known.addAll(LIST);
        }
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                parameters.refuse(name, name + "：不支持的参数");
            } else if (values.size() > 1) {
                parameters.refuse(name, name + "：只能填写一次");
            }
        });
        Map<String, String> values = given.toSingleValueMap();
        LocalDate today = calendar.today();
        LocalDate from = day(parameters, "from", "起始日期", values.get("from"), today.withDayOfMonth(1));
        LocalDate to = day(
                parameters,
                "to",
                "截止日期",
                values.get("to"),
                from.withDayOfMonth(1).plusMonths(1).minusDays(1));
        if (to.isBefore(from)) {
            parameters.refuse("to", "截止日期（to）：不能早于起始日期（from）");
        } else if (to.toEpochDay() - from.toEpochDay() >= MOST_DAYS) {
            parameters.refuse("to", "截止日期（to）：期间不能超过一年");
        }
        BoardQuery query = new BoardQuery(
                from,
                to,
                unit(parameters, "unit", "单位", values.get("unit"), false),
                unit(parameters, "newCity", "新城", values.get("newCity"), true),
                parameters.oneOf("complaintClass", "类别", values.get("complaintClass"), ComplaintClass.class),
                parameters.oneOf("channel", "收到渠道", values.get("channel"), Channel.class),
                parameters.oneOf("level", "协调层级", values.get("level"), BoardQuery.Level.class));
        Figure figure = Figure.OPEN;
        Narrowing narrowing = Narrowing.NONE;
        BoardService.Sort sort = BoardService.Sort.DUE_AT;
        boolean descending = false;
        if (list) {
            figure = parameters.required(
                    "figure", "指标", parameters.oneOf("figure", "指标", values.get("figure"), Figure.class));
            narrowing = narrowing(parameters, values, figure);
            String order = parameters.text("sort", "排序", values.get("sort"), 60);
            if (order != null) {
                String[] parts = order.split(",", -1);
                sort = SORTS.get(parts[0].strip());
                String direction = parts.length > 1 ? parts[1].strip() : "asc";
                descending = "desc".equals(direction);
                if (sort == null || parts.length > 2 || !descending && !"asc".equals(direction)) {
                    parameters.refuse("sort", "排序（sort）：须为“字段,asc”或“字段,desc”，可用字段为number、unit、dueAt、doneAt");
                }
            }
        }
        Asked asked = new Asked(
                query,
                figure,
                narrowing,
                sort,
                descending,
                list ? parameters.number("page", "页码", values.get("page"), 0, 0, LAST_PAGE) : 0,
                list ? parameters.number("size", "每页条数", values.get("size"), SIZE, 1, LedgerQuery.MOST) : SIZE);
        parameters.refuseIfAny();
        return asked;
    }

    private static final Map<String, BoardService.Sort> SORTS = Map.of(
            "number", BoardService.Sort.NUMBER,
            "unit", BoardService.Sort.UNIT,
            "dueAt", BoardService.Sort.DUE_AT,
            "doneAt", BoardService.Sort.DONE_AT);

    private static Narrowing narrowing(Parameters parameters, Map<String, String> values, Figure figure) {
        Narrowing narrowing = new Narrowing(
                parameters.oneOf("step", "环节", values.get("step"), Step.class),
                parameters.text("demandType", "诉求类型", values.get("demandType"), 20),
                parameters.text("problem", "问题编号", values.get("problem"), 20),
                parameters.text("word", "关键词", values.get("word"), 20));
        if (narrowing.step() != null && figure != Figure.OPEN) {
            parameters.refuse("step", "环节（step）：只用于在办案件（figure=OPEN）");
        }
        boolean topic = narrowing.demandType() != null || narrowing.problem() != null || narrowing.word() != null;
        if (topic && figure != Figure.REGISTERED && figure != Figure.CLOSED) {
            parameters.refuse("figure", "指标（figure）：热点只用于本期收到（REGISTERED）和本期销号（CLOSED）");
        }
        return narrowing;
    }

    private static LocalDate day(Parameters parameters, String name, String label, String text, LocalDate otherwise) {
        Instant time = parameters.time(name, label, text, false);
        return time == null ? otherwise : LocalDate.ofInstant(time, CalendarService.ZONE);
    }

    private String unit(Parameters parameters, String name, String label, String text, boolean newCity) {
        String unit = parameters.text(name, label, text, 40);
        if (unit != null
                && organisation
                        .find(unit)
                        .filter(it -> !newCity || it.kind() == UnitKind.NEW_CITY)
                        .isEmpty()) {
            parameters.refuse(name, "%s（%s）：没有该单位".formatted(label, name));
        }
        return unit;
    }
}
