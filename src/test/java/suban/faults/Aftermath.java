package suban.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import suban.ledger.Act;
import suban.nodes.Nodes;

/** What must be true after every bad day, asked of the tables, of both nodes and of the {@code verify} command. */
final class Aftermath {

    private final Day day;
    private final Nodes nodes;

    Aftermath(Day day) {
        this.day = day;
        this.nodes = day.nodes;
    }

    /** Nothing lost, nothing twice: what was accepted is in the ledger once, and each act that was answered is there once. */
    void nothingLostNothingTwice(Traffic traffic) {
        assertThat(traffic.accepted.values()).doesNotHaveDuplicates();
        assertThat(nodes.jdbc().queryForList("select external_id from complaint order by id", String.class))
                .containsExactlyInAnyOrderElementsOf(traffic.accepted.keySet());
        Map<String, Map<String, Integer>> times = new TreeMap<>();
        nodes.jdbc()
                .query(
                        """
                        select c.number, t.act, count(*) from timeline_entry t join complaint c on c.id = t.complaint_id
                        group by c.number, t.act""",
                        row -> {
                            times.computeIfAbsent(row.getString(1), number -> new TreeMap<>())
                                    .put(row.getString(2), row.getInt(3));
                        });
        List<String> wrong = new ArrayList<>();
        traffic.done.forEach((number, done) -> {
            for (int i = 0; i < Traffic.ROAD.size(); i++) {
                Act act = Traffic.ROAD.get(i);
                int expected = i < done ? 1 : 0;
                int found = times.getOrDefault(number, Map.of()).getOrDefault(act.name(), 0);
                if (found != expected) {
                    wrong.add("%s: %s %d times instead of %d".formatted(number, act, found, expected));
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** Ledger and engine agree, chains hold, every task has somebody, no incident: by both nodes and by the command. */
    void verified() throws IOException, InterruptedException {
        for (String node : List.of("node1", "node2")) {
            HttpResponse<String> report = nodes.getFrom(node, "supervisor1", "/api/verification");
            assertThat(report.statusCode()).as(report.body()).isEqualTo(200);
            JsonNode findings = Nodes.json(report).path("findings");
            assertThat(findings).as(report.body()).isEmpty();
        }
        nodes.set("SUBAN_CLOCK_START", day.now().toString());
        Nodes.Ran verify = nodes.verify("suban");
        assertThat(verify.code()).as(verify.output()).isZero();
        assertThat(nodes.jdbc().queryForObject("select count(*) from act_ru_incident", Integer.class))
                .isZero();
    }

    /** Waits until no step is due any more, and nothing is being sent. */
    void settled(int seconds) throws InterruptedException {
        String due =
                "select count(*) from act_ru_job where suspension_state_ = 1 and retries_ > 0 and (type_ <> 'timer' "
                        + "or lock_owner_ is not null)";
        String sending = "select count(*) from notice where state = 'SENDING'";
        for (int i = 0; i < seconds; i++) {
            if (nodes.jdbc().queryForObject(due, Integer.class) == 0
                    && nodes.jdbc().queryForObject(sending, Integer.class) == 0) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new AssertionError("still due after %d s: %s"
                .formatted(
                        seconds,
                        nodes.jdbc()
                                .queryForList(
                                        "select type_, handler_cfg_, duedate_, lock_owner_, retries_ from act_ru_job "
                                                + "where lock_owner_ is not null or type_ <> 'timer' limit 10")));
    }

    /** Waits until every timer that was due at this time is done. */
    void nothingDue(Instant now, int seconds) throws InterruptedException {
        String due = "select count(*) from act_ru_job where type_ = 'timer' and duedate_ <= ?";
        for (int i = 0; i < seconds; i++) {
            if (nodes.jdbc().queryForObject(due, Integer.class, Timestamp.from(now)) == 0) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new AssertionError("still due after " + seconds + " s: "
                + nodes.jdbc().queryForObject(due, Integer.class, Timestamp.from(now)));
    }

    /**
     * Each notice to an enterprise went out once, whatever happened to who sent it: its words stand in exactly one mail where it is
     * noted as mailed, and in at most one where somebody telephones or nothing was noted; none is left lying.
     */
    void toldOnce(GreenMail server, int seconds) throws Exception {
        String waiting =
                "select count(*) from notice where recipient = 'ENTERPRISE' and state in ('WAITING', 'SENDING')";
        for (int i = 0; i < seconds && nodes.jdbc().queryForObject(waiting, Integer.class) > 0; i++) {
            TimeUnit.SECONDS.sleep(1);
        }
        assertThat(nodes.jdbc().queryForObject(waiting, Integer.class))
                .as("notices left lying")
                .isZero();
        Map<String, List<String>> mails = new TreeMap<>();
        for (MimeMessage mail : server.getReceivedMessages()) {
            mails.computeIfAbsent(mail.getAllRecipients()[0].toString(), address -> new ArrayList<>())
                    .add(bare(mail.getContent().toString()));
        }
        assertThat(mails).isNotEmpty();
        List<String> wrong = new ArrayList<>();
        nodes.jdbc()
                .query(
                        """
                        select x.contact_email, n.body, n.state, coalesce(n.delivered_by, '') from notice n
                        join complaint_content x on x.complaint_id = n.complaint_id where n.recipient = 'ENTERPRISE'""",
                        row -> {
                            String words = bare(row.getString(2));
                            long times = mails.getOrDefault(row.getString(1), List.of()).stream()
                                    .filter(mail -> mail.contains(words))
                                    .count();
                            boolean mailed = "DELIVERED".equals(row.getString(3)) && "MAIL".equals(row.getString(4));
                            if (times > 1 || mailed && times != 1) {
                                wrong.add("%s %s mailed %d times: %s"
                                        .formatted(row.getString(3), row.getString(4), times, words));
                            }
                        });
        assertThat(wrong).isEmpty();
    }

    private static String bare(String text) {
        return text.replaceAll("\\s+", "");
    }
}
