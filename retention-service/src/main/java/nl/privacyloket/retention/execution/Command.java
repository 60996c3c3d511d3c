package nl.privacyloket.retention.execution;

import nl.privacyloket.retention.rule.WireName;

/** What a data system is asked to do. */
public enum Command implements WireName {
    /** Say what you hold, for a plan. */
    VERIFY_PLAN("verify-plan", "verify", "plan"),
    /** Say what is left after an erasure: a separate look, not the word of the erasure itself. */
    VERIFY_READ_BACK("verify-read-back", "verify", "read-back"),
    /** Erase as instructed. */
    ERASE("erase", "erase", null),
    /** Bring what you hold to the upload address. */
    ACCESS("access", "access", null),
    /** Correct fields. */
    RECTIFY("rectify", "rectify", null),
    /** Stop using data, or stop using them for a purpose. */
    RESTRICT("restrict", "restrict", null),
    /** Use data again whose use was restricted. */
    LIFT("lift", "restrict", null);

    private final String wireName;
    private final String kind;
    private final String purpose;

    Command(String wireName, String kind, String purpose) {
        this.wireName = wireName;
        this.kind = kind;
        this.purpose = purpose;
    }

    /** The name in the database, where command and purpose are one. */
    @Override
    public String wireName() {
        return wireName;
    }

    /** The name on the wire, which is the capability that it takes too: {@code verify}, {@code erase} and so on. */
    public String kind() {
        return kind;
    }

    /** {@code plan} or {@code read-back}; {@code null} for a command that needs none. */
    public String purpose() {
        return purpose;
    }

    /** Type of the event that carries this command. */
    public String eventType() {
        return "nl.privacyloket.command." + kind + ".v1";
    }
}
