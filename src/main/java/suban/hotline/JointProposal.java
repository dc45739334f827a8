package suban.hotline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import suban.InvalidInput.FieldError;
import suban.engine.FormValues;
import suban.ledger.Timeline;

/**
 * A proposal to take 12345 rows into joint resolution, checked: every problem is named at once.
 *
 * @param rows the rows meant, by their work-order numbers or found by the word
 */
record JointProposal(
        String title, String reason, String leadUnit, List<String> units, LocalDate agreedOn, List<HotlineRow> rows) {

    /** Rows of one joint item; more would be no item but a list. */
    static final int MOST_ROWS = 100;

    /** Finds the rows a proposal means. */
    interface Finder {

        List<HotlineRow> byWorkOrders(List<String> workOrders);

        List<HotlineRow> byWord(String word);
    }

    /**
     * Reads a proposal.
     *
     * @param errors receives all that is wrong; the proposal is of no use where it is not empty
     */
    static JointProposal of(FormValues form, Finder finder, JointRules rules, List<FieldError> errors) {
        List<String> workOrders = workOrders(form.text("workOrders"));
        Map<Long, HotlineRow> rows = new LinkedHashMap<>();
        if (workOrders.size() > MOST_ROWS) {
            errors.add(new FieldError("workOrders", "工单编号：一次不能超过%d个".formatted(MOST_ROWS)));
        } else if (!workOrders.isEmpty()) {
            List<HotlineRow> known = finder.byWorkOrders(workOrders);
            known.forEach(row -> rows.put(row.id(), row));
            Set<String> numbers = known.stream().map(HotlineRow::workOrder).collect(Collectors.toSet());
            List<String> unknown =
                    workOrders.stream().filter(it -> !numbers.contains(it)).toList();
            if (!unknown.isEmpty()) {
                errors.add(new FieldError(
                        "workOrders",
                        "工单编号：已导入的台账中没有%s%s"
                                .formatted(
                                        unknown.stream()
                                                .limit(5)
                                                .map(FormValues::printable)
                                                .collect(Collectors.joining("、")),
                                        unknown.size() > 5 ? "等%d个".formatted(unknown.size()) : "")));
            }
        }
        String word = form.text("keyword");
        if (word != null) {
            List<HotlineRow> found = finder.byWord(word);
            if (found.isEmpty()) {
                errors.add(new FieldError("keyword", "企业名称或关键词：近期台账中没有找到"));
            } else if (found.size() > MOST_ROWS) {
                errors.add(new FieldError("keyword", "企业名称或关键词：找到%d件，超过%d件，请写得更具体".formatted(found.size(), MOST_ROWS)));
            } else {
                found.forEach(row -> rows.put(row.id(), row));
            }
        }
        if (workOrders.isEmpty() && word == null) {
            errors.add(new FieldError("workOrders", "工单编号：请填写工单编号，或填写企业名称或关键词"));
        }
        LocalDate agreedOn = rules.date(form, "agreedOn", "拟定办结日期", errors);
        String lead = rules.lead(form, errors);
        List<String> units = rules.units(form, lead, errors);
        return new JointProposal(
                form.text("title"), form.text("reason"), lead, units, agreedOn, new ArrayList<>(rows.values()));
    }

    private static List<String> workOrders(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[\\s,，;；、]+"))
                        .map(it -> LedgerCell.of(it).plain())
                        .filter(it -> !it.isEmpty())
                        .distinct()
                        .toList();
    }

    /** Tells one proposal from another. */
    String contentHash() {
        return Timeline.sha256(String.join(
                        "\u001f",
                        title,
                        reason,
                        leadUnit,
                        units.toString(),
                        agreedOn.toString(),
                        rows.stream()
                                .map(HotlineRow::workOrder)
                                .sorted()
                                .toList()
                                .toString())
                .toLowerCase(Locale.ROOT));
    }
}
