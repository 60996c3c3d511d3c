package nl.privacyloket.messaging.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.tlog.CheckpointSigner;
import nl.privacyloket.tlog.CheckpointVerifier;
import nl.privacyloket.tlog.InvalidNoteException;
import nl.privacyloket.tlog.SignedCheckpoint;

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

    /** A checkpoint of this log that one of its keys signed; empty when it is not one, which convinces nobody. */
    Optional<SignedCheckpoint> open(String note) {
        List<CheckpointVerifier> trusted = new ArrayList<>(known);
        for (CheckpointSigner signer : signers) {
            CheckpointVerifier own = CheckpointVerifier.of(signer.verifierKey());
            if (known.stream().noneMatch(key -> key.keyId().equals(own.keyId()))) {
                trusted.add(own);
            }
        }
        try {
            SignedCheckpoint signed = SignedCheckpoint.open(note, trusted);
            return Optional.of(signed).filter(one -> one.checkpoint().origin().equals(origin()));
        } catch (InvalidNoteException e) {
            return Optional.empty();
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
