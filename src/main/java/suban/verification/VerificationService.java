package suban.verification;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import suban.ledger.KeptLines;
import suban.ledger.Status;
import suban.ledger.Texts;
import suban.verification.Finding.Check;

/**
 * Asks the tables whether the promises hold: every complaint is in the ledger once and in the engine where the ledger says, every open
 * task has somebody, no date has passed unnoticed, no notice is stuck half-way, no file is lost, the lists are what the facts come
 * to. Reads only, past the engine, on one snapshot, so that nodes may go on working; what was begun a moment ago is given {@link #PATIENCE}. Chains of hashes are {@link ChainCheck}'s.
 */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class VerificationService {

    /** How long a due timer, a claimed notice or a restarting node may take. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** A case's processes that may outlive it. */
    private static final Set<String> OUTLIVING = Set.of("sealing", "phoneNotice");

    /** Where the ledger has a case while this process of it runs. */
    private static final Map<String, Set<Status>> STANDING = Map.of(
            "handling", Set.of(Status.HANDLING, Status.LONG_TERM),
            "meeting", Set.of(Status.HANDLING, Status.LONG_TERM),
            "fortnight", Set.of(Status.HANDLING, Status.LONG_TERM),
            "returnVisit", Set.of(Status.VISIT),
            "jointSupervision", Set.of(Status.SUPERVISION),
            "accountability", Set.of(Status.ACCOUNTABILITY));

    private static final String INSTANCES =
            """
            from ACT_RU_EXECUTION e join ACT_RE_PROCDEF d on d.ID_ = e.PROC_DEF_ID_
            left join complaint c on c.number = e.BUSINESS_KEY_
            where e.ID_ = e.PROC_INST_ID_""";

    private final JdbcClient jdbc;
    private final JdbcTemplate rows;
    private final Clock clock;

    VerificationService(JdbcClient jdbc, JdbcTemplate rows, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.clock = clock;
    }

    /** How many complaints there are. */
    public long complaints() {
        return jdbc.sql("select count(*) from complaint").query(Long.class).single();
    }

    /** Everything that is wrong but the chains. */
    public List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        numbers(found);
        running(found);
        standing(found);
        owners(found);
        failed(found);
        timers(found);
        notices(found);
        files(found);
        lists(found);
        return found;
    }

    /** Articles 6, 8: one complaint, one number, with its content. */
    private void numbers(List<Finding> found) {
        find(
                found,
                Check.NUMBERS,
                """
                select c.number from complaint c
                where not exists (select 1 from complaint_content x where x.complaint_id = c.id) order by c.number""",
                "没有投诉内容");
        find(
                found,
                Check.NUMBERS,
                """
                select c.number from complaint c
                left join number_counter n on n.counted_on = cast(substring(c.number from 3 for 4) || '-'
                  || substring(c.number from 7 for 2) || '-' || substring(c.number from 9 for 2) as date)
                where n.last is null or cast(substring(c.number from 12) as integer) > n.last order by c.number""",
                "编号大于当日的计数，下一件可能重号");
        find(
                found,
                Check.NUMBERS,
                """
                select c.number from complaint c
                where c.closed_at is null and c.status in ('REJECTED', 'CLOSED', 'WITHDRAWN', 'TERMINATED')
                   or c.closed_at is not null and c.status not in ('REJECTED', 'CLOSED', 'WITHDRAWN', 'TERMINATED')
                order by c.number""",
                "办结状态与办结时间不符");
    }

    private void running(List<Finding> found) {
        find(
                found,
                Check.RUNNING,
                """
                select c.number from complaint c where c.closed_at is null and (
                  select count(*) from ACT_RU_EXECUTION e join ACT_RE_PROCDEF d on d.ID_ = e.PROC_DEF_ID_
                  where e.BUSINESS_KEY_ = c.number and e.ID_ = e.PROC_INST_ID_ and d.KEY_ = 'complaint') <> 1
                order by c.number""",
                "未办结，但没有（或不止一个）办理流程");
        jdbc.sql("select e.BUSINESS_KEY_, d.KEY_ " + INSTANCES
                        + " and c.closed_at is not null and d.KEY_ not in (:outliving) order by 1, 2")
                .param("outliving", OUTLIVING)
                .query((row, at) ->
                        new Finding(Check.RUNNING, row.getString(1), "已办结，但流程“" + row.getString(2) + "”仍在运行"))
                .list()
                .forEach(found::add);
        find(
                found,
                Check.RUNNING,
                "select coalesce(e.BUSINESS_KEY_, e.ID_) " + INSTANCES
                        + " and d.KEY_ = 'complaint' and c.id is null order by 1",
                "流程在运行，但台账中没有该编号");
        find(
                found,
                Check.RUNNING,
                """
                select c.number from phone_notice p join complaint c on c.id = p.complaint_id
                where p.ended_at is null and not exists (
                  select 1 from ACT_RU_EXECUTION e join ACT_RE_PROCDEF d on d.ID_ = e.PROC_DEF_ID_
                  where e.BUSINESS_KEY_ = c.number and e.ID_ = e.PROC_INST_ID_ and d.KEY_ = 'phoneNotice')
                order by c.number""",
                "须电话告知，但没有“电话告知”流程");
    }

    /** Where the ledger says a case stands is where the engine has it. */
    private void standing(List<Finding> found) {
        Map<String, Set<String>> processes = new TreeMap<>();
        Map<String, Status> statuses = new TreeMap<>();
        jdbc.sql("select c.number, c.status, d.KEY_ " + INSTANCES + " and c.id is not null and c.closed_at is null")
                .query(row -> {
                    statuses.put(row.getString(1), Status.valueOf(row.getString(2)));
                    processes
                            .computeIfAbsent(row.getString(1), number -> new TreeSet<>())
                            .add(row.getString(3));
                });
        statuses.forEach((number, status) -> {
            Set<String> own = processes.get(number);
            own.stream()
                    .filter(key ->
                            STANDING.containsKey(key) && !STANDING.get(key).contains(status))
                    .forEach(key -> found.add(
                            new Finding(Check.STANDING, number, "台账为“" + status.label() + "”，但流程“" + key + "”在运行")));
            boolean needsNone = STANDING.values().stream().noneMatch(at -> at.contains(status));
            boolean hasOne = own.stream().anyMatch(key -> STANDING.containsKey(key));
            if (!needsNone && !hasOne && !isElsewhere(number, status, own)) {
                found.add(new Finding(Check.STANDING, number, "台账为“" + status.label() + "”，但没有相应的流程"));
            }
        });
    }

    /** Answered at once, reported back, or waiting for the supervision of the same matter: all that within the case's own process. */
    private boolean isElsewhere(String number, Status status, Set<String> processes) {
        if (processes.contains("reportBack")) {
            return true;
        }
        String inside =
                switch (status) {
                    case HANDLING -> "userTask_answerImmediately";
                    case SUPERVISION -> "event_awaitingSupervision";
                    default -> null;
                };
        return inside != null
                && jdbc.sql(
                                        """
                                select count(*) from ACT_RU_EXECUTION e join ACT_RU_EXECUTION root on root.ID_ = e.PROC_INST_ID_
                                where root.BUSINESS_KEY_ = :number and e.ACT_ID_ = :inside""")
                                .param("number", number)
                                .param("inside", inside)
                                .query(Integer.class)
                                .single()
                        > 0;
    }

    /** Every open task has somebody who sees it (Article 4). */
    private void owners(List<Finding> found) {
        jdbc.sql(
                        """
                        select coalesce(root.BUSINESS_KEY_, t.PROC_INST_ID_), t.NAME_ from ACT_RU_TASK t
                        join ACT_RU_EXECUTION root on root.ID_ = t.PROC_INST_ID_
                        where not exists (
                          select 1 from ACT_RU_IDENTITYLINK l join ACT_ID_MEMBERSHIP m on m.GROUP_ID_ = l.GROUP_ID_
                          where l.TASK_ID_ = t.ID_ and l.TYPE_ = 'candidate'
                            and (t.ASSIGNEE_ is null or m.USER_ID_ = t.ASSIGNEE_))
                        order by 1, 2""")
                .query((row, at) -> new Finding(Check.OWNERS, row.getString(1), "待办“" + row.getString(2) + "”没有能办理的人"))
                .list()
                .forEach(found::add);
    }

    private void failed(List<Finding> found) {
        jdbc.sql(
                        """
                        select coalesce(root.BUSINESS_KEY_, d.KEY_, '—'), coalesce(i.ACTIVITY_ID_, i.INCIDENT_TYPE_)
                        from ACT_RU_INCIDENT i left join ACT_RU_EXECUTION root on root.ID_ = i.PROC_INST_ID_
                        left join ACT_RE_PROCDEF d on d.ID_ = i.PROC_DEF_ID_
                        where i.ID_ = i.CAUSE_INCIDENT_ID_ order by 1, 2""")
                .query((row, at) ->
                        new Finding(Check.FAILED, row.getString(1), "步骤“" + row.getString(2) + "”失败，须由管理员重试"))
                .list()
                .forEach(found::add);
        find(
                found,
                Check.FAILED,
                """
                select coalesce(root.BUSINESS_KEY_, j.PROCESS_DEF_KEY_, j.ID_) from ACT_RU_JOB j
                left join ACT_RU_EXECUTION root on root.ID_ = j.PROCESS_INSTANCE_ID_
                where j.RETRIES_ = 0 and not exists (select 1 from ACT_RU_INCIDENT i where i.CONFIGURATION_ = j.ID_)
                order by 1""",
                "有步骤不再重试，也没有失败记录");
    }

    private void timers(List<Finding> found) {
        jdbc.sql(
                        """
                        select coalesce(root.BUSINESS_KEY_, j.PROCESS_DEF_KEY_, j.ID_), coalesce(j.DUEDATE_, j.CREATE_TIME_)
                        from ACT_RU_JOB j left join ACT_RU_EXECUTION root on root.ID_ = j.PROCESS_INSTANCE_ID_
                        where coalesce(j.DUEDATE_, j.CREATE_TIME_) < :before and j.RETRIES_ > 0 and j.SUSPENSION_STATE_ = 1 order by 2, 1""")
                .param("before", Timestamp.from(now().minus(PATIENCE))) // the engine's columns hold local times
                .query((row, at) -> new Finding(
                        Check.TIMERS,
                        row.getString(1),
                        "到期的计时或自动步骤未执行：" + Texts.time(row.getTimestamp(2).toInstant())))
                .list()
                .forEach(found::add);
    }

    /** Articles 9, 11: what people have to be told is on its way, or somebody telephones. */
    private void notices(List<Finding> found) {
        find(
                found,
                Check.NOTICES,
                """
                select coalesce(c.number, n.reference) from notice n left join complaint c on c.id = n.complaint_id
                where n.state = 'SENDING' and n.sending_until < :before order by n.id""",
                "告知发送中断，未有结果");
        find(
                found,
                Check.NOTICES,
                """
                select coalesce(c.number, n.reference) from notice n left join complaint c on c.id = n.complaint_id
                where n.state = 'DELIVERED' and n.sent_at is null order by n.id""",
                "告知已送达，但没有送达时间");
        find(
                found,
                Check.NOTICES,
                """
                select c.number from notice n join complaint c on c.id = n.complaint_id
                where n.state = 'CALLING' and not exists (
                  select 1 from phone_notice p where p.complaint_id = n.complaint_id and p.ended_at is null) order by n.id""",
                "须电话告知，但没有电话告知的待办");
    }

    private void files(List<Finding> found) {
        jdbc.sql(
                        """
                        select c.number, a.id from attachment a join complaint c on c.id = a.complaint_id
                        join attachment_content f on f.sha256 = a.sha256
                        where a.size <> f.size or f.size <> (
                          select coalesce(sum(octet_length(p.bytes)), 0) from attachment_part p where p.sha256 = f.sha256)
                        order by a.id""")
                .query((row, at) -> new Finding(Check.FILES, row.getString(1), "附件（编号" + row.getLong(2) + "）内容不完整"))
                .list()
                .forEach(found::add);
    }

    /** Article 8: lists, searches and rates say what the facts say. */
    private void lists(List<Finding> found) {
        KeptLines.wrong(rows)
                .forEach(it ->
                        found.add(new Finding(Check.LISTS, it.number(), "清单数据与办理情况不符：" + String.join("、", it.what()))));
    }

    private void find(List<Finding> found, Check check, String sql, String text) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql);
        if (sql.contains(":before")) {
            statement = statement.param("before", now().minus(PATIENCE).atOffset(ZoneOffset.UTC));
        }
        statement.query(String.class).list().forEach(number -> found.add(new Finding(check, number, text)));
    }

    private Instant now() {
        return clock.instant();
    }
}
