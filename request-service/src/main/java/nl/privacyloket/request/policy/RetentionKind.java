package nl.privacyloket.request.policy;

import nl.privacyloket.request.law.Coded;

/** What a retention rule says about its period. */
public enum RetentionKind implements Coded {
    /** The law demands at least this long. */
    MINIMUM("minimum"),
    /** Promised or allowed no longer than this. */
    MAXIMUM("maximum"),
    /** Guidance or own choice, without force of law. */
    NORM("norm"),
    /** The law demands exactly this long: kept until then, gone after it. */
    EXACT("exact");

    private final String code;

    RetentionKind(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
