package nl.privacyloket.request.policy;

import nl.privacyloket.request.law.Coded;

/** Basis of processing, GDPR art. 6(1). */
public enum LegalBasis implements Coded {
    /** Art. 6(1)(a). */
    CONSENT("consent"),
    /** Art. 6(1)(b). */
    CONTRACT("contract"),
    /** Art. 6(1)(c). */
    LEGAL_OBLIGATION("legal-obligation"),
    /** Art. 6(1)(d). */
    VITAL_INTERESTS("vital-interests"),
    /** Art. 6(1)(e). */
    PUBLIC_TASK("public-task"),
    /** Art. 6(1)(f). */
    LEGITIMATE_INTEREST("legitimate-interest");

    private final String code;

    LegalBasis(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
