package nl.privacyloket.messaging.audit;

import java.time.Duration;
import java.util.List;
import nl.privacyloket.tlog.CheckpointSigner;
import nl.privacyloket.tlog.CheckpointVerifier;

/**
 * How checkpoints of a log are signed.
 *
 * @param signers the key of the log first; after it, while keys are being replaced, the one before
 * @param known public keys of all checkpoints so far, for taking entries back from the topic
 * @param every how long entries may wait for a checkpoint
 * @param atLeastEvery after how long there is one all the same, so that its age tells whether the log is alive
 */
public record CheckpointSettings(
        List<CheckpointSigner> signers, List<CheckpointVerifier> known, Duration every, Duration atLeastEvery) {

    /** @throws IllegalArgumentException when there is no key, or keys of several logs */
    public CheckpointSettings {
        if (signers.stream().map(CheckpointSigner::name).distinct().count() != 1) {
            throw new IllegalArgumentException("a log has one origin: its keys have the same name");
        }
    }

    /** The log's name in its checkpoints. */
    String origin() {
        return signers.get(0).name();
    }

    String keyId() {
        return signers.get(0).keyId();
    }
}
