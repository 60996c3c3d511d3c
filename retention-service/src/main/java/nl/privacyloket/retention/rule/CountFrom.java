package nl.privacyloket.retention.rule;

/** Where the counting of a retention term begins. */
public enum CountFrom implements WireName {
    /** On the trigger date itself. */
    TRIGGER("trigger"),
    /** At the end of the calendar year that the trigger date lies in, as the tax laws count. */
    CALENDAR_YEAR_END("calendar-year-end");

    private final String wireName;

    CountFrom(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
