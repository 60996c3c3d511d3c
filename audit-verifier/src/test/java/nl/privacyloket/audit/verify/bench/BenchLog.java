package nl.privacyloket.audit.verify.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.tlog.Checkpoint;
import nl.privacyloket.tlog.CheckpointSigner;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.TreeFrontier;

/**
 * A log of any length in a file, each line as the services write entries and checkpoints.
 *
 * @param file a line for each entry and each checkpoint
 * @param key public, of the log
 * @param entries in it
 * @param checkpointEvery so many entries stand between two checkpoints
 */
public record BenchLog(Path file, String key, int entries, int checkpointEvery) {
    /** Whose log it says that it is. */
    public static final String LOG = "request-service";

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00.123456Z");

    /** Writes one; a checkpoint stands at its end as well. */
    public static BenchLog write(Path file, int entries, int checkpointEvery) throws IOException {
        CheckpointSigner signer = CheckpointSigner.of(CheckpointSigner.newKey("privacyloket/" + LOG));
        TreeFrontier tree = TreeFrontier.empty();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int i = 0; i < entries; i++) {
                byte[] entry = entry(i).getBytes(UTF_8);
                tree.append(Hash.ofLeaf(entry));
                out.write(entry);
                out.write('\n');
                if ((i + 1) % checkpointEvery == 0 || i + 1 == entries) {
                    out.write(checkpoint(tree, signer).getBytes(UTF_8));
                    out.write('\n');
                }
            }
        }
        return new BenchLog(file, signer.verifierKey(), entries, checkpointEvery);
    }

    /** How many checkpoints it has. */
    public int checkpoints() {
        return (entries + checkpointEvery - 1) / checkpointEvery;
    }

    private static String entry(int index) {
        UUID request = new UUID(0x74abbffd0d544937L + index / 12, 0xa29c8638659ef566L);
        return "{\"service\":\"" + LOG + "\",\"index\":" + index + ",\"at\":\"" + BEGIN.plusMillis(index)
                + "\",\"organisation\":\"prifora\",\"actor\":\"dI0AeRg32-SqE8opP8BEsA\","
                + "\"action\":\"request.task-changed\",\"object\":{\"type\":\"request\",\"id\":\"" + request
                + "\"},\"outcome\":\"done\",\"policyVersion\":1,\"requestId\":\"" + request + "\"}";
    }

    private static String checkpoint(TreeFrontier tree, CheckpointSigner signer) {
        Instant signedAt = Instant.ofEpochSecond(BEGIN.getEpochSecond() + tree.size());
        String note = CheckpointSigner.sign(
                new Checkpoint(signer.name(), tree.size(), tree.root()), signedAt, List.of(signer));
        return "{\"service\":\"" + LOG + "\",\"size\":" + tree.size() + ",\"rootHash\":\"" + tree.root()
                + "\",\"signedAt\":\"" + signedAt + "\",\"note\":\"" + note.replace("\n", "\\n") + "\"}";
    }
}
