package suban.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them: 2026年11月22日 14:05; and what stands where words were taken away. */
public final class Texts {

    /** In place of words that are sealed (Article 3). */
    public static final String SEALED = "（疑似涉密，已封存）";

    /** In place of words that were purged (Article 3). */
    public static final String PURGED = "（涉密内容已清除）";

    /** In place of words that are in the archive only (《个人信息保护法》第十九条). */
    public static final String ARCHIVED = "（已归档）";

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(ZONE);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private Texts() {}

    /** Whether this is no text of a person, but stands where one was taken away; false for null. */
    public static boolean isMark(String text) {
        return SEALED.equals(text) || PURGED.equals(text) || ARCHIVED.equals(text);
    }

    /** Date and time, or a dash for none. */
    public static String time(Instant instant) {
        return instant == null ? "—" : TIME.format(instant);
    }

    /** The date alone, or a dash for none. */
    public static String day(LocalDate date) {
        return date == null ? "—" : DATE.format(date);
    }
}
