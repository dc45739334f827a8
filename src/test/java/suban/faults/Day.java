package suban.faults;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.test.util.TestSocketUtils;
import suban.nodes.Nodes;

/** Two nodes with a mail server on Tuesday, 3 March 2026, from 10:00 in Xi'an on: a working day on which notices leave. */
final class Day implements AutoCloseable {

    static final String DATE = "2026-03-03";

    final Nodes nodes;
    final GreenMail mail;
    private final Instant began = Instant.now();
    private Instant morning = Instant.parse("2026-03-03T02:00:00Z");

    /** Starts everything, with PostgreSQL's files in {@code data}. */
    Day(Path folder, Path data) throws Exception {
        mail = new GreenMail(
                new ServerSetup(TestSocketUtils.findAvailableTcpPort(), "localhost", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        Map<String, String> settings = new HashMap<>(Map.of(
                "SUBAN_CLOCK_START", morning.toString(),
                "SUBAN_NOTICE_DEMO", "false",
                "SUBAN_NOTICE_EVERY", "1s",
                "SUBAN_NOTICE_LEASE", "20s",
                "SUBAN_NOTICE_MAIL_FROM", "suban@example.gov.cn",
                "SPRING_MAIL_HOST", "localhost",
                "SPRING_MAIL_PORT", Integer.toString(mail.getSmtp().getPort())));
        nodes = Nodes.up(folder, data, settings);
    }

    /** Starts a node whose time has gone on with ours. */
    void start(String node) throws Exception {
        start(node, Duration.ZERO);
    }

    /** Starts a node whose clock is wrong by this. */
    void start(String node, Duration wrong) throws Exception {
        nodes.set("SUBAN_CLOCK_START", now().plus(wrong).toString());
        nodes.start(node);
    }

    /** What time it is for everybody whose clock is right. */
    Instant now() {
        return morning.plus(Duration.between(began, Instant.now()));
    }

    /** From the next start of a node on it is later by this. */
    void passes(Duration time) {
        morning = morning.plus(time);
    }

    @Override
    public void close() throws Exception {
        nodes.close();
        mail.stop();
    }
}
