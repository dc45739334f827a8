package suban.problems;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import suban.engine.StartForms;
import suban.ledger.Complaint;
import suban.ledger.Complaints;
import suban.organisation.Organisation;
import suban.organisation.Unit;
import suban.organisation.UnitKind;

/** The complaints and 12345 rows of a period, for comparing. What was not admitted is no problem of the enterprises'. */
@Component
class DemandSources {

    /** What is of none of the kinds says nothing about how alike two demands are. */
    private static final String OTHER = "其他";

    private final JdbcClient jdbc;
    private final Complaints complaints;
    private final Organisation organisation;
    private final StartForms startForms;

    DemandSources(JdbcClient jdbc, Complaints complaints, Organisation organisation, StartForms startForms) {
        this.jdbc = jdbc;
        this.complaints = complaints;
        this.organisation = organisation;
        this.startForms = startForms;
    }

    /** What came from {@code from} until before {@code before} and belongs to no problem yet, the oldest first. */
    List<Demand> between(Instant from, Instant before) {
        Set<String> known = new HashSet<>(jdbc.sql("select concat(kind, reference) from problem_item")
                .query(String.class)
                .list());
        Set<String> demandTypes = new HashSet<>(startForms.options("complaint", "demandType"));
        demandTypes.remove(OTHER);
        List<Demand> all = new ArrayList<>();
        jdbc.sql(
                        """
                        select c.number, c.title, t.content, c.demand_type, c.new_city
                        from complaint c left join complaint_content t on t.complaint_id = c.id
                        where c.registered_at >= :from and c.registered_at < :before and c.status <> 'REJECTED'
                        order by c.id""")
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, no) -> new Demand(
                        Demand.COMPLAINT,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .list()
                .forEach(all::add);
        jdbc.sql(
                        """
                        select r.work_order, r.title, t.content, r.category, r.area, r.handling_unit
                        from hotline_row r left join hotline_content t on t.row_id = r.id
                        where r.received_at >= :from and r.received_at < :before
                        order by r.received_at, r.id""")
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, no) -> new Demand(
                        Demand.HOTLINE,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        demandTypes.contains(String.valueOf(row.getString(4))) ? row.getString(4) : null,
                        newCity(row.getString(5) + " " + row.getString(6))))
                .list()
                .forEach(all::add);
        all.removeIf(demand -> known.contains(demand.kind() + demand.reference()));
        return all;
    }

    /** The 新城 that a ledger names, in full or in short: 泾河. */
    private String newCity(String words) {
        return organisation.ofKind(UnitKind.NEW_CITY).stream()
                .filter(unit -> words.contains(unit.name().replace("新城", "")))
                .map(Unit::id)
                .findFirst()
                .orElse(null);
    }

    /** A complaint's or row's title by its kind and reference; those that are gone are left out. */
    Map<String, String> titles(List<ProblemItem> items) {
        Map<String, String> titles = new HashMap<>();
        List<String> numbers = references(items, Demand.COMPLAINT);
        if (!numbers.isEmpty()) {
            for (Complaint complaint : complaints.findByNumberIn(numbers)) {
                titles.put(complaint.number(), complaint.title());
            }
        }
        List<String> orders = references(items, Demand.HOTLINE);
        if (!orders.isEmpty()) {
            jdbc.sql("select work_order, title from hotline_row where work_order in (:orders)")
                    .param("orders", orders)
                    .query((row, no) -> titles.put(row.getString(1), row.getString(2)))
                    .list();
        }
        return titles;
    }

    /** The complaints in which a unit is accused: what they are about is not for that unit to read (Article 4). */
    Set<String> accusing(List<ProblemItem> items) {
        List<String> numbers = references(items, Demand.COMPLAINT);
        Set<String> accusing = new HashSet<>();
        if (!numbers.isEmpty()) {
            complaints.findByNumberIn(numbers).stream()
                    .filter(complaint -> complaint.accusedUnit() != null)
                    .map(Complaint::number)
                    .forEach(accusing::add);
        }
        return accusing;
    }

    private static List<String> references(List<ProblemItem> items, String kind) {
        return items.stream()
                .filter(item -> kind.equals(item.kind()))
                .map(ProblemItem::reference)
                .toList();
    }
}
