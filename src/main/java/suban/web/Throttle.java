package suban.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Who must wait before trying a name and a password again. Names are easy to guess, so strangers must not be able to keep their
 * owners out: what counts first is a name <em>from one address</em>.
 *
 * <ul>
 *   <li>A name from an address waits 3, 6, 12 … up to 300 seconds after each failure, until it has succeeded.
 *   <li>After {@value #OF_A_NAME} failures of a name within five minutes, from wherever, it waits for the rest of them (many addresses guess
 *       together).
 *   <li>After {@value #OF_AN_ADDRESS} failures of an address within ten minutes, with whatever names, it waits for the rest of them (one
 *       password is tried with many names).
 *   <li>The last two do not hold for a name that has succeeded from this address within 30 days.
 * </ul>
 *
 * In memory, per node and since its start; what has not been asked for longest is forgotten first. Names that do not exist are treated alike.
 */
@Component
class Throttle {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(3);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(300);
    private static final int OF_A_NAME = 20;
    private static final Duration NAMES_WINDOW = LONGEST_WAIT;
    private static final int OF_AN_ADDRESS = 50;
    private static final Duration ADDRESSES_WINDOW = Duration.ofMinutes(10);
    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    /** Entries of each kind: some 20 MB at most. */
    private static final int REMEMBERED = 50_000;

    private static final int LONGEST_ADDRESS = 64;
    private static final int BYTES_OF_A_NETWORK = 8;

    private final RunningTime time;
    private final Map<Pair, Failures> failures;
    private final Map<Pair, Duration> successes;
    private final Map<String, Failures> ofNames;
    private final Map<String, Failures> ofAddresses;

    private record Pair(String name, String network) {}

    /**
     * @param until end of the wait after the last failure, or of the window that the first one opened
     */
    private record Failures(int count, Duration until) {}

    /** Keeps what was used last. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1L;

        private final int most;

        Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }

    @Autowired
    Throttle(RunningTime time) {
        this(time, REMEMBERED);
    }

    Throttle(RunningTime time, int remembered) {
        this.time = time;
        failures = new Recent<>(remembered);
        successes = new Recent<>(remembered);
        ofNames = new Recent<>(remembered);
        ofAddresses = new Recent<>(remembered);
    }

    /**
     * Whether this name may not be tried from this address now, rightly or wrongly.
     *
     * @param name of bounded length
     * @param address of the client as the container tells it
     */
    synchronized boolean mustWait(String name, String address) {
        Pair pair = new Pair(name, network(address));
        Failures own = failures.get(pair);
        if (own != null && own.until.compareTo(time.read()) > 0) {
            return true;
        }
        return !isKnown(pair)
                && (isFull(ofNames.get(name), OF_A_NAME) || isFull(ofAddresses.get(pair.network), OF_AN_ADDRESS));
    }

    synchronized void failed(String name, String address) {
        Pair pair = new Pair(name, network(address));
        Failures before = failures.get(pair);
        int count = before == null ? 1 : before.count + 1;
        failures.put(pair, new Failures(count, time.read().plus(waitAfter(count))));
        count(ofNames, name, NAMES_WINDOW);
        count(ofAddresses, pair.network, ADDRESSES_WINDOW);
    }

    synchronized void succeeded(String name, String address) {
        Pair pair = new Pair(name, network(address));
        failures.remove(pair);
        successes.put(pair, time.read());
    }

    private static Duration waitAfter(int failures) {
        double seconds = FIRST_WAIT.toSeconds() * Math.pow(2, failures - 1d);
        return Duration.ofSeconds((long) Math.min(seconds, LONGEST_WAIT.toSeconds()));
    }

    private boolean isKnown(Pair pair) {
        Duration last = successes.get(pair);
        return last != null && time.read().minus(last).compareTo(KNOWN_FOR) < 0;
    }

    private boolean isFull(Failures window, int most) {
        return window != null && window.count >= most && window.until.compareTo(time.read()) > 0;
    }

    private void count(Map<String, Failures> windows, String key, Duration length) {
        Failures window = windows.get(key);
        boolean open = window != null && window.until.compareTo(time.read()) > 0;
        windows.put(
                key,
                open
                        ? new Failures(window.count + 1, window.until)
                        : new Failures(1, time.read().plus(length)));
    }

    /** An IPv6 client has a whole network (/64) of addresses, which is taken for one. */
    private static String network(String address) {
        String text = address.length() > LONGEST_ADDRESS ? address.substring(0, LONGEST_ADDRESS) : address;
        if (text.indexOf(':') < 0) {
            return text;
        }
        try {
            // a text with a colon is never looked up as a host's name
            InetAddress client = InetAddress.getByName(text);
            byte[] bytes = client.getAddress();
            return bytes.length > BYTES_OF_A_NETWORK
                    ? HexFormat.of().formatHex(bytes, 0, BYTES_OF_A_NETWORK)
                    : client.getHostAddress();
        } catch (UnknownHostException e) {
            return text;
        }
    }
}
