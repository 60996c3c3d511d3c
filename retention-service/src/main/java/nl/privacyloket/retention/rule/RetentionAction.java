package nl.privacyloket.retention.rule;

/** What becomes of a holding when its term has ended. */
public enum RetentionAction implements WireName {
    ERASE("erase"),
    ANONYMISE("anonymise"),
    RESTRICT("restrict");

    private final String wireName;

    RetentionAction(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
