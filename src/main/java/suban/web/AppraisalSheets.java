package suban.web;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import suban.appraisal.Appraisal;
import suban.appraisal.Fraction;
import suban.appraisal.RankedUnit;
import suban.appraisal.ScoredCase;
import suban.calendar.CalendarService;

/** An appraisal as a spreadsheet, in Chinese. */
final class AppraisalSheets {

    private static final int PLACES = 6;

    private AppraisalSheets() {}

    /**
     * Writes one sheet a group and one of all cases behind the figures.
     *
     * @param unitName the Chinese name of a unit by its id
     * @param hidden numbers that are not shown
     */
    static void write(OutputStream out, Appraisal appraisal, UnaryOperator<String> unitName, Set<String> hidden)
            throws IOException {
        try (Workbook book = new Workbook(out, "Suban", "1.0")) {
            for (Appraisal.Group group : appraisal.groups()) {
                Worksheet sheet = book.newWorksheet(group.kind().label());
                title(sheet, appraisal, group.kind().label() + "排名");
                head(sheet, "名次", "单位", "办结件数", "计入件数", "按时办结率", "按批准期限的按时办结率", "好评率", "得分", "加分", "备注");
                int line = 3;
                for (RankedUnit row : group.rows()) {
                    unit(sheet, line++, row, unitName);
                }
            }
            Worksheet sheet = book.newWorksheet("案件明细");
            title(sheet, appraisal, "各项数字背后的投诉");
            head(
                    sheet, "类别", "单位", "投诉编号", "承担的工作", "单位期限", "完成时间", "是否计入", "按时", "按批准期限按时", "企业评价", "协办配合（分）",
                    "是否好评", "说明");
            int line = 3;
            for (Appraisal.Group group : appraisal.groups()) {
                for (RankedUnit row : group.rows()) {
                    for (ScoredCase it : row.cases()) {
                        scored(sheet, line++, group.kind().label(), unitName.apply(row.unit()), it, hidden);
                    }
                }
            }
        }
    }

    private static void title(Worksheet sheet, Appraisal appraisal, String what) {
        String version = appraisal.frozen() ? "第%d版，已公布".formatted(appraisal.version()) : "试算，未公布";
        text(sheet, 0, 0, "%d年度考核%s（%s）".formatted(appraisal.year(), what, version));
        text(
                sheet,
                1,
                0,
                "期间：%s（含）至%s（不含）；计算时间：%s"
                        .formatted(local(appraisal.from()), local(appraisal.before()), local(appraisal.computedAt())));
        sheet.style(0, 0).bold().set();
    }

    private static void head(Worksheet sheet, String... headings) {
        for (int column = 0; column < headings.length; column++) {
            text(sheet, 2, column, headings[column]);
            sheet.style(2, column).bold().set();
            sheet.width(column, 18);
        }
        sheet.freezePane(0, 3);
    }

    private static void unit(Worksheet sheet, int line, RankedUnit row, UnaryOperator<String> unitName) {
        if (row.rank() != null) {
            sheet.value(line, 0, row.rank());
        }
        text(sheet, line, 1, unitName.apply(row.unit()));
        sheet.value(line, 2, row.tally().concluded());
        sheet.value(line, 3, row.tally().counted());
        rate(sheet, line, 4, row.tally().onTimeRate());
        rate(sheet, line, 5, row.tally().adjustedOnTimeRate());
        rate(sheet, line, 6, row.tally().praiseRate());
        rate(sheet, line, 7, row.score());
        sheet.value(line, 8, row.points());
        text(sheet, line, 9, row.insufficient() ? "样本不足，不排名" : "");
    }

    private static void scored(
            Worksheet sheet, int line, String group, String unit, ScoredCase it, Set<String> hidden) {
        text(sheet, line, 0, group);
        text(sheet, line, 1, unit);
        text(sheet, line, 2, hidden.contains(it.number()) ? "（应当回避）" : it.number());
        text(sheet, line, 3, it.part().label());
        text(sheet, line, 4, local(it.dueAt()));
        text(sheet, line, 5, local(it.doneAt()));
        text(sheet, line, 6, yesNo(it.counts()));
        text(sheet, line, 7, yesNo(it.onTime()));
        text(sheet, line, 8, yesNo(it.adjustedOnTime()));
        text(sheet, line, 9, it.rating() == null ? "" : it.rating().label());
        if (it.cooperation() != null) {
            sheet.value(line, 10, it.cooperation());
        }
        text(sheet, line, 11, yesNo(it.praised()));
        text(sheet, line, 12, it.why());
    }

    private static void rate(Worksheet sheet, int line, int column, Fraction rate) {
        if (rate != null) {
            sheet.value(line, column, rate.decimal(PLACES));
            sheet.style(line, column).format("0.00%").set();
        }
    }

    private static void text(Worksheet sheet, int line, int column, String text) {
        if (!text.isEmpty()) {
            sheet.value(line, column, harmless(text));
        }
    }

    /** What a spreadsheet would take for a formula is marked as text. */
    static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String yesNo(Boolean value) {
        return value == null ? "" : value ? "是" : "否";
    }

    private static String local(Instant time) {
        return time == null
                ? ""
                : LocalDateTime.ofInstant(time, CalendarService.ZONE).toString().replace('T', ' ');
    }
}
