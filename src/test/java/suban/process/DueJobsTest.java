package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import suban.acts.Acts;
import suban.engine.DueJobs;
import suban.ledger.ComplaintClass;

/** What is due is reserved by one node, the earliest first; nothing waits for what another node is just reserving. */
@DisplayName("到期的步骤和时限由各节点分取")
class DueJobsTest extends SubanTest {

    private static final int ENOUGH = 100;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private CamundaBpmProperties properties;

    @Autowired
    private JdbcClient client;

    @Autowired
    private Clock clock;

    private TransactionTemplate transaction;
    private DueJobs node;
    private DueJobs other;

    @BeforeEach
    void threeCasesAreDue() {
        transaction = new TransactionTemplate(transactions);
        node = new DueJobs(new SyncTaskExecutor(), properties, client, clock);
        other = new DueJobs(new SyncTaskExecutor(), properties, client, clock);
        today("2026-03-02T10:00");
        for (String at : List.of("2026-03-02T10:00", "2026-03-03T10:00", "2026-03-04T10:00")) {
            time.set(Acts.at(at));
            String number = acts.register("ysb1", general());
            acts.triage("ysb1", number, ComplaintClass.GENERAL, "jinghe");
        }
        time.set(Acts.at("2026-03-04T18:30"));
    }

    /** Due and not reserved, the earliest first. */
    private List<String> due() {
        return client.sql(
                        """
                        select ID_ from ACT_RU_JOB where TYPE_ = 'timer' and DUEDATE_ <= :now and RETRIES_ > 0
                        and LOCK_OWNER_ is null order by DUEDATE_, ID_""")
                .param("now", Timestamp.from(clock.instant()))
                .query(String.class)
                .list();
    }

    @Test
    @DisplayName("先到期的先取；取走的别的节点不取，保留时间过后才取")
    void theEarliestFirstAndOnce() {
        transaction.executeWithoutResult(status -> {
            List<String> due = due();
            assertThat(due).as("one of each case at least").hasSizeGreaterThanOrEqualTo(3);
            assertThat(reservedBy(node, 1)).containsExactly(List.of(due.get(0)));
            List<String> rest =
                    reservedBy(node, ENOUGH).stream().flatMap(List::stream).toList();
            assertThat(rest).isNotEmpty().doesNotContain(due.get(0));
            assertThat(due).containsAll(rest);
            assertThat(reservedBy(other, ENOUGH)).isEmpty();
            time.set(clock.instant().plusMillis(node.getLockTimeInMillis() + 1));
            assertThat(reservedBy(other, ENOUGH).stream().flatMap(List::stream))
                    .contains(due.get(0))
                    .containsAll(rest);
            status.setRollbackOnly();
        });
    }

    @Test
    @DisplayName("同一流程的一件接一件做，不同时做")
    void oneAfterTheOther() {
        transaction.executeWithoutResult(status -> {
            for (List<String> batch : reservedBy(node, ENOUGH)) {
                assertThat(client.sql(
                                        "select count(distinct PROCESS_INSTANCE_ID_) from ACT_RU_JOB where ID_ in (:jobs)")
                                .param("jobs", batch)
                                .query(Integer.class)
                                .single())
                        .isEqualTo(1);
            }
            assertThat(client.sql(
                                    """
                                    select count(*) from (select PROCESS_INSTANCE_ID_ from ACT_RU_JOB
                                    where EXCLUSIVE_ = true and LOCK_OWNER_ is not null group by PROCESS_INSTANCE_ID_) running""")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(3);
            status.setRollbackOnly();
        });
    }

    @Test
    @DisplayName("别的节点正在取的，跳过不等")
    void whatAnotherIsReserving() throws Exception {
        List<String> due = due();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<Void> reserving =
                CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> {
                    client.sql("select ID_ from ACT_RU_JOB where ID_ = :job for update")
                            .param("job", due.get(0))
                            .query(String.class)
                            .single();
                    held.countDown();
                    try {
                        done.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
        held.await();
        try {
            transaction.executeWithoutResult(status -> {
                List<String> reserved =
                        reservedBy(node, ENOUGH).stream().flatMap(List::stream).toList();
                assertThat(reserved).isNotEmpty().doesNotContain(due.get(0));
                status.setRollbackOnly();
            });
        } finally {
            done.countDown();
            reserving.get();
        }
    }
}
