package suban.ledger;

import static suban.ledger.LedgerSearch.ATTEMPT;
import static suban.ledger.LedgerSearch.at;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;
import suban.ledger.LedgerQuery.Sort;
import suban.ledger.LedgerSearch.Conditions;

/**
 * Pages of the ledger, and how many lines there are on all of them, however large it is. A page is a walk along the index of its order that
 * ends with its last line; what it is filtered by stands in that index or is looked up on the way. Whose cases they are is asked of
 * {@code case_reader}, which {@link CaseLines} keeps as {@link LedgerSearch#visibleTo} would have it.
 */
@Component
class LedgerList {

    /** What a mask may take out of a title: a question without any of it cannot ask for that. */
    private static final Pattern MASKABLE = Pattern.compile("[0-9A-Za-z０-９]");

    /** What may stand in a case's number. */
    private static final Pattern NUMERIC = Pattern.compile("[Xx0-9-]+");

    private static final String DIGITS = "0123456789０１２３４５６７８９";

    /** Titles that hold contact data and a question's words besides: where there are more, hits in such titles do not count. */
    private static final int MOST_LOOKED_AT = 500;

    /**
     * Lines that are read for words before the words' index is asked: what stands in one of a hundred is found sooner on the way, and what
     * is rarer the index has few of.
     */
    private static final int MOST_WALKED = 5000;

    /** Lines of a unit's list that are read under filters before what is rare in it is asked for, and how many of these are read. */
    private static final int MOST_FILTERED = 1000;

    private static final int MOST_RARE = 2000;

    /** Beyond so many lines a list is read on to where they end. */
    private static final int MOST_MERGED = 1000;

    private static final String NOT_ACCUSING = "(c.accused_unit is null or c.accused_unit not in (:accusedWith))";
    private static final String ACCUSING = "c.accused_unit in (:accusedWith)";

    private static final String OPEN = "r.ended = ''";

    private static final String OVERDUE = "c.runs_until < :now";
    private static final String NOT_OVERDUE = "(c.runs_until is null or c.runs_until >= :now)";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final boolean grams;

    LedgerList(JdbcClient jdbc, DataSource database, Clock clock) throws MetaDataAccessException {
        this.jdbc = jdbc;
        this.clock = clock;
        this.grams = "PostgreSQL"
                .equals(JdbcUtils.extractDatabaseMetaData(database, metaData -> metaData.getDatabaseProductName()));
    }

    /** A stretch of an order. */
    private record Part(String condition, String order) {}

    /** One page; see {@link LedgerSearch#page}. */
    List<LedgerRow> page(LedgerQuery query, Viewer viewer) {
        Asked asked = new Asked(query, viewer, NOT_ACCUSING);
        long skip = (long) query.page() * query.size();
        List<LedgerRow> rows = new ArrayList<>();
        for (Part part : asked.parts()) {
            List<LedgerRow> found = asked.lines(part, skip, query.size() - rows.size());
            rows.addAll(found);
            if (rows.size() == query.size()) {
                break;
            }
            if (!found.isEmpty()) {
                skip = 0;
            } else if (skip > 0 && part.condition() != null) {
                skip -= asked.count(part.condition());
            }
        }
        return rows;
    }

    /** The lines of all pages; see {@link LedgerSearch#total}. */
    long total(LedgerQuery query, Viewer viewer) {
        if (query.text() == null && Boolean.FALSE.equals(query.overdue())) {
            // few are late
            return total(query.late(null), viewer) - total(query.late(true), viewer);
        }
        Asked asked = new Asked(query, viewer, NOT_ACCUSING);
        if (asked.seesEveryCity && query.text() == null) {
            // few accuse those who ask
            return new Asked(query, viewer, null).count(null) - new Asked(query, viewer, ACCUSING).count(null);
        }
        return asked.count(null);
    }

    /**
     * What must hold of a line.
     *
     * @param ofCase of {@code complaint c}
     * @param ofReader the same of {@code case_reader r}
     * @param looksUp whether the latter asks for {@code complaint c} as well
     */
    private record Filter(String ofCase, String ofReader, boolean looksUp) {

        /** Of what stands in both. */
        static Filter kept(String ofCase) {
            return new Filter(ofCase, ofCase.replace("c.", "r."), false);
        }
    }

    /** A question, and what it comes to as SQL. */
    private final class Asked {

        private final LedgerQuery query;

        /** By what {@code case_reader} knows the viewer; null where everything is seen, or nothing of it goes by units. */
        private final List<String> readers;

        /** The 新城 every case of which is seen. */
        private final Set<String> cities;

        /** Whether there is no case of any other: then all are seen but those that accuse who asks. */
        private final boolean seesEveryCity;

        /** What must hold, but for words and for who reads. */
        private final List<Filter> filters = new ArrayList<>();

        /** What a machine account sees, of {@code complaint c}. */
        private final List<String> registered = new ArrayList<>();

        /** What must hold of {@code complaint c} and its last attempt {@code a} for the words to stand in it; null where any may. */
        private final String words;

        /** Cases the words may stand in, as a condition on {@code c}; null where no index tells. */
        private final String candidates;

        private final String status;
        private final String name;
        private final String title;
        private final String responsibility;
        private final boolean knowsAll;
        private final Map<String, Object> params;

        /**
         * A question.
         *
         * @param accusing what must hold of the accused unit where every 新城 is overseen; null for nothing
         */
        private Asked(LedgerQuery query, Viewer viewer, String accusing) {
            this.query = query;
            Conditions where = new Conditions();
            if (viewer.machine()) {
                where = LedgerSearch.visibleTo(viewer);
                registered.addAll(where.all);
            }
            this.params = where.params;
            params.put("now", at(clock.instant()));
            this.cities = viewer.oversees();
            List<String> known = viewer.machine() || viewer.all() ? null : LedgerSearch.readers(viewer);
            this.seesEveryCity = known != null && !known.isEmpty() && !cities.isEmpty() && nothingElsewhere();
            this.readers = seesEveryCity ? null : known;
            if (known != null) {
                params.put("accusedWith", viewer.accusedWith());
            }
            params.put("cities", cities);
            if (seesEveryCity && accusing != null) {
                filters.add(Filter.kept(accusing));
            }
            if (readers != null) {
                IntStream.range(0, readers.size()).forEach(i -> params.put("reader" + i, readers.get(i)));
                params.put("readers", readers);
                params.put("own", own());
            }
            this.status = LedgerSearch.status(where, viewer);
            this.responsibility = LedgerSearch.responsibility(where, viewer);
            this.name = LedgerSearch.enterpriseName(where, viewer);
            this.title = LedgerSearch.title(where, viewer);
            this.knowsAll = LedgerSearch.knowsIdentity(where, viewer) == null;
            filter();
            boolean asksForWords = query.text() != null && (readers == null || !readers.isEmpty()) && !asksForNumbers();
            this.candidates = asksForWords ? candidates() : null;
            this.words = asksForWords ? words() : null;
        }

        private void filter() {
            if (query.status() != null) {
                filters.add(
                        query.status().isEnd()
                                ? new Filter(
                                        is(query.status()),
                                        "r.ended = '" + query.status().name() + "'",
                                        false)
                                : new Filter(is(query.status()), OPEN + " and " + is(query.status()), true));
            }
            if (query.complaintClass() != null) {
                filters.add(Filter.kept("c.complaint_class = :class"));
                params.put("class", query.complaintClass().name());
            }
            if (query.channel() != null) {
                filters.add(Filter.kept("c.channel = :channel"));
                params.put("channel", query.channel().name());
            }
            if (query.overdue() != null) {
                filters.add(
                        query.overdue()
                                ? new Filter(OVERDUE, OPEN + " and " + OVERDUE, true)
                                : new Filter(NOT_OVERDUE, "(r.ended <> '' or " + NOT_OVERDUE + ")", true));
            }
            if (query.unit() != null) {
                params.put("unit", query.unit());
            }
            if (query.from() != null) {
                params.put("from", at(query.from()));
            }
            if (query.before() != null) {
                params.put("before", at(query.before()));
            }
            if (query.text() != null) {
                params.put("text", LedgerSearch.like(query.text()));
            }
        }

        /** That the viewer reads this status. */
        private String is(Status shown) {
            return switch (shown) {
                case ACCOUNTABILITY -> "c.status = 'ACCOUNTABILITY' and " + responsibility;
                case SUPERVISION ->
                    "c.status in ('SUPERVISION', 'ACCOUNTABILITY') and (c.status = 'SUPERVISION' or not ("
                            + responsibility + "))";
                default -> "c.status = '" + shown.name() + "'";
            };
        }

        // ---- order

        /** The order in stretches, each of which an index has. */
        private List<Part> parts() {
            String direction = query.descending() ? " desc" : "";
            String number = "c.number" + direction;
            return switch (query.sort()) {
                case NUMBER -> List.of(new Part(null, number));
                case REGISTERED_AT -> List.of(new Part(null, "c.registered_at" + direction + ", " + number));
                case TITLE -> List.of(new Part(null, readableOrder(title) + direction + ", " + number));
                case ENTERPRISE_NAME -> List.of(new Part(null, name + direction + ", " + number));
                case COMPLAINT_CLASS -> nullsLast("c.complaint_class", direction);
                case HOST -> nullsLast("c.hosted_by", direction);
                case ENTERPRISE_DUE_AT -> nullsLast("c.enterprise_due_at", direction);
                case STATUS -> byStatus(direction);
                case OVERDUE ->
                    query.descending()
                            ? List.of(new Part(OVERDUE, number), new Part(NOT_OVERDUE, number))
                            : List.of(new Part(NOT_OVERDUE, number), new Part(OVERDUE, number));
            };
        }

        private List<Part> nullsLast(String column, String direction) {
            return List.of(
                    new Part(column + " is not null", column + direction + ", c.number" + direction),
                    new Part(column + " is null", "c.number" + direction));
        }

        /** Where somebody does not read every status as it is, no index has the order, but for each status of its own. */
        private List<Part> byStatus(String direction) {
            if (status.equals("c.status")) {
                return List.of(new Part(null, "c.status" + direction + ", c.number" + direction));
            }
            List<Part> parts = new ArrayList<>();
            TreeSet<String> names =
                    Arrays.stream(Status.values()).map(Status::name).collect(Collectors.toCollection(TreeSet::new));
            for (String shown : query.descending() ? names.descendingSet() : names) {
                parts.add(new Part(is(Status.valueOf(shown)), "c.number" + direction));
            }
            return parts;
        }

        // ---- statements

        private List<LedgerRow> lines(Part part, long skip, int most) {
            if (readers != null && readers.isEmpty()) {
                return List.of();
            }
            boolean newest = query.sort() == Sort.REGISTERED_AT;
            if (words == null) {
                boolean narrowed = isWalked()
                        && registered.isEmpty()
                        && (!filters.isEmpty() || readers != null && query.unit() != null);
                return rows(
                        narrowed && skip + most <= MOST_MERGED
                                ? narrowed(part, skip, most)
                                : numbers(part, null, skip, most),
                        part);
            }
            if (newest && candidates != null && !NUMERIC.matcher(query.text()).matches()) {
                // words that are not rare stand among the first, and no number has any of them
                List<LedgerRow> found = rows(among(part, skip, most), part);
                if (found.size() == most) {
                    return found;
                }
            }
            return rows(numbers(part, candidates == null ? words : words + " and " + candidates, skip, most), part);
        }

        /** Ids of the lines, as SQL: the first of them that can be had without a look at any that is not asked for. */
        private String numbers(Part part, String text, long skip, int most) {
            params.put("skip", skip);
            params.put("most", most);
            params.put("reach", skip + most);
            return ids(part, text, ":most offset :skip", ":reach");
        }

        private String ids(Part part, String text, String limit, String reach) {
            if (!isWalked()) {
                return "select c.id from complaint c" + attempt(text) + where(conditions(false, part.condition(), text))
                        + " order by " + part.order() + " limit " + limit;
            }
            String order = part.order().replace("c.", "r.");
            List<String> conditions = conditions(true, part.condition(), text);
            boolean looksUp = text != null || !registered.isEmpty() || part.condition() != null;
            String from =
                    "select r.complaint_id as id%s from case_reader r" + (looksUp ? CASE + attempt(text) : ofCase());
            if (readers == null) {
                return from.formatted("") + where(conditions) + " order by " + order + " limit " + limit;
            }
            if (readers.size() == 1) {
                conditions.add("r.unit = :reader0");
                return from.formatted("") + where(conditions) + " order by " + order + " limit " + limit;
            }
            return IntStream.range(0, readers.size())
                    .mapToObj(i -> {
                        List<String> own = new ArrayList<>(conditions);
                        own.add("r.unit = :reader" + i);
                        return "(" + from.formatted(", r.registered_at, r.number") + where(own) + " order by " + order
                                + " limit " + reach + ")";
                    })
                    .collect(Collectors.joining(
                            "\nunion\n", "select r.id from (", ") r order by " + order + " limit " + limit));
        }

        /** The lines with the words in them among the first {@link #MOST_WALKED}. */
        private String among(Part part, long skip, int most) {
            params.put("skip", skip);
            params.put("most", most);
            params.put("walked", MOST_WALKED);
            return "select c.id from (" + ids(part, null, ":walked", ":walked")
                    + ") walked join case_words w on w.complaint_id = walked.id join complaint c on c.id = walked.id"
                    + attempt(words) + where(List.of("w.words like :text escape '!'", words))
                    + " order by " + part.order() + " limit :most offset :skip";
        }

        private List<LedgerRow> rows(String ids, Part part) {
            return jdbc.sql("select " + LedgerSearch.columns(name, title, status) + "\nfrom (" + ids
                            + ") listed join complaint c on c.id = listed.id\n" + ATTEMPT + accusesNone()
                            + "\norder by " + part.order())
                    .params(params)
                    .query(LedgerSearch::row)
                    .list();
        }

        /**
         * Asked of the case once more: whatever {@code case_reader} holds, nobody is shown a case that accuses them; and whatever has been
         * registered since every 新城 was found to be overseen, none of another one.
         */
        private String accusesNone() {
            if (seesEveryCity) {
                return "\nwhere c.new_city in (:cities)";
            }
            return readers == null ? "" : "\nwhere c.accused_unit is null or c.accused_unit not in (:accusedWith)";
        }

        private long count(String more) {
            if (readers != null && readers.isEmpty()) {
                return 0;
            }
            boolean onlyWords = words != null
                    && candidates != null
                    && knowsAll
                    && readers == null
                    && query.unit() == null
                    && filters.isEmpty()
                    && query.from() == null
                    && query.before() == null
                    && more == null
                    && !MASKABLE.matcher(query.text()).find();
            if (onlyWords) {
                // no mask and no number has any of them
                return single(
                        "select count(*) from case_words w where " + GRAMS + " and w.words like :text escape '!'");
            }
            if (words != null || readers == null && query.unit() == null) {
                String text = words == null || candidates == null ? words : words + " and " + candidates;
                return single(
                        "select count(*) from complaint c" + attempt(text) + where(conditions(false, more, text)));
            }
            if (readers == null) {
                return count(more, "count(*)", stretches().get(0));
            }
            // every case is in one 新城
            long counted = 0;
            if (!cities.isEmpty() && query.unit() == null) {
                params.put("overseen", cities.stream().map(it -> "@" + it).toList());
                counted += count(more, "count(*)", new Stretch("r.unit in (:overseen)", SEEN, null, false));
            }
            if (!cities.isEmpty() && query.unit() != null) {
                counted += count(more, "count(*)", overseen());
            }
            boolean alone = own().size() == 1;
            String which = alone ? "count(*)" : "count(distinct r.complaint_id)";
            return counted + count(more, which, seenBy("r.unit in (:own)", own(), true));
        }

        private long count(String more, String which, Stretch stretch) {
            return single("select " + which + " from case_reader r"
                    + (registered.isEmpty() && more == null ? ofCase() : CASE)
                    + where(conditions(stretch, more)));
        }

        private long single(String sql) {
            return jdbc.sql(sql).params(params).query(Long.class).single();
        }

        /**
         * What must hold.
         *
         * @param walked whether {@code case_reader r} is walked along, and who reads and how the case stands is asked of it
         */
        private List<String> conditions(boolean walked, String more, String text) {
            String id = walked ? "r.complaint_id" : "c.id";
            List<String> all = new ArrayList<>(registered);
            filters.forEach(it -> all.add(walked ? it.ofReader() : it.ofCase()));
            period().forEach(it -> all.add(walked ? it.ofReader() : it.ofCase()));
            if (more != null) {
                all.add(more);
            }
            if (text != null) {
                all.add(text);
            }
            if (query.unit() != null && (!walked || readers != null)) {
                all.add(id + " in (select f.complaint_id from case_reader f where f.unit = :unit and f.has_part)");
            }
            if (readers != null && !walked) {
                all.add("c.id in (select f.complaint_id from case_reader f where f.unit in (:readers) and f.sees"
                        + " and (f.accused_unit is null or f.accused_unit not in (:accusedWith)))");
            }
            if (readers != null && walked) {
                all.add(SEEN);
            }
            if (readers == null && walked) {
                all.add("r.unit = :unit and r.has_part");
            }
            return all;
        }

        private List<Filter> period() {
            List<Filter> all = new ArrayList<>();
            if (query.from() != null) {
                all.add(Filter.kept("c.registered_at >= :from"));
            }
            if (query.before() != null) {
                all.add(Filter.kept("c.registered_at < :before"));
            }
            return all;
        }

        /** The case of a line of {@code case_reader r}, where a filter asks for what is not kept there. */
        private String ofCase() {
            return filters.stream().anyMatch(Filter::looksUp) ? CASE : "";
        }

        private static final String CASE = " join complaint c on c.id = r.complaint_id";

        // ---- what a unit's lists are filtered by

        private static final String SEEN =
                "r.sees and (r.accused_unit is null or r.accused_unit not in (:accusedWith))";

        /**
         * Lines of {@code case_reader r}.
         *
         * @param unit whose
         * @param condition what must hold of them besides the filters
         * @param lookedUp what must hold and stands elsewhere; null for nothing
         * @param inCity whether it is about some 新城
         */
        private record Stretch(String unit, String condition, String lookedUp, boolean inCity) {

            List<String> conditions() {
                return lookedUp == null ? List.of(condition) : List.of(condition, lookedUp);
            }
        }

        /** Whether the first 新城 there is, and the next behind each that is overseen, are overseen: an index tells at once. */
        private boolean nothingElsewhere() {
            Map<String, Object> names = new LinkedHashMap<>();
            List<String> next = new ArrayList<>(List.of("select min(c.new_city) as city from complaint c"));
            for (String city : cities) {
                next.add("select min(c.new_city) from complaint c where c.new_city > :city" + names.size());
                names.put("city" + names.size(), city);
            }
            return jdbc
                    .sql(String.join("\nunion all\n", next))
                    .params(names)
                    .query((row, i) -> row.getString(1))
                    .list()
                    .stream()
                    .allMatch(city -> city == null || cities.contains(city));
        }

        private boolean isWalked() {
            return query.sort() == Sort.REGISTERED_AT && (readers != null || query.unit() != null);
        }

        private List<String> own() {
            return readers.stream().filter(it -> !it.startsWith("@")).toList();
        }

        /** What has all lines there are. */
        private List<Stretch> stretches() {
            if (readers == null) {
                return List.of(new Stretch("r.unit = :unit", "r.has_part", null, false));
            }
            List<Stretch> stretches = new ArrayList<>();
            if (query.unit() != null && !cities.isEmpty()) {
                stretches.add(overseen());
            }
            IntStream.range(0, readers.size())
                    .filter(i -> query.unit() == null || !readers.get(i).startsWith("@"))
                    .mapToObj(i -> seenBy("r.unit = :reader" + i, List.of(readers.get(i)), query.unit() != null))
                    .forEach(stretches::add);
            return stretches;
        }

        /** Of a unit's cases those in an overseen 新城: neither of the two lists is gone through for the other. */
        private static Stretch overseen() {
            return new Stretch(
                    "r.unit = :unit",
                    SEEN.replace("r.sees", "r.has_part") + " and r.new_city in (:cities)",
                    null,
                    true);
        }

        /**
         * What these units see, and of it what the unit that is asked for has a part in.
         *
         * @param elsewhere without what lies in a 新城 that is overseen, which is asked for by the 新城
         */
        private Stretch seenBy(String which, List<String> others, boolean elsewhere) {
            String seen = SEEN + (elsewhere && !cities.isEmpty() ? " and r.new_city not in (:cities)" : "");
            if (query.unit() == null) {
                return new Stretch(which, seen, null, false);
            }
            return others.equals(List.of(query.unit()))
                    ? new Stretch(which, seen + " and r.has_part", null, false)
                    : new Stretch(
                            which,
                            seen,
                            "r.complaint_id in (select f.complaint_id from case_reader f where f.unit = :unit and f.has_part)",
                            false);
        }

        /** What must hold of these lines; every value there may be is named of what stands before in the index of what is rare. */
        private List<String> conditions(Stretch stretch, String more) {
            List<String> all = new ArrayList<>(List.of(stretch.unit()));
            all.addAll(stretch.conditions());
            all.addAll(registered);
            filters.forEach(it -> all.add(it.ofReader()));
            period().forEach(it -> all.add(it.ofReader()));
            if (more != null) {
                all.add(more);
            }
            boolean byChannel = query.channel() != null || stretch.inCity();
            boolean byClass = query.complaintClass() != null || byChannel;
            if (query.status() == null && byClass) {
                all.add("r.ended in (''," + ENDS + ")");
            }
            if (query.complaintClass() == null && byChannel) {
                all.add("r.complaint_class in (''," + names(ComplaintClass.values()) + ")");
            }
            if (query.channel() == null && stretch.inCity()) {
                all.add("r.channel in (" + names(Channel.values()) + ")");
            }
            return all;
        }

        private static final String ENDS =
                names(Arrays.stream(Status.values()).filter(Status::isEnd).toArray(Status[]::new));

        private static String names(Enum<?>[] values) {
            return Arrays.stream(values).map(it -> "'" + it.name() + "'").collect(Collectors.joining(","));
        }

        /** A line that was found, by what it stands in the order by. */
        private record Found(long id, OffsetDateTime registeredAt, String number) {}

        /**
         * Ids of the lines under filters, as SQL. Each stretch is asked for by itself, for none tells how far another one has been read.
         */
        private String narrowed(Part part, long skip, int most) {
            params.put("reach", skip + most);
            String order = " order by " + part.order().replace("c.", "r.");
            Map<Long, Found> found = new HashMap<>();
            for (Stretch stretch : stretches()) {
                first(stretch, order, skip + most).forEach(it -> found.put(it.id(), it));
            }
            Comparator<Found> byTime = Comparator.comparing(Found::registeredAt).thenComparing(Found::number);
            List<Long> ids = found.values().stream()
                    .sorted(query.descending() ? byTime.reversed() : byTime)
                    .skip(skip)
                    .limit(most)
                    .map(Found::id)
                    .toList();
            params.put("found", ids);
            return "select c.id from complaint c where " + (ids.isEmpty() ? "1 = 0" : "c.id in (:found)");
        }

        /**
         * The first lines of a stretch: what is not rare stands at its beginning; what is, an index has together; and what is neither is not
         * far.
         */
        private List<Found> first(Stretch stretch, String order, long reach) {
            params.put("filtered", MOST_FILTERED);
            params.put("rare", MOST_RARE);
            List<String> walked = new ArrayList<>(List.of(stretch.unit()));
            period().forEach(it -> walked.add(it.ofReader()));
            List<String> kept = new ArrayList<>(stretch.conditions());
            filters.forEach(it -> kept.add(it.ofReader()));
            List<Found> found = found("(select " + READER + where(walked) + order + " limit :filtered) r" + ofCase()
                    + where(kept) + order);
            if (found.size() == reach) {
                return found;
            }
            Stretch alone = new Stretch(stretch.unit(), stretch.condition(), null, stretch.inCity());
            String rare = "(select " + READER + ofCase() + where(conditions(alone, null)) + " limit :rare) r";
            long of = single("select count(*) from " + rare);
            if (of < MOST_RARE) {
                return found(
                        rare + where(stretch.lookedUp() == null ? List.of() : List.of(stretch.lookedUp())) + order);
            }
            walked.addAll(kept);
            return found("case_reader r" + ofCase() + where(walked) + order);
        }

        private static final String READER =
                "r.complaint_id, r.registered_at, r.number, r.sees, r.has_part, r.accused_unit, r.new_city, r.ended,"
                        + " r.complaint_class, r.channel from case_reader r";

        private List<Found> found(String lines) {
            return jdbc.sql("select r.complaint_id, r.registered_at, r.number from " + lines + " limit :reach")
                    .params(params)
                    .query((row, i) -> new Found(
                            row.getLong("complaint_id"),
                            row.getObject("registered_at", OffsetDateTime.class),
                            row.getString("number")))
                    .list();
        }

        private static String where(List<String> conditions) {
            return conditions.isEmpty() ? "" : "\nwhere " + String.join("\n  and ", conditions);
        }

        /** The last attempt, where these conditions or the order go by it. */
        private String attempt(String text) {
            boolean byName = query.sort() == Sort.TITLE || query.sort() == Sort.ENTERPRISE_NAME;
            return !knowsAll && (text != null || byName) ? "\n" + ATTEMPT : "";
        }

        // ---- words

        /** Whether what is asked for stands in numbers alone, where it can only be what they begin with. */
        private boolean asksForNumbers() {
            String text = query.text().toUpperCase(Locale.ROOT);
            if (!grams || !text.startsWith("XX") || !NUMERIC.matcher(text).matches()) {
                return false;
            }
            params.put("grams", grams(query.text().toLowerCase(Locale.ROOT)));
            if (single("select count(*) from case_words w where " + GRAMS + " and w.words like :text escape '!'") > 0) {
                return false;
            }
            params.put("numbersFrom", text);
            params.put("numbersTo", text + "99999999-999999999");
            params.put("numbers", text + "%");
            filters.add(Filter.kept("c.number >= :numbersFrom and c.number <= :numbersTo and c.number like :numbers"));
            return true;
        }

        private static final String GRAMS = "case_grams(w.words) @> cast(:grams as text[])";

        private String words() {
            return "(lower(c.number) like :text escape '!' or lower(" + title + ") like :text escape '!'" + readable()
                    + " or lower(" + name + ") like :text escape '!')";
        }

        /** Where PostgreSQL knows which cases have the words' characters side by side. */
        private String candidates() {
            String text = query.text().toLowerCase(Locale.ROOT);
            boolean numeric = NUMERIC.matcher(text).matches();
            if (!grams || numeric && !text.startsWith("xx") || !knowsAll && mayBeHidden(text)) {
                return null;
            }
            params.put("grams", grams(text));
            String cases = "select w.complaint_id from case_words w where " + GRAMS;
            if (numeric) {
                params.put("numbersFrom", text.toUpperCase(Locale.ROOT));
                params.put("numbersTo", text.toUpperCase(Locale.ROOT) + "99999999-999999999");
                return "c.id in (" + cases
                        + " union select n.id from complaint n where n.number >= :numbersFrom and n.number <= :numbersTo)";
            }
            cases += " and w.words like :text escape '!'";
            if (readers != null) {
                cases +=
                        " and w.complaint_id in (select f.complaint_id from case_reader f where f.unit in (:readers) and f.sees)";
            }
            // before anything else: nobody can tell beforehand how many have several characters side by side
            return "c.id = any (array(" + cases + "))";
        }

        /** Whether somebody who reads {@link Viewer#CONFIDENTIAL} may find these words in it, or across its edge. */
        private static boolean mayBeHidden(String text) {
            String mark = Viewer.CONFIDENTIAL;
            return mark.contains(text)
                    || text.contains(mark)
                    || IntStream.range(1, mark.length())
                            .anyMatch(i -> text.endsWith(mark.substring(0, i)) || text.startsWith(mark.substring(i)));
        }

        /** Every two characters that stand side by side, as PostgreSQL writes an array. */
        private static String grams(String text) {
            int[] points = text.codePoints().toArray();
            int length = Math.min(2, points.length);
            return IntStream.rangeClosed(0, points.length - length)
                    .mapToObj(i -> new String(points, i, length))
                    .filter(gram -> gram.indexOf('\n') < 0)
                    .distinct()
                    .map(gram -> '"' + gram.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                    .collect(Collectors.joining(",", "{", "}"));
        }

        /**
         * What must hold besides, as SQL, for a hit in the title to count: that it lies in what is readable. Only the few titles are
         * looked at that may hold contact data and have the words in them.
         */
        private String readable() {
            if (!MASKABLE.matcher(query.text()).find()) {
                return "";
            }
            String hit = "c.id in (select w.complaint_id from case_words w where w.may_mask) and lower(" + title
                    + ") like :text escape '!' and " + mayHoldContact(title);
            Map<String, String> found = new LinkedHashMap<>();
            jdbc.sql("select c.number, " + title + " as title from complaint c" + attempt(hit)
                            + where(conditions(false, null, hit)) + " limit " + (MOST_LOOKED_AT + 1))
                    .params(params)
                    .query((row, i) -> found.put(row.getString("number"), row.getString("title")))
                    .list();
            if (found.size() > MOST_LOOKED_AT) {
                return " and not " + mayHoldContact(title);
            }
            String asked = query.text().toLowerCase(Locale.ROOT);
            found.values()
                    .removeIf(it -> Masking.inText(it).toLowerCase(Locale.ROOT).contains(asked));
            if (found.isEmpty()) {
                return "";
            }
            params.put("unreadable", List.copyOf(found.keySet()));
            return " and c.number not in (:unreadable)";
        }
    }

    /** Seven digits or an @, as {@link Masking} has it, as SQL. */
    private static String mayHoldContact(String title) {
        return "(char_length(%1$s) - char_length(replace(%2$s, '0', '')) >= 7 or %1$s like '%%@%%' or %1$s like '%%＠%%')"
                .formatted(title, flattened(title));
    }

    /** Every digit is a 0. */
    private static String flattened(String title) {
        return "translate(%s, '%s', '%s')".formatted(title, DIGITS, "0".repeat(DIGITS.length()));
    }

    /** Where a title with contact data stands among the others does not tell its digits. PostgreSQL has an index of it. */
    private static String readableOrder(String title) {
        return "(case when %1$s like '%%@%%' or %1$s like '%%＠%%' then '@' when char_length(%1$s) - char_length(replace(%2$s, '0', '')) >= 7 then %2$s else %1$s end)"
                .formatted(title, flattened(title));
    }
}
