package suban.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("文书的印制")
class DocumentPrinterTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneId.of("Asia/Shanghai"));
    private static final DocumentFonts FONTS = new DocumentFonts();
    private static final DocumentPrinter PRINTER = new DocumentPrinter(FONTS, CLOCK);
    private static final String INVISIBLE = "[\\s\\p{Z}]+";

    private static Document document(DocumentKind kind, String filled) {
        String[] parts = filled.split("\n", 2);
        return new Document(
                1L,
                "西咸营商%s〔2026〕12号".formatted(kind.mark()),
                kind,
                1L,
                1,
                "jinghe",
                null,
                "dispatch",
                "ysb",
                kind == DocumentKind.SUPERVISION ? "新区营商办、督查室" : "新区营商办",
                Instant.parse("2026-02-12T02:00:00Z"),
                1,
                parts[0],
                parts[1],
                null);
    }

    private static Document sample(DocumentKind kind, Map<String, Object> further) {
        Map<String, Object> facts = new LinkedHashMap<>();
        kind.placeholders().forEach(it -> facts.put(it.name(), it.sample()));
        facts.putAll(further);
        return document(kind, DocumentText.fill(new DocumentTemplates(null).shipped(kind), facts));
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument read = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(read).replaceAll(INVISIBLE, "");
        }
    }

    private static int pages(byte[] pdf) throws IOException {
        try (PDDocument read = Loader.loadPDF(pdf)) {
            return read.getNumberOfPages();
        }
    }

    /** Every font there is, embedded and only with the signs that are used. */
    private static List<PDFont> fonts(PDDocument pdf) throws IOException {
        List<PDFont> fonts = new ArrayList<>();
        for (PDPage page : pdf.getPages()) {
            for (COSName name : page.getResources().getFontNames()) {
                fonts.add(page.getResources().getFont(name));
            }
        }
        return fonts;
    }

    @ParameterizedTest
    @EnumSource(DocumentKind.class)
    @DisplayName("每种文书：一至二页，文字齐全，字体全部嵌入且只含用到的字")
    void everyKindIsPrinted(DocumentKind kind) throws IOException {
        Document document = sample(kind, Map.of());
        byte[] pdf = PRINTER.print(document);
        if (System.getProperty("suban.documents.keep") != null) {
            Files.write(Path.of(System.getProperty("suban.documents.keep"), kind.name() + ".pdf"), pdf);
        }
        assertThat(pages(pdf)).isBetween(1, 2);
        String text = text(pdf);
        assertThat(text)
                .contains(document.number(), document.title().replaceAll(INVISIBLE, ""), "新区营商办", "2026年2月12日", "—1—")
                .doesNotContain("{{", "〓", "#");
        for (String line : document.body().lines().toList()) {
            for (String part : line.replaceFirst("^[#>|]", "").split("[|\u2028]")) {
                assertThat(text).contains(part.replaceAll(INVISIBLE, ""));
            }
        }
        try (PDDocument read = Loader.loadPDF(pdf)) {
            assertThat(fonts(read)).isNotEmpty().allSatisfy(font -> {
                assertThat(font.isEmbedded()).isTrue();
                assertThat(font.getName()).matches("[A-Z]{6}\\+NotoSansSC-(Regular|Bold)");
            });
        }
        assertThat(pdf.length).isLessThan(400_000);
    }

    @Test
    @DisplayName("同一文书两次打开是同一个文件，制作时间是签发时间")
    void twiceTheSame() throws IOException {
        Document document = sample(DocumentKind.REPLY, Map.of());
        byte[] pdf = PRINTER.print(document);
        assertThat(PRINTER.print(document)).isEqualTo(pdf);
        try (PDDocument read = Loader.loadPDF(pdf)) {
            assertThat(read.getDocumentInformation().getCreationDate().toInstant())
                    .isEqualTo(document.issuedAt());
            assertThat(read.getDocumentInformation().getTitle()).isEqualTo("企业投诉回复函　西咸营商复函〔2026〕12号");
        }
    }

    @Test
    @DisplayName("长文分页，一字不少；超长无空格的也不出边")
    void longTexts() throws IOException {
        String reply = "我单位高度重视，逐条研究。".repeat(800) + "末句";
        byte[] pdf = PRINTER.print(sample(DocumentKind.REPLY, Map.of("答复内容", reply)));
        assertThat(pages(pdf)).isBetween(10, 30);
        assertThat(text(pdf).replaceAll("—\\d+—", "")).contains("末句", "逐条研究。我单位高度重视");
        long said = text(pdf).replaceAll("—\\d+—", "").split("高度重视", -1).length - 1L;
        assertThat(said).isEqualTo(800);
        byte[] row =
                PRINTER.print(sample(DocumentKind.ASSIGNMENT, Map.of("投诉内容", "请协调。\n".repeat(400) + "A".repeat(600))));
        assertThat(text(row).split("请协调。", -1).length - 1).isEqualTo(400);
        assertThat(text(row).chars().filter(c -> c == 'A').count()).isGreaterThanOrEqualTo(600);
    }

    @Test
    @DisplayName("生僻字照印；字体没有的字印作〓，不影响其余")
    void rareCharacters() throws IOException {
        String name = "西安喆垚龘商贸有限公司";
        String text = text(PRINTER.print(sample(DocumentKind.REPLY, Map.of("主送单位", name, "答复内容", "𠮷😀甲\u200b乙⽉"))));
        assertThat(text).contains(name).contains("〓〓甲乙月");
    }

    @Test
    @DisplayName("企业写的尖括号、表格符号和小标题符号都只是文字")
    void markupIsText() throws IOException {
        String content =
                "<script>alert(1)</script>&amp;<img src=\"http://example.org/x.png\"/>\n# 一、假标题\n| 假 | 表 |\n> 甲方 \"乙\" '丙'";
        String text = text(PRINTER.print(sample(DocumentKind.REPLY, Map.of("答复内容", content))));
        assertThat(text)
                .contains(
                        "<script>alert(1)</script>&amp;<imgsrc=\"http://example.org/x.png\"/>",
                        "#一、假标题",
                        "｜假｜表｜",
                        "\"乙\"'丙'");
    }
}
