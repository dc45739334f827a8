package suban.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("运行指标：数据库不应答时不拖住采集")
class FigureCacheTest {

    private static final Figures SOME = new Figures(12, 3, 1, 4, 5.5, 6, 7, 8.25, 2);
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private static double value(SimpleMeterRegistry registry, String name) {
        return registry.get(name).gauge().value();
    }

    @Test
    @DisplayName("一次采集只查一次")
    void readOnceForAllGauges() {
        AtomicInteger read = new AtomicInteger();
        try (FigureCache cache = new FigureCache(
                () -> {
                    read.incrementAndGet();
                    return SOME;
                },
                FOR_EVER,
                FOR_EVER)) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new Metrics().subanMeters(cache).bindTo(registry);
            assertThat(value(registry, "suban.database.up")).isEqualTo(1);
            assertThat(value(registry, "suban.cases.open")).isEqualTo(12);
            assertThat(value(registry, "suban.cases.overdue")).isEqualTo(3);
            assertThat(value(registry, "suban.steps.failed")).isEqualTo(1);
            assertThat(value(registry, "suban.notices.waiting")).isEqualTo(4);
            assertThat(value(registry, "suban.notices.oldest.age")).isEqualTo(5.5);
            assertThat(value(registry, "suban.notices.undelivered")).isEqualTo(6);
            assertThat(value(registry, "suban.jobs.due")).isEqualTo(7);
            assertThat(value(registry, "suban.jobs.oldest.age")).isEqualTo(8.25);
            assertThat(value(registry, "suban.rules.differing")).isEqualTo(2);
            assertThat(read).hasValue(1);
        }
    }

    @Test
    @DisplayName("数据库出错：指标为NaN，suban_database_up为0；恢复后如常")
    void failing() {
        AtomicInteger tries = new AtomicInteger();
        try (FigureCache cache = new FigureCache(
                () -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new IllegalStateException("away");
                    }
                    return SOME;
                },
                Duration.ZERO,
                FOR_EVER)) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new Metrics().subanMeters(cache).bindTo(registry);
            assertThat(value(registry, "suban.database.up")).isZero();
            assertThat(value(registry, "suban.cases.open")).isEqualTo(12);
        }
        try (FigureCache cache = new FigureCache(
                () -> {
                    throw new IllegalStateException("away");
                },
                FOR_EVER,
                FOR_EVER)) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new Metrics().subanMeters(cache).bindTo(registry);
            assertThat(value(registry, "suban.cases.open")).isNaN();
            assertThat(value(registry, "suban.database.up")).isZero();
        }
    }

    @Test
    @DisplayName("数据库挂起：每次只等片刻，只占一个线程")
    void hanging() throws InterruptedException {
        CountDownLatch back = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        AtomicInteger tries = new AtomicInteger();
        try (FigureCache cache = new FigureCache(
                () -> {
                    tries.incrementAndGet();
                    try {
                        back.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    } finally {
                        read.countDown();
                    }
                    return SOME;
                },
                Duration.ZERO,
                PATIENCE)) {
            assertThat(cache.get()).isEmpty();
            assertThat(cache.get()).isEmpty();
            assertThat(tries).hasValue(1);
            back.countDown();
            assertThat(read.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(cache.get()).contains(SOME);
        }
    }
}
