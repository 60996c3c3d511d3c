package nl.privacyloket.request.decision;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The latest decision of a first officer on a request that takes two; its content and note are encrypted. */
@Entity
@Table(name = "decision_proposal")
class DecisionProposal {

    /** Waits for a second officer. */
    static final String PROPOSED = "proposed";

    static final String APPROVED = "approved";
    static final String REJECTED = "rejected";

    /** Void: the plan that it names is not the one of now. */
    static final String PLAN_DRIFTED = "plan-drifted";

    @Id
    @Column(name = "request_id")
    private UUID requestId;

    private String state;
    private byte[] content;

    @Column(name = "plan_hash")
    private String planHash;

    @Column(name = "proposed_at")
    private Instant proposedAt;

    @Column(name = "proposed_by")
    private String proposedBy;

    private byte[] note;

    @Column(name = "settled_at")
    private Instant settledAt;

    @Column(name = "settled_by")
    private String settledBy;

    /** For the persistence layer. */
    protected DecisionProposal() {}

    DecisionProposal(UUID requestId) {
        this.requestId = requestId;
    }

    void propose(byte[] content, String planHash, String by, Instant at) {
        this.state = PROPOSED;
        this.content = content;
        this.planHash = planHash;
        this.proposedBy = by;
        this.proposedAt = at;
        this.note = null;
        this.settledBy = null;
        this.settledAt = null;
    }

    void settle(String state, byte[] note, String by, Instant at) {
        this.state = state;
        this.note = note;
        this.settledBy = by;
        this.settledAt = at;
    }

    String state() {
        return state;
    }

    byte[] content() {
        return content;
    }

    String planHash() {
        return planHash;
    }

    Instant proposedAt() {
        return proposedAt;
    }

    String proposedBy() {
        return proposedBy;
    }

    byte[] note() {
        return note;
    }

    Instant settledAt() {
        return settledAt;
    }
}
