package suban.pictures;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Draws a decision table as the Modeler shows it: a numbered line for each rule, inputs, outputs, and where the rule comes from. */
final class TablePicture {

    private static final String WIDTHS = "http://bpmn.io/schema/dmn/biodi/2.0";
    private static final int MARGIN = 16;
    private static final int TITLE = 34;
    private static final int NUMBER = 40;
    private static final int PADDING = 8;
    private static final int LINE = 19;
    private static final double FONT = 13;
    private static final int LEAST = 110;
    private static final int MOST = 420;

    private final StringBuilder svg = new StringBuilder();
    private final DecisionTable table;
    private final List<Integer> widths = new ArrayList<>();
    private int y = MARGIN;

    private TablePicture(DecisionTable table) {
        this.table = table;
    }

    /** Width, height and drawing; the same text for the same table. */
    static String of(Decision decision) {
        DecisionTable table = decision.getModelInstance()
                .getModelElementsByType(DecisionTable.class)
                .iterator()
                .next();
        return new TablePicture(table).drawn(decision.getName());
    }

    private String drawn(String name) {
        List<String> heads = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        table.getRules().forEach(rule -> rows.add(cells(rule)));
        table.getInputs().forEach(input -> heads.add(input.getLabel()));
        table.getOutputs().forEach(output -> heads.add(output.getLabel()));
        heads.add("说明");
        measure(heads, rows);
        int width = 2 * MARGIN
                + NUMBER
                + widths.stream().mapToInt(Integer::intValue).sum();

        text(MARGIN, y + 20, 17, "600", name);
        text(
                MARGIN + (int) extent(name, 17) + 16,
                y + 20,
                FONT,
                "400",
                table.getHitPolicy() == HitPolicy.FIRST ? "自上而下，先中先用（FIRST）" : "只能有一行符合（UNIQUE）");
        y += TITLE;
        int inputs = table.getInputs().size();
        int outputs = table.getOutputs().size();
        band(inputs, outputs);
        line(heads, "", inputs, outputs, true);
        int number = 0;
        for (List<String> row : rows) {
            line(row, String.valueOf(++number), inputs, outputs, false);
        }
        int height = y + MARGIN;
        return "viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" style=\"font-family: %3$s;\"\n<rect width=\"%1$d\" height=\"%2$d\" fill=\"white\"/>\n"
                        .formatted(width, height, Pictures.FONTS)
                + svg.toString().stripTrailing();
    }

    private static List<String> cells(Rule rule) {
        List<String> cells = new ArrayList<>();
        rule.getInputEntries()
                .forEach(entry -> cells.add(entry.getText().getTextContent().strip()));
        rule.getOutputEntries()
                .forEach(entry -> cells.add(entry.getText().getTextContent().strip()));
        cells.add(
                rule.getDescription() == null
                        ? ""
                        : rule.getDescription().getTextContent().strip());
        return cells;
    }

    /** As wide as the Modeler shows it, but no wider than what stands in it. */
    private void measure(List<String> heads, List<List<String>> rows) {
        List<DmnElement> columns = new ArrayList<>();
        columns.addAll(table.getInputs());
        columns.addAll(table.getOutputs());
        for (int column = 0; column < heads.size(); column++) {
            int given =
                    column < columns.size() ? width(columns.get(column), "width") : width(table, "annotationsWidth");
            double needed = extent(heads.get(column), FONT);
            for (List<String> row : rows) {
                needed = Math.max(needed, extent(row.get(column), FONT));
            }
            int most = Math.min(given == 0 ? MOST : Math.max(given, LEAST), 520);
            widths.add(Math.max(LEAST, Math.min(most, (int) Math.ceil(needed) + 2 * PADDING)));
        }
    }

    private static int width(ModelElementInstance element, String attribute) {
        String value = element.getAttributeValueNs(WIDTHS, attribute);
        return value == null ? 0 : Integer.parseInt(value);
    }

    /** What is asked and what is answered, above the columns. */
    private void band(int inputs, int outputs) {
        int x = MARGIN + NUMBER;
        String[] names = {"条件", "结果", ""};
        int[] counts = {inputs, outputs, 1};
        String[] colours = {"#e8eef7", "#e9f3ea", "#f4f4f4"};
        int column = 0;
        box(MARGIN, NUMBER, 24, "#f4f4f4");
        for (int part = 0; part < 3; part++) {
            int width = 0;
            for (int i = 0; i < counts[part]; i++) {
                width += widths.get(column++);
            }
            box(x, width, 24, colours[part]);
            text(x + PADDING, y + 17, 12, "400", names[part]);
            x += width;
        }
        y += 24;
    }

    private void line(List<String> cells, String number, int inputs, int outputs, boolean head) {
        List<List<String>> wrapped = new ArrayList<>();
        int lines = 1;
        for (int column = 0; column < cells.size(); column++) {
            wrapped.add(wrap(cells.get(column), widths.get(column) - 2 * PADDING));
            lines = Math.max(lines, wrapped.get(column).size());
        }
        int height = lines * LINE + 2 * 5;
        box(MARGIN, NUMBER, height, head ? "#f4f4f4" : "white");
        text(MARGIN + PADDING, y + 5 + 14, FONT, "400", number);
        int x = MARGIN + NUMBER;
        for (int column = 0; column < cells.size(); column++) {
            String colour =
                    !head ? "white" : column < inputs ? "#e8eef7" : column < inputs + outputs ? "#e9f3ea" : "#f4f4f4";
            box(x, widths.get(column), height, colour);
            int at = y + 5 + 14;
            for (String part : wrapped.get(column)) {
                text(x + PADDING, at, FONT, head ? "600" : "400", part);
                at += LINE;
            }
            x += widths.get(column);
        }
        y += height;
    }

    private void box(int x, int width, int height, String fill) {
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" stroke=\"#8a8f98\"/>\n"
                .formatted(x, y, width, height, fill));
    }

    private void text(int x, int baseline, double size, String weight, String text) {
        if (!text.isEmpty()) {
            svg.append("<text x=\"%d\" y=\"%d\" font-size=\"%s\"%s fill=\"#22242a\">%s</text>\n"
                    .formatted(
                            x,
                            baseline,
                            size == (int) size ? String.valueOf((int) size) : String.valueOf(size),
                            weight.equals("400") ? "" : " font-weight=\"" + weight + "\"",
                            Pictures.escaped(text)));
        }
    }

    /** Breaks anywhere between Chinese characters, elsewhere behind blanks and marks; never shows a mark at the start of a line. */
    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n")) {
            StringBuilder line = new StringBuilder();
            for (String piece : paragraph
                    .strip()
                    .split("(?<=[\\p{IsHan}，。；：、）”])(?![，。；：、）”])|(?<=[\\s,\\[(])|(?=[“（])|(?<=[a-z])(?=\\p{IsHan})")) {
                if (!line.isEmpty() && extent(line + piece.stripTrailing(), FONT) > width) {
                    lines.add(line.toString().stripTrailing());
                    line.setLength(0);
                }
                line.append(piece);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** About as wide as it will be: a Chinese character is as wide as it is high, a Latin one a little over half. */
    private static double extent(String text, double size) {
        return text.codePoints()
                        .mapToDouble(c -> c > 0x2000 ? 1 : c >= 'A' && c <= 'Z' || c == '_' ? 0.7 : 0.58)
                        .sum()
                * size;
    }
}
