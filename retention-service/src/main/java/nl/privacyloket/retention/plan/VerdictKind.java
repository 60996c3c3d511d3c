package nl.privacyloket.retention.plan;

import nl.privacyloket.retention.rule.WireName;

/** What happens to holdings when an erasure is executed. */
public enum VerdictKind implements WireName {
    /** They go now. */
    ERASE("erase"),
    /** They stay, and nobody uses them (GDPR art. 18). */
    RESTRICT("restrict"),
    /** They stay because a legal term runs (GDPR art. 17(3)(b)). */
    RETAIN("retain"),
    /** They stay as long as a hold lasts. */
    HELD("held");

    private final String wireName;

    VerdictKind(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
