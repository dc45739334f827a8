package suban.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import suban.ledger.Channel;
import suban.ledger.ComplaintClass;
import suban.ledger.LedgerQuery;
import suban.ledger.LedgerQuery.Sort;
import suban.ledger.LedgerRow;
import suban.ledger.LedgerSearch;
import suban.ledger.Status;
import suban.ledger.Viewer;
import suban.organisation.Organisation;

/** The ledger (Article 8 清单式台账管理), as far as the caller may see it. */
@RestController
class LedgerController {

    private static final Set<String> KNOWN =
            Set.of("status", "complaintClass", "unit", "channel", "from", "to", "overdue", "q", "sort", "page", "size");
    private static final int SIZE = 50;
    private static final int LAST_PAGE = 1_000_000;
    private static final int MOST_LINES = 20_000;

    private final LedgerSearch search;
    private final Organisation organisation;
    private final Viewers viewers;

    LedgerController(LedgerSearch search, Organisation organisation, Viewers viewers) {
        this.search = search;
        this.organisation = organisation;
        this.viewers = viewers;
    }

    /** @param total lines on all pages together */
    record View(long total, List<Item> items) {}

    /** @param host id of the unit */
    record Item(
            String number,
            String title,
            String enterpriseName,
            ComplaintClass complaintClass,
            Status status,
            String host,
            @JsonFormat(shape = JsonFormat.Shape.STRING) OffsetDateTime enterpriseDueAt,
            boolean overdue) {

        static Item of(LedgerRow row) {
            return new Item(
                    row.number(),
                    row.title(),
                    row.enterpriseName(),
                    row.complaintClass(),
                    row.status(),
                    row.host(),
                    CaseView.at(row.enterpriseDueAt()),
                    row.overdue());
        }
    }

    /** Pages count from 0; newest first where no order is asked for. A filter misspelt must not pass for no filter. */
    @GetMapping("/api/ledger")
    View ledger(@RequestParam MultiValueMap<String, String> given) {
        Viewer viewer = viewers.currentPerson(false);
        LedgerSearch.Page page = search.list(query(given), viewer);
        return new View(page.total(), page.items().stream().map(Item::of).toList());
    }

    /** The same as a spreadsheet: all lines, the first {@link #MOST_LINES}, or the page that is asked for. */
    @GetMapping("/api/ledger.xlsx")
    ResponseEntity<byte[]> sheet(@RequestParam MultiValueMap<String, String> given) throws IOException {
        Viewer viewer = viewers.currentPerson(false);
        LedgerQuery query = query(given);
        boolean one = given.containsKey("page") || given.containsKey("size");
        LedgerSearch.Page page = search.list(one ? query : query.whole(MOST_LINES), viewer);
        String note = "共%d件%s；导出时间以下载时为准"
                .formatted(
                        page.total(),
                        page.total() > page.items().size()
                                ? "，本表列%d件".formatted(page.items().size())
                                : "");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BoardSheets.ledger(out, "投诉台账", note, page.items(), organisation::nameOf);
        return BoardSheets.answer("投诉台账", out);
    }

    private LedgerQuery query(MultiValueMap<String, String> given) {
        Parameters parameters = new Parameters();
        given.forEach((name, values) -> {
            if (!KNOWN.contains(name)) {
                parameters.refuse(name, name + "：不支持的参数");
            } else if (values.size() > 1) {
                parameters.refuse(name, name + "：只能填写一次");
            }
        });
        Map<String, String> values = given.toSingleValueMap();
        String unit = parameters.text("unit", "单位", values.get("unit"), 40);
        if (unit != null && organisation.find(unit).isEmpty()) {
            parameters.refuse("unit", "单位（unit）：没有该单位");
        }
        Instant from = parameters.time("from", "起始日期", values.get("from"), false);
        Instant before = parameters.time("to", "截止日期", values.get("to"), true);
        if (from != null && before != null && !from.isBefore(before)) {
            parameters.refuse("to", "截止日期（to）：不能早于起始日期（from）");
        }
        Sort sort = Sort.REGISTERED_AT;
        boolean descending = true;
        String order = parameters.text("sort", "排序", values.get("sort"), 60);
        if (order != null) {
            String[] parts = order.split(",", -1);
            sort = Arrays.stream(Sort.values())
                    .filter(it -> it.field().equals(parts[0].strip()))
                    .findFirst()
                    .orElse(null);
            String direction = parts.length > 1 ? parts[1].strip() : "asc";
            descending = "desc".equals(direction);
            if (sort == null || parts.length > 2 || !descending && !"asc".equals(direction)) {
                parameters.refuse(
                        "sort",
                        "排序（sort）：须为“字段,asc”或“字段,desc”，可用字段为"
                                + Arrays.stream(Sort.values()).map(Sort::field).collect(Collectors.joining("、")));
            }
        }
        LedgerQuery query = new LedgerQuery(
                parameters.oneOf("status", "状态", values.get("status"), Status.class),
                parameters.oneOf("complaintClass", "类别", values.get("complaintClass"), ComplaintClass.class),
                unit,
                parameters.oneOf("channel", "收到渠道", values.get("channel"), Channel.class),
                from,
                before,
                parameters.flag("overdue", "是否逾期", values.get("overdue")),
                parameters.text("q", "关键词", values.get("q"), 100),
                sort,
                descending,
                parameters.number("page", "页码", values.get("page"), 0, 0, LAST_PAGE),
                parameters.number("size", "每页条数", values.get("size"), SIZE, 1, LedgerQuery.MOST));
        parameters.refuseIfAny();
        return query;
    }
}
