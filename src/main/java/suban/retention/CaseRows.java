package suban.retention;

import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads every row that belongs to a case, as it stands in the tables, and takes what the engine remembers of it away. */
@Component
class CaseRows {

    private static final String ATTEMPTS = "attempt_id in (select id from attempt where complaint_id = :case)";

    /** A table, which of its rows are the case's, and their order. A test finds out which table is missing. */
    record Part(String table, String ofCase, String order) {

        private static Part of(String table, String ofCase) {
            return new Part(table, ofCase, "id");
        }
    }

    static final List<Part> PARTS = List.of(
            Part.of("matter", "id = (select matter_id from complaint where id = :case)"),
            Part.of("complaint", "id = :case"),
            new Part("complaint_content", "complaint_id = :case", "complaint_id"),
            Part.of("complaint_link", "complaint_id = :case or related_id = :case"),
            Part.of("attempt", "complaint_id = :case"),
            Part.of("assignment", ATTEMPTS),
            Part.of("contact", ATTEMPTS),
            Part.of("opinion", "assignment_id in (select id from assignment where " + ATTEMPTS + ")"),
            Part.of("visit", ATTEMPTS),
            Part.of("co_score", ATTEMPTS),
            Part.of("handling_request", ATTEMPTS),
            Part.of("coordination_letter", "complaint_id = :case"),
            Part.of("commitment", ATTEMPTS),
            Part.of("fortnight", ATTEMPTS),
            Part.of("milestone", "fortnight_id in (select id from fortnight where " + ATTEMPTS + ")"),
            Part.of("supervision", "complaint_id = :case"),
            Part.of("accountability", "complaint_id = :case"),
            Part.of("office_judgement", "complaint_id = :case"),
            Part.of("ending_request", "complaint_id = :case"),
            Part.of("reopening", "complaint_id = :case"),
            Part.of("report_back", "complaint_id = :case"),
            new Part("timeline_entry", "complaint_id = :case", "seq"),
            Part.of("notice", "complaint_id = :case"),
            new Part(
                    "notice_read",
                    "notice_id in (select id from notice where complaint_id = :case)",
                    "notice_id, user_id"),
            Part.of("phone_notice", "complaint_id = :case"),
            Part.of("phone_call", "phone_notice_id in (select id from phone_notice where complaint_id = :case)"),
            Part.of("document", "complaint_id = :case"),
            Part.of("attachment", "complaint_id = :case"),
            Part.of("sealing", "complaint_id = :case"),
            Part.of("personal_data_access", "complaint_number = (select number from complaint where id = :case)"));

    private static final String RUNS =
            "ROOT_PROC_INST_ID_ in (select h.ROOT_PROC_INST_ID_ from ACT_HI_PROCINST h where h.BUSINESS_KEY_ = :number)";

    /** The way a case went, and who did each step. */
    private static final List<Part> ENGINE = List.of(
            new Part("ACT_HI_PROCINST", RUNS, "START_TIME_, ID_"),
            new Part("ACT_HI_ACTINST", RUNS, "START_TIME_, SEQUENCE_COUNTER_, ID_"),
            new Part("ACT_HI_TASKINST", RUNS, "START_TIME_, ID_"),
            new Part("ACT_HI_INCIDENT", RUNS, "CREATE_TIME_, ID_"),
            new Part("ACT_HI_OP_LOG", RUNS, "TIMESTAMP_, ID_"));

    /** All that the engine's history may hold of a case; the instances themselves come last. */
    private static final List<String> HISTORY = List.of(
            "ACT_HI_ACTINST",
            "ACT_HI_TASKINST",
            "ACT_HI_VARINST",
            "ACT_HI_DETAIL",
            "ACT_HI_IDENTITYLINK",
            "ACT_HI_COMMENT",
            "ACT_HI_ATTACHMENT",
            "ACT_HI_OP_LOG",
            "ACT_HI_INCIDENT",
            "ACT_HI_JOB_LOG",
            "ACT_HI_EXT_TASK_LOG",
            "ACT_HI_DECINST",
            "ACT_HI_DEC_IN",
            "ACT_HI_DEC_OUT",
            "ACT_GE_BYTEARRAY");

    private final JdbcClient jdbc;

    CaseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Rows by table; values are texts, numbers and truth values, times as ISO 8601 in UTC. */
    Map<String, List<Map<String, Object>>> of(Long complaint) {
        Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
        for (Part part : PARTS) {
            rows.put(part.table(), read(part, "case", complaint));
        }
        return rows;
    }

    /** The same of what the engine remembers. */
    Map<String, List<Map<String, Object>>> ofEngine(String number) {
        Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
        for (Part part : ENGINE) {
            rows.put(part.table(), read(part, "number", number));
        }
        return rows;
    }

    /** Makes the engine forget the case; nothing of it runs any more. */
    void forgetInEngine(String number) {
        List<String> roots = jdbc.sql(
                        "select distinct ROOT_PROC_INST_ID_ from ACT_HI_PROCINST where BUSINESS_KEY_ = :number")
                .param("number", number)
                .query(String.class)
                .list();
        if (roots.isEmpty()) {
            return;
        }
        for (String table : HISTORY) {
            jdbc.sql("delete from " + table + " where ROOT_PROC_INST_ID_ in (:roots)")
                    .param("roots", roots)
                    .update();
        }
        jdbc.sql("delete from ACT_HI_PROCINST where ROOT_PROC_INST_ID_ in (:roots)")
                .param("roots", roots)
                .update();
    }

    private List<Map<String, Object>> read(Part part, String parameter, Object value) {
        return jdbc.sql("select * from %s where %s order by %s".formatted(part.table(), part.ofCase(), part.order()))
                .param(parameter, value)
                .query((row, i) -> values(row))
                .list();
    }

    private static Map<String, Object> values(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            values.put(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), value(row, columns, i));
        }
        return values;
    }

    private static Object value(ResultSet row, ResultSetMetaData columns, int i) throws SQLException {
        // PostgreSQL calls both kinds a timestamp
        boolean instant = columns.getColumnType(i) == Types.TIMESTAMP_WITH_TIMEZONE
                || "timestamptz".equals(columns.getColumnTypeName(i));
        if (instant) {
            OffsetDateTime at = row.getObject(i, OffsetDateTime.class);
            return at == null ? null : at.toInstant().toString();
        }
        Object value = row.getObject(i);
        if (value instanceof Timestamp local) {
            return local.toLocalDateTime().toString();
        }
        if (value instanceof Clob text) {
            return text.getSubString(1, (int) text.length());
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
