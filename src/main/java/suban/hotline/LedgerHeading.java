package suban.hotline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the columns of a sheet stand. Titles may precede the heading; the heading may have two rows, of which the upper one
 * spans several columns of the lower; the columns come in any order, among others that are none of ours.
 *
 * @param columns the index of each column found
 * @param last index of the heading's last row among the sheet's rows
 */
record LedgerHeading(Map<LedgerColumn, Integer> columns, int last) {

    /** A heading further down is none, in rows with content. */
    static final int LATEST = 30;

    /** Fewer columns with known names are no heading: a title may hold the name of one. */
    private static final int FEWEST = 2;

    /** The heading of a sheet; empty where there is none. */
    static Optional<LedgerHeading> of(LedgerSheet sheet) {
        List<LedgerHeading> found = new ArrayList<>();
        for (int i = 0; i < Math.min(LATEST, sheet.rows().size()); i++) {
            LedgerSheet.Row row = sheet.rows().get(i);
            found.add(new LedgerHeading(columns(names(row, null)), i));
            if (i + 1 < sheet.rows().size()) {
                found.add(new LedgerHeading(columns(names(row, sheet.rows().get(i + 1))), i + 1));
            }
        }
        // of equals the earlier, so that a row of data is never taken for a second row of the heading
        return found.stream()
                .filter(heading -> heading.columns().size() >= FEWEST)
                .max(Comparator.comparingInt(
                                (LedgerHeading heading) -> heading.columns().size())
                        .thenComparing(LedgerHeading::last, Comparator.reverseOrder()));
    }

    /** Names of the columns that no ledger can do without and that are not here; empty if it is complete. */
    Set<String> missing() {
        Set<String> missing = new LinkedHashSet<>();
        for (LedgerColumn column : List.of(LedgerColumn.WORK_ORDER, LedgerColumn.ENTERPRISE, LedgerColumn.RECEIVED)) {
            if (!columns.containsKey(column)) {
                missing.add(column.label());
            }
        }
        if (!columns.containsKey(LedgerColumn.TITLE) && !columns.containsKey(LedgerColumn.CONTENT)) {
            missing.add("诉求标题或诉求内容");
        }
        return missing;
    }

    /** What each column may be called: by the lower cell, by the upper one, by both together. */
    private static List<List<String>> names(LedgerSheet.Row upper, LedgerSheet.Row lower) {
        List<List<String>> names = new ArrayList<>();
        String spanning = "";
        int width =
                Math.max(upper.cells().size(), lower == null ? 0 : lower.cells().size());
        for (int column = 0; column < width; column++) {
            String above = LedgerColumn.heading(upper.cell(column).value());
            if (lower == null) {
                names.add(List.of(above));
                continue;
            }
            String below = LedgerColumn.heading(lower.cell(column).value());
            if (!above.isEmpty()) {
                spanning = above;
            }
            // what spans its neighbours is no name of theirs, and says nothing where nothing stands below
            names.add(below.isEmpty() ? List.of(above) : List.of(spanning + below, below));
        }
        return names;
    }

    private static Map<LedgerColumn, Integer> columns(List<List<String>> names) {
        Map<LedgerColumn, Integer> columns = new EnumMap<>(LedgerColumn.class);
        for (LedgerColumn column : LedgerColumn.values()) {
            int best = Integer.MAX_VALUE;
            for (int at = 0; at < names.size(); at++) {
                for (String name : names.get(at)) {
                    int rank = column.rank(name);
                    if (rank >= 0 && rank < best && !columns.containsValue(at)) {
                        best = rank;
                        columns.put(column, at);
                    }
                }
            }
        }
        return columns;
    }
}
