package nl.privacyloket.request.policy;

import nl.privacyloket.request.law.Coded;

/** Where the data come from, GDPR art. 15(1)(g). */
public enum Source implements Coded {
    /** Given by the person. */
    PERSON("person"),
    /** Recorded while the service is used. */
    USE("use"),
    /** Both. */
    PERSON_AND_USE("person-and-use"),
    /** Brought in by customers of the organisation. */
    CUSTOMERS("customers");

    private final String code;

    Source(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
