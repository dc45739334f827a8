package suban.hotline;

import java.util.List;

/**
 * One sheet of a ledger, without its empty rows.
 *
 * @param name the sheet's name; null where a file has none
 */
record LedgerSheet(String name, List<Row> rows) {

    /**
     * One row.
     *
     * @param number the row's number in the file, from 1
     */
    record Row(int number, List<LedgerCell> cells) {

        LedgerCell cell(int column) {
            return column < cells.size() ? cells.get(column) : LedgerCell.of("");
        }

        boolean isEmpty() {
            return cells.stream().allMatch(LedgerCell::isEmpty);
        }

        long filled() {
            return cells.stream().filter(cell -> !cell.isEmpty()).count();
        }
    }
}
