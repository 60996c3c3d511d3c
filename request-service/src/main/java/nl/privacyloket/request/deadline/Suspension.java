package nl.privacyloket.request.deadline;

import nl.privacyloket.request.law.Coded;

/**
 * What waiting for the person does to the statutory term. The law itself knows no suspension, so the alarm date is the same
 * under every model, and so is what a statement promises.
 */
public enum Suspension implements Coded {
    /** The term runs on: the cautious reading of art. 12(3). */
    NONE("none"),
    /** The days of waiting do not count, see {@link Waiting#days()}. */
    PAUSE("pause"),
    /** The whole term starts anew on the day on which the person answered. */
    RESTART("restart");

    private final String code;

    Suspension(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
