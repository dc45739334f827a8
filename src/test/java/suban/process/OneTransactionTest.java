package suban.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import suban.Actor;
import suban.ledger.Act;
import suban.ledger.Complaint;

/** What a transaction remembers of a case is never older than what it would read, and every chain ends where its entries end. */
@DisplayName("一笔事务之内")
class OneTransactionTest extends SubanTest {

    @Autowired
    private PlatformTransactionManager transactions;

    private TransactionTemplate outer;
    private String number;
    private Complaint complaint;

    @BeforeEach
    void register() {
        today("2026-03-02T10:00");
        outer = new TransactionTemplate(transactions);
        number = acts.register("ysb1", general());
        complaint = ledger.complaint(number);
    }

    @AfterEach
    void nothingStaysOnTheThread() {
        assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    }

    @Test
    @DisplayName("读过的案件记着，一写一锁就重读")
    void whatIsRead() {
        outer.executeWithoutResult(status -> {
            Complaint first = ledger.complaint(number);
            somebodyElseWrites("甲");
            assertThat(ledger.complaint(number)).as("no second query").isSameAs(first);
            jdbc.update("update notice set attempts = attempts where complaint_id = ?", first.id());
            assertThat(ledger.complaint(number)).as("another table").isSameAs(first);
            ledger.lock(first);
            assertThat(ledger.complaint(number).title()).as("behind the lock").isEqualTo("甲");
            jdbc.update("update complaint set title = '乙' where number = ?", number);
            assertThat(ledger.complaint(number).title()).as("its own writing").isEqualTo("乙");
        });
    }

    @Test
    @DisplayName("里面另起的事务改了什么，出来就看得到；退回的，回到原样")
    void transactionsInside() {
        TransactionTemplate apart = with(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        TransactionTemplate nested = with(TransactionDefinition.PROPAGATION_NESTED);
        outer.executeWithoutResult(status -> {
            ledger.complaint(number);
            apart.executeWithoutResult(inner -> {
                jdbc.update("update complaint set title = '丙' where number = ?", number);
                assertThat(ledger.complaint(number).title()).isEqualTo("丙");
            });
            assertThat(ledger.complaint(number).title()).isEqualTo("丙");
            nested.executeWithoutResult(inner -> {
                jdbc.update("update complaint set title = '丁' where number = ?", number);
                assertThat(ledger.complaint(number).title()).isEqualTo("丁");
                inner.setRollbackOnly();
            });
            assertThat(ledger.complaint(number).title()).isEqualTo("丙");
        });
    }

    @Test
    @DisplayName("办理记录写几条、退回几条，链都接得上")
    void chains() {
        TransactionTemplate nested = with(TransactionDefinition.PROPAGATION_NESTED);
        int before = timeline.of(complaint.id()).size();
        outer.executeWithoutResult(status -> {
            append();
            nested.executeWithoutResult(inner -> {
                append();
                append();
                inner.setRollbackOnly();
            });
            append();
            nested.executeWithoutResult(inner -> append());
            nested.executeWithoutResult(TransactionStatus::setRollbackOnly);
        });
        assertThat(timeline.verify(complaint).intact()).isTrue();
        assertThat(timeline.of(complaint.id())).hasSize(before + 3);

        outer.executeWithoutResult(status -> {
            append();
            // whoever writes while others are being told of the end
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    append();
                }
            });
        });
        outer.executeWithoutResult(status -> {
            append();
            status.setRollbackOnly();
        });
        assertThat(timeline.verify(complaint).intact()).isTrue();
        assertThat(timeline.of(complaint.id())).hasSize(before + 5);
    }

    private void append() {
        timeline.append(complaint.id(), Act.DUE_SOON, Actor.SYSTEM, Map.of("attempt", 1));
    }

    private void somebodyElseWrites(String title) {
        CompletableFuture.runAsync(() -> jdbc.update("update complaint set title = ? where number = ?", title, number))
                .join();
    }

    private TransactionTemplate with(int propagation) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setPropagationBehavior(propagation);
        return template;
    }
}
