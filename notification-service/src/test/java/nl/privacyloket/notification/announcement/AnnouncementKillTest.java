package nl.privacyloket.notification.announcement;

import static nl.privacyloket.notification.announcement.AnnouncementRoom.IN_HAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.privacyloket.notification.fixture.Keys;
import nl.privacyloket.stack.mail.SmtpSink;
import nl.privacyloket.stack.mail.SmtpSink.Taken;
import org.junit.jupiter.api.Test;

/** Instances that are killed with SIGKILL in the middle of their work. */
class AnnouncementKillTest {
    private static final int SUBSCRIBERS = 1_200;
    private static final int KILLS = 3;
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AnnouncementRoom room = AnnouncementRoom.open(Clock.systemUTC());

    @Test
    void nobodyIsMissedAndWhoGetsTwoGetsThemUnderOneMessageId() throws Exception {
        room.withSubscribers(SUBSCRIBERS);
        UUID id = room.announce(10_000);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (SmtpSink sink = SmtpSink.start()) {
            for (int kill = 1; kill <= KILLS; kill++) {
                int after = sink.count() + 50 + random.nextInt(SUBSCRIBERS / KILLS - 100);
                Process worker = worker(sink.port());
                await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> sink.count() >= after);
                worker.destroyForcibly().waitFor();
            }
            Process last = worker(sink.port());

            await().atMost(PATIENCE).until(() -> room.view(id).state().equals("completed"));

            last.destroyForcibly().waitFor();
            assertEverybodyGotIt(sink, room.view(id), seed);
        }
    }

    private static void assertEverybodyGotIt(SmtpSink sink, AnnouncementView view, long seed) {
        Map<String, Long> perAddress = sink.perAddress();
        assertThat(perAddress.keySet())
                .as("seed " + seed)
                .isEqualTo(IntStream.rangeClosed(1, SUBSCRIBERS)
                        .mapToObj(AnnouncementRoom::address)
                        .collect(Collectors.toSet()));
        long twice = sink.count() - SUBSCRIBERS;
        assertThat(twice).isLessThanOrEqualTo(view.possiblyTwice());
        assertThat(view.possiblyTwice()).isLessThanOrEqualTo((long) KILLS * IN_HAND);
        Set<String> ids = sink.taken().stream().map(Taken::messageId).collect(Collectors.toSet());
        assertThat(ids).hasSize(SUBSCRIBERS);
        assertThat(view.sent()).isEqualTo(SUBSCRIBERS);
    }

    private Process worker(int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        classPath(),
                        AnnouncementWorker.class.getName(),
                        room.database.jdbcUrl(),
                        Integer.toString(port),
                        Keys.ownFolder().toString(),
                        LEASE.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Surefire's own names a jar that refers to the others. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
