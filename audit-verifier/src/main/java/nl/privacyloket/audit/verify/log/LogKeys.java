package nl.privacyloket.audit.verify.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.tlog.Checkpoint;
import nl.privacyloket.tlog.CheckpointVerifier;
import nl.privacyloket.tlog.InvalidNoteException;
import nl.privacyloket.tlog.SignedCheckpoint;

/** The keys of one log. One that was stolen counts for the beginning of the log alone. */
public final class LogKeys {
    /** Without an end. */
    public static final long ALWAYS = Long.MAX_VALUE;

    private final Map<CheckpointVerifier, Long> untils = new LinkedHashMap<>();

    /**
     * Adds a key; the narrowest counts when it was added before.
     *
     * @param until checkpoints over more entries than this are not believed by it
     */
    public void add(CheckpointVerifier key, long until) {
        untils.merge(key, until, Math::min);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return untils.isEmpty();
    }

    /** All of them. */
    public Collection<CheckpointVerifier> all() {
        return untils.keySet();
    }

    /**
     * Opens a note.
     *
     * @throws InvalidNoteException when none of the keys that count for its size signed it
     */
    public SignedCheckpoint open(String note) throws InvalidNoteException {
        SignedCheckpoint signed = SignedCheckpoint.open(note, untils.keySet());
        long size = signed.checkpoint().size();
        List<CheckpointVerifier> counting = new ArrayList<>(untils.keySet());
        counting.removeIf(key -> untils.get(key) < size);
        if (counting.size() == untils.size()) {
            return signed;
        }
        try {
            return SignedCheckpoint.open(note, counting);
        } catch (InvalidNoteException e) {
            throw new InvalidNoteException("the key " + signed.keyId() + " does not count for " + size + " entries");
        }
    }

    /** The root that stands in a note's own text, whoever signed it; null when it is no note. */
    static String rootIn(String note) {
        try {
            return Checkpoint.parse(note.substring(0, note.lastIndexOf("\n\n") + 1))
                    .root()
                    .base64();
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return null;
        }
    }
}
