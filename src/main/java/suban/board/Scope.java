package suban.board;

import java.util.Set;
import suban.ledger.Viewer;

/**
 * Who looks at the board, and at how much of it (Articles 4, 17).
 *
 * @param newCities the 新城 whose cases are counted; null for the whole district
 */
public record Scope(Viewer viewer, Set<String> newCities) {

    /** Whether the whole district is looked at. */
    public boolean district() {
        return newCities == null;
    }
}
