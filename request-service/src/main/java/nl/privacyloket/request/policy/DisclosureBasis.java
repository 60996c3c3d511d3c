package nl.privacyloket.request.policy;

import java.util.Arrays;
import java.util.Optional;
import nl.privacyloket.request.law.Coded;

/** Why data may go to a third party. */
public enum DisclosureBasis implements Coded {
    /** The person asked for it or allowed it: GDPR art. 6(1)(a). */
    CONSENT("consent"),
    /** The contract with the person needs it: art. 6(1)(b). */
    CONTRACT("contract"),
    /** A law demands it: art. 6(1)(c). */
    LEGAL_OBLIGATION("legal-obligation"),
    /** An authority with the power to do so demands it: art. 6(1)(c), UAVG art. 41. */
    AUTHORITY_ORDER("authority-order"),
    /** Against fraud, or for the safety and continuity of the network: art. 6(1)(f). */
    FRAUD_OR_SAFETY("fraud-or-safety"),
    /** In a lawsuit, or to bring or answer a legal claim: art. 6(1)(f), 17(3)(e). */
    LEGAL_CLAIM("legal-claim");

    private final String code;

    DisclosureBasis(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    public static Optional<DisclosureBasis> ofCode(String code) {
        return Arrays.stream(values()).filter(basis -> basis.code.equals(code)).findFirst();
    }
}
