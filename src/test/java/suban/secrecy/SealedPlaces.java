package suban.secrecy;

import java.util.Set;
import java.util.stream.Collectors;

/** What the vault takes away, for the tests that look for what it forgets. */
public final class SealedPlaces {

    private SealedPlaces() {}

    /** Every sealed column as {@code table.column}. */
    public static Set<String> all() {
        return Vault.PLACES.stream()
                .flatMap(place -> place.fields().stream().map(field -> place.table() + "." + field))
                .collect(Collectors.toSet());
    }
}
