package suban.retention;

import java.util.Set;
import java.util.stream.Collectors;

/** What an archive takes, for the test that looks for what it forgets. */
public final class RetentionTables {

    private RetentionTables() {}

    /** Every table of which an archive has the case's rows. */
    public static Set<String> all() {
        return CaseRows.PARTS.stream().map(CaseRows.Part::table).collect(Collectors.toSet());
    }
}
