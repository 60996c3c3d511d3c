package nl.privacyloket.messaging.audit;

/** Where on its partition the last record of a log is, in the metadata of the offset that is committed with it. */
final class PublishedPosition {
    private static final String PREFIX = "record ";

    private PublishedPosition() {}

    static String text(long offset) {
        return PREFIX + offset;
    }

    /** Before every topic's beginning when the metadata are somebody else's. */
    static long of(String metadata) {
        try {
            return metadata.startsWith(PREFIX) ? Long.parseLong(metadata.substring(PREFIX.length())) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
