package suban.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes many cases of one that people have really played: its rows in the engine's tables, and in Suban's own where there are any, are
 * copied in bulk under new ids and numbers. Ids of the engine keep all but their last block, which becomes the number of the copy;
 * ids of Suban's rows move up by a million for each. The copies' timelines have the right hashes.
 *
 * <p>Copies are those of the table {@code bench_copy} of the database: {@code n} from 1, {@code number}, {@code host}.
 */
final class Clones {

    /** Tables of a running case, those first that others refer to, and by which column its rows are found. */
    private static final List<List<String>> ENGINE = List.of(
            List.of("act_ru_execution", "proc_inst_id_ in (%s)"),
            List.of("act_ru_task", "proc_inst_id_ in (%s)"),
            List.of("act_ru_variable", "proc_inst_id_ in (%s)"),
            List.of("act_ru_identitylink", "task_id_ in (select id_ from act_ru_task where proc_inst_id_ in (%s))"),
            List.of("act_ru_job", "process_instance_id_ in (%s)"),
            List.of("act_ru_event_subscr", "proc_inst_id_ in (%s)"),
            List.of(
                    "act_ru_authorization",
                    "resource_type_ = 7 and resource_id_ in (select id_ from act_ru_task where proc_inst_id_ in (%s))"),
            List.of("act_hi_procinst", "proc_inst_id_ in (%s)"),
            List.of("act_hi_actinst", "proc_inst_id_ in (%s)"),
            List.of("act_hi_taskinst", "proc_inst_id_ in (%s)"),
            List.of("act_hi_identitylink", "root_proc_inst_id_ in (%s)"),
            List.of("act_hi_op_log", "proc_inst_id_ in (%s)"),
            List.of("act_hi_varinst", "proc_inst_id_ in (%s)"),
            List.of("act_hi_detail", "proc_inst_id_ in (%s)"),
            List.of("act_hi_job_log", "process_instance_id_ in (%s)"));

    /** What all instances share. */
    private static final Set<String> SHARED = Set.of(
            "proc_def_id_",
            "process_def_id_",
            "process_def_key_",
            "proc_def_key_",
            "job_def_id_",
            "deployment_id_",
            "act_id_",
            "task_def_key_",
            "type_",
            "user_id_",
            "handler_cfg_",
            "handler_type_");

    /** Suban's own rows of a case, those first that others refer to. */
    private static final List<List<String>> OWN = List.of(
            List.of("matter", "id = (select matter_id from complaint where number = '%s')"),
            List.of("complaint", "number = '%s'"),
            List.of("complaint_content", "complaint_id = (select id from complaint where number = '%s')"),
            List.of("attempt", "complaint_id = (select id from complaint where number = '%s')"),
            List.of(
                    "assignment",
                    "attempt_id in (select a.id from attempt a join complaint c on c.id = a.complaint_id where c.number = '%s')"),
            List.of(
                    "contact",
                    "attempt_id in (select a.id from attempt a join complaint c on c.id = a.complaint_id where c.number = '%s')"),
            List.of("timeline_entry", "complaint_id = (select id from complaint where number = '%s')"),
            List.of("notice", "complaint_id = (select id from complaint where number = '%s')"));

    private static final long STEP = 1_000_000;

    private final JdbcTemplate jdbc;
    private final String number;
    private final String host;

    /**
     * @param number of the case to copy
     * @param host its host, whose place the copies' hosts take
     */
    Clones(JdbcTemplate jdbc, String number, String host) {
        this.jdbc = jdbc;
        this.number = number;
        this.host = host;
    }

    /** Says that there are to be so many copies, of invented numbers and spread over the 新城. */
    static void wanted(JdbcTemplate jdbc, int count) {
        jdbc.execute("drop table if exists bench_copy");
        jdbc.execute(
                "create table bench_copy as select cast(n as bigint) as n, 'XX20261124-' || lpad(cast(100000 + n as varchar), 7, '0') as number,"
                        + " (array['jinghe', 'fengdong', 'fengxi', 'qinhan', 'konggang'])[1 + mod(n, 5)] as host from generate_series(1, "
                        + count + ") n");
    }

    /** Copies the engine's rows. */
    void engineRows() {
        String root = jdbc.queryForObject(
                "select id_ from act_ru_execution where business_key_ = ? and parent_id_ is null and super_exec_ is null",
                String.class,
                number);
        String instances = jdbc
                .queryForList(
                        "select distinct proc_inst_id_ from act_ru_execution where root_proc_inst_id_ = ?",
                        String.class,
                        root)
                .stream()
                .map(id -> "'" + id + "'")
                .collect(Collectors.joining(", "));
        for (List<String> table : ENGINE) {
            List<String> columns = new ArrayList<>();
            List<String> values = new ArrayList<>();
            columns(table.get(0)).forEach(column -> {
                String name = (String) column.get("column_name");
                columns.add(name);
                values.add(isText(column) && !SHARED.contains(name) ? copied("r." + name, root) : "r." + name);
            });
            copy(table.get(0), columns, values, table.get(1).formatted(instances), "");
        }
    }

    /** A text with the copy's ids, number and host; the last block of an id is the same in all that one engine makes. */
    private String copied(String text, String root) {
        return "case when %1$s = '%2$s' then t.host else replace(replace(%1$s, '%3$s', lpad(to_hex(t.n), 12, '0')), '%4$s', t.number) end"
                .formatted(text, host, root.substring(root.length() - 12), number);
    }

    /** Copies Suban's own rows. */
    void ownRows() {
        chains();
        for (List<String> table : OWN) {
            String name = table.get(0);
            Set<String> moved = ids(name);
            List<String> columns = new ArrayList<>();
            List<String> values = new ArrayList<>();
            columns(name).forEach(column -> {
                String field = (String) column.get("column_name");
                columns.add(field);
                values.add(value(name, column, field, moved));
            });
            String hashes =
                    switch (name) {
                        case "complaint" -> " join bench_chain h on h.n = t.n and h.seq = r.head_seq";
                        case "timeline_entry" -> " join bench_chain h on h.n = t.n and h.seq = r.seq";
                        default -> "";
                    };
            copy(name, columns, values, table.get(1).formatted(number), hashes);
        }
        jdbc.execute("drop table bench_chain");
        try {
            jdbc.execute(new ClassPathResource("benchmark/lists.sql").getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String value(String table, Map<String, Object> column, String field, Set<String> moved) {
        if (moved.contains(field)) {
            return "r." + field + " + t.n * " + STEP;
        }
        if ("hash".equals(field) || "head_hash".equals(field)) {
            return "h.hash";
        }
        if ("submission_key".equals(field)) {
            return "null";
        }
        boolean words = "timeline_entry".equals(table) && ("personal".equals(field) || "salt".equals(field));
        if (!isText(column) || words || field.endsWith("hash") || "digest".equals(field)) {
            return "r." + field;
        }
        String inTheSame = "replace(r." + field + ", '" + number + "', t.number)";
        return switch (field) {
            case "enterprise_name", "enterprise_key" -> inTheSame + " || t.n";
            default -> "case when r." + field + " = '" + host + "' then t.host else " + inTheSame + " end";
        };
    }

    /** The hashes of the copies' timelines, entry by entry as {@code suban.ledger.Timeline} makes them. */
    private void chains() {
        jdbc.execute("drop table if exists bench_chain");
        jdbc.execute("create table bench_chain (n bigint, seq integer, hash varchar(64), primary key (n, seq))");
        jdbc.execute("insert into bench_chain select n, 0, repeat('0', 64) from bench_copy");
        int last = jdbc.queryForObject("select head_seq from complaint where number = ?", Integer.class, number);
        for (int seq = 1; seq <= last; seq++) {
            jdbc.update(
                    """
                    insert into bench_chain
                    select t.n, e.seq, encode(sha256(convert_to(concat_ws(E'\\n', before.hash, t.number, e.seq, e.at_millis, e.act,
                      coalesce(e.actor, ''), %s, replace(e.input, c.number, t.number), e.digest), 'UTF8')), 'hex')
                    from complaint c join timeline_entry e on e.complaint_id = c.id and e.seq = ?
                    cross join bench_copy t join bench_chain before on before.n = t.n and before.seq = e.seq - 1
                    where c.number = ?"""
                            .formatted("case when e.unit = '" + host + "' then t.host else coalesce(e.unit, '') end"),
                    seq,
                    number);
        }
    }

    private void copy(String table, List<String> columns, List<String> values, String which, String join) {
        jdbc.execute("insert into %s (%s) select %s from bench_copy t cross join (select * from %s where %s) r%s"
                .formatted(table, String.join(", ", columns), String.join(", ", values), table, which, join));
    }

    private List<Map<String, Object>> columns(String table) {
        return jdbc.queryForList(
                "select column_name, data_type from information_schema.columns where table_schema = 'public' and table_name = ?"
                        + " order by ordinal_position",
                table);
    }

    private static boolean isText(Map<String, Object> column) {
        return String.valueOf(column.get("data_type")).startsWith("character varying");
    }

    /** The columns that hold ids of rows of the case. */
    private Set<String> ids(String table) {
        Set<String> names = new LinkedHashSet<>(jdbc.queryForList(
                """
                select a.attname from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
                where k.conrelid = cast(? as regclass) and k.contype = 'f'""",
                String.class,
                table));
        columns(table).stream()
                .map(column -> (String) column.get("column_name"))
                .filter("id"::equals)
                .forEach(names::add);
        return names;
    }
}
