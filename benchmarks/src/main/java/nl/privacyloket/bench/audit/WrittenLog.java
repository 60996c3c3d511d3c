package nl.privacyloket.bench.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.tlog.Checkpoint;
import nl.privacyloket.tlog.CheckpointSigner;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.TreeFrontier;

/** A log as an export hands it out: entries and checkpoints, a line each. */
final class WrittenLog {
    /** The service whose log it is. */
    static final String SERVICE = "request-service";

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00.123456Z");
    /** A request has about as many. */
    private static final int ENTRIES_OF_A_REQUEST = 12;

    private final CheckpointSigner signer = CheckpointSigner.of(CheckpointSigner.newKey("privacyloket/" + SERVICE));

    /** What its checkpoints are verified with. */
    String verifierKey() {
        return signer.verifierKey();
    }

    /**
     * Writes it.
     *
     * @param checkpointEvery entries from one checkpoint to the next; the last entry has one in any case
     */
    void write(Path file, int entries, int checkpointEvery) throws IOException {
        TreeFrontier tree = TreeFrontier.empty();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int index = 0; index < entries; index++) {
                byte[] entry = entry(index);
                tree.append(Hash.ofLeaf(entry));
                out.write(entry);
                out.write('\n');
                if ((index + 1) % checkpointEvery == 0 || index + 1 == entries) {
                    out.write(checkpoint(tree, BEGIN.plusMillis(index).truncatedTo(ChronoUnit.SECONDS)));
                    out.write('\n');
                }
            }
        }
    }

    private static byte[] entry(int index) {
        UUID request = new UUID(0x74abbffd0d544937L + index / ENTRIES_OF_A_REQUEST, 0xa29c8638659ef566L);
        return ("{\"service\":\"" + SERVICE + "\",\"index\":" + index + ",\"at\":\"" + BEGIN.plusMillis(index)
                        + "\",\"organisation\":\"prifora\",\"actor\":\"dI0AeRg32-SqE8opP8BEsA\","
                        + "\"action\":\"request.task-changed\",\"object\":{\"type\":\"request\",\"id\":\"" + request
                        + "\"},\"outcome\":\"done\",\"policyVersion\":1,\"requestId\":\"" + request + "\"}")
                .getBytes(UTF_8);
    }

    private byte[] checkpoint(TreeFrontier tree, Instant signedAt) {
        String note = CheckpointSigner.sign(
                new Checkpoint(signer.name(), tree.size(), tree.root()), signedAt, List.of(signer));
        return ("{\"service\":\"" + SERVICE + "\",\"size\":" + tree.size() + ",\"rootHash\":\"" + tree.root()
                        + "\",\"signedAt\":\"" + signedAt + "\",\"note\":\"" + note.replace("\n", "\\n") + "\"}")
                .getBytes(UTF_8);
    }
}
