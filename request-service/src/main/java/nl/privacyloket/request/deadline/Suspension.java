package nl.privacyloket.request.deadline;

import nl.privacyloket.request.law.Coded;

/** What waiting for the person does to the answer term. */
public enum Suspension implements Coded {
    /** The term runs on: the cautious reading of art. 12(3). */
    NONE("none"),
    /** The days of waiting do not count. */
    PAUSE("pause"),
    /** The term starts anew when the person has answered. */
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
