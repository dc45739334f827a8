package suban.hotline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import suban.InvalidInput;

@Tag("article-7")
@DisplayName("第七条第（六）项：12345台账照实际的样子读")
class LedgerReaderTest {

    private static final Instant LATEST = Instant.parse("2026-03-31T15:59:59.999Z");
    private static final String HEAD = "工单编号,企业名称,诉求标题,诉求内容,受理时间,办结时间,办理结果\n";
    private static final String ROW = "GD001,泾河材料公司,停车难,园区门口无处停车,2026-03-05,,\n";

    private static LedgerReader.Ledger read(byte[] bytes) {
        return LedgerReader.read(LedgerFile.read(bytes), LATEST);
    }

    private static LedgerReader.Ledger read(String csv) {
        return read(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static LedgerEntry one(byte[] bytes) {
        LedgerReader.Ledger ledger = read(bytes);
        assertThat(ledger.rejected()).isEmpty();
        assertThat(ledger.entries()).hasSize(1);
        return ledger.entries().get(0);
    }

    private static LedgerEntry one(String csv) {
        return one(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(byte[] bytes, String words) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOfSatisfying(InvalidInput.class, refusal -> {
            assertThat(refusal.errors()).hasSize(1);
            assertThat(refusal.errors().get(0).field()).isEqualTo("file");
            assertThat(refusal.errors().get(0).message()).startsWith("文件：").contains(words);
        });
    }

    private static void refused(String csv, String words) {
        refused(csv.getBytes(StandardCharsets.UTF_8), words);
    }

    private static Instant at(String localTime) {
        return LocalDateTime.parse(localTime)
                .atZone(suban.engine.EngineClock.ZONE)
                .toInstant();
    }

    @Test
    @DisplayName("标题行、合并的两行表头、打乱次序的列、中间的小标题和重复表头、末尾的合计和空行")
    void aRealLedger() {
        LedgerReader.Ledger ledger = read(Spreadsheets.of(sheet -> {
            sheet.value(0, 0, "西咸新区12345热线企业诉求办理台账（2026年3月）");
            sheet.range(0, 0, 0, 8).merge();
            sheet.value(1, 0, "填报单位：城市运行管理中心　　　填报时间：2026年3月31日");
            Spreadsheets.row(sheet, 3, "序号", "诉求情况", "", "", "诉求人信息", "", "办理情况", "", "备注");
            Spreadsheets.row(sheet, 4, "", "工单\n编号", "来电时间", "反映内容*", "名称", "联系电话", "责任单位", "处理结果（简要）", "");
            sheet.range(3, 1, 3, 3).merge();
            sheet.range(3, 4, 3, 5).merge();
            sheet.range(3, 6, 3, 7).merge();
            sheet.value(5, 0, "一、泾河新城");
            sheet.value(6, 0, 1);
            Spreadsheets.row(
                    sheet,
                    6,
                    "1",
                    "GD20260305001",
                    "2026/3/5 14:02",
                    "门口停车难\n希望增设车位",
                    "泾河材料公司",
                    "１３８００１３８０００",
                    "泾河新城",
                    "");
            Spreadsheets.row(sheet, 7, "序号", "工单\n编号", "来电时间", "反映内容*", "名称", "联系电话", "责任单位", "处理结果（简要）");
            Spreadsheets.row(sheet, 8, "2", "ＧＤ20260306002", "2026年3月6日", "办证慢", "空港物流公司", "", "行政审批局", "已办结");
            sheet.value(9, 0, "合计：2件");
            sheet.value(200, 3, " ");
        }));
        assertThat(ledger.rejected()).isEmpty();
        assertThat(ledger.entries()).hasSize(2);
        LedgerEntry first = ledger.entries().get(0);
        assertThat(first.row()).isEqualTo(7);
        assertThat(first.workOrder()).isEqualTo("GD20260305001");
        assertThat(first.enterpriseName()).isEqualTo("泾河材料公司");
        assertThat(first.contactPhone()).isEqualTo("13800138000");
        assertThat(first.title()).isEqualTo("门口停车难 希望增设车位");
        assertThat(first.content()).isEqualTo("门口停车难\n希望增设车位");
        assertThat(first.handlingUnit()).isEqualTo("泾河新城");
        assertThat(first.receivedAt()).isEqualTo(at("2026-03-05T14:02"));
        assertThat(first.result()).isNull();
        LedgerEntry second = ledger.entries().get(1);
        assertThat(second.row()).isEqualTo(9);
        assertThat(second.workOrder()).isEqualTo("GD20260306002");
        assertThat(second.receivedAt()).isEqualTo(at("2026-03-06T00:00"));
        assertThat(second.result()).isEqualTo("已办结");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "工单号, 单位名称, 标题, 登记时间",
        "流水号, 诉求主体, 主题, 受理日期",
        "受理编号, 诉求人, 内容, 来电时间",
        "工单编号（热线）, 企业名称 *, 反映问题, 受理时间（年月日）",
        "【工单编号】, 市场主体名称：, 诉求内容, 创建时间"
    })
    @DisplayName("列名的各种叫法")
    void synonyms(String number, String enterprise, String words, String received) {
        LedgerEntry entry = one("%s,%s,%s,%s\nGD1,甲公司,停车难,2026-03-05\n"
                .formatted(words, received, enterprise, number)
                .replace("GD1,甲公司,停车难,2026-03-05", "停车难,2026-03-05,甲公司,GD1"));
        assertThat(entry.workOrder()).isEqualTo("GD1");
        assertThat(entry.enterpriseName()).isEqualTo("甲公司");
        assertThat(entry.title()).isEqualTo("停车难");
        assertThat(entry.receivedAt()).isEqualTo(at("2026-03-05T00:00"));
    }

    @Test
    @DisplayName("“诉求人”在有企业名称时是联系人，“编号”在有工单编号时不是工单编号")
    void theBestNameWins() {
        LedgerEntry entry = one("编号,诉求人,工单编号,企业名称,标题,内容,受理时间\n7,王建国,GD1,甲公司,停车,停车难,2026-03-05\n");
        assertThat(entry.workOrder()).isEqualTo("GD1");
        assertThat(entry.enterpriseName()).isEqualTo("甲公司");
        assertThat(entry.contactName()).isEqualTo("王建国");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "2026-03-05, 2026-03-05T00:00",
        "2026/3/5 14:02, 2026-03-05T14:02",
        "2026/3/5 9:02:33, 2026-03-05T09:02:33",
        "2026-03-05 14:02:33.0, 2026-03-05T14:02:33",
        "2026-03-05T14:02, 2026-03-05T14:02",
        "2026年3月5日, 2026-03-05T00:00",
        "2026年3月5日14时2分, 2026-03-05T14:02",
        "２０２６．３．５, 2026-03-05T00:00",
        "20260305, 2026-03-05T00:00",
        "20260305140233, 2026-03-05T14:02:33",
        "46086, 2026-03-05T00:00",
        "46086.5847222222, 2026-03-05T14:02",
        "‘ 2026-03-05, 2026-03-05T00:00"
    })
    @DisplayName("文字写的日期")
    void datesAsText(String written, String expected) {
        LedgerEntry entry = one("工单编号;企业名称;标题;受理时间\nGD1;甲公司;停车难;" + written + "\n");
        assertThat(entry.receivedAt()).isEqualTo(at(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-13-05",
                "2026-02-30",
                "2026/3/5 25:00",
                "3月5日",
                "昨天",
                "1999-12-31",
                "2100-01-01",
                "260305",
                "12"
            })
    @DisplayName("不是日期的，指明行和列")
    void noDates(String written) {
        LedgerReader.Ledger ledger = read("工单编号,企业名称,标题,受理时间\nGD1,甲公司,停车难," + written + "\n");
        assertThat(ledger.entries()).isEmpty();
        assertThat(ledger.rejected()).hasSize(1);
        assertThat(ledger.rejected().get(0).row()).isEqualTo(2);
        assertThat(ledger.rejected().get(0).field()).isEqualTo("受理时间");
        assertThat(ledger.rejected().get(0).message()).startsWith("受理时间：“" + written + "”不是有效的日期");
    }

    @Test
    @DisplayName("表格里的日期：日期格式的单元格、没有格式的数字、带时刻的、八位数字")
    void datesAsSerials() {
        LedgerReader.Ledger ledger = read(Spreadsheets.of(sheet -> {
            Spreadsheets.row(sheet, 0, "工单编号", "企业名称", "标题", "受理时间", "办结时间");
            for (int row = 1; row <= 4; row++) {
                Spreadsheets.row(sheet, row, "GD" + row, "甲公司", "停车难");
            }
            sheet.value(1, 3, LocalDate.of(2026, 3, 5));
            sheet.style(1, 3).format("yyyy\"年\"m\"月\"d\"日\"").set();
            sheet.value(2, 3, 46086);
            sheet.value(3, 3, LocalDateTime.of(2026, 3, 5, 14, 2));
            sheet.style(3, 3).format("yyyy-mm-dd hh:mm").set();
            sheet.value(3, 4, LocalDate.of(2026, 3, 9));
            sheet.value(4, 3, 20260305);
        }));
        assertThat(ledger.rejected()).isEmpty();
        assertThat(ledger.entries())
                .extracting(LedgerEntry::receivedAt)
                .containsExactly(
                        at("2026-03-05T00:00"), at("2026-03-05T00:00"), at("2026-03-05T14:02"), at("2026-03-05T00:00"));
        assertThat(ledger.entries().get(2).finishedAt()).isEqualTo(at("2026-03-09T00:00"));
    }

    @Test
    @DisplayName("公式取保存时的值，从1904年起算的日期也读对")
    void formulasAnd1904() {
        String head = "<row r=\"1\">" + text("A1", "工单编号") + text("B1", "企业名称") + text("C1", "标题") + text("D1", "受理时间")
                + "</row>";
        String row = "<row r=\"3\"><c r=\"A3\" t=\"str\"><f>CONCAT(\"GD\",1)</f><v>GD1</v></c>" + text("B3", "甲公司")
                + "<c r=\"C3\" t=\"str\"><f>B3</f><v>停车难</v></c><c r=\"D3\"><f>TODAY()</f><v>%s</v></c></row>";
        LedgerEntry entry = one(Spreadsheets.raw(head + row.formatted("46086"), false));
        assertThat(entry.row()).isEqualTo(3);
        assertThat(entry.workOrder()).isEqualTo("GD1");
        assertThat(entry.title()).isEqualTo("停车难");
        assertThat(entry.receivedAt()).isEqualTo(at("2026-03-05T00:00"));
        // 2026-03-05 is the 44624th day after 1904-01-01
        assertThat(one(Spreadsheets.raw(head + row.formatted("44624"), true)).receivedAt())
                .isEqualTo(at("2026-03-05T00:00"));
    }

    private static String text(String cell, String text) {
        return "<c r=\"%s\" t=\"inlineStr\"><is><t>%s</t></is></c>".formatted(cell, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "UTF-16"})
    @DisplayName("各种编码的文本")
    void encodings(String charset) {
        assertThat(one((HEAD + ROW).getBytes(Charset.forName(charset))).enterpriseName())
                .isEqualTo("泾河材料公司");
    }

    @Test
    @DisplayName("带标记的UTF-8、制表符分隔、引号里的逗号和换行；行号照文件")
    void csv() {
        assertThat(one("\uFEFF" + HEAD + ROW).workOrder()).isEqualTo("GD001");
        LedgerReader.Ledger ledger = read("\n2026年3月台账\n\n"
                + HEAD.replace(',', '\t').replace("\n", "\r\n")
                + "GD1\t甲公司\t停车\t\"门口，\n停车难\"\t2026-03-05\r\n\r\n=\"GD2\"\t乙公司\t办证\t\t2026-03-06\r\n");
        assertThat(ledger.rejected()).isEmpty();
        assertThat(ledger.entries()).extracting(LedgerEntry::row).containsExactly(5, 7);
        assertThat(ledger.entries()).extracting(LedgerEntry::workOrder).containsExactly("GD1", "GD2");
        assertThat(ledger.entries().get(0).content()).isEqualTo("门口，\n停车难");
    }

    @Test
    @DisplayName("逐行报告：缺项、超长、次序颠倒的日期、将来的日期、同号不同内容")
    void everyRowIsReported() {
        LedgerReader.Ledger ledger = read(HEAD + ROW // 2
                + ",甲公司,停车,,2026-03-05,,\n" // 3
                + "GD3,,停车,,2026-03-05,,\n" // 4
                + "GD4,甲公司,,,2026-03-05,,\n" // 5
                + "GD5,甲公司,停车,,,,\n" // 6
                + "GD6,甲公司," + "长".repeat(201) + ",,2026-03-05,,\n" // 7
                + "GD7,甲公司,停车,,2026-03-05,2026-03-04,\n" // 8
                + "GD8,甲公司,停车,,2026-04-01,,\n" // 9
                + "GD001,泾河材料公司,停车难,换了内容,2026-03-05,,\n" // 10
                + "G D?9,甲公司,停车,,2026-03-05,,\n" // 11
                + "1.23457E+19,甲公司,停车,,2026-03-05,,\n" // 12
                + ROW); // 13
        assertThat(ledger.entries()).extracting(LedgerEntry::workOrder).containsExactly("GD001");
        assertThat(ledger.repeated()).isEqualTo(1);
        assertThat(ledger.rejected())
                .extracting(row -> row.row() + " " + row.field())
                .containsExactly(
                        "3 工单编号", "4 企业名称", "5 诉求内容", "6 受理时间", "7 诉求标题", "8 办结时间", "9 受理时间", "10 工单编号", "11 工单编号",
                        "12 工单编号");
        assertThat(ledger.rejected())
                .allSatisfy(row ->
                        assertThat(row.message()).startsWith(row.field() + "：").doesNotContainPattern("[A-Za-z]{4,}"));
        assertThat(ledger.rejected().get(7).message()).contains("第2行");
    }

    @Test
    @DisplayName("工单编号按数字保存：十五位以内照读，超过的末几位已失真，要求改为文本")
    void longNumbers() {
        LedgerReader.Ledger ledger = read(Spreadsheets.of(sheet -> {
            Spreadsheets.row(sheet, 0, "工单编号", "企业名称", "标题", "受理时间", "联系电话");
            Spreadsheets.row(sheet, 1, "", "甲公司", "停车难", "2026-03-05");
            sheet.value(1, 0, 202603050001L);
            sheet.value(1, 4, 13800138000L);
            Spreadsheets.row(sheet, 2, "", "甲公司", "停车难", "2026-03-05");
            sheet.value(2, 0, 2026030500012345678L);
        }));
        assertThat(ledger.entries()).extracting(LedgerEntry::workOrder).containsExactly("202603050001");
        assertThat(ledger.entries()).extracting(LedgerEntry::contactPhone).containsExactly("13800138000");
        assertThat(ledger.rejected()).hasSize(1);
        assertThat(ledger.rejected().get(0).message()).contains("失真", "文本");
    }

    @Test
    @DisplayName("多张工作表都读，没有表头的跳过，报告写明是哪一张")
    void severalSheets() {
        Map<String, Consumer<Worksheet>> sheets = new LinkedHashMap<>();
        sheets.put("说明", sheet -> sheet.value(0, 0, "填报说明"));
        sheets.put("2月", sheet -> {
            Spreadsheets.row(sheet, 0, "工单编号", "企业名称", "标题", "受理时间");
            Spreadsheets.row(sheet, 1, "GD1", "甲公司", "停车难", "2026-02-05");
        });
        sheets.put("3月", sheet -> {
            Spreadsheets.row(sheet, 0, "工单编号", "企业名称", "标题", "受理时间");
            Spreadsheets.row(sheet, 1, "GD2", "乙公司", "停车难", "无");
        });
        LedgerReader.Ledger ledger = read(Spreadsheets.of(sheets));
        assertThat(ledger.entries()).extracting(LedgerEntry::workOrder).containsExactly("GD1");
        assertThat(ledger.rejected()).hasSize(1);
        assertThat(ledger.rejected().get(0).message()).startsWith("工作表“3月”，受理时间：");
    }

    @Test
    @DisplayName("不是台账的文件：一律说明缺什么、错在哪里")
    void noLedgers() {
        refused(new byte[0], "空");
        refused("\n \n,,\n", "没有内容");
        refused("这是一封信\n没有表头\n", "没有找到表头");
        refused(HEAD, "没有内容");
        refused("工单编号,诉求标题,备注\nGD1,停车难,无\n", "缺少“企业名称”“受理时间”一列");
        refused("工单编号,企业名称,受理时间\nGD1,甲公司,2026-03-05\n", "诉求标题或诉求内容");
        refused("<html><table><tr><td>工单编号</td></tr></table></html>", "类型不对");
        refused("%PDF-1.7 …", "类型不对");
        refused(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}, ".xls");
        refused(new byte[] {'a', ',', (byte) 0xFF, (byte) 0xFF, '\n'}, "编码不对");
        refused(new byte[] {'P', 'K', 3, 4, 9, 9, 9}, "文件");
        refused(Spreadsheets.zip(Map.of("word/document.xml", "<x/>")), "类型不对");
        refused(Spreadsheets.zip(Map.of(Spreadsheets.CONTENT_TYPES, "<x/>")), "不是有效的 xlsx");
        refused(Spreadsheets.raw("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>", false), "没有内容");
        byte[] whole = Spreadsheets.of(sheet -> Spreadsheets.row(sheet, 0, "工单编号", "企业名称", "标题", "受理时间"));
        refused(java.util.Arrays.copyOf(whole, whole.length / 2), "文件");
    }

    @Test
    @DisplayName("上限：十兆字节，五千行，解开后不能过大")
    void limits() {
        refused(new byte[LedgerFile.MOST_BYTES + 1], "10兆字节");
        refused(Spreadsheets.bomb(), "解开后过大");
        StringBuilder csv = new StringBuilder(HEAD);
        for (int i = 0; i < LedgerFile.MOST_ROWS; i++) {
            csv.append(ROW.replace("GD001", "GD" + i));
        }
        assertThat(read(csv.toString()).entries()).hasSize(LedgerFile.MOST_ROWS);
        refused(csv + ROW, "5000行");
    }

    @Test
    @DisplayName("外部实体不被读取")
    void noExternalEntities() {
        List<String> parts = List.of(
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>");
        for (String doctype : parts) {
            byte[] bytes = Spreadsheets.raw("</sheetData></worksheet>", false);
            assertThat(bytes).isNotEmpty();
            Map<String, String> workbook = new LinkedHashMap<>();
            workbook.put(Spreadsheets.CONTENT_TYPES, doctype + "<Types>&a;</Types>");
            refused(Spreadsheets.zip(workbook), "文件");
        }
    }
}
