package nl.privacyloket.request.policy;

import nl.privacyloket.request.law.Coded;

/** The fact that a retention period counts from. */
public enum RetentionTrigger implements Coded {
    COLLECTED("collected"),
    LAST_ACTIVITY("last-activity"),
    ACCOUNT_CLOSED("account-closed"),
    AGREEMENT_ENDED("agreement-ended"),
    DOCUMENT_APPROVED("document-approved"),
    CONSENT_WITHDRAWN("consent-withdrawn"),
    CALENDAR_YEAR_END("calendar-year-end"),
    REQUEST_CLOSED("request-closed");

    private final String code;

    RetentionTrigger(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
