package suban.organisation;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Units as the options of a form's list. */
public final class Options {

    private Options() {}

    /** Label and value of each unit, in its order. */
    public static List<Map<String, String>> of(Stream<Unit> units) {
        return units.map(unit -> Map.of("label", unit.name(), "value", unit.id()))
                .toList();
    }
}
