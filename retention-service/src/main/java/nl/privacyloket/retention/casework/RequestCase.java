package nl.privacyloket.retention.casework;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.retention.execution.CaseState;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * What this service does for one request, from the verified identity to the end. What identifies the person is encrypted
 * and goes when the case ends.
 */
@Entity
@Table(name = "request_case")
class RequestCase {
    private static final String ERASURE = "erasure";

    @Id
    private UUID requestId;

    private String organisation;
    private String reference;

    @Column(name = "exercised_right")
    private String right;

    private int policyVersion;
    private CaseState state;
    private int round;
    private String subjectHash;
    private byte[] identifiers;
    private byte[] upload;
    private byte[] corrections;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> askedCategories = List.of();

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> grantedCategories = List.of();

    private String purpose;
    private UUID planId;
    private boolean continues;
    private String decidedHash;
    private String failedSystem;
    private String failure;
    private Instant openedAt;
    private Instant endedAt;

    /** For the persistence provider. */
    protected RequestCase() {}

    RequestCase(
            UUID requestId,
            String organisation,
            String reference,
            String right,
            int policyVersion,
            List<String> askedCategories,
            Instant openedAt) {
        this.requestId = requestId;
        this.organisation = organisation;
        this.reference = reference;
        this.right = right;
        this.policyVersion = policyVersion;
        this.askedCategories = List.copyOf(askedCategories);
        this.state = ERASURE.equals(right) ? CaseState.PLANNING : CaseState.OPEN;
        this.openedAt = openedAt;
    }

    UUID requestId() {
        return requestId;
    }

    String organisation() {
        return organisation;
    }

    /** What people write and say. */
    String reference() {
        return reference;
    }

    String right() {
        return right;
    }

    boolean isErasure() {
        return ERASURE.equals(right);
    }

    int policyVersion() {
        return policyVersion;
    }

    CaseState state() {
        return state;
    }

    /** @throws IllegalStateException when the case cannot go there from where it is */
    void become(CaseState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException(
                    "a case that is " + state.wireName() + " does not become " + next.wireName());
        }
        state = next;
    }

    /** Which attempt of people at the same step this is, from 0; tasks of earlier rounds no longer count. */
    int round() {
        return round;
    }

    void nextRound() {
        round++;
        recover();
    }

    /** Names the person on the topics with commands. */
    String subjectHash() {
        return subjectHash;
    }

    byte[] identifiers() {
        return identifiers;
    }

    void identify(String hash, byte[] encryptedIdentifiers) {
        subjectHash = hash;
        identifiers = encryptedIdentifiers;
    }

    byte[] upload() {
        return upload;
    }

    void collectAt(byte[] encryptedUpload) {
        upload = encryptedUpload;
    }

    byte[] corrections() {
        return corrections;
    }

    void correctTo(byte[] encryptedCorrections) {
        corrections = encryptedCorrections;
    }

    /** What the person asked about; empty for everything. */
    List<String> askedCategories() {
        return List.copyOf(askedCategories);
    }

    /** What was granted, or is lifted; empty for everything that was asked about. */
    List<String> grantedCategories() {
        return List.copyOf(grantedCategories);
    }

    /** What there is to act on: what was granted, and otherwise what was asked about; empty for everything. */
    List<String> categories() {
        return grantedCategories.isEmpty() ? askedCategories() : grantedCategories();
    }

    /** The purpose for which data may no longer be used; {@code null} when it is not about a purpose. */
    String purpose() {
        return purpose;
    }

    void grant(List<String> categories, String forPurpose) {
        grantedCategories = List.copyOf(categories);
        purpose = forPurpose;
    }

    /** Takes up a case once more, that may have ended, to lift the restriction of these categories. */
    void reopenToLift(List<String> categories) {
        become(CaseState.LIFTING);
        endedAt = null;
        grant(categories, null);
        nextRound();
    }

    /** Takes up what a hold had kept, by the decision that was made then. */
    void goOn() {
        become(CaseState.PLANNING);
        continues = true;
        nextRound();
    }

    /** Whether a decision was carried out already, and what is left of it needs no other and no open request. */
    boolean continues() {
        return continues;
    }

    UUID planId() {
        return planId;
    }

    void show(StoredPlan plan) {
        planId = plan.planId();
    }

    /** The plan that a decision named while another look at the data systems was under way; else {@code null}. */
    String decidedHash() {
        return decidedHash;
    }

    void awaitPlanFor(String hash) {
        decidedHash = hash;
    }

    void decisionIsAnswered() {
        decidedHash = null;
    }

    String failedSystem() {
        return failedSystem;
    }

    /** Why this case does not get on without help, as a code; {@code null} when it does. */
    String failure() {
        return failure;
    }

    void fail(String system, String reason) {
        failedSystem = system;
        failure = reason;
    }

    void recover() {
        failedSystem = null;
        failure = null;
    }

    /** Ends the case in that state; from here on nothing tells who it was about. */
    void end(CaseState end, Instant now) {
        become(end);
        if (endedAt == null) {
            endedAt = now;
        }
        subjectHash = null;
        identifiers = null;
        upload = null;
        corrections = null;
        decidedHash = null;
    }

    Instant endedAt() {
        return endedAt;
    }

    /** Nothing about the person. */
    @Override
    public String toString() {
        return "RequestCase[" + requestId + " " + state.wireName() + "]";
    }
}
