package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import nl.privacyloket.request.law.RefusalGround;
import nl.privacyloket.request.state.Outcome;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

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

    @Column(name = "decided_categories")
    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> categories;

    @Column(name = "decided_purpose")
    private String purpose;

    @Column(name = "decided_corrections")
    private byte[] corrections;

    /**
     * What a decision is about, where that is not simply all that was asked.
     *
     * @param categories that it is granted for; empty for all that the request is about
     * @param purpose that data are no longer used for, or null
     * @param corrections ciphertext of what is to stand in which field, or null
     */
    public record Extent(List<String> categories, String purpose, byte[] corrections) {
        /** All that was asked. */
        public static final Extent WHOLE = new Extent(List.of(), null, null);
    }

    /** Not decided yet. */
    protected DecisionColumns() {}

    /**
     * @param reason ciphertext, or null
     * @param by pseudonym of the officer, or this service when a rule decided
     * @param planHash the plan that was decided on, or null where there is none
     */
    public DecisionColumns(
            Outcome outcome,
            RefusalGround ground,
            byte[] reason,
            String by,
            String planHash,
            Extent extent,
            Instant at) {
        this.outcome = outcome;
        this.ground = ground;
        this.reason = reason;
        this.decidedBy = by;
        this.planHash = planHash;
        this.categories = List.copyOf(extent.categories());
        this.purpose = extent.purpose();
        this.corrections = extent.corrections();
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

    /** What it is granted for; empty for all that the request is about. */
    public List<String> categories() {
        return categories == null ? List.of() : categories;
    }

    /** What data are no longer used for, or null. */
    public String purpose() {
        return purpose;
    }

    /** Ciphertext, or null. */
    public byte[] corrections() {
        return corrections;
    }

    public String planHash() {
        return planHash;
    }
}
