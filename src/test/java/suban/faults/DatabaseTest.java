package suban.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import suban.nodes.Nodes;

/** The database stops, is killed, has no room left, and comes back, while people work. Nodes stay up and find it again. */
@DisplayName("数据库出故障：恢复后接着办，不丢、不重")
class DatabaseTest {

    @TempDir
    private Path folder;

    private static void waitForHealth(Nodes nodes, int status) throws InterruptedException {
        for (int i = 0; i < 120; i++) {
            if (nodes.health("node1", "readiness") == status && nodes.health("node2", "readiness") == status) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        throw new AssertionError("readiness is not " + status + " but " + nodes.health("node1", "readiness") + ", "
                + nodes.health("node2", "readiness"));
    }

    @Test
    @DisplayName("PostgreSQL重启、被杀：节点不用重启，期间不就绪但存活")
    void restarted() throws Exception {
        try (Day day = new Day(folder, folder.resolve("data"))) {
            Nodes nodes = day.nodes;
            long first = nodes.pid("node1");
            long second = nodes.pid("node2");
            Traffic traffic = new Traffic(day, 4, Traffic.ROAD.size(), Integer.MAX_VALUE);
            for (int round = 0; round < 3; round++) {
                traffic.goOn(5, 120);
                if (round == 1) {
                    nodes.killDatabase();
                } else {
                    nodes.stopDatabase();
                }
                waitForHealth(nodes, 503);
                assertThat(nodes.health("node1", "liveness")).isEqualTo(200);
                nodes.startDatabaseAgain();
                waitForHealth(nodes, 200);
            }
            traffic.goOn(10, 120);
            traffic.close();
            traffic.finish();
            Aftermath aftermath = new Aftermath(day);
            aftermath.settled(120);
            aftermath.nothingLostNothingTwice(traffic);
            aftermath.toldOnce(day.mail, 90);
            aftermath.verified();
            assertThat(nodes.pid("node1")).isEqualTo(first);
            assertThat(nodes.pid("node2")).isEqualTo(second);
        }
    }

    @Test
    @DisplayName("数据库磁盘写满：收不下就说收不下，腾出空间后接着办")
    void noRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(sh("mount -t tmpfs -o size=320m,mode=0700 tmpfs " + disk))
                .as("may mount a small disk")
                .isZero();
        try (Day day = new Day(folder, disk.resolve("data"))) {
            Nodes nodes = day.nodes;
            Traffic traffic = new Traffic(day, 4, Traffic.ROAD.size(), Integer.MAX_VALUE);
            traffic.goOn(5, 120);
            Path ballast = disk.resolve("ballast");
            assertThat(sh("dd if=/dev/zero of=" + ballast + " bs=1M 2>/dev/null"))
                    .as("the disk is full")
                    .isNotZero();
            int before = traffic.refused.get();
            for (int i = 0; i < 120 && traffic.refused.get() < before + 20; i++) {
                TimeUnit.MILLISECONDS.sleep(500);
            }
            assertThat(traffic.refused.get()).as("nodes say that they cannot").isGreaterThanOrEqualTo(before + 20);
            Files.delete(ballast);
            if (!nodes.databaseAnswers()) {
                // PostgreSQL stops where it cannot write its log; an administrator starts it again
                nodes.startDatabaseAgain();
            }
            waitForHealth(nodes, 200);
            traffic.goOn(10, 120);
            traffic.close();
            traffic.finish();
            Aftermath aftermath = new Aftermath(day);
            aftermath.settled(120);
            aftermath.nothingLostNothingTwice(traffic);
            aftermath.toldOnce(day.mail, 90);
            aftermath.verified();
        } finally {
            sh("umount -l " + disk);
        }
    }

    private static int sh(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command).inheritIO().start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command + " does not end");
        }
        return process.exitValue();
    }
}
