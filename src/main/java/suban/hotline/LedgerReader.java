package suban.hotline;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import suban.InvalidInput;
import suban.engine.EngineClock;
import suban.engine.FormValues;

/** Makes entries of a ledger's rows, and says of each row that cannot be one what is wrong with it. */
final class LedgerReader {

    /** Spreadsheets keep no more digits of a number. */
    private static final int EXACT_DIGITS = 15;

    private static final int TITLE_FROM_CONTENT = 40;

    private static final Pattern WORK_ORDER = Pattern.compile("[\\p{Alnum}\\p{IsHan}()〔〕\\[\\]_./#\\-]+");

    /** Rows below the data: sums, remarks, signatures. */
    private static final Pattern FOOTER = Pattern.compile("(合计|总计|小计|填报|制表|审核|备注|说明|注[:：]|统计).*");

    private final Instant latest;
    private final Map<String, LedgerEntry> entries = new LinkedHashMap<>();
    private final Map<String, Integer> repeated = new HashMap<>();
    private final List<RejectedRow> rejected = new ArrayList<>();
    private String where = "";

    private LedgerReader(Instant latest) {
        this.latest = latest;
    }

    /**
     * What a ledger holds.
     *
     * @param entries those that may be stored, by their work-order numbers
     * @param repeated rows that say the same as an earlier one of the file
     * @param rejected those that may not, in the order of the file; a row may be named more than once
     */
    record Ledger(List<LedgerEntry> entries, int repeated, List<RejectedRow> rejected) {}

    /**
     * Reads all sheets that have a heading.
     *
     * @param latest no row may have been received later
     * @throws InvalidInput where no sheet has one, or it is not complete, or there are no or too many rows
     */
    static Ledger read(List<LedgerSheet> sheets, Instant latest) {
        LedgerReader reader = new LedgerReader(latest);
        boolean anyHeading = false;
        int rows = 0;
        List<LedgerSheet> filled =
                sheets.stream().filter(sheet -> !sheet.rows().isEmpty()).toList();
        if (filled.isEmpty()) {
            throw new InvalidInput("file", "文件：没有内容");
        }
        for (LedgerSheet sheet : filled) {
            LedgerHeading heading = LedgerHeading.of(sheet).orElse(null);
            if (heading == null) {
                continue;
            }
            if (!heading.missing().isEmpty()) {
                throw new InvalidInput(
                        "file",
                        "文件：%s缺少“%s”一列"
                                .formatted(
                                        filled.size() > 1 ? "工作表“" + sheet.name() + "”" : "表头",
                                        String.join("”“", heading.missing())));
            }
            anyHeading = true;
            reader.where = filled.size() > 1 ? "工作表“" + sheet.name() + "”，" : "";
            rows += reader.sheet(sheet, heading);
        }
        if (!anyHeading) {
            throw new InvalidInput("file", "文件：没有找到表头，至少应有“工单编号”“企业名称”“受理时间”和“诉求标题”或“诉求内容”各列");
        }
        if (rows == 0) {
            throw new InvalidInput("file", "文件：表头下面没有内容");
        }
        if (rows > LedgerFile.MOST_ROWS) {
            throw LedgerFile.tooMany();
        }
        return new Ledger(
                List.copyOf(reader.entries.values()),
                reader.repeated.values().stream().mapToInt(Integer::intValue).sum(),
                List.copyOf(reader.rejected));
    }

    private int sheet(LedgerSheet sheet, LedgerHeading heading) {
        int rows = 0;
        LedgerSheet.Row headline = sheet.rows().get(heading.last());
        for (LedgerSheet.Row row :
                sheet.rows().subList(heading.last() + 1, sheet.rows().size())) {
            if (!isBetween(row, headline, heading)) {
                rows++;
                entry(row, heading);
            }
        }
        return rows;
    }

    /** What stands between or below the data: the heading again on another page, a caption across the sheet, a sum. */
    private static boolean isBetween(LedgerSheet.Row row, LedgerSheet.Row headline, LedgerHeading heading) {
        int order = heading.columns().get(LedgerColumn.WORK_ORDER);
        String number = row.cell(order).line();
        if (LedgerColumn.WORK_ORDER.rank(LedgerColumn.heading(number)) >= 0
                && number.equals(headline.cell(order).line())) {
            return true;
        }
        String first = row.cells().stream()
                .filter(cell -> !cell.isEmpty())
                .map(LedgerCell::plain)
                .findFirst()
                .orElse("");
        return number.isEmpty() && row.filled() == 1 || FOOTER.matcher(first).matches();
    }

    private void entry(LedgerSheet.Row row, LedgerHeading heading) {
        Cells cells = new Cells(row, heading);
        String workOrder = cells.workOrder();
        String enterprise = cells.required(LedgerColumn.ENTERPRISE);
        String title = cells.line(LedgerColumn.TITLE);
        String content = cells.text(LedgerColumn.CONTENT);
        if (cells.cell(LedgerColumn.TITLE).isEmpty()
                && cells.cell(LedgerColumn.CONTENT).isEmpty()) {
            cells.refuse(
                    heading.columns().containsKey(LedgerColumn.CONTENT) ? LedgerColumn.CONTENT : LedgerColumn.TITLE,
                    "必填");
        }
        Instant received = cells.date(LedgerColumn.RECEIVED);
        if (received == null && cells.cell(LedgerColumn.RECEIVED).isEmpty()) {
            cells.refuse(LedgerColumn.RECEIVED, "必填");
        }
        Instant finished = cells.date(LedgerColumn.FINISHED);
        if (received != null && received.isAfter(latest)) {
            cells.refuse(LedgerColumn.RECEIVED, "不能晚于今天");
        }
        if (received != null && finished != null && day(finished).isBefore(day(received))) {
            cells.refuse(LedgerColumn.FINISHED, "不能早于受理时间");
        }
        LedgerEntry entry = new LedgerEntry(
                row.number(),
                workOrder,
                enterprise,
                cells.line(LedgerColumn.CONTACT),
                cells.plain(LedgerColumn.PHONE),
                title != null || content == null ? title : beginning(content),
                content != null ? content : title,
                cells.line(LedgerColumn.CATEGORY),
                cells.line(LedgerColumn.AREA),
                cells.line(LedgerColumn.UNIT),
                received,
                finished,
                cells.text(LedgerColumn.RESULT),
                cells.line(LedgerColumn.STATUS),
                cells.line(LedgerColumn.SATISFACTION));
        if (cells.refused) {
            return;
        }
        LedgerEntry earlier = entries.putIfAbsent(workOrder, entry);
        if (earlier != null && earlier.contentHash().equals(entry.contentHash())) {
            repeated.merge(workOrder, 1, Integer::sum);
        } else if (earlier != null) {
            cells.refuse(LedgerColumn.WORK_ORDER, "与第%d行相同，内容却不同".formatted(earlier.row()));
        }
    }

    private static java.time.LocalDate day(Instant instant) {
        return LocalDateTime.ofInstant(instant, EngineClock.ZONE).toLocalDate();
    }

    private static String beginning(String content) {
        String line = content.replaceAll("\\s+", " ");
        int end = Math.min(TITLE_FROM_CONTENT, line.codePointCount(0, line.length()));
        return line.substring(0, line.offsetByCodePoints(0, end));
    }

    /** The cells of one row under their columns; empty ones are null. */
    private final class Cells {

        private final LedgerSheet.Row row;
        private final LedgerHeading heading;
        private boolean refused;

        Cells(LedgerSheet.Row row, LedgerHeading heading) {
            this.row = row;
            this.heading = heading;
        }

        void refuse(LedgerColumn column, String what) {
            refused = true;
            rejected.add(new RejectedRow(row.number(), column.label(), where + column.label() + "：" + what));
        }

        LedgerCell cell(LedgerColumn column) {
            Integer at = heading.columns().get(column);
            return at == null ? LedgerCell.of("") : row.cell(at);
        }

        String line(LedgerColumn column) {
            return fitting(column, cell(column).line());
        }

        String plain(LedgerColumn column) {
            return fitting(column, cell(column).plain());
        }

        String text(LedgerColumn column) {
            return fitting(column, cell(column).value());
        }

        String required(LedgerColumn column) {
            if (cell(column).isEmpty()) {
                refuse(column, "必填");
                return null;
            }
            return line(column);
        }

        String workOrder() {
            LedgerCell cell = cell(LedgerColumn.WORK_ORDER);
            if (cell.isEmpty()) {
                refuse(LedgerColumn.WORK_ORDER, "必填");
                return null;
            }
            String plain = cell.plain().replace(" ", "");
            boolean inexact =
                    cell.number() != null && plain.replaceAll("\\D", "").length() > EXACT_DIGITS
                            || plain.matches("\\d(\\.\\d+)?[eE]\\+?\\d+");
            if (inexact) {
                refuse(LedgerColumn.WORK_ORDER, "超过%d位而按数字保存，末几位已失真，请将该列改为文本后重新填写".formatted(EXACT_DIGITS));
                return null;
            }
            if (!WORK_ORDER.matcher(plain).matches()) {
                refuse(LedgerColumn.WORK_ORDER, "“%s”含有不应有的字符".formatted(shown(plain)));
                return null;
            }
            return fitting(LedgerColumn.WORK_ORDER, plain);
        }

        Instant date(LedgerColumn column) {
            LedgerCell cell = cell(column);
            if (cell.isEmpty() || column == LedgerColumn.FINISHED && cell.line().matches("[-—/无]+")) {
                return null;
            }
            return LedgerDates.of(cell)
                    .map(date -> date.atZone(EngineClock.ZONE).toInstant())
                    .orElseGet(() -> {
                        refuse(column, "“%s”不是有效的日期，应写作2026-03-05或2026-03-05 14:02".formatted(shown(cell.line())));
                        return null;
                    });
        }

        private String fitting(LedgerColumn column, String value) {
            if (value.isEmpty()) {
                return null;
            }
            if (value.codePointCount(0, value.length()) > column.longest()) {
                refuse(column, "不能超过%d个字".formatted(column.longest()));
                return null;
            }
            if (!FormValues.isStorable(value)) {
                refuse(column, "含有无法保存的字符");
                return null;
            }
            return value;
        }
    }

    private static String shown(String value) {
        return FormValues.printable(value.length() > 40 ? value.substring(0, 40) + "…" : value);
    }
}
