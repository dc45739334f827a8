package suban.hotline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shapes in which ledgers write a date: as text, as digits, or as the serial number a spreadsheet keeps for it. */
final class LedgerDates {

    private static final Pattern TEXT = Pattern.compile(
            "(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?(?:(?:\\s*T|\\s)?\\s*(\\d{1,2})[:时点](\\d{1,2})分?(?::?(\\d{1,2})(?:\\.\\d+)?秒?)?)?");
    private static final Pattern DIGITS =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:\\s*(\\d{2}):?(\\d{2})(?::?(\\d{2}))?)?");

    /** Days from 2000 to 2099 as spreadsheets count them, from the end of 1899. */
    private static final BigDecimal FIRST = BigDecimal.valueOf(36_526);

    private static final BigDecimal LAST = BigDecimal.valueOf(73_051);
    private static final int DAYS_TO_1904 = 1462;
    private static final BigDecimal SECONDS_OF_A_DAY = BigDecimal.valueOf(86_400);

    private LedgerDates() {}

    /** The date of a cell; empty where it holds none, or one outside 2000 to 2099. */
    static Optional<LocalDateTime> of(LedgerCell cell) {
        String text = cell.plain();
        Optional<LocalDateTime> date = cell.number() != null || text.matches("\\d{5}(\\.\\d+)?")
                ? serial(cell.number() != null ? cell.number() : new BigDecimal(text), cell.from1904())
                : Optional.empty();
        return date.or(() -> written(TEXT.matcher(text)))
                .or(() -> written(DIGITS.matcher(text)))
                .filter(it -> it.getYear() >= 2000 && it.getYear() <= 2099);
    }

    private static Optional<LocalDateTime> serial(BigDecimal number, boolean from1904) {
        BigDecimal days = from1904 ? number.add(BigDecimal.valueOf(DAYS_TO_1904)) : number;
        if (days.compareTo(FIRST) < 0 || days.compareTo(LAST) >= 0) {
            return Optional.empty();
        }
        long seconds = days.multiply(SECONDS_OF_A_DAY)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        return Optional.of(LocalDate.of(1899, 12, 30).atStartOfDay().plusSeconds(seconds));
    }

    private static Optional<LocalDateTime> written(Matcher date) {
        if (!date.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                    part(date, 1), part(date, 2), part(date, 3), part(date, 4), part(date, 5), part(date, 6)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int part(Matcher date, int group) {
        return date.group(group) == null ? 0 : Integer.parseInt(date.group(group));
    }
}
