package suban.operation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The figures as they were at most a few seconds ago. Whoever asks never waits long, and never for a database that is away: such a one keeps one
 * thread of ours, not those of callers.
 */
class FigureCache implements AutoCloseable {

    private final Supplier<Figures> reader;
    private final Duration fresh;
    private final Duration patience;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread one = new Thread(work, "figures");
        one.setDaemon(true);
        return one;
    });
    private Future<Figures> reading;
    private Figures last;
    private Long askedAt;

    /**
     * @param fresh how long an answer, or that there was none, holds
     * @param patience how long a caller waits at most
     */
    FigureCache(Supplier<Figures> reader, Duration fresh, Duration patience) {
        this.reader = reader;
        this.fresh = fresh;
        this.patience = patience;
    }

    /** The figures; empty while the database does not answer. */
    synchronized Optional<Figures> get() {
        if (askedAt == null || System.nanoTime() - askedAt > fresh.toNanos()) {
            if (reading == null || reading.isDone()) { // what was waited for in vain tells of the past
                reading = thread.submit(reader::get);
            }
            last = answer();
            askedAt = System.nanoTime();
        }
        return Optional.ofNullable(last);
    }

    private Figures answer() {
        try {
            Figures figures = reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            reading = null;
            return figures;
        } catch (TimeoutException e) {
            return null; // still at it; the next one who asks waits for the same
        } catch (ExecutionException e) {
            reading = null;
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
