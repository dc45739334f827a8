package suban.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Whole cases, from registration to 销号, mixed as a district's are: of ten one is answered at once, five are a host's alone, three have
 * co-handlers, and one of these and one of the others come back once (Article 14).
 */
final class Stories {

    private static final List<String> CITIES = List.of("jinghe", "fengdong", "fengxi", "qinhan", "konggang");
    private static final List<String> DEPARTMENTS =
            List.of("zijian", "ziran", "jingfa", "shengtai", "shichang", "renshe", "jiaotong");

    private final Desk desk;
    private final Map<String, List<Double>> latencies = new ConcurrentHashMap<>();
    private final LongAdder acts = new LongAdder();
    private final AtomicInteger serials = new AtomicInteger();

    Stories(Desk desk) {
        this.desk = desk;
    }

    /** How many acts there were so far. */
    double acts() {
        return acts.doubleValue();
    }

    /** Milliseconds each act took, by act. */
    Map<String, List<Double>> latencies() {
        return new TreeMap<>(latencies);
    }

    /** Forgets the latencies of warming up. */
    void forget() {
        latencies.clear();
    }

    /** Plays the next case of the mix to its end. */
    void playOne() {
        int serial = serials.incrementAndGet();
        String city = CITIES.get(serial % CITIES.size());
        int kind = serial % 10;
        List<String> with = new ArrayList<>();
        if (kind >= 6 && kind < 9) {
            with.add(DEPARTMENTS.get(serial % DEPARTMENTS.size()));
            if (kind == 8) {
                with.add(DEPARTMENTS.get((serial + 1) % DEPARTMENTS.size()));
            }
        }
        String number = timed("register", () -> desk.register(serial, city));
        timed("triage", () -> desk.triage(number, kind == 0, city, with));
        if (kind == 0) {
            timed("answerImmediately", () -> desk.answerImmediately(number));
        } else {
            handle(number, city, with);
            if (kind == 5 || kind == 7) {
                timed("visit", () -> desk.visit(number, false));
                handle(number, city, with);
            }
        }
        timed("visit", () -> desk.visit(number, true));
        if (!with.isEmpty()) {
            timed("score", () -> desk.score(number, city, with));
        }
    }

    /** Registers the next case, which then waits for triage; returns its number. */
    String playToTriage() {
        int serial = serials.incrementAndGet();
        return desk.register(serial, CITIES.get(serial % CITIES.size()));
    }

    /** Brings the next case to where its host works on it. */
    String playToHandling() {
        int serial = serials.get() + 1;
        String number = playToTriage();
        desk.triage(number, false, CITIES.get(serial % CITIES.size()), List.of());
        return number;
    }

    /** Brings the next case to where the enterprise is to be called. */
    String playToVisit() {
        int serial = serials.get() + 1;
        String number = playToHandling();
        handle(number, CITIES.get(serial % CITIES.size()), List.of());
        return number;
    }

    private void handle(String number, String host, List<String> with) {
        timed("respond", () -> desk.respond(number, host));
        with.forEach(unit -> timed("opine", () -> desk.opine(number, unit)));
        timed("ready", () -> desk.ready(number, host));
        timed("reply", () -> desk.reply(number, host));
    }

    private void timed(String act, Runnable run) {
        timed(act, () -> {
            run.run();
            return null;
        });
    }

    private <T> T timed(String act, Supplier<T> run) {
        long from = System.nanoTime();
        T result = run.get();
        double millis = (System.nanoTime() - from) / 1e6;
        acts.increment();
        List<Double> all = latencies.computeIfAbsent(act, name -> new ArrayList<>());
        synchronized (all) {
            all.add(millis);
        }
        return result;
    }
}
