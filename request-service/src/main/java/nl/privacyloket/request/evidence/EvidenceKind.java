package nl.privacyloket.request.evidence;

import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.law.Coded;

/** What can be handed in. */
public enum EvidenceKind implements Coded {
    /** Masked copy of an identity document. */
    IDENTITY_COPY("identity-copy", FactKind.IDENTITY_COPY_RECEIVED, FactKind.IDENTITY_COPY_DESTROYED),
    /** Shows that somebody may act for the person: an authority, a court's decision, a birth certificate. */
    REPRESENTATION("representation-evidence", FactKind.EVIDENCE_RECEIVED, FactKind.EVIDENCE_DESTROYED);

    private final String code;
    private final FactKind received;
    private final FactKind destroyed;

    EvidenceKind(String code, FactKind received, FactKind destroyed) {
        this.code = code;
        this.received = received;
        this.destroyed = destroyed;
    }

    @Override
    public String code() {
        return code;
    }

    FactKind received() {
        return received;
    }

    FactKind destroyed() {
        return destroyed;
    }
}
