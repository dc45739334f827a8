package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import suban.intake.UnitViewers;
import suban.ledger.Channel;
import suban.ledger.ComplaintClass;
import suban.ledger.KeptLines;
import suban.ledger.LedgerQuery;
import suban.ledger.LedgerQuery.Sort;
import suban.ledger.LedgerRow;
import suban.ledger.LedgerSearch;
import suban.ledger.Rating;
import suban.ledger.Status;
import suban.ledger.Viewer;

/** The ledger's lists say what the facts say: for everybody, in every order, under every filter, on every page. */
class LedgerListTest extends SubanTest {

    private static final int ALL = 100_000;

    @Autowired
    LedgerSearch search;

    @Autowired
    UnitViewers units;

    private final List<String> numbers = new ArrayList<>();

    private String filed(String title, Object... further) {
        Map<String, Object> form = general();
        form.put("title", title);
        for (int i = 0; i < further.length; i += 2) {
            form.put(further[i].toString(), further[i + 1]);
        }
        String number = acts.register("ysb1", form);
        numbers.add(number);
        return number;
    }

    private void triaged(String number, ComplaintClass as, String... coHandlers) {
        acts.triage("ysb1", number, as, "jinghe", List.of(coHandlers), Map.of("reason", "按实际情况。"));
    }

    /** Cases at every turn of the way, those that others have left behind included. */
    private void cases() {
        KeptLines.anew(jdbc); // other tests change rows past the ledger
        numbers.add(supervised("2026-03-02T10:00"));
        numbers.add(dispatched("2026-03-03T10:00", "zijian", "ziran"));
        acts.object("jinghe1", numbers.get(1), "userTask_respond", "qinhan", "厂房在秦汉新城辖区。");
        acts.uphold("ysb1", numbers.get(1), "qinhan", "核对地籍，确在秦汉新城。");
        today("2026-03-04T10:00");
        filed("关于XX20260302-0001的补充");
        filed("污水管网进展缓慢");
        String secret = filed("厂房规划许可由泾河新材料公司申请", "confidential", true);
        triaged(secret, ComplaintClass.COMPLEX, "zijian");
        triaged(filed("税收优惠请致电13912345678"), ComplaintClass.IMMEDIATE);
        triaged(filed("园区道路施工", "channel", "ONSITE"), ComplaintClass.GENERAL);
        String done = filed("用电报装迟迟未批");
        triaged(done, ComplaintClass.GENERAL);
        handled(done, "2026-03-04T10:00");
        acts.visit("ysb2", done, Rating.SATISFIED);
        acts.seal("ysb1", filed("封存以前的厂房标题"), "疑似涉密");
        acts.timeIs("2026-03-16T10:00"); // some are late by now
        numbers.clear();
        numbers.addAll(jdbc.queryForList("select number from complaint", String.class));
    }

    private Stream<Viewer> viewers() {
        return Stream.concat(
                Stream.of(
                                Set.of("ysb"),
                                Set.of("jingheysb"),
                                Set.of("ducha"),
                                Set.of("jinghe"),
                                Set.of("qinhan"),
                                Set.of("zijian", "jinghe"),
                                Set.of("ziran"),
                                Set.of("shichang"),
                                Set.<String>of())
                        .map(units::of),
                Stream.of(SUPERVISOR));
    }

    private static LedgerQuery asked(Sort sort, boolean descending, int page, int size) {
        return new LedgerQuery(null, null, null, null, null, null, null, null, sort, descending, page, size);
    }

    private interface PageOf {
        LedgerQuery query(Sort sort, boolean descending, int page, int size);
    }

    @SuppressWarnings("java:S107") // one each
    private List<LedgerRow> found(
            Viewer viewer,
            Status status,
            ComplaintClass complaintClass,
            String unit,
            Channel channel,
            Instant from,
            Instant before,
            Boolean overdue,
            String text) {
        PageOf asked = (sort, descending, page, size) -> new LedgerQuery(
                status, complaintClass, unit, channel, from, before, overdue, text, sort, descending, page, size);
        LedgerQuery query = asked.query(Sort.REGISTERED_AT, true, 0, ALL);
        List<LedgerRow> rows = search.page(query, viewer);
        assertThat(search.total(query, viewer)).isEqualTo(rows.size());
        for (int line = 0; line <= rows.size() && text != null; line++) {
            assertThat(search.page(asked.query(Sort.REGISTERED_AT, true, line, 1), viewer))
                    .as("line %d of what has %s", line, text)
                    .isEqualTo(line == rows.size() ? List.of() : List.of(rows.get(line)));
        }
        // words are looked for otherwise where the order is another
        assertThat(search.page(asked.query(Sort.HOST, false, 0, ALL), viewer))
                .containsExactlyInAnyOrderElementsOf(rows);
        return rows;
    }

    private static void same(List<LedgerRow> found, List<LedgerRow> all, Predicate<LedgerRow> which) {
        assertThat(found).containsExactlyElementsOf(all.stream().filter(which).toList());
    }

    @Test
    @Tag("article-8")
    @DisplayName("第八条：台账的列表、件数与办理事实一致：各单位各看各的，各种排序、筛选、检索、分页无一例外")
    void lists() {
        cases();
        assertThat(KeptLists.wrong(jdbc, complaint(numbers.get(0)).id())).isEmpty();
        viewers().forEach(viewer -> {
            Set<String> visible = search.visible(numbers, viewer);
            List<LedgerRow> all = search.page(asked(Sort.REGISTERED_AT, true, 0, ALL), viewer);
            assertThat(all).extracting(LedgerRow::number).containsExactlyInAnyOrderElementsOf(visible);
            assertThat(all).containsExactlyInAnyOrderElementsOf(search.rows(numbers, viewer));
            assertThat(search.list(asked(Sort.REGISTERED_AT, true, 0, 3), viewer)
                            .total())
                    .isEqualTo(visible.size());
            for (Sort sort : Sort.values()) {
                inOrder(viewer, sort, true);
                inOrder(viewer, sort, false);
            }
            filters(viewer, all);
            words(viewer, all);
        });
    }

    @Test
    @Tag("article-4")
    @DisplayName("第四条：被投诉单位看不到投诉自己的案件，清单数据出错时也一样")
    void whoIsAccusedDoesNotSeeIt() {
        today("2026-03-02T10:00");
        String number = acts.register("ysb1", general());
        acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe", List.of(), Map.of("accusedUnit", "ysb"));
        String other = acts.register("ysb1", general());
        try {
            assertThat(jdbc.update(
                            "update case_reader set accused_unit = null where complaint_id = ?",
                            complaint(number).id()))
                    .isPositive();
            for (Sort sort : Sort.values()) {
                assertThat(search.page(asked(sort, true, 0, ALL), units.of(Set.of("ysb"))))
                        .as(sort.name())
                        .extracting(LedgerRow::number)
                        .contains(other)
                        .doesNotContain(number);
            }
            assertThat(search.page(asked(Sort.NUMBER, true, 0, ALL), SUPERVISOR))
                    .extracting(LedgerRow::number)
                    .contains(number);
        } finally {
            KeptLines.anew(jdbc);
        }
    }

    private void inOrder(Viewer viewer, Sort sort, boolean descending) {
        List<LedgerRow> whole = search.page(asked(sort, descending, 0, ALL), viewer);
        List<LedgerRow> pages = new ArrayList<>();
        for (int page = 0; page * 3 < whole.size() + 3; page++) {
            pages.addAll(search.page(asked(sort, descending, page, 3), viewer));
        }
        assertThat(pages).as("%s %s", sort, descending).containsExactlyElementsOf(whole);
        Function<LedgerRow, Comparable<Object>> key = key(sort);
        if (key != null) {
            Comparator<Comparable<Object>> order = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
            Comparator<LedgerRow> lines = Comparator.comparing(key, Comparator.nullsLast(order));
            Comparator<LedgerRow> number = Comparator.comparing(LedgerRow::number);
            assertThat(whole)
                    .as("%s %s", sort, descending)
                    .isSortedAccordingTo(lines.thenComparing(descending ? number.reversed() : number));
        }
    }

    @SuppressWarnings("unchecked")
    private static Function<LedgerRow, Comparable<Object>> key(Sort sort) {
        Function<LedgerRow, ?> key =
                switch (sort) {
                    case NUMBER -> LedgerRow::number;
                    case COMPLAINT_CLASS ->
                        row -> row.complaintClass() == null
                                ? null
                                : row.complaintClass().name();
                    case STATUS -> row -> row.status().name();
                    case HOST -> LedgerRow::host;
                    case ENTERPRISE_DUE_AT -> LedgerRow::enterpriseDueAt;
                    case OVERDUE -> LedgerRow::overdue;
                    default -> null; // what stands behind another in Chinese, each database says itself
                };
        return (Function<LedgerRow, Comparable<Object>>) key;
    }

    private void filters(Viewer viewer, List<LedgerRow> all) {
        for (Status status : Status.values()) {
            same(found(viewer, status, null, null, null, null, null, null, null), all, row -> row.status() == status);
        }
        for (ComplaintClass type : ComplaintClass.values()) {
            same(
                    found(viewer, null, type, null, null, null, null, null, null),
                    all,
                    row -> row.complaintClass() == type);
        }
        for (boolean late : List.of(true, false)) {
            same(found(viewer, null, null, null, null, null, null, late, null), all, row -> row.overdue() == late);
        }
        Set<String> onSite =
                new HashSet<>(jdbc.queryForList("select number from complaint where channel = 'ONSITE'", String.class));
        same(
                found(viewer, null, null, null, Channel.ONSITE, null, null, null, null),
                all,
                row -> onSite.contains(row.number()));
        Instant day = suban.acts.Acts.at("2026-03-03T10:00");
        Set<String> since = new HashSet<>(jdbc.queryForList(
                "select number from complaint where registered_at >= timestamp with time zone '2026-03-03 10:00:00+08:00'",
                String.class));
        same(found(viewer, null, null, null, null, day, null, null, null), all, row -> since.contains(row.number()));
        same(found(viewer, null, null, null, null, null, day, null, null), all, row -> !since.contains(row.number()));
        for (String unit : List.of("jinghe", "zijian", "ysb", "qinhan")) {
            Set<String> part = new HashSet<>(jdbc.queryForList(
                    """
                    select c.number from complaint c where c.coordinating_unit = ?1 or c.id in (
                      select a.complaint_id from attempt a where ?1 in (a.host, a.host_group, a.inside_unit)
                        or a.id in (select s.attempt_id from assignment s where s.unit = ?1))"""
                            .replace("?1", "'" + unit + "'"),
                    String.class));
            same(
                    found(viewer, null, null, unit, null, null, null, null, null),
                    all,
                    row -> part.contains(row.number()));
        }
    }

    /** By what the reader reads, and by nothing else. */
    private void words(Viewer viewer, List<LedgerRow> all) {
        for (String text : List.of(
                "厂房",
                "规划许可",
                "污",
                "污水管网进展缓慢",
                "没有这样的词",
                "保密",
                "新材料有限公司",
                "XX2026",
                "XX20260302",
                "xx20260304-0001",
                "0304-",
                "1391234",
                "封存",
                "司\"申",
                "路%")) {
            String words = text.toLowerCase();
            same(
                    found(viewer, null, null, null, null, null, null, null, text),
                    all,
                    row -> row.number().toLowerCase().contains(words)
                            || row.title().toLowerCase().contains(words)
                            || row.enterpriseName().toLowerCase().contains(words));
        }
    }
}
