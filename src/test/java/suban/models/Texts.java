package suban.models;

import java.util.regex.Pattern;

/** What a person reads on the screen is Simplified Chinese. */
final class Texts {

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}");

    private Texts() {}

    /** Has a Chinese character and no Latin letter; digits and marks are free ("12345热线"). */
    static boolean isChinese(String text) {
        return text != null && CHINESE.matcher(text).find() && !hasLatin(text);
    }

    static boolean hasLatin(String text) {
        return LATIN.matcher(text).find();
    }

    static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
