package nl.privacyloket.request.document;

/** A file that cannot be opened within the limits. Says nothing of what is in it. */
final class UnreadableDocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableDocumentException(String why) {
        super(why);
    }
}
