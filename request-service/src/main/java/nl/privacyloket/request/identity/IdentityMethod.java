package nl.privacyloket.request.identity;

import java.util.Arrays;
import java.util.List;
import nl.privacyloket.request.law.Coded;

/**
 * How it was established who asks. A closed list: it is published in the clear, so nothing that somebody typed may be in it.
 */
enum IdentityMethod implements Coded {
    MASKED_ID_COPY("masked-id-copy"),
    AT_THE_COUNTER("at-the-counter"),
    CONFIRMED_EMAIL("confirmed-email"),
    LOGGED_IN("logged-in"),
    KNOWN_TO_STAFF("known-to-staff"),
    CALL_BACK("call-back"),
    REPORT("report");

    /** As it stands in the description of the interface. */
    static final String LIST =
            "masked-id-copy, at-the-counter, confirmed-email, logged-in, known-to-staff, call-back or report";

    private final String code;

    IdentityMethod(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(IdentityMethod::code).toList();
    }
}
