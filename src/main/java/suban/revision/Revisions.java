package suban.revision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import suban.revision.CaseResult.Result;
import suban.revision.Revision.DryRun;
import suban.revision.Revision.InFlight;
import suban.revision.Revision.Status;

/** Revisions, their files and what became of the cases, in their tables. */
@Repository
class Revisions {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final int LONGEST_FAILURE = 4000;

    private final JdbcClient jdbc;

    Revisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One after the other from here on. */
    void lock() {
        jdbc.sql("update rule_revision_counter set last = last + 1 where id = 1")
                .update();
    }

    int nextSerial(int year) {
        return jdbc.sql("select coalesce(max(serial), 0) + 1 from rule_revision where set_year = :year")
                .param("year", year)
                .query(Integer.class)
                .single();
    }

    void add(Revision it, int year, int serial, Map<String, byte[]> files) {
        jdbc.sql(
                        """
                        insert into rule_revision (number, set_year, serial, content_hash, base_hash, origin, status, proposed_by,
                          proposed_at, approve_due_at, reason, trial, changes, in_flight, mapping, dry_run)
                        values (:number, :year, :serial, :hash, :base, :origin, :status, :by, :at, :due, :reason, :trial, :changes,
                          :inFlight, :mapping, :dryRun)""")
                .param("number", it.number())
                .param("year", year)
                .param("serial", serial)
                .param("hash", it.hash())
                .param("base", it.base())
                .param("origin", it.proposedBy() == null ? "JAR" : "PERSON")
                .param("status", it.status().name())
                .param("by", it.proposedBy())
                .param("at", at(it.proposedAt()))
                .param("due", at(it.approveDueAt()))
                .param("reason", it.reason())
                .param("trial", it.trial())
                .param("changes", write(it.changes()))
                .param("inFlight", it.inFlight().name())
                .param("mapping", write(it.mapping()))
                .param("dryRun", it.dryRun() == null ? null : write(it.dryRun()))
                .update();
        if (it.dryRun() != null) {
            keep(it.number(), it.dryRun());
        }
        files.forEach((path, bytes) -> jdbc.sql(
                        "insert into rule_revision_file (number, path, bytes) values (:number, :path, :bytes)")
                .param("number", it.number())
                .param("path", path)
                .param("bytes", bytes)
                .update());
    }

    /** The newest first. */
    List<Revision> all() {
        return jdbc.sql("select * from rule_revision order by set_year desc, serial desc")
                .query(Revisions::read)
                .list();
    }

    Optional<Revision> find(String number) {
        return jdbc.sql("select * from rule_revision where number = :number")
                .param("number", number)
                .query(Revisions::read)
                .optional();
    }

    /** Without what is long and was only to be decided by: its changes, figures and dry run. */
    Optional<Revision> brief(String number) {
        return jdbc.sql(
                        """
                        select number, content_hash, base_hash, status, proposed_by, proposed_at, approve_due_at, reason,
                          null as trial, '[]' as changes, in_flight, mapping, null as dry_run, decided_by, decided_at, remark,
                          failure, deployment_id, deployed_at, completed_at
                        from rule_revision where number = :number""")
                .param("number", number)
                .query(Revisions::read)
                .optional();
    }

    Map<String, byte[]> files(String number) {
        Map<String, byte[]> files = new TreeMap<>();
        jdbc.sql("select path, bytes from rule_revision_file where number = :number")
                .param("number", number)
                .query(row -> {
                    files.put(row.getString(1), row.getBytes(2));
                });
        return files;
    }

    /** Keeps every trial; what the revision itself shows is the last one before the decision. */
    void tried(String number, DryRun dryRun) {
        keep(number, dryRun);
        jdbc.sql("update rule_revision set dry_run = :dryRun where number = :number and status = 'PROPOSED'")
                .param("dryRun", write(dryRun))
                .param("number", number)
                .update();
    }

    private void keep(String number, DryRun dryRun) {
        jdbc.sql("insert into rule_revision_dry_run (number, dry_run) values (:number, :dryRun)")
                .param("number", number)
                .param("dryRun", write(dryRun))
                .update();
    }

    /** The last trial, before the decision or after it; null where there was none. */
    DryRun lastTried(String number) {
        return jdbc.sql("select dry_run from rule_revision_dry_run where number = :number order by id desc limit 1")
                .param("number", number)
                .query((row, index) -> json(row.getString(1), new TypeReference<DryRun>() {}))
                .optional()
                .orElse(null);
    }

    boolean decide(String number, Status status, String by, Instant now, String remark) {
        return jdbc.sql(
                                """
                                update rule_revision set status = :status, decided_by = :by, decided_at = :at, remark = :remark
                                where number = :number and status = 'PROPOSED'""")
                        .param("status", status.name())
                        .param("by", by)
                        .param("at", at(now))
                        .param("remark", remark)
                        .param("number", number)
                        .update()
                == 1;
    }

    void deployed(String number, String deployment, Instant now) {
        jdbc.sql(
                        """
                        update rule_revision set status = 'DEPLOYED', deployment_id = :deployment, deployed_at = :at, failure = null
                        where number = :number and status = 'APPROVED'""")
                .param("deployment", deployment)
                .param("at", at(now))
                .param("number", number)
                .update();
    }

    /** It is not in force yet, and this is why. */
    void notYet(String number, String failure) {
        jdbc.sql("update rule_revision set failure = :failure where number = :number and status = 'APPROVED'")
                .param("failure", failure)
                .param("number", number)
                .update();
    }

    /** It ends without having been put in force. */
    void failed(String number, String failure, Instant now) {
        jdbc.sql(
                        """
                        update rule_revision set status = 'FAILED', failure = :failure, completed_at = :at
                        where number = :number and status = 'APPROVED'""")
                .param("failure", failure.length() > LONGEST_FAILURE ? failure.substring(0, LONGEST_FAILURE) : failure)
                .param("at", at(now))
                .param("number", number)
                .update();
    }

    void completed(String number, Instant now) {
        jdbc.sql(
                        """
                        update rule_revision set status = 'COMPLETED', completed_at = :at
                        where number = :number and status = 'DEPLOYED'""")
                .param("at", at(now))
                .param("number", number)
                .update();
    }

    // ---- cases: what became of one is written down once more, never over what was written before

    /** Of each case its last round. */
    private static final String LAST =
            " one.round = (select max(x.round) from rule_revision_case x where x.number = one.number and x.case_key = one.case_key)";

    List<CaseResult> results(String number) {
        return jdbc.sql("select * from rule_revision_case one where number = :number and" + LAST
                        + " order by case_key, process, instance")
                .param("number", number)
                .query(Revisions::readCase)
                .list();
    }

    List<CaseResult> results(String number, String key) {
        return jdbc.sql("select * from rule_revision_case one where number = :number and case_key = :key and" + LAST
                        + " order by instance")
                .param("number", number)
                .param("key", key)
                .query(Revisions::readCase)
                .list();
    }

    /** Everything that was ever written down of this case, the oldest first. */
    List<CaseResult> history(String number, String key) {
        return jdbc.sql("select * from rule_revision_case where number = :number and case_key = :key order by id")
                .param("number", number)
                .param("key", key)
                .query(Revisions::readCase)
                .list();
    }

    /** How many cases came to which result. */
    Map<Result, Integer> counts(String number) {
        Map<Result, Integer> counts = new TreeMap<>();
        jdbc.sql("select result, count(distinct case_key) from rule_revision_case one where number = :number and" + LAST
                        + " group by result")
                .param("number", number)
                .query(row -> {
                    counts.put(Result.valueOf(row.getString(1)), row.getInt(2));
                });
        return counts;
    }

    /** Whether cases are still to be moved because somebody has ordered it, by whatever revision. */
    boolean isOrderPending() {
        return jdbc.sql("select count(*) from rule_revision_case one where result = 'PENDING' and" + LAST)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** What became of a case now; its lock is the caller's. */
    void add(String number, String key, List<CaseResult> results) {
        int round = jdbc.sql(
                        "select coalesce(max(round), 0) + 1 from rule_revision_case where number = :number and case_key = :key")
                .param("number", number)
                .param("key", key)
                .query(Integer.class)
                .single();
        for (CaseResult it : results) {
            jdbc.sql(
                            """
                            insert into rule_revision_case (number, round, instance, case_key, process, process_name, from_version,
                              to_version, result, reason, ordered_by, order_reason, order_mapping, at)
                            values (:number, :round, :instance, :key, :process, :name, :from, :to, :result, :reason, :by, :why,
                              :mapping, :at)""")
                    .param("number", number)
                    .param("round", round)
                    .param("instance", it.instance())
                    .param("key", it.key())
                    .param("process", it.process())
                    .param("name", it.processName())
                    .param("from", it.from())
                    .param("to", it.to())
                    .param("result", it.result().name())
                    .param("reason", it.reason())
                    .param("by", it.orderedBy())
                    .param("why", it.orderReason())
                    .param("mapping", it.orderMapping().isEmpty() ? null : write(it.orderMapping()))
                    .param("at", at(it.at()))
                    .update();
        }
    }

    // ---- reading

    private static Revision read(ResultSet row, int index) throws SQLException {
        return new Revision(
                row.getString("number"),
                row.getString("content_hash"),
                row.getString("base_hash"),
                Status.valueOf(row.getString("status")),
                row.getString("proposed_by"),
                time(row, "proposed_at"),
                time(row, "approve_due_at"),
                row.getString("reason"),
                row.getString("trial"),
                json(row.getString("changes"), new TypeReference<List<Change>>() {}),
                InFlight.valueOf(row.getString("in_flight")),
                json(row.getString("mapping"), new TypeReference<Map<String, String>>() {}),
                json(row.getString("dry_run"), new TypeReference<DryRun>() {}),
                row.getString("decided_by"),
                time(row, "decided_at"),
                row.getString("remark"),
                row.getString("failure"),
                row.getString("deployment_id"),
                time(row, "deployed_at"),
                time(row, "completed_at"));
    }

    private static CaseResult readCase(ResultSet row, int index) throws SQLException {
        return new CaseResult(
                row.getString("instance"),
                row.getString("case_key"),
                row.getString("process"),
                row.getString("process_name"),
                row.getInt("from_version"),
                row.getInt("to_version"),
                Result.valueOf(row.getString("result")),
                row.getString("reason"),
                row.getString("ordered_by"),
                row.getString("order_reason"),
                orderMapping(row.getString("order_mapping")),
                time(row, "at"));
    }

    private static Map<String, String> orderMapping(String text) {
        return text == null ? Map.of() : json(text, new TypeReference<Map<String, String>>() {});
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T json(String text, TypeReference<T> type) {
        try {
            return text == null ? null : JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
