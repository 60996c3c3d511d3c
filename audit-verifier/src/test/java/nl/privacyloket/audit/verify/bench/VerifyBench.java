package nl.privacyloket.audit.verify.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.privacyloket.audit.verify.fixture.Verifying.keys;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.audit.verify.AuditVerdict;
import nl.privacyloket.audit.verify.TrustedKeys;
import nl.privacyloket.audit.verify.VerifyRun;
import nl.privacyloket.audit.verify.source.FileSource;
import nl.privacyloket.tlog.Checkpoint;
import nl.privacyloket.tlog.CheckpointSigner;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.TreeFrontier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast a log in a file is verified, with plain SHA-256 over the same bytes before and after as the ceiling. No test:
 * {@code verify} passes it over. From the root of the project:
 *
 * <pre>mvn -pl audit-verifier -am -Dtest=VerifyBench -Dsurefire.failIfNoSpecifiedTests=false -Dtest.jvm= package</pre>
 *
 * <p>{@code -Dbench.entries=1000000 -Dbench.rounds=3 -Dbench.checkpointEvery=1000} are the defaults.
 */
class VerifyBench {
    private static final int ENTRIES = Integer.getInteger("bench.entries", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int CHECKPOINT_EVERY = Integer.getInteger("bench.checkpointEvery", 1000);
    /** Two ceilings of a round further apart than this say that something else was running. */
    private static final double APART = 0.15;

    private static final String LOG = "request-service";

    @TempDir
    Path folder;

    @Test
    void verify() throws Exception {
        CheckpointSigner signer = CheckpointSigner.of(CheckpointSigner.newKey("privacyloket/" + LOG));
        Path file = folder.resolve("log.ndjson");
        write(file, signer);
        TrustedKeys keys = keys(signer.verifierKey());
        System.out.printf(
                Locale.ROOT,
                "%,d entries, %.1f MB, a checkpoint every %d%n",
                ENTRIES,
                Files.size(file) / 1e6,
                CHECKPOINT_EVERY);
        // Once each to warm up; what is measured is the compiled code on a cached file.
        hash(file);
        verify(file, keys);
        List<Double> ratios = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            double before = hash(file);
            double system = verify(file, keys);
            double after = hash(file);
            double ceiling = (before + after) / 2;
            ratios.add(system / ceiling);
            rates.add(system);
            System.out.printf(
                    Locale.ROOT,
                    "round %d: SHA-256 %,.0f and %,.0f entries/s, verified %,.0f entries/s: %.2f%s%n",
                    round,
                    before,
                    after,
                    system,
                    system / ceiling,
                    Math.abs(before - after) / ceiling > APART ? " (something else was running)" : "");
        }
        ratios.sort(null);
        rates.sort(null);
        System.out.printf(
                Locale.ROOT,
                "verify: median %,.0f entries/s (%,.0f to %,.0f), %.2f of SHA-256 (%.2f to %.2f)%n",
                rates.get(ROUNDS / 2),
                rates.get(0),
                rates.get(ROUNDS - 1),
                ratios.get(ROUNDS / 2),
                ratios.get(0),
                ratios.get(ROUNDS - 1));
    }

    private static double hash(Path file) throws Exception {
        long begin = System.nanoTime();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[256 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        assertThat(digest.digest()).hasSize(32);
        return rate(begin);
    }

    private static double verify(Path file, TrustedKeys keys) throws Exception {
        long begin = System.nanoTime();
        AuditVerdict verdict = new VerifyRun(
                        keys,
                        List.of(new FileSource(List.of(file), keys, false)),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        Set.of(),
                        null)
                .run(Clock.systemUTC(), records -> {});
        double rate = rate(begin);
        assertThat(verdict.exitCode()).isZero();
        assertThat(verdict.of(LOG).proven().size()).isEqualTo(ENTRIES);
        return rate;
    }

    private static double rate(long begin) {
        return ENTRIES / ((System.nanoTime() - begin) / 1e9);
    }

    private static void write(Path file, CheckpointSigner signer) throws IOException {
        TreeFrontier tree = TreeFrontier.empty();
        Instant at = Instant.parse("2026-01-01T00:00:00.123456Z");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int i = 0; i < ENTRIES; i++) {
                UUID request = new UUID(0x74abbffd0d544937L + i / 12, 0xa29c8638659ef566L);
                byte[] entry = ("{\"service\":\"" + LOG + "\",\"index\":" + i + ",\"at\":\"" + at.plusMillis(i)
                                + "\",\"organisation\":\"prifora\",\"actor\":\"dI0AeRg32-SqE8opP8BEsA\","
                                + "\"action\":\"request.task-changed\",\"object\":{\"type\":\"request\",\"id\":\""
                                + request
                                + "\"},\"outcome\":\"done\",\"policyVersion\":1,\"requestId\":\"" + request + "\"}")
                        .getBytes(UTF_8);
                tree.append(Hash.ofLeaf(entry));
                out.write(entry);
                out.write('\n');
                if ((i + 1) % CHECKPOINT_EVERY == 0 || i + 1 == ENTRIES) {
                    Instant signedAt = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i);
                    String note = CheckpointSigner.sign(
                            new Checkpoint(signer.name(), tree.size(), tree.root()), signedAt, List.of(signer));
                    out.write(("{\"service\":\"" + LOG + "\",\"size\":" + tree.size() + ",\"rootHash\":\"" + tree.root()
                                    + "\",\"signedAt\":\"" + signedAt + "\",\"note\":\"" + note.replace("\n", "\\n")
                                    + "\"}\n")
                            .getBytes(UTF_8));
                }
            }
        }
    }
}
