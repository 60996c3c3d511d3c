package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The latest plan of retention-service for an erasure, and after completion what came of it. */
@Embeddable
public class PlanColumns {

    @Column(name = "plan_hash")
    private String hash;

    @Column(name = "planned_at")
    private Instant plannedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Verdict> verdicts = List.of();

    /** No plan yet. */
    protected PlanColumns() {}

    void replace(String hash, List<Verdict> verdicts, Instant at) {
        this.hash = hash;
        this.verdicts = List.copyOf(verdicts);
        this.plannedAt = at;
    }

    /** What a decision has to name, or null while there is no plan. */
    public String hash() {
        return hash;
    }

    public Instant plannedAt() {
        return plannedAt;
    }

    public List<Verdict> verdicts() {
        return verdicts == null ? List.of() : verdicts;
    }
}
