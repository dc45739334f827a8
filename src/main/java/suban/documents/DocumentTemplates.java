package suban.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which template of a kind is in force: the last one approved, else the one that ships. Every node asks the database. */
@Component
class DocumentTemplates {

    /** The version that ships. */
    static final int SHIPPED = 1;

    private final JdbcClient jdbc;
    private final Map<DocumentKind, String> shipped = new EnumMap<>(DocumentKind.class);

    DocumentTemplates(JdbcClient jdbc) {
        this.jdbc = jdbc;
        for (DocumentKind kind : DocumentKind.values()) {
            shipped.put(kind, read(kind));
        }
    }

    /**
     * A template.
     *
     * @param issued whether the document that was asked about has been issued already
     */
    record InForce(int version, String body, boolean issued) {}

    /** The template for what is to be issued, and whether that has been, in one question. */
    InForce inForce(Issue it) {
        return jdbc.sql(
                        """
                        select t.version, t.body,
                          (select count(*) from document d where d.complaint_id = :complaint and d.attempt = :attempt
                            and d.kind = :kind and d.recipient = :recipient and d.occasion = :occasion) as issued
                        from (select max(version) as newest from document_template where kind = :kind) m
                        left join document_template t on t.kind = :kind and t.version = m.newest""")
                .param("complaint", it.complaint().id())
                .param("attempt", it.attempt())
                .param("kind", it.kind().name())
                .param("recipient", it.recipient())
                .param("occasion", it.occasion())
                .query((row, i) -> {
                    int version = row.getInt("version");
                    return version == 0
                            ? new InForce(SHIPPED, shipped.get(it.kind()), row.getLong("issued") > 0)
                            : new InForce(version, row.getString("body"), row.getLong("issued") > 0);
                })
                .single();
    }

    /** The template of a kind. */
    InForce inForce(DocumentKind kind) {
        return jdbc.sql(
                        """
                        select version, body from document_template
                        where kind = :kind and version = (select max(version) from document_template where kind = :kind)""")
                .param("kind", kind.name())
                .query((row, i) -> new InForce(row.getInt("version"), row.getString("body"), false))
                .optional()
                .orElseGet(() -> new InForce(SHIPPED, shipped.get(kind), false));
    }

    /** The one that ships. */
    String shipped(DocumentKind kind) {
        return shipped.get(kind);
    }

    private static String read(DocumentKind kind) {
        try {
            return new ClassPathResource("documents/" + kind.name().toLowerCase(Locale.ROOT) + ".txt")
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
