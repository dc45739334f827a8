package suban.secrecy;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes the words of a case that are in its archive out of the tables, by the same list of places by which they are sealed. */
@Component
public class CaseWords {

    private final JdbcClient jdbc;

    CaseWords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Erases for good what people wrote in this case, personal data among it; numbers, dates, units and ratings stay.
     *
     * @param mark what stands in columns that people read
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erase(Long complaint, String mark) {
        for (Vault.Place place : Vault.OWN) {
            for (String field : place.fields()) {
                jdbc.sql("update %1$s set %2$s = :text where %2$s is not null and %3$s"
                                .formatted(place.table(), field, place.ofCase()))
                        .param("text", place.shown().contains(field) ? mark : null)
                        .param("case", complaint)
                        .update();
            }
        }
        jdbc.sql("update sealing set reason = null where complaint_id = :case")
                .param("case", complaint)
                .update();
        // nor can anybody find out by trying what the words were
        jdbc.sql("update timeline_entry set salt = :nothing where complaint_id = :case")
                .param("nothing", Vault.NO_SALT)
                .param("case", complaint)
                .update();
        jdbc.sql("update complaint set content_hash = :nothing, submission_key = null where id = :case")
                .param("nothing", "0".repeat(64))
                .param("case", complaint)
                .update();
    }
}
