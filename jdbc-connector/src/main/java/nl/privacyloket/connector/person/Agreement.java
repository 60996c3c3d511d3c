package nl.privacyloket.connector.person;

/** How one identifier of a candidate stands to what the person gave. */
public enum Agreement {
    /** The same, after normalisation. */
    SAME,
    /** Another value. */
    DIFFERENT,
    /** The candidate has no value. */
    UNKNOWN;

    static Agreement of(Boolean same) {
        return same == null ? UNKNOWN : same ? SAME : DIFFERENT;
    }
}
