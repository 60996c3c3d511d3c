package nl.privacyloket.request.policy;

import nl.privacyloket.request.law.Coded;

/** How a person shows who they are. */
public enum IdentityRule implements Coded {
    /** The mail address that the organisation knows, confirmed by a code. */
    CONFIRMED_EMAIL("confirmed-email"),
    /** A copy of an identity document on which photo, document number, MRZ and BSN are made black. */
    MASKED_ID_COPY("masked-id-copy");

    private final String code;

    IdentityRule(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
