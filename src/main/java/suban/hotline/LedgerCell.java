package suban.hotline;

import java.math.BigDecimal;
import java.text.Normalizer;

/**
 * One cell of a ledger.
 *
 * @param text what it shows; null for a number
 * @param number its number; null for a text
 * @param from1904 whether the workbook counts its days from 1904
 */
record LedgerCell(String text, BigDecimal number, boolean from1904) {

    static LedgerCell of(String text) {
        return new LedgerCell(text, null, false);
    }

    boolean isEmpty() {
        return number == null && value().isEmpty();
    }

    /** The cell as text: without the apostrophe or formula that keeps a spreadsheet from reading digits, without control characters. */
    String value() {
        if (number != null) {
            return number.stripTrailingZeros().toPlainString();
        }
        String shown = text.strip();
        if (shown.matches("=\"[^\"]*\"")) {
            shown = shown.substring(2, shown.length() - 1);
        }
        if (shown.startsWith("'") || shown.startsWith("\u2018")) {
            shown = shown.substring(1);
        }
        return shown.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replaceAll("_x000[BbDd]_", "\n")
                .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|[\\uFEFF\\uFFFE\\uFFFF]", " ")
                .strip();
    }

    /** The cell on one line. */
    String line() {
        return value().replaceAll("[\\s\\u2028\\u2029]+", " ").strip();
    }

    /** The cell on one line, full-width digits and letters as ordinary ones. */
    String plain() {
        return Normalizer.normalize(line(), Normalizer.Form.NFKC).strip();
    }
}
