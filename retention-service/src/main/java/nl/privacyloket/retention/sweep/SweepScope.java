package nl.privacyloket.retention.sweep;

import nl.privacyloket.retention.rule.WireName;

/** What an order to let go is about. */
public enum SweepScope implements WireName {
    /** Records that the data system has registered, each by its key. */
    RECORDS("records"),
    /** Whatever of a category began before a date. */
    RULE("rule"),
    /** What an erasure had to leave, now that its term has ended. */
    RETAINED("retained"),
    /** The file of a closed request, which is our own. */
    REQUEST_FILE("request-file");

    private final String wireName;

    SweepScope(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
