package suban.attachments;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import suban.engine.FormValues;

/** Names of files as they are shown and sent back: in any script, without what deceives eyes or systems. */
final class FileNames {

    /** Characters of a name. */
    static final int LONGEST = 120;

    /** Systems that take these for devices refuse to save them, whatever the extension. */
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?");

    private static final String REFUSED_BY_SYSTEMS = "<>:\"|?*";

    private FileNames() {}

    /** The last part of what may be a path, without what is invisible or turns the direction of reading; may be empty. */
    static String clean(String sent) {
        String given = sent == null ? "" : Normalizer.normalize(sent, Normalizer.Form.NFC);
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        StringBuilder kept = new StringBuilder();
        last.codePoints()
                .filter(c -> FormValues.isStorable(Character.toString(c)))
                .filter(c -> c >= ' ' && Character.getType(c) != Character.FORMAT)
                .map(c -> Character.isSpaceChar(c) ? ' ' : c)
                .map(c -> REFUSED_BY_SYSTEMS.indexOf(c) < 0 ? c : '_')
                .forEach(kept::appendCodePoint);
        String name = kept.toString().strip().replaceFirst("[. ]+$", "");
        String base = base(name).strip();
        String extension = ending(name);
        if (base.isEmpty() || base.chars().allMatch(c -> c == '.')) {
            return "";
        }
        String whole = extension.isEmpty() ? base : base + "." + extension;
        return DEVICE.matcher(whole).matches() ? "_" + whole : whole;
    }

    /** In small letters, without the dot; empty where there is none. */
    static String extension(String name) {
        return ending(name).toLowerCase(Locale.ROOT);
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).strip();
    }

    static String base(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    static boolean isTooLong(String name) {
        return name.codePointCount(0, name.length()) > LONGEST;
    }

    /** The name with a number where an earlier one of the list is the same. */
    static String apart(String name, List<String> earlier) {
        String shown = name;
        for (int i = 2; earlier.contains(shown); i++) {
            String extension = ending(name);
            shown = base(name) + "（" + i + "）" + (extension.isEmpty() ? "" : "." + extension);
        }
        return shown;
    }
}
