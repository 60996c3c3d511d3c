package nl.privacyloket.tlog;

/** A note that is not to be believed; the message says why, and repeats nothing of the note but names of keys. */
public final class InvalidNoteException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidNoteException(String why) {
        super(why);
    }
}
