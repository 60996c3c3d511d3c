package nl.privacyloket.retention.rule;

/** What a retention term binds the organisation to. */
public enum RuleKind implements WireName {
    /** The law demands at least this long; may be kept longer. */
    MINIMUM("minimum"),
    /** The organisation promised at most this long. */
    MAXIMUM("maximum"),
    /** A recommended term without a duty to keep. */
    NORM("norm"),
    /** The law demands exactly this long: kept through the term, destroyed at its end. */
    EXACT("exact");

    private final String wireName;

    RuleKind(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** Whether the law forbids to erase before the term has ended (GDPR art. 17(3)(b)). */
    public boolean forbidsErasure() {
        return this == MINIMUM || this == EXACT;
    }
}
