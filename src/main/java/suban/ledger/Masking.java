package suban.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes contact data unreadable where it is not needed (《个人信息保护法》第五十一条): 张**, 138****1234, z***@x.cn. What stands in place of
 * words that were taken away is no data and stays; null stays null.
 */
public final class Masking {

    private static final String EMAIL_ADDRESS = "([A-Za-z0-9])[A-Za-z0-9._%+-]*@([A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)";
    private static final String IDENTITY_CARD =
            "(?<![0-9])([1-9][0-9]{3})[0-9]{2}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9])";
    private static final String COUNTRY = "(?:\\+?86|0086)[ -]?";
    private static final String MOBILE =
            "(?<![0-9])((?:" + COUNTRY + "|0)?1[3-9][0-9])([ -]?)[0-9]{4}\\2([0-9]{4})(?![0-9])";

    /** 010, 02x, 03xx to 09xx: without a dash or brackets only these are taken for an area. */
    private static final String AREA = "(?:10|2[0-9]|[3-9][0-9]{2})";

    /**
     * The second half of a complaint's number (XX20260303-0351 2026…) and what follows letters (LC02988881234) is no telephone number.
     */
    private static final String LANDLINE =
            "(?<![0-9A-Za-z])(?<![0-9][-])((?:" + COUNTRY + ")?(?:\\(0[0-9]{2,3}\\) ?|0[0-9]{2,3} ?- ?|0" + AREA
                    + " ?)|\\+86[ -]?" + AREA + "[ -]?)[0-9]{3,4}[ -]?([0-9]{4})(?![0-9])";

    private static final Pattern IN_EMAIL = Pattern.compile(EMAIL_ADDRESS);
    private static final Pattern IN_IDENTITY_CARD = Pattern.compile(IDENTITY_CARD);
    private static final Pattern IN_MOBILE = Pattern.compile(MOBILE);
    private static final Pattern IN_LANDLINE = Pattern.compile(LANDLINE);

    private Masking() {}

    /** 张** for 张三 and 张三丰 alike: how long a name is, is left out as well. */
    public static String name(String name) {
        return isNothing(name) ? name : name.strip().substring(0, name.strip().offsetByCodePoints(0, 1)) + "**";
    }

    /** 138****1234; of a landline the area and the last four digits; of what is no number nothing. */
    public static String phone(String phone) {
        if (isNothing(phone)) {
            return phone;
        }
        String masked = inText(phone.strip());
        if (!masked.equals(phone.strip())) {
            return masked;
        }
        int length = phone.strip().length();
        return length < 8 ? "****" : "****" + phone.strip().substring(length - 4);
    }

    /** z***@x.cn. */
    public static String email(String email) {
        if (isNothing(email)) {
            return email;
        }
        Matcher address = IN_EMAIL.matcher(email.strip());
        return address.matches() ? address.group(1) + "***@" + address.group(2) : "***";
    }

    /** A text with the telephone numbers, e-mail addresses and identity cards in it made unreadable, whoever they are of. */
    public static String inText(String text) {
        if (text == null || !mayHold(text)) {
            return text;
        }
        String masked = masked(IN_EMAIL, text, "***@", 1, 2);
        masked = masked(IN_IDENTITY_CARD, masked, "**************", 1, 0);
        masked = masked(IN_MOBILE, masked, "****", 1, 3);
        return masked(IN_LANDLINE, masked, "****", 1, 2);
    }

    /** What is found, looked at in narrow letters, becomes two of its groups as they are written, and the mask between them; 0 for none. */
    private static String masked(Pattern pattern, String text, String mask, int before, int after) {
        Matcher found = pattern.matcher(narrow(text));
        StringBuilder masked = new StringBuilder();
        int done = 0;
        while (found.find()) {
            masked.append(text, done, found.start())
                    .append(text, found.start(before), found.end(before))
                    .append(mask);
            if (after > 0) {
                masked.append(text, found.start(after), found.end(after));
            }
            done = found.end();
        }
        return done == 0 ? text : masked.append(text, done, text.length()).toString();
    }

    /** The same, letter by letter, with what Chinese keyboards write wide: １３８， （０２９）， ＋, ＠ and every dash and space. */
    private static String narrow(String text) {
        char[] letters = text.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            char c = letters[i];
            if (c > '\uFF00' && c < '\uFF5F') {
                letters[i] = (char) (c - 0xFEE0);
            } else if (c == '\u3000' || c == '\u00A0') {
                letters[i] = ' ';
            } else if (c >= '\u2010' && c <= '\u2015' || c == '\u2212') {
                letters[i] = '-';
            }
        }
        return new String(letters);
    }

    /** As {@link #inText}, and the contact's own name, number and address as they stand in it. */
    public static String contactIn(String text, ComplaintContent content) {
        String masked = text;
        masked = replaced(masked, content.contactEmail(), email(content.contactEmail()));
        masked = replaced(masked, content.contactPhone(), phone(content.contactPhone()));
        masked = replaced(masked, content.contactName(), name(content.contactName()));
        return inText(masked);
    }

    /** A single letter is in too many words to be a name. */
    private static String replaced(String text, String data, String mask) {
        return text == null || isNothing(data) || data.strip().length() < 2
                ? text
                : text.replace(data, mask).replace(data.strip(), mask);
    }

    /** Lists of thousands of titles, few of which hold a number, are looked at without expressions. */
    private static boolean mayHold(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@' || c == '＠') {
                return true;
            }
            digits += c >= '0' && c <= '9' || c >= '０' && c <= '９' ? 1 : 0;
        }
        return digits >= 7;
    }

    private static boolean isNothing(String data) {
        return data == null || data.isBlank() || Texts.isMark(data);
    }
}
