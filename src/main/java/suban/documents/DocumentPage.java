package suban.documents;

import java.time.Clock;
import java.time.LocalDate;
import suban.ledger.Texts;

/** A document's words as a page: letterhead with its red rule, number, title, recipient, body, signature and date. */
final class DocumentPage {

    private static final String STYLE =
            """
            @page { size: A4; margin: 26mm 25mm 24mm 27mm;
              @bottom-center { font-family: Noto; font-size: 11pt; content: "— " counter(page) " —"; } }
            body { font-family: Noto; font-size: 13.5pt; line-height: 1.65; color: #000; margin: 0;
              word-wrap: break-word; }
            .head { text-align: center; color: #c00; font-size: 26pt; font-weight: bold; line-height: 1.35; }
            .number { text-align: center; font-size: 12.5pt; margin: 4mm 0 1.5mm 0; }
            .rule { border-top: 1.4pt solid #c00; margin-bottom: 7mm; }
            h1 { text-align: center; font-size: 20pt; font-weight: bold; margin: 0 0 5mm 0; line-height: 1.5; }
            h2 { font-size: 13.5pt; font-weight: bold; margin: 2mm 0 0.5mm 0; text-indent: 2em; page-break-after: avoid; }
            p { margin: 0; text-indent: 2em; orphans: 2; widows: 2; }
            p.flat { text-indent: 0; }
            table { width: 100%; border-collapse: collapse; margin: 1mm 0; -fs-table-paginate: paginate; }
            td { border: 0.6pt solid #444; padding: 0.7mm 2.4mm; font-size: 12pt; line-height: 1.5; vertical-align: top; }
            td.label { width: 22%; text-align: center; }
            td.cell { text-align: center; font-size: 11pt; padding: 0.7mm 1mm; }
            .end { page-break-inside: avoid; }
            .sign { margin-top: 8mm; text-align: right; page-break-inside: avoid; }
            .sign div { padding-right: 2em; }
            """;

    private DocumentPage() {}

    /** The page as well-formed HTML; nothing in it is anybody's markup but ours. */
    static String of(Document document, DocumentFonts fonts, Clock clock) {
        StringBuilder page = new StringBuilder(4096);
        page.append("<html lang=\"zh\"><head><title>")
                .append(text(document.title() + "　" + document.number(), fonts))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>");
        String[] signatories = document.signatories().split("、");
        for (String name : signatories) {
            page.append("<div class=\"head\">").append(text(name, fonts)).append("</div>");
        }
        page.append("<div class=\"number\">")
                .append(text(document.number(), fonts))
                .append("</div><div class=\"rule\"></div><h1>")
                .append(text(document.title(), fonts))
                .append("</h1>");
        body(page, document.body(), fonts);
        int last = page.lastIndexOf("<p");
        boolean words = last > page.lastIndexOf("</table>");
        page.insert(words ? last : page.length(), "<div class=\"end\">"); // no signature alone on a page
        page.append("<div class=\"sign\">");
        for (String name : signatories) {
            page.append("<div>").append(text(name, fonts)).append("</div>");
        }
        page.append("<div>")
                .append(Texts.day(LocalDate.ofInstant(document.issuedAt(), clock.getZone())))
                .append("</div></div></div></body></html>");
        return page.toString();
    }

    private static void body(StringBuilder page, String body, DocumentFonts fonts) {
        boolean inTable = false;
        for (String line : body.lines().map(String::strip).toList()) {
            if (line.isEmpty()) {
                continue;
            }
            boolean row = line.startsWith("|");
            if (row != inTable) {
                page.append(row ? "<table>" : "</table>");
                inTable = row;
            }
            if (row) {
                row(page, line, fonts);
            } else if (line.startsWith("#")) {
                page.append("<h2>").append(text(line.substring(1), fonts)).append("</h2>");
            } else {
                boolean flat = line.startsWith(">");
                for (String part : (flat ? line.substring(1) : line).split(String.valueOf(DocumentText.BREAK))) {
                    if (!part.isBlank()) {
                        page.append(flat ? "<p class=\"flat\">" : "<p>")
                                .append(text(part, fonts))
                                .append("</p>");
                    }
                }
            }
        }
        page.append(inTable ? "</table>" : "");
    }

    private static void row(StringBuilder page, String line, DocumentFonts fonts) {
        String[] cells = line.substring(1).split("\\|", -1);
        if (cells.length > 2) {
            page.append("<tr>");
            for (String one : cells) {
                page.append("<td class=\"cell\">").append(text(one, fonts)).append("</td>");
            }
            page.append("</tr>");
            return;
        }
        page.append("<tr><td class=\"label\">")
                .append(text(cells[0], fonts))
                .append("</td><td>")
                .append(text(cells.length > 1 ? cells[1] : "", fonts)
                        .replace(String.valueOf(DocumentText.BREAK), "<br/>"))
                .append("</td></tr>");
    }

    private static String text(String text, DocumentFonts fonts) {
        String clean = fonts.printable(text.strip());
        StringBuilder escaped = new StringBuilder(clean.length());
        clean.chars().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append((char) c);
            }
        });
        return escaped.toString();
    }
}
