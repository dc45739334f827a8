package suban.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** People who work at the same time, each on a case of their own. */
final class People {

    private People() {}

    /**
     * Lets so many people play so many cases together.
     *
     * @return how many cases it were ({@code cases}), how long it took ({@code seconds}), and how many a second ({@code rate})
     */
    static Map<String, Double> work(int people, int cases, Runnable aCase) {
        AtomicInteger names = new AtomicInteger();
        ExecutorService threads =
                Executors.newFixedThreadPool(people, task -> new Thread(task, Wire.PEOPLE + names.incrementAndGet()));
        AtomicInteger left = new AtomicInteger(cases);
        long from = System.nanoTime();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                all.add(threads.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        aCase.run();
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
        double took = (System.nanoTime() - from) / 1e9;
        return Map.of("cases", (double) cases, "seconds", took, "rate", cases / took);
    }
}
