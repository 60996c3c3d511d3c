package nl.privacyloket.request.state;

import java.util.Arrays;
import java.util.Optional;
import nl.privacyloket.request.law.Coded;

/** How a request ended. The first three are decisions. */
public enum Outcome implements Coded {
    GRANTED("granted"),
    PARTLY_GRANTED("partly-granted"),
    REFUSED("refused"),
    WITHDRAWN("withdrawn"),
    NOT_IDENTIFIED("not-identified");

    private final String code;

    Outcome(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    /** Whether an officer can decide so. */
    public boolean isDecision() {
        return this == GRANTED || this == PARTLY_GRANTED || this == REFUSED;
    }

    /** Whether something is to be carried out. */
    public boolean isGrant() {
        return this == GRANTED || this == PARTLY_GRANTED;
    }

    public static Optional<Outcome> ofCode(String code) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.code.equals(code))
                .findFirst();
    }
}
