package suban.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.text.Normalizer;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The two Chinese fonts every document carries, read once, when the first one is printed. */
@Component
class DocumentFonts {

    /** The sign printers put for a character their case does not hold. */
    static final String MISSING = "〓";

    private static final int CMAP = 0x636d6170;
    private static final int FIRST_RADICAL = 0x2E80;
    private static final int LAST_RADICAL = 0x2FDF;

    private static final String FOLDER = "fonts/ttf/NotoSansSC/NotoSansSC-";

    private volatile Loaded loaded;

    private record Loaded(byte[] regular, byte[] bold, CmapLookup characters) {}

    InputStream regular() {
        return new ByteArrayInputStream(load().regular());
    }

    InputStream bold() {
        return new ByteArrayInputStream(load().bold());
    }

    /** The same text with every character the fonts do not hold replaced, so that nothing vanishes in print. */
    String printable(String text) {
        CmapLookup characters = load().characters();
        if (text.codePoints().allMatch(c -> holds(characters, c))) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().map(DocumentFonts::unified).forEach(c -> {
            if (holds(characters, c)) {
                printable.appendCodePoint(c);
            } else if (!isInvisible(c)) {
                printable.append(MISSING);
            }
        });
        return printable.toString();
    }

    /** The ordinary character for a radical that somebody typed. */
    private static int unified(int c) {
        return c < FIRST_RADICAL || c > LAST_RADICAL
                ? c
                : Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC)
                        .codePointAt(0);
    }

    private static boolean holds(CmapLookup characters, int c) {
        return c == '\n' || c == DocumentText.BREAK || c >= ' ' && !isInvisible(c) && characters.getGlyphId(c) != 0;
    }

    /** What only tells other characters how to look or where to break. */
    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT
                || type == Character.CONTROL && c != '\n'
                || c >= 0xFE00 && c <= 0xFE0F
                || c >= 0xE0100 && c <= 0xE01EF;
    }

    private Loaded load() {
        Loaded known = loaded;
        if (known == null) {
            synchronized (this) {
                known = loaded;
                if (known == null) {
                    known = read();
                    loaded = known;
                }
            }
        }
        return known;
    }

    private static Loaded read() {
        byte[] regular = withoutRadicals(bytes("Regular.ttf"));
        try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(regular))) {
            return new Loaded(regular, withoutRadicals(bytes("Bold.ttf")), font.getUnicodeCmapLookup());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String name) {
        try {
            return new ClassPathResource(FOLDER + name).getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The font without the characters of the blocks of radicals (2E80 to 2FDF), which share the signs of 一, 月, 高 and the like: a
     * PDF says of a sign which character it is, and would say the radical, so that nobody who copied or searched 2026年2月 found it.
     */
    private static byte[] withoutRadicals(byte[] font) {
        ByteBuffer tables = ByteBuffer.wrap(font);
        for (int entry = 12; entry < 12 + 16 * tables.getShort(4); entry += 16) {
            if (tables.getInt(entry) == CMAP) {
                int map = tables.getInt(entry + 8);
                for (int i = 0; i < tables.getShort(map + 2); i++) {
                    int subtable = map + tables.getInt(map + 4 + 8 * i + 4);
                    if (tables.getShort(subtable) == 12) {
                        dropRadicals(tables, subtable);
                    }
                }
            }
        }
        return font;
    }

    /** Closes the gap where a group of such characters stood. */
    private static void dropRadicals(ByteBuffer tables, int subtable) {
        int groups = tables.getInt(subtable + 12);
        int kept = 0;
        for (int i = 0; i < groups; i++) {
            int from = subtable + 16 + 12 * i;
            int first = tables.getInt(from);
            int last = tables.getInt(from + 4);
            if (first > LAST_RADICAL || last < FIRST_RADICAL) {
                int to = subtable + 16 + 12 * kept++;
                tables.putInt(to, first);
                tables.putInt(to + 4, last);
                tables.putInt(to + 8, tables.getInt(from + 8));
            }
        }
        tables.putInt(subtable + 12, kept);
    }
}
