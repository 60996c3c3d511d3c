package nl.privacyloket.retention.rule;

/** The event from whose date a retention term runs. A holding's start date is the date of its rule's trigger. */
public enum Trigger implements WireName {
    COLLECTED("collected"),
    LAST_ACTIVITY("last-activity"),
    ACCOUNT_CLOSED("account-closed"),
    AGREEMENT_ENDED("agreement-ended"),
    DOCUMENT_APPROVED("document-approved"),
    CONSENT_WITHDRAWN("consent-withdrawn"),
    CALENDAR_YEAR_END("calendar-year-end"),
    REQUEST_CLOSED("request-closed");

    private final String wireName;

    Trigger(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
