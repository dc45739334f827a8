package suban.hotline;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import suban.InvalidInput;

/**
 * Reads the cells of a ledger file: a spreadsheet (xlsx), or text with commas, semicolons or tabs between its cells in UTF-8,
 * UTF-16 or GB18030. What is too large, or grows too large when it is unpacked, is refused before it is read.
 */
final class LedgerFile {

    /** The largest file, in bytes. */
    static final int MOST_BYTES = 10 * 1024 * 1024;

    /** The most rows with content, over all sheets. */
    static final int MOST_ROWS = 5000;

    /** What a spreadsheet may grow to when it is unpacked, in bytes: rows of the longest cells are far below it. */
    private static final long MOST_UNPACKED = 96L * 1024 * 1024;

    private static final int MOST_PARTS = 500;

    /** Columns beyond hold nothing a ledger has a name for. */
    private static final int MOST_COLUMNS = 200;

    private static final Charset GB18030 = Charset.forName("GB18030");

    private LedgerFile() {}

    /** The sheets of a file; refuses with {@link InvalidInput} what is no ledger file. */
    static List<LedgerSheet> read(byte[] bytes) {
        if (bytes.length == 0) {
            throw refused("文件是空的");
        }
        if (bytes.length > MOST_BYTES) {
            throw refused("不能超过10兆字节");
        }
        if (startsWith(bytes, 'P', 'K', 3, 4)) {
            return spreadsheet(bytes);
        }
        if (startsWith(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw refused("是旧格式（.xls）或加密的文件，请去除密码并另存为 xlsx 后再上传");
        }
        if (startsWith(bytes, '%', 'P', 'D', 'F')) {
            throw refused("类型不对，应为 xlsx 或 csv");
        }
        return text(decode(bytes));
    }

    /** The one sheet of a text whose cells are set apart by tabs, commas or semicolons. */
    static List<LedgerSheet> text(String text) {
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("<") || text.indexOf('\u0000') >= 0) {
            throw refused("类型不对，应为 xlsx 或 csv");
        }
        List<LedgerSheet.Row> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator(text))
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .ofCsvRecord(text)) {
            int number = 0;
            for (CsvRecord csv : reader) {
                number++;
                add(
                        rows,
                        new LedgerSheet.Row(
                                number,
                                csv.getFields().stream()
                                        .limit(MOST_COLUMNS)
                                        .map(LedgerCell::of)
                                        .toList()));
            }
        } catch (CsvParseException e) {
            throw refused("不是有效的 csv 文件，请检查引号");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(new LedgerSheet(null, rows));
    }

    private static List<LedgerSheet> spreadsheet(byte[] bytes) {
        refuseIfItGrows(bytes);
        List<LedgerSheet> sheets = new ArrayList<>();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
            int total = 0;
            for (Sheet sheet : workbook.getSheets().toList()) {
                List<LedgerSheet.Row> rows = new ArrayList<>();
                try (Stream<Row> stream = sheet.openStream()) {
                    for (Iterator<Row> it = stream.iterator(); it.hasNext(); ) {
                        Row row = it.next();
                        add(
                                rows,
                                new LedgerSheet.Row(
                                        row.getRowNum(),
                                        row.stream()
                                                .limit(MOST_COLUMNS)
                                                .map(cell -> cell(cell, workbook.isDate1904()))
                                                .toList()));
                        if (total + rows.size() > MOST_ROWS + LedgerHeading.LATEST) {
                            throw tooMany();
                        }
                    }
                }
                total += rows.size();
                sheets.add(new LedgerSheet(sheet.getName(), rows));
            }
        } catch (InvalidInput e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // whatever somebody has zipped and called a spreadsheet
            throw refused("不是有效的 xlsx 文件，请用表格软件另存为 xlsx 后再上传");
        }
        return sheets;
    }

    private static LedgerCell cell(Cell cell, boolean from1904) {
        if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
            return LedgerCell.of("");
        }
        // a formula's is the value it had when the file was saved
        Object value = cell.getValue();
        if (value instanceof BigDecimal number) {
            return new LedgerCell(null, number, from1904);
        }
        if (value instanceof Boolean flag) {
            return LedgerCell.of(flag ? "是" : "否");
        }
        return LedgerCell.of(value == null ? "" : value.toString());
    }

    private static void add(List<LedgerSheet.Row> rows, LedgerSheet.Row row) {
        if (!row.isEmpty()) {
            if (rows.size() >= MOST_ROWS + LedgerHeading.LATEST) {
                throw tooMany();
            }
            rows.add(row);
        }
    }

    static InvalidInput tooMany() {
        return refused("一次不能超过%d行，请分几次上传".formatted(MOST_ROWS));
    }

    /** Unpacks once without keeping anything, so that a small file cannot fill the memory. */
    private static void refuseIfItGrows(byte[] bytes) {
        byte[] buffer = new byte[64 * 1024];
        long unpacked = 0;
        int parts = 0;
        boolean workbook = false;
        try (ZipFile zip = ZipFile.builder().setByteArray(bytes).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                parts++;
                workbook |= "[Content_Types].xml".equals(entry.getName());
                try (InputStream part = zip.getInputStream(entry)) {
                    for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
                        unpacked += read;
                        if (unpacked > MOST_UNPACKED || parts > MOST_PARTS) {
                            throw refused("解开后过大，请只保留台账本身后再上传");
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw refused("不完整或已损坏，请用表格软件另存为 xlsx 后再上传");
        }
        if (!workbook) {
            throw refused("类型不对，应为 xlsx 或 csv");
        }
    }

    private static String decode(byte[] bytes) {
        for (Map.Entry<Charset, int[]> marked : Map.of(
                        StandardCharsets.UTF_8, new int[] {0xEF, 0xBB, 0xBF},
                        StandardCharsets.UTF_16LE, new int[] {0xFF, 0xFE},
                        StandardCharsets.UTF_16BE, new int[] {0xFE, 0xFF})
                .entrySet()) {
            if (startsWith(bytes, marked.getValue())) {
                return strictly(marked.getKey(), bytes, marked.getValue().length);
            }
        }
        try {
            return strictly(StandardCharsets.UTF_8, bytes, 0);
        } catch (InvalidInput e) {
            return strictly(GB18030, bytes, 0);
        }
    }

    private static String strictly(Charset charset, byte[] bytes, int from) {
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("类型或编码不对，应为 xlsx，或 UTF-8、GB18030 编码的 csv");
        }
    }

    /** The one that is found most in the first lines; the comma where none is. */
    private static char separator(String text) {
        String start = text.substring(0, Math.min(text.length(), 4000));
        char best = ',';
        for (char candidate : new char[] {'\t', ';'}) {
            if (count(start, candidate) > count(start, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char sought) {
        return text.chars().filter(c -> c == sought).count();
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static InvalidInput refused(String what) {
        return new InvalidInput("file", "文件：" + what);
    }
}
