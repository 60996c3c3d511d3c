package nl.privacyloket.retention.register;

/** Why something that a data system registers is not taken in. Never quotes it. */
final class RejectedLine extends RuntimeException {
    static final String MALFORMED_JSON = "malformed-json";
    static final String UNKNOWN_FIELD = "unknown-field";
    static final String WRONG_TYPE = "wrong-type";
    static final String LINE_TOO_LONG = "line-too-long";
    static final String MISSING = "missing";
    static final String MALFORMED = "malformed";
    static final String UNKNOWN_SYSTEM = "unknown-system";
    static final String UNKNOWN_CATEGORY = "unknown-category";
    static final String AGE_SWEPT = "age-swept";
    static final String UNKNOWN_TRIGGER = "unknown-trigger";

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String field;

    /** @param field member that it is about, {@code null} for the line as a whole */
    RejectedLine(String reason, String field) {
        super(field == null ? reason : reason + " " + field, null, false, false);
        this.reason = reason;
        this.field = field;
    }

    String reason() {
        return reason;
    }

    String field() {
        return field;
    }
}
