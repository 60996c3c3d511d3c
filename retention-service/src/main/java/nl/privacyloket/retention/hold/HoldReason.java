package nl.privacyloket.retention.hold;

import nl.privacyloket.retention.rule.WireName;

/** Why data must stay, whatever a term or a request says. */
public enum HoldReason implements WireName {
    /** To establish, exercise or defend a legal claim (GDPR art. 17(3)(e)). */
    LEGAL_CLAIM("legal-claim", false),
    /** A complaint is being dealt with. */
    COMPLAINT("complaint", false),
    /** An authority has ordered it. */
    AUTHORITY_ORDER("authority-order", false),
    /** An investigation runs. */
    INVESTIGATION("investigation", false),
    /** A request of the person about these data is open: they must not vanish under it by a term that ends. */
    OPEN_REQUEST("open-request", true),
    /** The person has had the use of the data restricted (GDPR art. 18), which keeps them too. */
    RESTRICTION("restriction", true);

    private final String wireName;
    private final boolean automatic;

    HoldReason(String wireName, boolean automatic) {
        this.wireName = wireName;
        this.automatic = automatic;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** Whether the service places and lifts it by itself. */
    public boolean isAutomatic() {
        return automatic;
    }

    /** Whether it stands in the way of an erasure that the person asked for, and not of terms alone. */
    public boolean stopsOwnErasure() {
        return this != OPEN_REQUEST;
    }
}
