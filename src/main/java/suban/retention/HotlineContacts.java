package suban.retention;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import suban.ledger.Masking;

/**
 * Who called the 12345 hotline: of a copy of the centre's ledger, which the centre keeps, the callers' names and numbers are not needed
 * once the row is old and no joint item works on it (Article 7(6)).
 */
@Component
class HotlineContacts {

    private static final String OLD =
            """
            select told.row_id, told.content,
              case when told.contact_name is not null or told.contact_phone is not null
                or exists (select 1 from hotline_row_history h where h.row_id = r.id and h.personal is not null)
                then 1 else 0 end as named
            from hotline_content told join hotline_row r on r.id = told.row_id
            where r.received_at < :before and (told.content is not null or told.contact_name is not null
                or told.contact_phone is not null)
              and not exists (
                select 1 from joint_item_row part join joint_item item on item.id = part.joint_item_id
                where part.row_id = r.id and item.ended_at is null)""";

    private final JdbcClient jdbc;

    HotlineContacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Told(Long row, String content) {}

    /** How many rows received before this time still have a caller, or a number in what was told. */
    int due(Instant before) {
        return found(before).size();
    }

    /** Whether there is a number in a text no database can tell as {@link Masking} does: old rows are read. */
    private List<Told> found(Instant before) {
        List<Told> found = new ArrayList<>();
        jdbc.sql(OLD).param("before", before.atOffset(ZoneOffset.UTC)).query((ResultSet row) -> {
            String content = row.getString("content");
            if (row.getInt("named") == 1 || !Objects.equals(content, Masking.inText(content))) {
                found.add(new Told(row.getLong("row_id"), content));
            }
        });
        return found;
    }

    /** Erases the callers of these rows, and numbers in what was told; in a transaction. */
    int erase(Instant before) {
        List<Told> rows = found(before);
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
