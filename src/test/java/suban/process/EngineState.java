package suban.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the engine's own tables hold at one moment: tokens, tasks, timers, subscriptions. Read past the engine, so that it shows what
 * is there and not what the engine thinks.
 */
final class EngineState {

    /** A row of executions: where a token stands, or a scope around tokens. */
    record Token(
            String id,
            String parent,
            String superExecution,
            String instance,
            String process,
            String activity,
            boolean active) {}

    /** An open task; {@code groups} whose people may take it. */
    record OpenTask(
            String id,
            String number,
            String token,
            String instance,
            String key,
            String assignee,
            Instant due,
            List<String> groups) {}

    /** A timer, or a step that waits for its own transaction. */
    record WaitingJob(
            String id,
            String number,
            String token,
            String instance,
            String activity,
            Instant due,
            int retries,
            boolean timer) {}

    /** What a token or scope listens for. */
    record Subscription(String token, String instance, String event, String activity) {}

    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private final Map<String, String> numbers = new HashMap<>();
    private final List<OpenTask> tasks = new ArrayList<>();
    private final List<WaitingJob> jobs = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final int incidents;

    EngineState(JdbcTemplate jdbc) {
        jdbc.query(
                """
                select e.ID_, e.PARENT_ID_, e.SUPER_EXEC_, e.PROC_INST_ID_, d.KEY_, e.ACT_ID_, e.IS_ACTIVE_, e.BUSINESS_KEY_
                from ACT_RU_EXECUTION e join ACT_RE_PROCDEF d on d.ID_ = e.PROC_DEF_ID_""",
                this::token);
        Map<String, List<String>> groups = new HashMap<>();
        jdbc.query(
                "select TASK_ID_, GROUP_ID_ from ACT_RU_IDENTITYLINK where TYPE_ = 'candidate' and TASK_ID_ is not null",
                (ResultSet row) -> {
                    groups.computeIfAbsent(row.getString(1), task -> new ArrayList<>())
                            .add(row.getString(2));
                });
        jdbc.query(
                "select ID_, EXECUTION_ID_, PROC_INST_ID_, TASK_DEF_KEY_, ASSIGNEE_, DUE_DATE_ from ACT_RU_TASK",
                (ResultSet row) -> {
                    tasks.add(new OpenTask(
                            row.getString(1),
                            numbers.get(row.getString(3)),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            instant(row.getTimestamp(6)),
                            groups.getOrDefault(row.getString(1), List.of()).stream()
                                    .sorted()
                                    .toList()));
                });
        tasks.sort(Comparator.comparing((OpenTask task) -> String.valueOf(task.number()))
                .thenComparing(OpenTask::key)
                .thenComparing(task -> task.groups().toString())
                .thenComparing(task -> String.valueOf(task.due())));
        jdbc.query(
                """
                select ID_, EXECUTION_ID_, PROCESS_INSTANCE_ID_, HANDLER_CFG_, DUEDATE_, RETRIES_, TYPE_
                from ACT_RU_JOB where PROCESS_INSTANCE_ID_ is not null""",
                (ResultSet row) -> {
                    String configuration = String.valueOf(row.getString(4));
                    jobs.add(new WaitingJob(
                            row.getString(1),
                            numbers.get(row.getString(3)),
                            row.getString(2),
                            row.getString(3),
                            configuration.replaceAll("[^A-Za-z0-9_].*", ""),
                            instant(row.getTimestamp(5)),
                            row.getInt(6),
                            "timer".equals(row.getString(7))));
                });
        jobs.sort(Comparator.comparing((WaitingJob job) -> job.due() == null ? Instant.MIN : job.due())
                .thenComparing(job -> String.valueOf(job.number()))
                .thenComparing(WaitingJob::activity));
        jdbc.query(
                "select EXECUTION_ID_, PROC_INST_ID_, EVENT_NAME_, ACTIVITY_ID_ from ACT_RU_EVENT_SUBSCR"
                        + " where PROC_INST_ID_ is not null",
                (ResultSet row) -> {
                    subscriptions.add(
                            new Subscription(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
                });
        Integer broken = jdbc.queryForObject("select count(*) from ACT_RU_INCIDENT", Integer.class);
        incidents = broken == null ? 0 : broken;
    }

    private void token(ResultSet row) throws SQLException {
        Token token = new Token(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getBoolean(7));
        tokens.put(token.id(), token);
        if (token.id().equals(token.instance())) {
            numbers.put(token.id(), row.getString(8));
        }
    }

    private static Instant instant(Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /** Every token and scope of a case, called processes included. */
    List<Token> tokens(String number) {
        return tokens.values().stream()
                .filter(token -> number.equals(numbers.get(token.instance())))
                .toList();
    }

    /** The innermost ones: where something waits, or nothing does and it should. */
    List<Token> leaves(String number) {
        List<String> parents = tokens.values().stream().map(Token::parent).toList();
        return tokens(number).stream()
                .filter(token -> !parents.contains(token.id()))
                .toList();
    }

    List<OpenTask> tasks() {
        return tasks;
    }

    List<OpenTask> tasks(String number) {
        return tasks.stream().filter(task -> number.equals(task.number())).toList();
    }

    /** In the order of their dates, steps that wait for none first. */
    List<WaitingJob> jobs() {
        return jobs;
    }

    List<WaitingJob> jobs(String number) {
        return jobs.stream().filter(job -> number.equals(job.number())).toList();
    }

    List<Subscription> subscriptions(String number) {
        return subscriptions.stream()
                .filter(it -> number.equals(numbers.get(it.instance())))
                .toList();
    }

    /** The process that this token has called, if it has. */
    boolean hasCalled(Token caller) {
        return tokens.values().stream().anyMatch(token -> caller.id().equals(token.superExecution()));
    }

    /** The other innermost tokens of the same process instance. */
    List<Token> beside(Token token, String number) {
        return leaves(number).stream()
                .filter(other ->
                        other.instance().equals(token.instance()) && !other.id().equals(token.id()))
                .toList();
    }

    /** Whether another instance of the same multiple activity is worked on: an ended one stays until all have ended. */
    boolean hasLivingSibling(Token token, String number) {
        List<String> parents = tokens.values().stream().map(Token::parent).toList();
        return tokens(number).stream()
                .filter(other -> token.parent() != null
                        && token.parent().equals(other.parent())
                        && !token.id().equals(other.id()))
                .anyMatch(other -> other.active() || parents.contains(other.id()));
    }

    int incidents() {
        return incidents;
    }

    /** Everything that may not change where an act was refused. */
    String trace() {
        TreeSet<String> lines = new TreeSet<>();
        tokens.values().forEach(token -> lines.add(token.toString()));
        tasks.forEach(task -> lines.add(task.toString()));
        jobs.forEach(job -> lines.add(job.toString()));
        subscriptions.forEach(it -> lines.add(it.toString()));
        return String.join("\n", lines);
    }
}
