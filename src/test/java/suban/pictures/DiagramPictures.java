package suban.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import suban.browser.LibraryPage;

/** Draws diagrams with the library Cockpit draws them with, in a browser: the guide shows what people see on the screen. */
final class DiagramPictures implements AutoCloseable {

    private final LibraryPage page;

    DiagramPictures() throws IOException {
        page = new LibraryPage(Map.of("draw.js", script()));
    }

    /** What draws them. */
    static String script() {
        try (InputStream text = DiagramPictures.class.getResourceAsStream("draw.js")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Every plane of one diagram.
     *
     * @param bpmn the diagram as it stands in its file
     * @return SVG by the id of the sub-process whose inside it shows; the diagram itself by ""
     */
    Map<String, String> of(String bpmn) {
        Map<String, String> planes = new TreeMap<>();
        ((Map<?, ?>) page.call("draw", bpmn)).forEach((plane, svg) -> planes.put((String) plane, (String) svg));
        return planes;
    }

    @Override
    public void close() throws IOException {
        page.close();
    }
}
