package suban.secrecy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where sealed words are kept. They are taken out of the tables that the rest of Suban reads, so that no form, list, export or
 * search can show them, whatever is built later; what a column must hold meanwhile is {@link #MARK}. The timeline stays whole:
 * its chain covers digests, not the words (Article 3).
 */
@Component
class Vault {

    /** What stands in place of sealed words. */
    static final String MARK = "（疑似涉密，已封存）";

    /** What stands in place of purged words. */
    static final String PURGED = "（涉密内容已清除）";

    private static final String OF_ATTEMPTS = "attempt_id in (select id from attempt where complaint_id = :case)";

    /**
     * Columns with words of a case.
     *
     * @param ofCase which rows are the case's, with {@code :case} for the complaint's id
     * @param shown columns that get the mark; the others are emptied
     */
    record Place(String table, String key, String ofCase, List<String> shown, List<String> emptied) {

        List<String> fields() {
            List<String> fields = new ArrayList<>(shown);
            fields.addAll(emptied);
            return fields;
        }
    }

    /** Every place where people's words about a case stand; a test finds out what is missing here. */
    static final List<Place> PLACES = List.of(
            // before the complaint: a matter has the title of its first one
            new Place(
                    "matter",
                    "id",
                    "exists (select 1 from complaint c where c.id = :case and c.matter_id = matter.id and c.title = matter.title)",
                    List.of("title"),
                    List.of()),
            new Place("complaint", "id", "id = :case", List.of("title", "rejection_reason"), List.of()),
            new Place(
                    "complaint_content",
                    "complaint_id",
                    "complaint_id = :case",
                    List.of("content", "contact_name"),
                    List.of("contact_phone", "contact_email")),
            new Place("attempt", "id", "complaint_id = :case", List.of("reply_text", "legal_basis"), List.of()),
            new Place("contact", "id", OF_ATTEMPTS, List.of("person", "note"), List.of()),
            new Place(
                    "opinion",
                    "id",
                    "assignment_id in (select id from assignment where " + OF_ATTEMPTS + ")",
                    List.of("text"),
                    List.of()),
            new Place("visit", "id", OF_ATTEMPTS, List.of("reason", "note"), List.of()),
            new Place(
                    "handling_request",
                    "id",
                    OF_ATTEMPTS,
                    List.of("reason"),
                    List.of("decision_reason", "place", "minutes")),
            new Place(
                    "coordination_letter",
                    "id",
                    "complaint_id = :case",
                    List.of("body", "matter"),
                    List.of("answerer", "answer")),
            new Place("commitment", "id", OF_ATTEMPTS, List.of("text"), List.of("note")),
            new Place("fortnight", "id", OF_ATTEMPTS, List.of(), List.of("text")),
            new Place(
                    "milestone",
                    "id",
                    "fortnight_id in (select id from fortnight where " + OF_ATTEMPTS + ")",
                    List.of("text"),
                    List.of()),
            new Place(
                    "supervision",
                    "id",
                    "complaint_id = :case",
                    List.of(),
                    List.of("findings", "cause", "requirements")),
            new Place("office_judgement", "id", "complaint_id = :case", List.of(), List.of("reason")),
            new Place("accountability", "id", "complaint_id = :case", List.of(), List.of("dossier")),
            new Place(
                    "ending_request",
                    "id",
                    "complaint_id = :case",
                    List.of("reason"),
                    List.of("reference", "call_note", "decision_reason")),
            new Place("reopening", "id", "complaint_id = :case", List.of("reason"), List.of()),
            new Place("report_back", "id", "complaint_id = :case", List.of(), List.of("recipient", "summary")),
            new Place("timeline_entry", "id", "complaint_id = :case", List.of(), List.of("personal")),
            new Place("notice", "id", "complaint_id = :case", List.of("subject", "body"), List.of()),
            new Place(
                    "document",
                    "id",
                    "complaint_id = :case",
                    List.of("title", "body"),
                    List.of("masked_body", "recipient_name")));

    private final JdbcClient jdbc;

    Vault(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One sealed text. */
    record Words(String place, long row, String field, String text) {}

    /** Takes all words of a case away. */
    void close(Long sealing, Long complaint) {
        for (Place place : PLACES) {
            for (String field : place.fields()) {
                jdbc.sql(
                                """
                                insert into sealed_text (sealing_id, place, row_key, field, words)
                                select :sealing, '%1$s', %2$s, '%3$s', %3$s from %1$s where %4$s and %3$s is not null"""
                                        .formatted(place.table(), place.key(), field, place.ofCase()))
                        .param("sealing", sealing)
                        .param("case", complaint)
                        .update();
            }
            for (String field : place.fields()) {
                put(
                        "%s in (select row_key from sealed_text where sealing_id = :sealing and place = '%s' and field = '%s')"
                                .formatted(place.key(), place.table(), field),
                        place,
                        field,
                        place.shown().contains(field) ? MARK : null,
                        sealing);
            }
        }
    }

    /** Puts all words back. */
    void open(Long sealing) {
        words(sealing).forEach(words -> jdbc.sql("update %s set %s = :words where %s = :row"
                        .formatted(words.place(), words.field(), keyOf(words.place())))
                .param("words", words.text())
                .param("row", words.row())
                .update());
        forget(sealing);
    }

    /** Erases all words for good. */
    void purge(Long sealing, Long complaint) {
        for (Place place : PLACES) {
            for (String field : place.shown()) {
                put(
                        "%s in (select row_key from sealed_text where sealing_id = :sealing and place = '%s' and field = '%s')"
                                .formatted(place.key(), place.table(), field),
                        place,
                        field,
                        PURGED,
                        sealing);
            }
        }
        // nor can anybody find out by trying what the words were
        jdbc.sql("update complaint set content_hash = :nothing, submission_key = null where id = :case")
                .param("nothing", "0".repeat(64))
                .param("case", complaint)
                .update();
        forget(sealing);
    }

    /** The words, in the order in which they were taken. */
    List<Words> words(Long sealing) {
        return jdbc.sql("select place, row_key, field, words from sealed_text where sealing_id = :sealing order by id")
                .param("sealing", sealing)
                .query(Vault::words)
                .list();
    }

    private static Words words(ResultSet row, int index) throws SQLException {
        return new Words(
                row.getString("place"), row.getLong("row_key"), row.getString("field"), row.getString("words"));
    }

    private void put(String rows, Place place, String field, String text, Long sealing) {
        jdbc.sql("update %s set %s = :text where %s".formatted(place.table(), field, rows))
                .param("text", text)
                .param("sealing", sealing)
                .update();
    }

    private void forget(Long sealing) {
        jdbc.sql("delete from sealed_text where sealing_id = :sealing")
                .param("sealing", sealing)
                .update();
    }

    private static String keyOf(String table) {
        return PLACES.stream()
                .filter(place -> place.table().equals(table))
                .map(Place::key)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no sealed words of " + table));
    }
}
