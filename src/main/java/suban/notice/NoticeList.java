package suban.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.ledger.Identity;
import suban.ledger.Ledger;
import suban.ledger.LedgerSearch;
import suban.ledger.Masking;
import suban.ledger.Viewer;

/**
 * A unit's notices as its people read them in Tasklist, with what each of them has read. A notice about a case in which the unit is
 * accused itself by now is not among them (Article 4). As in messages to units, telephone numbers, addresses and identity cards are
 * unreadable in it, whoever reads it: who works the case reads them there, which is noted.
 */
@Service
@Transactional(readOnly = true)
public class NoticeList {

    private static final int MOST_COUNTED = 100;

    private static final String MINE =
            """
            from notice n left join complaint c on c.id = n.complaint_id
            where n.recipient in (:units) and n.created_at >= :since
              and (c.accused_unit is null or c.accused_unit not in (:accusedWith))""";

    private static final String UNREAD =
            "not exists (select 1 from notice_read r where r.notice_id = n.id and r.user_id = :user)";

    private final JdbcClient jdbc;
    private final Complaints complaints;
    private final Ledger ledger;
    private final LedgerSearch search;
    private final NoticeSettings settings;
    private final Clock clock;

    NoticeList(
            JdbcClient jdbc,
            Complaints complaints,
            Ledger ledger,
            LedgerSearch search,
            NoticeSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.complaints = complaints;
        this.ledger = ledger;
        this.search = search;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * One notice as its reader may know it.
     *
     * @param number what it is about: a complaint's number, or that of something else
     * @param unit id of the unit it went to
     */
    public record Item(Long id, String number, String unit, String subject, String body, Instant at, boolean read) {}

    /** One page, newest first, and how many there are on all pages. */
    public record Page(long total, List<Item> items) {}

    private record Row(Item item, boolean confidential) {}

    /** How many notices this person has not read; never more than {@value #MOST_COUNTED}, which means so many or more. */
    public int unread(Viewer viewer) {
        if (viewer.units().isEmpty()) {
            return 0;
        }
        return jdbc.sql("select count(*) from (select n.id " + MINE + " and " + UNREAD + " limit " + MOST_COUNTED
                        + ") as few")
                .params(params(viewer))
                .query(Integer.class)
                .single();
    }

    /**
     * The notices of this person's units.
     *
     * @param page from 0
     * @param size 1 to 100
     */
    public Page page(Viewer viewer, boolean unreadOnly, int page, int size) {
        if (viewer.units().isEmpty()) {
            return new Page(0, List.of());
        }
        Map<String, Object> params = params(viewer);
        params.put("size", size);
        params.put("skip", (long) page * size);
        String which = MINE + (unreadOnly ? " and " + UNREAD : "");
        long total = jdbc.sql("select count(*) " + which)
                .params(params)
                .query(Long.class)
                .single();
        List<Row> rows = jdbc.sql(
                        "select n.id, coalesce(c.number, n.reference) as number, n.recipient, n.subject, n.body, n.created_at,"
                                + " c.confidential, case when " + UNREAD + " then 0 else 1 end as seen " + which
                                + " order by n.created_at desc, n.id desc limit :size offset :skip")
                .params(params)
                .query(NoticeList::row)
                .list();
        return new Page(total, discreet(rows, viewer));
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        return new Row(
                new Item(
                        row.getLong("id"),
                        row.getString("number"),
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("body"),
                        Rows.instant(row, "created_at"),
                        row.getInt("seen") == 1),
                row.getBoolean("confidential"));
    }

    /** Who may not know who complains does not read it in a notice, either. */
    private List<Item> discreet(List<Row> rows, Viewer viewer) {
        Set<String> confidential = rows.stream()
                .filter(Row::confidential)
                .map(row -> row.item().number())
                .collect(Collectors.toSet());
        if (confidential.isEmpty()) {
            return rows.stream()
                    .map(row ->
                            masked(row.item(), row.item().subject(), row.item().body()))
                    .toList();
        }
        Map<String, String> names = search.enterpriseNames(confidential, viewer);
        Map<String, Complaint> hidden = new HashMap<>();
        complaints.findByNumberIn(confidential).stream()
                .filter(it -> Viewer.CONFIDENTIAL.equals(names.getOrDefault(it.number(), Viewer.CONFIDENTIAL)))
                .forEach(it -> hidden.put(it.number(), it));
        List<Item> items = new ArrayList<>();
        for (Row row : rows) {
            Item it = row.item();
            Complaint complaint = hidden.get(it.number());
            items.add(
                    complaint == null
                            ? masked(it, it.subject(), it.body())
                            : masked(
                                    it,
                                    Identity.without(it.subject(), complaint, ledger.content(complaint)),
                                    Identity.without(it.body(), complaint, ledger.content(complaint))));
        }
        return items;
    }

    private static Item masked(Item it, String subject, String body) {
        return new Item(
                it.id(), it.number(), it.unit(), Masking.inText(subject), Masking.inText(body), it.at(), it.read());
    }

    /** Notes that this person has read these; what is not the person's to read is passed over. */
    @Transactional
    public void read(Viewer viewer, Collection<Long> ids) {
        if (!viewer.units().isEmpty() && !ids.isEmpty()) {
            Map<String, Object> params = params(viewer);
            params.put("ids", new LinkedHashSet<>(ids));
            mark(" and n.id in (:ids)", params);
        }
    }

    /** Notes that this person has read all there are by now. */
    @Transactional
    public void readAll(Viewer viewer) {
        if (!viewer.units().isEmpty()) {
            mark("", params(viewer));
        }
    }

    private void mark(String which, Map<String, Object> params) {
        params.put("now", Rows.at(clock.instant()));
        jdbc.sql("insert into notice_read (notice_id, user_id, read_at) select n.id, :user, :now " + MINE + which
                        + " and " + UNREAD)
                .params(params)
                .update();
    }

    private Map<String, Object> params(Viewer viewer) {
        Map<String, Object> params = new HashMap<>();
        params.put("units", viewer.units());
        params.put("accusedWith", viewer.accusedWith().isEmpty() ? Set.of("-") : viewer.accusedWith());
        params.put("user", viewer.user());
        params.put("since", Rows.at(clock.instant().minus(Duration.ofDays(settings.listDays()))));
        return params;
    }
}
