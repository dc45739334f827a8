package suban.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import suban.board.Board;
import suban.board.BoardService;
import suban.board.Figure;
import suban.board.Rate;
import suban.board.Rates;
import suban.calendar.CalendarService;
import suban.ledger.LedgerRow;

/** The ledger, the board's lists and its table of units as spreadsheets, in Chinese; times are times and rates are rates, to be sorted and summed. */
final class BoardSheets {

    private static final int HEAD = 2;

    private static final List<Figure> NOW = List.of(
            Figure.OPEN,
            Figure.LATE,
            Figure.RESPONSE_LATE,
            Figure.DUE_LATE,
            Figure.CO_LATE,
            Figure.VISIT_LATE,
            Figure.OFFICE_LATE,
            Figure.DUE_TODAY,
            Figure.DUE_WEEK);

    private BoardSheets() {}

    private record Column(String heading, int width) {}

    /** The list behind a figure. */
    static void cases(
            OutputStream out, String title, String note, List<BoardService.Line> lines, UnaryOperator<String> unitName)
            throws IOException {
        try (Workbook book = new Workbook(out, "Suban", "1.0")) {
            Worksheet sheet = book.newWorksheet("案件清单");
            head(
                    sheet,
                    title,
                    note,
                    List.of(
                            new Column("投诉编号", 20),
                            new Column("标题", 36),
                            new Column("企业", 30),
                            new Column("类别", 10),
                            new Column("状态", 12),
                            new Column("责任单位", 22),
                            new Column("主办单位", 22),
                            new Column("期限", 18),
                            new Column("完成时间", 18),
                            new Column("说明", 40)));
            int line = HEAD + 1;
            for (BoardService.Line it : lines) {
                LedgerRow row = it.row();
                text(sheet, line, 0, row == null ? "（应当回避）" : row.number());
                if (row != null) {
                    whatItIs(sheet, line, row);
                    text(sheet, line, 6, row.host() == null ? "" : unitName.apply(row.host()));
                }
                text(
                        sheet,
                        line,
                        5,
                        it.item().unit() == null ? "" : unitName.apply(it.item().unit()));
                time(sheet, line, 7, it.item().dueAt());
                time(sheet, line, 8, it.item().doneAt());
                text(sheet, line, 9, it.item().why());
                line++;
            }
        }
    }

    /** The ledger (Article 8). */
    static void ledger(
            OutputStream out, String title, String note, List<LedgerRow> rows, UnaryOperator<String> unitName)
            throws IOException {
        try (Workbook book = new Workbook(out, "Suban", "1.0")) {
            Worksheet sheet = book.newWorksheet("投诉台账");
            head(
                    sheet,
                    title,
                    note,
                    List.of(
                            new Column("投诉编号", 20),
                            new Column("标题", 36),
                            new Column("企业", 30),
                            new Column("类别", 10),
                            new Column("状态", 12),
                            new Column("主办单位", 22),
                            new Column("企业期限", 18),
                            new Column("是否逾期", 10)));
            int line = HEAD + 1;
            for (LedgerRow row : rows) {
                text(sheet, line, 0, row.number());
                whatItIs(sheet, line, row);
                text(sheet, line, 5, row.host() == null ? "" : unitName.apply(row.host()));
                time(sheet, line, 6, row.enterpriseDueAt());
                text(sheet, line, 7, row.overdue() ? "逾期" : "否");
                line++;
            }
        }
    }

    /** Title, enterprise, class and status, after the number. */
    private static void whatItIs(Worksheet sheet, int line, LedgerRow row) {
        text(sheet, line, 1, row.title());
        text(sheet, line, 2, row.enterpriseName());
        text(
                sheet,
                line,
                3,
                row.complaintClass() == null ? "" : row.complaintClass().label());
        text(sheet, line, 4, row.status().label());
    }

    /** A spreadsheet to be saved under its title. */
    static ResponseEntity<byte[]> answer(String title, ByteArrayOutputStream out) {
        String name = URLEncoder.encode(title + ".xlsx", StandardCharsets.UTF_8).replace("+", "%20");
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"suban.xlsx\"; filename*=UTF-8''" + name)
                .body(out.toByteArray());
    }

    /** The table of units. */
    static void units(OutputStream out, String title, String note, Board board, UnaryOperator<String> unitName)
            throws IOException {
        try (Workbook book = new Workbook(out, "Suban", "1.0")) {
            Worksheet sheet = book.newWorksheet("各单位办理情况");
            List<Column> columns = new ArrayList<>(List.of(new Column("单位", 26)));
            NOW.forEach(figure -> columns.add(new Column(figure.label(), 14)));
            for (String rate : List.of("当日回应率", "按时办结率", "按批准期限的按时办结率", "好评率", "补办率")) {
                columns.add(new Column(rate, 14));
                columns.add(new Column(rate + "（上期）", 16));
                columns.add(new Column(rate + "计入件数", 16));
            }
            head(sheet, title, note, columns);
            int line = HEAD + 1;
            for (Board.UnitRow row : board.units()) {
                unit(sheet, line++, unitName.apply(row.unit()), row.now(), row.rates(), row.previousRates());
            }
            if (board.units().size() > 1) {
                unit(sheet, line, "合计", board.now(), board.rates(), board.previousRates());
            }
        }
    }

    private static void unit(
            Worksheet sheet, int line, String name, Map<Figure, Integer> now, Rates rates, Rates before) {
        text(sheet, line, 0, name);
        int column = 1;
        for (Figure figure : NOW) {
            sheet.value(line, column++, now.getOrDefault(figure, 0));
        }
        List<Rate> current =
                List.of(rates.response(), rates.onTime(), rates.adjusted(), rates.praise(), rates.rehandling());
        List<Rate> earlier =
                List.of(before.response(), before.onTime(), before.adjusted(), before.praise(), before.rehandling());
        for (int i = 0; i < current.size(); i++) {
            rate(sheet, line, column++, current.get(i));
            rate(sheet, line, column++, earlier.get(i));
            sheet.value(line, column++, current.get(i).whole());
        }
    }

    private static void head(Worksheet sheet, String title, String note, List<Column> columns) {
        text(sheet, 0, 0, title);
        sheet.style(0, 0).bold().fontSize(14).set();
        text(sheet, 1, 0, note);
        for (int column = 0; column < columns.size(); column++) {
            text(sheet, HEAD, column, columns.get(column).heading());
            sheet.style(HEAD, column)
                    .bold()
                    .fillColor("E8EEF5")
                    .wrapText(true)
                    .verticalAlignment("center")
                    .set();
            sheet.width(column, columns.get(column).width());
        }
        sheet.freezePane(1, HEAD + 1);
    }

    private static void rate(Worksheet sheet, int line, int column, Rate rate) {
        if (rate.whole() > 0) {
            sheet.value(line, column, (double) rate.part() / rate.whole());
            sheet.style(line, column).format("0.0%").set();
        }
    }

    private static void time(Worksheet sheet, int line, int column, Instant time) {
        if (time != null) {
            sheet.value(line, column, LocalDateTime.ofInstant(time, CalendarService.ZONE));
            sheet.style(line, column).format("yyyy-mm-dd hh:mm").set();
        }
    }

    private static void text(Worksheet sheet, int line, int column, String text) {
        if (text != null && !text.isEmpty()) {
            sheet.value(line, column, AppraisalSheets.harmless(text));
        }
    }
}
