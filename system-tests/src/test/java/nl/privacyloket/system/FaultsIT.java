package nl.privacyloket.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nl.privacyloket.faults.inject.Fault;
import nl.privacyloket.faults.inject.KilledService;
import nl.privacyloket.faults.inject.Storm;
import nl.privacyloket.faults.prove.Guards;
import nl.privacyloket.faults.prove.Proof;
import nl.privacyloket.faults.run.Round;
import nl.privacyloket.faults.run.Rounds;
import nl.privacyloket.faults.world.World;
import nl.privacyloket.stack.layout.StackPorts;
import nl.privacyloket.stack.layout.StackService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The short form of {@code ./run faults}, with a product of its own: a round, and one guard that is taken out. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
    private static final long SEED = 20261122;
    private static final int JOURNEYS = 5;

    private static World world;
    private static Rounds rounds;

    @BeforeAll
    static void start() throws Exception {
        Path parent = Files.createDirectories(Path.of("target", "stacks"));
        world = World.start(Path.of(".."), Files.createTempDirectory(parent, "faults"), StackPorts.free(), SEED);
        rounds = new Rounds(
                world,
                Files.createTempDirectory(parent, "client"),
                SEED,
                JOURNEYS,
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    @AfterAll
    static void stop() throws Exception {
        if (rounds != null) {
            rounds.close();
        }
        if (world != null) {
            world.close();
        }
    }

    @Test
    @Order(1)
    void nothingIsLostOrDoubledWhenServicesAreKilledAndConnectionsBreak() throws Exception {
        clean(
                new KilledService(StackService.NOTIFICATION),
                Storm.kafka(Storm.Kind.FLAPPING),
                Storm.smtp(Storm.Kind.FLAPPING));
    }

    @Test
    @Order(2)
    void withoutTheUniqueInboxADoubleIsReported() throws Exception {
        assertThat(Proof.of(Guards.INBOX, world, rounds).reports())
                .as("what %s reports as %s", Guards.INBOX.check(), Guards.INBOX.kind())
                .isNotEmpty();
    }

    private static void clean(Fault... faults) throws Exception {
        Round round = rounds.run(List.of(faults));

        assertThat(round.findings()).isEmpty();
        // Each journey has its request taken in, confirmed and decided.
        assertThat(round.accepted()).isGreaterThanOrEqualTo(3L * JOURNEYS);
    }
}
