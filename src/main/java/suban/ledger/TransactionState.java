package suban.ledger;

import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Something that one transaction remembers from its first use to its end, and no transaction inside it sees. */
abstract class TransactionState implements TransactionSynchronization {

    /** Whether there is a transaction that could remember something. */
    static boolean isPossible() {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive();
    }

    /** What this transaction remembers; null where it has not begun to. What nobody will end is none of this transaction's. */
    static <T extends TransactionState> T find(Class<T> kind) {
        T state = kind.cast(TransactionSynchronizationManager.getResource(kind));
        if (state != null
                && !(isPossible()
                        && TransactionSynchronizationManager.getSynchronizations()
                                .contains(state))) {
            TransactionSynchronizationManager.unbindResource(kind);
            return null;
        }
        return state;
    }

    /** What this transaction remembers, from now on. */
    static <T extends TransactionState> T current(Class<T> kind, Supplier<T> fresh) {
        T state = find(kind);
        if (state == null) {
            state = fresh.get();
            TransactionSynchronizationManager.bindResource(kind, state);
            TransactionSynchronizationManager.registerSynchronization(state);
        }
        return state;
    }

    @Override
    public void suspend() {
        TransactionSynchronizationManager.unbindResourceIfPossible(getClass());
    }

    @Override
    public void resume() {
        TransactionSynchronizationManager.bindResource(getClass(), this);
    }

    /** Before anybody begins another transaction on hearing of the end of this one. */
    @Override
    public void beforeCompletion() {
        TransactionSynchronizationManager.unbindResourceIfPossible(getClass());
    }

    @Override
    public void afterCompletion(int status) {
        TransactionSynchronizationManager.unbindResourceIfPossible(getClass());
    }
}
