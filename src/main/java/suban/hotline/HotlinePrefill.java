package suban.hotline;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import suban.engine.EngineClock;
import suban.engine.FormPrefill;
import suban.engine.TaskFacts;
import suban.ledger.Masking;
import suban.ledger.Texts;
import suban.organisation.Options;
import suban.organisation.Organisation;

/** Opens the forms of ledgers and joint items with what is known (Article 7(6)); who called the hotline is not among it. */
@Component
class HotlinePrefill implements FormPrefill {

    private static final int SHOWN_ROWS = 20;
    private static final int SHOWN_CONTENT = 200;

    private final LedgerMonthService months;
    private final JointItemService items;
    private final Organisation organisation;

    HotlinePrefill(LedgerMonthService months, JointItemService items, Organisation organisation) {
        this.months = months;
        this.items = items;
        this.organisation = organisation;
    }

    @Override
    public Map<String, Object> values(TaskFacts task) {
        return switch (task.key()) {
            case "userTask_submitLedger" -> ledger(months.month(task.number()));
            case "userTask_agreeJointItem", "userTask_contributeJointItem", "userTask_resolveJointItem" ->
                joint(items.item(task.number()), task.key());
            default -> Map.of();
        };
    }

    private static Map<String, Object> ledger(LedgerMonth month) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", month.number());
        values.put("monthText", month.text());
        values.put("dueText", Texts.time(month.dueAt()));
        values.put("reportText", month.report() == null ? "尚未收到台账。" : "上次报送：" + month.report());
        values.put("decision", "PASTE");
        values.put("partial", false);
        return values;
    }

    private Map<String, Object> joint(JointItem item, String task) {
        List<HotlineRow> rows = items.rowsOf(item);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", item.number());
        values.put("title", item.title());
        values.put("proposedText", organisation.nameOf(item.proposingUnit()) + "提请，" + Texts.time(item.proposedAt()));
        values.put("reasonText", item.reason());
        values.put("rowsText", rows(rows));
        if ("userTask_agreeJointItem".equals(task)) {
            values.put("dueText", Texts.time(item.answerDueAt()));
            values.put("agreedOn", item.agreedOn().toString());
            values.put("leadUnit", item.leadUnit());
            values.put("units", item.unitList());
            values.put(
                    "unitOptions",
                    Options.of(organisation.units().stream().filter(unit -> JointRules.UNITS.contains(unit.kind()))));
            return values;
        }
        boolean contributes = "userTask_contributeJointItem".equals(task);
        values.put("dueText", Texts.time(contributes ? item.opinionDueAt() : item.dueAt()));
        values.put("leadText", organisation.nameOf(item.leadUnit()));
        if (!contributes) {
            values.put("opinionsText", opinions(item));
        }
        return values;
    }

    private String opinions(JointItem item) {
        Map<String, String> given = items.actsOf(item).stream()
                .filter(act -> "CONTRIBUTED".equals(act.act()))
                .collect(Collectors.toMap(JointItemAct::unit, JointItemAct::text, (first, later) -> later));
        return item.unitList().isEmpty()
                ? "没有参与单位。"
                : item.unitList().stream()
                        .map(unit -> organisation.nameOf(unit) + "：" + given.getOrDefault(unit, "期满未提出意见"))
                        .collect(Collectors.joining("\n"));
    }

    private String rows(List<HotlineRow> rows) {
        Map<Long, String> told = items.toldIn(rows);
        String text = rows.stream()
                .limit(SHOWN_ROWS)
                .map(row -> "%s　%s　%s　%s%s\n　　%s"
                        .formatted(
                                row.workOrder(),
                                Texts.day(LocalDate.ofInstant(row.receivedAt(), EngineClock.ZONE)),
                                row.enterpriseName(),
                                Masking.inText(row.title()),
                                row.handlingUnit() == null ? "" : "（承办：" + row.handlingUnit() + "）",
                                cut(Masking.inText(told.getOrDefault(row.id(), "")))))
                .collect(Collectors.joining("\n"));
        return rows.size() > SHOWN_ROWS ? text + "\n……共%d件".formatted(rows.size()) : text;
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) > SHOWN_CONTENT
                ? text.substring(0, text.offsetByCodePoints(0, SHOWN_CONTENT)) + "…"
                : text;
    }
}
