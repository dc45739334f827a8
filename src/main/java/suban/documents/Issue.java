package suban.documents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import suban.ledger.Complaint;

/**
 * What a document is to be issued about.
 *
 * @param attempt number of the attempt it belongs to
 * @param issuer id of the unit that issues it and numbers it
 * @param jointly ids of the units that sign beside it
 * @param recipient unit id, {@link #ENTERPRISE}, {@link #OUTSIDE} or {@link #FILE}
 * @param recipientName name of a body outside; null for the others
 * @param occasion up to 80 characters that tell one act from another where the same kind goes to the same recipient again
 * @param facts values by the kind's own placeholders: texts, truth values, lists of maps; null for none
 */
public record Issue(
        DocumentKind kind,
        Complaint complaint,
        int attempt,
        String issuer,
        List<String> jointly,
        String recipient,
        String recipientName,
        String occasion,
        Map<String, Object> facts) {

    /** The complaining enterprise. */
    public static final String ENTERPRISE = "ENTERPRISE";

    /** A body outside the district's authority, known by its name. */
    public static final String OUTSIDE = "OUTSIDE";

    /** Nobody: it is kept on file. */
    public static final String FILE = "FILE";

    /** A document to a unit, the enterprise or the file. */
    public static Issue of(
            DocumentKind kind,
            Complaint complaint,
            int attempt,
            String issuer,
            String recipient,
            String occasion,
            Map<String, Object> facts) {
        return new Issue(
                kind, complaint, attempt, issuer, List.of(), recipient, null, occasion, new LinkedHashMap<>(facts));
    }

    /** The same, signed by further units. */
    public Issue with(String... units) {
        return new Issue(kind, complaint, attempt, issuer, List.of(units), recipient, recipientName, occasion, facts);
    }

    /**
     * A 协调函 to a body outside the district's authority.
     *
     * @param body its name, as the letter is addressed
     * @param occasion one per letter
     * @param facts 协调事项, 复函日期
     */
    public static Issue outside(
            Complaint complaint, int attempt, String issuer, String body, String occasion, Map<String, Object> facts) {
        return new Issue(
                DocumentKind.COORDINATION,
                complaint,
                attempt,
                issuer,
                List.of(),
                OUTSIDE,
                body,
                occasion,
                new LinkedHashMap<>(facts));
    }
}
