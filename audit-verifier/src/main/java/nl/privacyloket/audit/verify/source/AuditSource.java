package nl.privacyloket.audit.verify.source;

import java.util.List;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.tlog.Hash;

/** Somewhere that records of logs come from, in the order in which they stand there. */
public interface AuditSource {
    /** A checkpoint that a source has beside its records. */
    record Note(String where, String text) {}

    /** What an earlier run has verified, so that it need not be read again. */
    interface Verified {
        /** Nothing. */
        Verified NOTHING = new Verified() {
            @Override
            public long entries(String log) {
                return 0;
            }

            @Override
            public long offset(int partition) {
                return 0;
            }
        };

        /** How many entries of a log. */
        long entries(String log);

        /** From which offset on a partition holds something that is not verified yet, or that shows that it is the same. */
        long offset(int partition);
    }

    /** Takes records one by one. */
    interface Receiver {
        void accept(Delivered delivered) throws UnusableInputException;
    }

    /** For people. */
    String name();

    /** Checkpoints that belong to the records that {@link #read} will deliver; asked for first. */
    List<Note> notes() throws UnusableInputException, InterruptedException;

    /** The one log that it can have, known behind {@link #notes}; null when it can have any. */
    default String onlyLog() {
        return null;
    }

    /**
     * Delivers all records up to where the source ends now.
     *
     * @throws UnusableInputException when it cannot be read to its end
     */
    void read(Verified verified, Receiver receiver) throws UnusableInputException, InterruptedException;

    /**
     * The leaves of a range of a log's entries, as this source has them, to compare with what another source has.
     *
     * @return empty when it does not have them all
     */
    List<Hash> leaves(String log, long first, long last) throws UnusableInputException, InterruptedException;
}
