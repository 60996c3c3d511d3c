package nl.privacyloket.audit.verify.source;

/** Where an earlier run stopped, the topic holds nothing or something else: it is to be read from its beginning. */
public final class TopicBeganAnewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TopicBeganAnewException() {
        super("the topic is not the one that was verified earlier");
    }
}
