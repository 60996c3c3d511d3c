package nl.privacyloket.notification.registration;

import java.util.Locale;
import java.util.Map;
import nl.privacyloket.kit.problem.ProblemTexts;

/**
 * What is wrong with what a system sent. Never quotes it.
 *
 * @param reason fixed word
 * @param field member that it is about; null for all of it
 */
record Fault(String reason, String field) {
    static final String MALFORMED_JSON = "malformed-json";
    static final String UNKNOWN_FIELD = "unknown-field";
    static final String WRONG_TYPE = "wrong-type";
    static final String LINE_TOO_LONG = "line-too-long";
    static final String MISSING = "missing";
    static final String MALFORMED = "malformed";
    static final String UNKNOWN_LANGUAGE = "unknown-language";
    static final String UNKNOWN_PURPOSE = "unknown-purpose";
    static final String CONSENT_MISSING = "consent-missing";
    static final String CONSENT_IN_FUTURE = "consent-in-future";
    static final String CONSENT_TO_UNASKED = "consent-to-unasked";

    /** It in words. */
    String message(Locale language) {
        return ProblemTexts.find("rejected." + reason, language, Map.of()).orElse(reason);
    }

    /** Stops the reading of one line. */
    static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Fault fault;

        Found(Fault fault) {
            super(fault.reason(), null, false, false);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }
}
