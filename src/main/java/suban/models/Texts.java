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

    /** How many letters must change, come or go to make one of the other. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
