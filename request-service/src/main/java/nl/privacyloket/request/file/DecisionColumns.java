package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import nl.privacyloket.request.law.RefusalGround;
import nl.privacyloket.request.state.Outcome;

/** A decision as it was taken. */
@Embeddable
public class DecisionColumns {

    @Column(name = "decision")
    private Outcome outcome;

    private RefusalGround ground;
    private byte[] reason;

    @Column(name = "decided_at")
    private Instant decidedAt;

    @Column(name = "decided_by")
    private String decidedBy;

    @Column(name = "decided_plan_hash")
    private String planHash;

    /** Not decided yet. */
    protected DecisionColumns() {}

    /**
     * @param reason ciphertext, or null
     * @param by pseudonym of the officer
     * @param planHash the plan that was decided on, or null where there is none
     */
    public DecisionColumns(
            Outcome outcome, RefusalGround ground, byte[] reason, String by, String planHash, Instant at) {
        this.outcome = outcome;
        this.ground = ground;
        this.reason = reason;
        this.decidedBy = by;
        this.planHash = planHash;
        this.decidedAt = at;
    }

    public Outcome outcome() {
        return outcome;
    }

    public RefusalGround ground() {
        return ground;
    }

    public byte[] reason() {
        return reason;
    }

    public Instant decidedAt() {
        return decidedAt;
    }

    public String decidedBy() {
        return decidedBy;
    }

    public String planHash() {
        return planHash;
    }
}
