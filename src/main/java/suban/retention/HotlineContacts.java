package suban.retention;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import suban.ledger.Masking;

/**
 * Who called the 12345 hotline: of a copy of the centre's ledger, which the centre keeps, the callers' names and numbers are not needed
 * once the row is old and no joint item works on it (Article 7(6)).
 */
@Component
class HotlineContacts {

    private static final String DUE =
            """
            from hotline_content told join hotline_row r on r.id = told.row_id
            where r.received_at < :before and (told.contact_name is not null or told.contact_phone is not null)
              and not exists (
                select 1 from joint_item_row part join joint_item item on item.id = part.joint_item_id
                where part.row_id = r.id and item.ended_at is null)""";

    private final JdbcClient jdbc;

    HotlineContacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Told(Long row, String content) {}

    /** How many rows received before this time still have a caller. */
    int due(Instant before) {
        return jdbc.sql("select count(*) " + DUE)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** Erases the callers of these rows, and numbers in what was told; in a transaction. */
    int erase(Instant before) {
        List<Told> rows = jdbc.sql("select told.row_id, told.content " + DUE)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .query((row, i) -> new Told(row.getLong("row_id"), row.getString("content")))
                .list();
        for (Told it : rows) {
            jdbc.sql(
                            """
                            update hotline_content set contact_name = null, contact_phone = null, content = :content
                            where row_id = :row""")
                    .param("content", Masking.inText(it.content()))
                    .param("row", it.row())
                    .update();
            jdbc.sql("update hotline_row_history set personal = null where row_id = :row")
                    .param("row", it.row())
                    .update();
        }
        return rows.size();
    }
}
