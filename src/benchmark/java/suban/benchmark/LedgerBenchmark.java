package suban.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import suban.appraisal.AppraisalService;
import suban.board.BoardQuery;
import suban.board.BoardService;
import suban.board.Figure;
import suban.board.Narrowing;
import suban.board.Scope;
import suban.calendar.CalendarService;
import suban.ledger.Channel;
import suban.ledger.ComplaintClass;
import suban.ledger.LedgerQuery;
import suban.ledger.LedgerSearch;
import suban.ledger.Status;
import suban.ledger.Viewer;

/**
 * What questions to the ledger take, however large it is: first pages under every filter and for everybody who asks, search for Chinese
 * words, the supervisors' board, a year's appraisal. {@code -Dbenchmark.sizes}: numbers of cases (10000,100000,1000000).
 */
@Tag("ledger")
class LedgerBenchmark {

    private static final int CALLS = 11;
    private static final int WARM_UP = 20;

    /** Milliseconds of a call that is not called often. */
    private static final double SLOW = 200;

    private static final int PAGE = 20;

    /** Beyond so many cases a first page is not to grow any more. */
    private static final int GROWING_FROM = 100_000;

    /** For work on one question: leaves its databases on the given server, and takes those that are there. */
    private static final boolean KEEP = Boolean.getBoolean("benchmark.keep");

    /** What the product's clock says while the ledger is made. */
    private static final ZonedDateTime NOW = Instant.parse(Product.MORNING).atZone(CalendarService.ZONE);

    private static final Viewer SUPERVISOR =
            new Viewer("supervisor1", false, true, true, Set.of(), Set.of(), false, Set.of());
    private static final Viewer CITY_OFFICE = new Viewer(
            "fengdongysb1",
            false,
            false,
            false,
            Set.of("fengdongysb"),
            Set.of("fengdong"),
            false,
            Set.of("fengdongysb", "fengdong"));

    private static final Viewer TWO_UNITS = new Viewer(
            "both", false, false, false, Set.of("jinghe", "zijian"), Set.of(), false, Set.of("jinghe", "zijian"));

    private final Figures figures = new Figures("ledger");

    /** Medians of the size before, by what was asked. */
    private final Map<String, Double> before = new LinkedHashMap<>();

    @Test
    @DisplayName("台账、检索、看板、考核")
    void ledger() throws Exception {
        List<Integer> sizes = Arrays.stream(System.getProperty("benchmark.sizes", "10000,100000,1000000")
                        .split(","))
                .map(it -> Integer.valueOf(it.strip()))
                .toList();
        figures.note("sizes", sizes);
        try (Server server = Server.open()) {
            for (int size : sizes) {
                String database = "ledger" + size;
                boolean kept = KEEP && server.has(database);
                if (!kept) {
                    server.create(database);
                }
                try (Product product = Product.start(server, database, new Wire(), "--suban.notice.delivery=false")) {
                    product.jobs().shutdown();
                    long from = System.nanoTime();
                    if (!kept) {
                        whole(server, database, product, size);
                    }
                    figures.add("made, %,d cases".formatted(size), (System.nanoTime() - from) / 1e9, "s");
                    measure(product, size);
                }
                if (!KEEP) {
                    server.drop(database);
                }
            }
        }
        figures.write();
    }

    /** One that is filled by half, without its indexes, is not left to be measured by the next run. */
    private void whole(Server server, String database, Product product, int cases) throws IOException {
        boolean filled = false;
        try {
            fill(server, database, product, cases);
            filled = true;
        } finally {
            if (!filled) {
                server.drop(database);
            }
        }
    }

    /** Fills an empty ledger, the engine's part of what is open included. */
    private void fill(Server server, String database, Product product, int cases) throws IOException {
        JdbcTemplate jdbc = server.jdbc(database);
        quickly(jdbc);
        List<String> ofLists = dropIndexes(jdbc, "tablename like 'case!_%' escape '!'");
        List<String> ofFacts = dropIndexes(jdbc, "tablename not like 'act!_%' escape '!'");
        run(jdbc, "benchmark/ledger.sql", cases);
        ofFacts.forEach(jdbc::execute);
        jdbc.execute("analyze");
        run(jdbc, "benchmark/lists.sql", cases);
        ofLists.forEach(jdbc::execute);
        jdbc.execute("reset all");
        product.verify(jdbc.queryForObject("select max(number) from complaint", String.class));
        Stories stories = new Stories(product);
        int open = 0;
        open += copies(jdbc, stories.playToTriage(), "status in ('REGISTERED', 'TRIAGE', 'COORDINATING_FIRST')", open);
        open += copies(jdbc, stories.playToVisit(), "status = 'VISIT'", open);
        copies(
                jdbc,
                stories.playToHandling(),
                "status in ('HANDLING', 'LONG_TERM', 'SUPERVISION', 'ACCOUNTABILITY')",
                open);
        jdbc.execute("drop table bench_copy");
        jdbc.execute("vacuum analyze");
    }

    /** Says how the indexes of Suban's own tables are made that no constraint needs: to make them of a full table takes a fraction. */
    private static List<String> dropIndexes(JdbcTemplate jdbc, String which) {
        Map<String, String> indexes = new LinkedHashMap<>();
        jdbc.query(
                "select indexname, indexdef from pg_indexes where schemaname = 'public' and indexname not in"
                        + " (select conname from pg_constraint) and " + which,
                row -> {
                    indexes.put(row.getString("indexname"), row.getString("indexdef"));
                });
        indexes.keySet().forEach(name -> jdbc.execute("drop index " + name));
        return List.copyOf(indexes.values());
    }

    private static void run(JdbcTemplate jdbc, String name, int cases) throws IOException {
        String script = new ClassPathResource(name)
                .getContentAsString(StandardCharsets.UTF_8)
                .replace("${cases}", Integer.toString(cases))
                .replace("now()", "timestamptz '" + Product.MORNING + "'");
        jdbc.execute((ConnectionCallback<Void>) connection -> {
            new ResourceDatabasePopulator(new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8)))
                    .populate(connection);
            return null;
        });
    }

    /** For one session, while nothing is measured: what a crash would lose is made anew, and that rows belong together is known. */
    private static void quickly(JdbcTemplate jdbc) {
        jdbc.execute("set synchronous_commit = off");
        jdbc.execute("set work_mem = '128MB'");
        jdbc.execute("set maintenance_work_mem = '512MB'");
        try {
            jdbc.execute("set session_replication_role = replica");
        } catch (DataAccessException e) {
            // a user of a given server who may not: takes longer
        }
    }

    private static int copies(JdbcTemplate jdbc, String number, String which, int first) {
        jdbc.execute("drop table if exists bench_copy");
        jdbc.execute(
                "create table bench_copy as select %d + row_number() over () as n, number, new_city as host from complaint"
                                .formatted(first)
                        + " where closed_at is null and number <> '" + number + "' and " + which);
        new Clones(
                        jdbc,
                        number,
                        jdbc.queryForObject("select new_city from complaint where number = ?", String.class, number))
                .engineRows();
        return jdbc.queryForObject("select count(*) from bench_copy", Integer.class);
    }

    /** Everything that is not asked for. */
    private static LedgerQuery any() {
        return asked(null, null, null, null, null, null, null, null);
    }

    @SuppressWarnings("java:S107") // one each
    private static LedgerQuery asked(
            Status status,
            ComplaintClass complaintClass,
            String unit,
            Channel channel,
            Instant from,
            Instant before,
            Boolean overdue,
            String text) {
        return new LedgerQuery(
                status,
                complaintClass,
                unit,
                channel,
                from,
                before,
                overdue,
                text,
                LedgerQuery.Sort.REGISTERED_AT,
                true,
                0,
                PAGE);
    }

    private void measure(Product product, int size) {
        LedgerSearch search = product.bean(LedgerSearch.class);
        Instant now = NOW.toInstant();
        Instant aMonthAgo = NOW.minusMonths(1).toInstant();
        Map<String, LedgerQuery> filters = new LinkedHashMap<>();
        filters.put("no filter", any());
        filters.put("open at a host", asked(Status.HANDLING, null, null, null, null, null, null, null));
        filters.put("closed", asked(Status.CLOSED, null, null, null, null, null, null, null));
        filters.put("complex", asked(null, ComplaintClass.COMPLEX, null, null, null, null, null, null));
        filters.put("a host's", asked(null, null, "jinghe", null, null, null, null, null));
        filters.put("a department's", asked(null, null, "zijian", null, null, null, null, null));
        filters.put("a channel's", asked(null, null, null, Channel.PHONE, null, null, null, null));
        filters.put("of a month", asked(null, null, null, null, aMonthAgo, now, null, null));
        filters.put("overdue", asked(null, null, null, null, null, null, true, null));
        filters.put("not overdue", asked(null, null, null, null, null, null, false, null));
        filters.forEach((what, query) -> asked(size, what, search, query, SUPERVISOR));
        for (LedgerQuery.Sort sort : LedgerQuery.Sort.values()) {
            LedgerQuery query = new LedgerQuery(null, null, null, null, null, null, null, null, sort, false, 0, PAGE);
            atMost(size, "first page, by " + sort.field(), 5, () -> search.page(query, SUPERVISOR));
            LedgerQuery down = new LedgerQuery(null, null, null, null, null, null, null, null, sort, true, 0, PAGE);
            atMost(size, "first page, by " + sort.field() + " downwards", 5, () -> search.page(down, SUPERVISOR));
        }
        Map<String, Viewer> viewers = new LinkedHashMap<>();
        viewers.put("district's office", viewer("ysb"));
        viewers.put("新城's office", CITY_OFFICE);
        viewers.put("host", viewer("jinghe"));
        viewers.put("department", viewer("zijian"));
        viewers.put("two units", TWO_UNITS);
        viewers.forEach((who, viewer) -> {
            asked(size, "of a " + who, search, any(), viewer);
            filters.forEach((what, query) -> asked(size, what + ", of a " + who, search, query, viewer));
        });

        for (String words : List.of("厂房规划", "污水管网进展缓慢", "恒远建材", "没有这样的词", "XX2026")) {
            LedgerQuery query = asked(null, null, null, null, null, null, null, words);
            sought(size, "search, " + words, search, query, SUPERVISOR);
        }
        LedgerQuery byHost = asked(null, null, null, null, null, null, null, "厂房规划");
        sought(size, "search of a host, 厂房规划", search, byHost, viewer("jinghe"));
        LedgerQuery rare = asked(null, null, null, null, null, null, null, "污水管网进展缓慢");
        sought(size, "search of a department, 污水管网进展缓慢", search, rare, viewer("zijian"));
        LedgerQuery open = asked(Status.HANDLING, null, null, null, null, null, null, "厂房规划");
        sought(size, "search of what is open, 厂房规划", search, open, SUPERVISOR);

        BoardService board = product.bean(BoardService.class);
        LocalDate first = NOW.toLocalDate().withDayOfMonth(1);
        BoardQuery month = new BoardQuery(first, first.plusMonths(1).minusDays(1), null, null, null, null, null);
        Scope district = board.scope(SUPERVISOR);
        Scope city = board.scope(CITY_OFFICE);
        atMost(size, "board of the district", 100, () -> board.board(district, month));
        atMost(size, "board of a 新城", 100, () -> board.board(city, month));
        for (Figure figure : List.of(Figure.LATE, Figure.OPEN, Figure.COUNTED)) {
            atMost(
                    size,
                    "board's list, " + figure,
                    100,
                    () -> board.list(
                            district, month, figure, Narrowing.NONE, BoardService.Sort.DUE_AT, false, 0, PAGE));
        }
        AppraisalService appraisal = product.bean(AppraisalService.class);
        int lastYear = NOW.getYear() - 1;
        atMost(size, "appraisal of a year", 2000, () -> appraisal.dryRun(lastYear, null, null));
    }

    /** The first page and its total, each by a query of its own. */
    private void asked(int size, String what, LedgerSearch search, LedgerQuery query, Viewer viewer) {
        atMost(size, "first page, " + what, 5, () -> search.page(query, viewer));
        atMost(size, "total, " + what, 100, () -> search.total(query, viewer));
    }

    private void sought(int size, String what, LedgerSearch search, LedgerQuery query, Viewer viewer) {
        atMost(size, what, 50, () -> search.page(query, viewer));
        atMost(size, "total of " + what, 100, () -> search.total(query, viewer));
    }

    private static Viewer viewer(String unit) {
        return new Viewer(unit + "1", false, false, false, Set.of(unit), Set.of(), false, Set.of(unit));
    }

    /** Median of some calls, in milliseconds; compared with the one at the size before. */
    private void atMost(int size, String what, double limit, Runnable call) {
        double millis = median(call);
        figures.atMost("%s, %,d cases".formatted(what, size), millis, "ms", limit);
        Double smaller = before.put(what, millis);
        if (smaller != null && what.startsWith("first page")) {
            String figure = "%s, grown to %,d cases".formatted(what, size);
            if (size > GROWING_FROM) {
                figures.ratioAtMost(figure, millis, "ms", "size before", millis / smaller, 1.3);
            } else {
                figures.ratio(figure, millis, "ms", "size before", millis / smaller);
            }
        }
    }

    /** Warms up as many times as it measures, but where a call takes long, neither often. */
    private static double median(Runnable call) {
        double once = millis(call);
        int calls = once > SLOW ? 3 : CALLS;
        for (int i = 0; i < (once > SLOW ? 0 : WARM_UP); i++) {
            call.run();
        }
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            all.add(millis(call));
        }
        return Windows.median(all);
    }

    private static double millis(Runnable call) {
        long from = System.nanoTime();
        call.run();
        return (System.nanoTime() - from) / 1e6;
    }
}
