package nl.privacyloket.request.disclosure;

import java.util.Arrays;
import java.util.Optional;
import nl.privacyloket.request.law.Coded;

/** Where a disclosure stands. */
public enum DisclosureState implements Coded {
    /** The person has been asked. */
    AWAITING_CONSENT("awaiting-consent"),
    /** The person allowed it, and can still change their mind. */
    CONSENTED("consented"),
    /** The data have been given. */
    DISCLOSED("disclosed"),
    /** The person did not allow it, or not any more: nothing is given. */
    REFUSED("refused");

    private final String code;

    DisclosureState(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    static Optional<DisclosureState> ofCode(String code) {
        return Arrays.stream(values()).filter(state -> state.code.equals(code)).findFirst();
    }
}
