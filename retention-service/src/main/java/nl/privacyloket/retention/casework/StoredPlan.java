package nl.privacyloket.retention.casework;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.retention.plan.ErasurePlan;
import nl.privacyloket.retention.plan.Verdict;
import nl.privacyloket.retention.plan.VerdictKind;

/** A plan as it was shown. It never changes; a plan that drifted is followed by another. */
@Entity
@Table(name = "erasure_plan")
class StoredPlan {

    @Id
    private UUID planId;

    private UUID requestId;
    private String organisation;
    private String hash;
    private int policyVersion;
    private LocalDate plannedOn;
    private Instant plannedAt;

    @ElementCollection
    @CollectionTable(name = "erasure_verdict", joinColumns = @JoinColumn(name = "plan_id"))
    @OrderColumn(name = "position")
    private List<StoredVerdict> verdicts;

    /** For the persistence provider. */
    protected StoredPlan() {}

    /** @param plannedOn date at the organisation that the plan was made for */
    StoredPlan(ErasurePlan plan, String organisation, int policyVersion, LocalDate plannedOn, Instant plannedAt) {
        this.planId = UUID.randomUUID();
        this.requestId = plan.requestId();
        this.organisation = organisation;
        this.hash = plan.hash();
        this.policyVersion = policyVersion;
        this.plannedOn = plannedOn;
        this.plannedAt = plannedAt;
        this.verdicts = plan.verdicts().stream()
                .map(verdict -> new StoredVerdict(
                        organisation,
                        verdict.system(),
                        verdict.category(),
                        verdict.verdict(),
                        verdict.until(),
                        verdict.basis(),
                        verdict.holdings()))
                .toList();
    }

    /** One verdict of a plan. */
    @Embeddable
    record StoredVerdict(
            String organisation,
            String system,
            String category,
            VerdictKind verdict,
            @Column(name = "kept_until") LocalDate until,
            String basis,
            int holdings) {}

    UUID planId() {
        return planId;
    }

    String hash() {
        return hash;
    }

    int policyVersion() {
        return policyVersion;
    }

    Instant plannedAt() {
        return plannedAt;
    }

    ErasurePlan plan() {
        var all = verdicts.stream()
                .map(verdict -> new Verdict(
                        verdict.system(),
                        verdict.category(),
                        verdict.verdict(),
                        verdict.until(),
                        verdict.basis(),
                        verdict.holdings()))
                .toList();
        return new ErasurePlan(requestId, all);
    }
}
