package nl.privacyloket.tlog;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;

/**
 * A checkpoint that a trusted key signed.
 *
 * @param signedAt when the signer says that it signed, in whole seconds: "at time T"
 * @param keyId which key signed, of the log's keys
 * @param note all of it, as it was read
 */
public record SignedCheckpoint(Checkpoint checkpoint, Instant signedAt, String keyId, String note) {
    /**
     * Opens a note. Signatures of unknown keys are passed over; one of a known key that fails makes the note worthless.
     * Asked for are both signatures of one trusted key that is named as the log: over the text, and over the text and
     * the time.
     *
     * @param trusted the public keys to go by
     * @throws InvalidNoteException telling why it is not to be believed
     */
    public static SignedCheckpoint open(String note, Collection<CheckpointVerifier> trusted)
            throws InvalidNoteException {
        Note parsed = Note.parse(note);
        Checkpoint checkpoint = checkpoint(parsed);
        String keyId = null;
        Instant signedAt = null;
        for (CheckpointVerifier verifier : trusted) {
            boolean overText = overText(parsed, verifier);
            Instant overTime = overTime(parsed, verifier);
            if (!overText && overTime == null) {
                continue;
            }
            if (!verifier.name().equals(checkpoint.origin())) {
                throw new InvalidNoteException("a checkpoint of " + checkpoint.origin() + " is signed by the key of "
                        + verifier.name() + ", which is another log");
            }
            if (keyId == null && overText && overTime != null) {
                keyId = verifier.keyId();
                signedAt = overTime;
            }
        }
        if (keyId == null) {
            throw new InvalidNoteException(
                    "no trusted key signed the checkpoint of " + checkpoint.origin() + " together with its time");
        }
        return new SignedCheckpoint(checkpoint, signedAt, keyId, note);
    }

    private static Checkpoint checkpoint(Note note) throws InvalidNoteException {
        try {
            return Checkpoint.parse(note.text());
        } catch (IllegalArgumentException e) {
            throw new InvalidNoteException("not a checkpoint: " + e.getMessage());
        }
    }

    private static boolean overText(Note note, CheckpointVerifier verifier) throws InvalidNoteException {
        boolean found = false;
        for (Note.SignatureLine line : note.signatures()) {
            if (!verifier.signedNote(line.name(), line.keyId())) {
                continue;
            }
            if (found) {
                throw new InvalidNoteException("the key " + verifier.name() + " signed twice");
            }
            if (line.signature().length != Ed25519.SIGNATURE_LENGTH
                    || !verifier.verifiesNote(note.text(), line.signature())) {
                throw new InvalidNoteException("the signature of " + verifier.name() + " is false");
            }
            found = true;
        }
        return found;
    }

    private static Instant overTime(Note note, CheckpointVerifier verifier) throws InvalidNoteException {
        Instant found = null;
        for (Note.SignatureLine line : note.signatures()) {
            if (!verifier.signedTime(line.name(), line.keyId())) {
                continue;
            }
            if (found != null) {
                throw new InvalidNoteException("the key " + verifier.name() + " signed two times");
            }
            if (line.signature().length != Cosignature.TIME_LENGTH + Ed25519.SIGNATURE_LENGTH
                    || line.time() < 0
                    || !verifier.verifiesTime(note.text(), line.time(), line.timedSignature())) {
                throw new InvalidNoteException("the timed signature of " + verifier.name() + " is false");
            }
            found = instant(line.time());
        }
        return found;
    }

    private static Instant instant(long epochSecond) throws InvalidNoteException {
        try {
            return Instant.ofEpochSecond(epochSecond);
        } catch (DateTimeException e) {
            throw new InvalidNoteException("the time of the signature is beyond all times");
        }
    }
}
