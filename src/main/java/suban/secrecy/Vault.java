package suban.secrecy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import suban.ledger.Texts;

/**
 * Where sealed words are kept. They are taken out of the tables that the rest of Suban reads, so that no form, list, export or
 * search can show them, whatever is built later; what a column must hold meanwhile is {@link #MARK}. The timeline stays whole:
 * its chain covers digests, not the words (Article 3).
 *
 * <p>Joint supervision and the file on responsibility copy one complaint's words into others of the same 诉求 (Article 15); these rows
 * go with it. A cell may so be held for two sealed complaints at once: it opens with the last of them, and is purged with the first.
 */
@Component
class Vault {

    /** What stands in place of sealed words. */
    static final String MARK = Texts.SEALED;

    /** What stands in place of purged words. */
    static final String PURGED = Texts.PURGED;

    /**
     * What stands in place of the salt of an entry whose words are gone for good: with the salt, short words could be found out from
     * their digest by trying. The chain covers the digest alone, so it holds as before.
     */
    static final String NO_SALT = "0".repeat(32);

    private static final String OF_ATTEMPTS = "attempt_id in (select id from attempt where complaint_id = :case)";

    /** Files on responsibility that list an attempt of this complaint, whatever matter it is of now. */
    private static final String LISTS_AN_ATTEMPT =
            " like concat('%【', (select number from complaint where id = :case), '　第%')";

    /**
     * Rows of another complaint that was ordered to be handled again by what the supervision of this one had found: the last that was
     * recorded of the matter, at the time of the order.
     */
    private static String orderedBy(String table, String orderedAtMillis) {
        return """
                %1$s.complaint_id <> :case and exists (
                  select 1 from supervision s join complaint c on c.id = s.complaint_id
                  join complaint other on other.matter_id = c.matter_id
                  where s.complaint_id = :case and other.id = %1$s.complaint_id
                    and extract(epoch from s.recorded_at) * 1000 <= %2$s
                    and not exists (
                      select 1 from supervision later join complaint of_later on of_later.id = later.complaint_id
                      where of_later.matter_id = c.matter_id and later.id > s.id
                        and extract(epoch from later.recorded_at) * 1000 < %2$s))"""
                .formatted(table, orderedAtMillis);
    }

    /** A column as it was before it was sealed, be it for another complaint. */
    private static String original(String table, String column) {
        return """
                coalesce((select max(held.words) from sealed_text held
                  where held.place = '%1$s' and held.field = '%2$s' and held.row_key = %1$s.id), %1$s.%2$s)"""
                .formatted(table, column);
    }

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

    /** The rows of the case itself. */
    static final List<Place> OWN = List.of(
            // before the complaint: a matter has the title of its first one
            new Place(
                    "matter",
                    "id",
                    "exists (select 1 from complaint c where c.id = :case and c.matter_id = matter.id and c.title = "
                            + original("matter", "title") + ")",
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
                    List.of("findings", "cause", "requirements"),
                    List.of()),
            new Place("office_judgement", "id", "complaint_id = :case", List.of("reason"), List.of()),
            new Place("accountability", "id", "complaint_id = :case", List.of("dossier"), List.of()),
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
                    "phone_call",
                    "id",
                    "phone_notice_id in (select id from phone_notice where complaint_id = :case)",
                    List.of(),
                    List.of("person", "note")),
            new Place(
                    "document",
                    "id",
                    "complaint_id = :case",
                    List.of("title", "body"),
                    List.of("masked_body", "recipient_name")),
            new Place("attachment", "id", "complaint_id = :case", List.of("file_name"), List.of("removal_reason")));

    /** What was copied into other complaints of the matter. */
    private static final List<Place> COPIED = List.of(
            new Place(
                    "accountability",
                    "id",
                    "complaint_id <> :case and " + original("accountability", "dossier") + LISTS_AN_ATTEMPT,
                    List.of("dossier"),
                    List.of()),
            new Place(
                    "document",
                    "id",
                    "kind = 'ACCOUNTABILITY' and complaint_id <> :case and " + original("document", "body")
                            + LISTS_AN_ATTEMPT,
                    List.of("title", "body"),
                    List.of("masked_body")),
            new Place(
                    "document",
                    "id",
                    "kind = 'SUPERVISION' and "
                            + orderedBy("document", "extract(epoch from document.issued_at) * 1000"),
                    List.of("title", "body"),
                    List.of("masked_body")),
            new Place(
                    "timeline_entry",
                    "id",
                    "act = 'SUPERVISION_ORDERED' and " + orderedBy("timeline_entry", "timeline_entry.at_millis"),
                    List.of(),
                    List.of("personal")),
            new Place(
                    "notice",
                    "id",
                    "milestone = 'supervisionLetter' and "
                            + orderedBy("notice", "extract(epoch from notice.created_at) * 1000"),
                    List.of("subject", "body"),
                    List.of()));

    /** Every place where people's words about a case stand; a test finds out what is missing here. */
    static final List<Place> PLACES =
            Stream.of(OWN, COPIED).flatMap(List::stream).toList();

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
                // held for another complaint already: the words are there, the column has the mark
                take(
                        """
                        select :sealing, place, row_key, field, words from sealed_text where id in (
                          select min(id) from sealed_text
                          where place = '%1$s' and field = '%3$s' and sealing_id <> :sealing
                            and row_key in (select %2$s from %1$s where %4$s)
                          group by row_key)""",
                        place, field, sealing, complaint);
                take(
                        """
                        select :sealing, '%1$s', %2$s, '%3$s', %3$s from %1$s
                        where %4$s and %3$s is not null and not exists (
                          select 1 from sealed_text held
                          where held.place = '%1$s' and held.field = '%3$s' and held.row_key = %1$s.%2$s)""",
                        place, field, sealing, complaint);
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

    private void take(String words, Place place, String field, Long sealing, Long complaint) {
        jdbc.sql("insert into sealed_text (sealing_id, place, row_key, field, words) "
                        + words.formatted(place.table(), place.key(), field, place.ofCase()))
                .param("sealing", sealing)
                .param("case", complaint)
                .update();
    }

    /** Puts all words back, but those that another sealed complaint holds, too. */
    void open(Long sealing) {
        words(sealing).forEach(words -> jdbc.sql(
                        """
                        update %1$s set %2$s = :words where %3$s = :row and not exists (
                          select 1 from sealed_text held where held.sealing_id <> :sealing
                            and held.place = '%1$s' and held.field = '%2$s' and held.row_key = :row)"""
                                .formatted(words.place(), words.field(), keyOf(words.place())))
                .param("sealing", sealing)
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
        jdbc.sql(
                        """
                        update timeline_entry set salt = :nothing where id in (
                          select row_key from sealed_text
                          where sealing_id = :sealing and place = 'timeline_entry' and field = 'personal')""")
                .param("nothing", NO_SALT)
                .param("sealing", sealing)
                .update();
        jdbc.sql("update complaint set content_hash = :nothing, submission_key = null where id = :case")
                .param("nothing", "0".repeat(64))
                .param("case", complaint)
                .update();
        // nor does another sealed complaint give them back
        jdbc.sql(
                        """
                        delete from sealed_text where sealing_id <> :sealing and (place, row_key, field) in (
                          select own.place, own.row_key, own.field from sealed_text own where own.sealing_id = :sealing)""")
                .param("sealing", sealing)
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
