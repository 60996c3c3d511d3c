package nl.privacyloket.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.Keys;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.fixture.UnrulySmtpServer;
import nl.privacyloket.notification.fixture.UnrulySmtpServer.Moment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process that sends is killed, over and over, at whatever it is doing: no mail is lost, and each double is on record. */
class KilledWhileSendingTest {
    private static final int MAILS = 100;
    private static final int KILLS = 4;
    private static final int MOST_MAILS_BEFORE_A_KILL = 14;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final PostRoom room = new PostRoom().withPolicy();
    private final UnrulySmtpServer server = UnrulySmtpServer.start();
    private Process running;

    @AfterEach
    void stop() {
        if (running != null) {
            running.destroyForcibly();
        }
        server.close();
    }

    @Test
    void nothingIsLostAndEachDoubleIsOnRecord() throws Exception {
        IntStream.range(0, MAILS)
                .forEach(person -> room.queue(
                        room.request(Requests.at("p" + person + "@example.org")), new Occasion.Confirmation()));

        for (int kill = 0; kill < KILLS; kill++) {
            startAndKill();
        }
        running = start();
        await().atMost(PATIENCE).until(() -> unsent() == 0);

        List<String> arrived = arrived();
        Set<String> once = new HashSet<>(arrived);
        int doubles = arrived.size() - once.size();
        assertThat(once).as("mails, seed " + seed).isEqualTo(expected());
        int onRecord = number("select sum(uncertain) from message");
        assertThat(onRecord).as("on record, seed " + seed).isPositive();
        assertThat(doubles)
                .as("doubles, seed " + seed)
                .isLessThanOrEqualTo(onRecord)
                .isLessThanOrEqualTo(KILLS * SendingProcess.SENDERS);
        assertThat(room.events()).as("told to others").hasSize(MAILS);
        assertThat(room.messages()).allMatch(line -> line.startsWith("confirmation sent "));
    }

    /** At a moment and a mail of chance; by the time that the server goes on, the process is dead. */
    private void startAndKill() throws IOException, InterruptedException {
        Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
        AtomicInteger left = new AtomicInteger(1 + random.nextInt(MOST_MAILS_BEFORE_A_KILL));
        Process victim = start();
        running = victim;
        server.watchedBy(at -> {
            if (at == moment && left.decrementAndGet() == 0) {
                victim.destroyForcibly();
                try {
                    victim.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        assertThat(victim.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("killed, seed " + seed)
                .isTrue();
        server.watchedBy(at -> {});
    }

    private Process start() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                classPath,
                SendingProcess.class.getName(),
                room.database.jdbcUrl(),
                Keys.ownFolder().toString(),
                Integer.toString(server.port())));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target", "killed-while-sending.log")))
                .start();
    }

    private int unsent() {
        return number("select count(*) from message where state <> 'sent'");
    }

    private int number(String query) {
        return Integer.parseInt(room.database.rows(query).get(0));
    }

    private List<String> arrived() {
        return server.taken().stream()
                .flatMap(mail -> mail.lines().filter(line -> line.startsWith("Message-ID: ")))
                .toList();
    }

    private Set<String> expected() {
        return new HashSet<>(room.database.rows("select 'Message-ID: <' || id || '@mail.example.org>' from message"));
    }
}
