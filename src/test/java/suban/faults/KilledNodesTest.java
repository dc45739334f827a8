package suban.faults;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import suban.nodes.Nodes;

/** One node is killed (SIGKILL), then the other, again and again, then both, while people work and mails leave. */
@DisplayName("反复杀掉节点：办理途中不丢、不重，每条告知只发一次")
class KilledNodesTest {

    private static final int ROUNDS = Integer.getInteger("suban.faults.rounds", 6);

    @TempDir
    private Path folder;

    @Test
    @DisplayName("两个节点轮流被杀，最后一起被杀：每件投诉、每个动作恰好一次，台账与流程一致")
    void againAndAgain() throws Exception {
        try (Day day = new Day(folder, folder.resolve("data"))) {
            Nodes nodes = day.nodes;
            Traffic traffic = new Traffic(day, 4, Traffic.ROAD.size(), Integer.MAX_VALUE);
            for (int round = 0; round < ROUNDS; round++) {
                String node = round % 2 == 0 ? "node1" : "node2";
                traffic.goOn(5, 120);
                nodes.kill(node);
                TimeUnit.SECONDS.sleep(2);
                day.start(node);
            }
            traffic.goOn(5, 120);
            nodes.kill("node1");
            nodes.kill("node2");
            day.start("node1");
            day.start("node2");
            traffic.goOn(5, 120);
            traffic.close();
            traffic.finish();
            Aftermath aftermath = new Aftermath(day);
            aftermath.settled(120);
            aftermath.nothingLostNothingTwice(traffic);
            aftermath.toldOnce(day.mail, 90);
            aftermath.verified();
        }
    }
}
