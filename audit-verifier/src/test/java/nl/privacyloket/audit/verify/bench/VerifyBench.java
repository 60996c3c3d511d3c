package nl.privacyloket.audit.verify.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast a log in a file is verified, beside plain SHA-256 over the same bytes. No test: {@code verify} passes it over.
 * From the root of the project:
 *
 * <pre>mvn -pl audit-verifier -am -Dtest=VerifyBench -Dsurefire.failIfNoSpecifiedTests=false -Dtest.jvm= package</pre>
 *
 * <p>{@code -Dbench.entries=1000000 -Dbench.rounds=5 -Dbench.checkpointEvery=10000} are the defaults: a service signs every
 * ten seconds, here at a thousand entries a second. A second measurement has a checkpoint behind every hundred entries, as a
 * service has at ten entries a second; there the signatures are what takes the time.
 */
class VerifyBench {
    private static final int ENTRIES = Integer.getInteger("bench.entries", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int CHECKPOINT_EVERY = Integer.getInteger("bench.checkpointEvery", 10_000);
    private static final int OFTEN = 100;

    @TempDir
    Path folder;

    @Test
    void verify() throws Exception {
        measure(ENTRIES, CHECKPOINT_EVERY, ROUNDS);
        measure(ENTRIES / 5, OFTEN, 3);
    }

    private void measure(int entries, int checkpointEvery, int rounds) throws Exception {
        BenchLog log = BenchLog.write(folder.resolve(checkpointEvery + ".ndjson"), entries, checkpointEvery);
        System.out.printf(
                Locale.ROOT,
                "%,d entries, %.1f MB, %,d checkpoints: one behind every %,d entries; %d processors%n",
                entries,
                Files.size(log.file()) / 1e6,
                log.checkpoints(),
                checkpointEvery,
                Runtime.getRuntime().availableProcessors());
        LogSpeed speed = new LogSpeed(log);
        double share = new Rounds(rounds, System.out::println).run("verify", speed::hashed, speed::verified);
        assertThat(share).isNotNegative();
    }
}
