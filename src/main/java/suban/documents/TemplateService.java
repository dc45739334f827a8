package suban.documents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suban.Actor;
import suban.Conflict;
import suban.InvalidInput;
import suban.InvalidInput.FieldError;
import suban.NotFound;
import suban.calendar.CalendarService;
import suban.engine.FormValues;

/**
 * The change of a template as an act: the office edits it, its head approves it, and it is in force for what is issued afterwards. What
 * was issued before keeps its words.
 */
@Service
@Transactional
public class TemplateService {

    /** Working days for editing, and for approving. */
    private static final int DAYS = 5;

    private final JdbcClient jdbc;
    private final DocumentTemplates templates;
    private final CalendarService calendar;
    private final Clock clock;

    TemplateService(JdbcClient jdbc, DocumentTemplates templates, CalendarService calendar, Clock clock) {
        this.jdbc = jdbc;
        this.templates = templates;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** The office wants to change a template; returns what the change is known by. */
    public String open(FormValues form) {
        DocumentKind kind = kind(form);
        Instant now = clock.instant();
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                        insert into document_template (kind, state, based_on, opened_by, opened_at, due_at)
                        values (:kind, 'EDITING', :base, :by, :at, :due)""")
                .param("kind", kind.name())
                .param("base", templates.inForce(kind).version())
                .param("by", form.actor().user())
                .param("at", at(now))
                .param("due", at(due(now)))
                .update(id, "id");
        long key = id.getKey().longValue();
        String number =
                "WS%d-%d".formatted(LocalDate.ofInstant(now, clock.getZone()).getYear(), key);
        jdbc.sql("update document_template set number = :number where id = :id")
                .param("number", number)
                .param("id", key)
                .update();
        return number;
    }

    /** The office's text: submitted to the head with reason, or given up. */
    public void edit(String number, FormValues form) {
        TemplateChange change = change(number);
        if ("ABANDON".equals(form.required("decision", "提交还是放弃"))) {
            move(change, TemplateChange.State.ABANDONED, form.actor());
            return;
        }
        String body = form.required("body", "模板正文").replace("\r\n", "\n");
        String reason = form.required("reason", "修订理由");
        List<FieldError> errors = DocumentText.problems(change.kind(), body).stream()
                .map(problem -> new FieldError("body", "模板正文：" + problem))
                .toList();
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
        if (body.strip().equals(templates.inForce(change.kind()).body().strip())) {
            throw new InvalidInput("body", "模板正文：与现行模板相同，没有修改");
        }
        jdbc.sql(
                        """
                        update document_template set state = 'SUBMITTED', body = :body, reason = :reason, edited_by = :by,
                          due_at = :due, based_on = :base
                        where id = :id""")
                .param("body", body)
                .param("reason", reason)
                .param("by", form.actor().user())
                .param("due", at(due(clock.instant())))
                .param("base", templates.inForce(change.kind()).version())
                .param("id", change.id())
                .update();
    }

    /** The head returns the text with reason; an approval is carried out by {@link #putInForce}. */
    public void decide(String number, FormValues form) {
        TemplateChange change = change(number);
        if ("RETURN".equals(form.required("decision", "是否批准"))) {
            jdbc.sql(
                            "update document_template set state = 'EDITING', return_reason = :reason, due_at = :due where id = :id")
                    .param("reason", form.required("reason", "退回理由"))
                    .param("due", at(due(clock.instant())))
                    .param("id", change.id())
                    .update();
        } else if (form.actor().user().equals(change.editedBy())) {
            throw new InvalidInput("decision", "是否批准：不能批准自己修改的模板");
        } else if (templates.inForce(change.kind()).version() != change.basedOn()) {
            throw new Conflict("该文书的模板在此期间已修订为别的版本，请退回并按新的版本重新修改");
        }
    }

    /**
     * The text is in force from now on, on every node.
     *
     * @throws Conflict where another version has come into force since it was submitted
     */
    public void putInForce(String number, Actor actor) {
        TemplateChange change = change(number);
        int next = templates.inForce(change.kind()).version() + 1;
        if (next != change.basedOn() + 1) {
            throw new Conflict("该文书的模板在此期间已修订为别的版本，请退回并按新的版本重新修改");
        }
        try {
            jdbc.sql("update document_template set version = :version where id = :id")
                    .param("version", next)
                    .param("id", change.id())
                    .update();
        } catch (DataIntegrityViolationException approvedAtTheSameMoment) {
            throw new Conflict("该文书的模板在此期间已修订为别的版本，请退回并按新的版本重新修改");
        }
        move(change, TemplateChange.State.IN_FORCE, actor);
    }

    private void move(TemplateChange change, TemplateChange.State state, Actor actor) {
        jdbc.sql("update document_template set state = :state, decided_by = :by, decided_at = :at where id = :id")
                .param("state", state.name())
                .param("by", actor.user())
                .param("at", at(clock.instant()))
                .param("id", change.id())
                .update();
    }

    /** A change by what it is known by. */
    @Transactional(readOnly = true)
    TemplateChange change(String number) {
        return jdbc.sql("select * from document_template where number = :number")
                .param("number", number)
                .query(TemplateService::change)
                .optional()
                .orElseThrow(() -> new NotFound("没有编号为" + number + "的文书模板修订"));
    }

    private static TemplateChange change(ResultSet row, int index) throws SQLException {
        return new TemplateChange(
                row.getLong("id"),
                row.getString("number"),
                DocumentKind.valueOf(row.getString("kind")),
                TemplateChange.State.valueOf(row.getString("state")),
                row.getInt("based_on"),
                row.getString("body"),
                row.getString("reason"),
                row.getString("return_reason"),
                row.getString("edited_by"),
                row.getObject("due_at", OffsetDateTime.class).toInstant());
    }

    private Instant due(Instant from) {
        return calendar.workingDaysAfter(from, DAYS).due();
    }

    private static DocumentKind kind(FormValues form) {
        try {
            return DocumentKind.valueOf(form.required("kind", "文书种类"));
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("kind", "文书种类：没有该选项");
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
