package suban.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import suban.ledger.Act;
import suban.nodes.Nodes;

/** Time does what it should not: it passes while nothing runs, it jumps, and two nodes do not agree about it. */
@DisplayName("时间出故障")
class TimeTest {

    private static final int CASES = 100;

    @TempDir
    private Path folder;

    /** How often this act stands in each case's timeline with these words in what it says: one number for each case. */
    private static List<Integer> times(Nodes nodes, Act act, String words) {
        return nodes.jdbc()
                .queryForList(
                        """
                        select (select count(*) from timeline_entry t where t.complaint_id = c.id and t.act = ?
                        and t.input like ?) from complaint c""",
                        Integer.class,
                        act.name(),
                        "%" + words + "%");
    }

    private static List<Integer> times(Nodes nodes, Act act) {
        return times(nodes, act, "");
    }

    @Test
    @Tag("article-9")
    @Tag("article-15")
    @DisplayName("停机期间一百件到期：重新启动后，逾期、上报、提醒每件各一次，无人错过")
    void deadlinesPassWhileNothingRuns() throws Exception {
        try (Day day = new Day(folder, folder.resolve("data"))) {
            Nodes nodes = day.nodes;
            Traffic traffic = new Traffic(day, 4, 2, CASES);
            traffic.finish();
            assertThat(traffic.accepted).hasSize(CASES);
            nodes.stop("node1");
            nodes.stop("node2");
            // to Tuesday, 24 March: response of 3 March and reply of 10 March (5 working days) are long due
            day.passes(Duration.ofDays(21));
            day.start("node1");
            day.start("node2");
            Aftermath aftermath = new Aftermath(day);
            aftermath.nothingDue(day.now(), 240);
            aftermath.settled(60);
            for (Act once : List.of(Act.RESPONSE_OVERDUE, Act.OVERDUE)) {
                assertThat(times(nodes, once)).as(once.name()).containsOnly(1);
            }
            for (String what : List.of("responseOverdue", "overdue")) {
                assertThat(times(nodes, Act.ESCALATED, '"' + what + '"'))
                        .as(what)
                        .containsOnly(1);
            }
            assertThat(times(nodes, Act.ESCALATED)).containsOnly(2);
            assertThat(nodes.jdbc()
                            .queryForList(
                                    "select distinct min(due_at) from attempt group by complaint_id",
                                    java.time.OffsetDateTime.class))
                    .as("the dates stand: 10 March, close of business")
                    .allSatisfy(due -> assertThat(due.toInstant()).isEqualTo("2026-03-10T10:00:00Z"));
            aftermath.nothingLostNothingTwice(traffic);
            aftermath.toldOnce(day.mail, 90);
            aftermath.verified();
        }
    }

    @Test
    @Tag("article-8")
    @DisplayName("一个节点的时钟快九小时，越过时限后被杀，再慢半小时：当日回应逾期每件恰好一次，其余不提前，时间线完整")
    void clocksJump() throws Exception {
        try (Day day = new Day(folder, folder.resolve("data"))) {
            Nodes nodes = day.nodes;
            Traffic traffic = new Traffic(day, 4, 2, 20);
            traffic.finish();
            nodes.stop("node1");
            // nine hours ahead it is past 18:00, by when each enterprise must have been responded to
            day.start("node1", Duration.ofHours(9));
            for (int i = 0; i < 120 && !times(nodes, Act.RESPONSE_OVERDUE).contains(1); i++) {
                TimeUnit.MILLISECONDS.sleep(250);
            }
            assertThat(times(nodes, Act.RESPONSE_OVERDUE))
                    .as("it goes by its own clock")
                    .contains(1);
            nodes.kill("node1"); // and what it has reserved stays so until long after
            day.start("node1", Duration.ofMinutes(-30));
            TimeUnit.SECONDS.sleep(10);
            assertThat(times(nodes, Act.RESPONSE_OVERDUE)).allMatch(times -> times <= 1);
            nodes.stop("node1");
            nodes.stop("node2");
            // now it is evening for everybody
            day.passes(Duration.ofHours(9));
            day.start("node1");
            day.start("node2");
            Aftermath aftermath = new Aftermath(day);
            aftermath.nothingDue(day.now(), 120);
            aftermath.settled(60);
            assertThat(times(nodes, Act.RESPONSE_OVERDUE)).containsOnly(1);
            for (Act never : List.of(Act.OVERDUE, Act.DUE_SOON)) {
                assertThat(times(nodes, never)).as(never.name()).containsOnly(0);
            }
            aftermath.nothingLostNothingTwice(traffic);
            aftermath.verified();
        }
    }
}
