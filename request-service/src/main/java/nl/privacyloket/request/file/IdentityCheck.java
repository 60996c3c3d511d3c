package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** How, when and by whom it was established who asks. The evidence itself is not kept. */
@Embeddable
public class IdentityCheck {

    /** It is established. */
    public static final String VERIFIED = "verified";

    /** It could not be. */
    public static final String NOT_VERIFIED = "not-verified";

    @Column(name = "identity_method")
    private String method;

    @Column(name = "identity_outcome")
    private String outcome;

    @Column(name = "identity_checked_at")
    private Instant checkedAt;

    @Column(name = "identity_checked_by")
    private String checkedBy;

    @Column(name = "identity_note")
    private byte[] note;

    /** Not checked yet. */
    protected IdentityCheck() {}

    IdentityCheck(String method, String outcome, String by, byte[] note, Instant at) {
        this.method = method;
        this.outcome = outcome;
        this.checkedBy = by;
        this.note = note;
        this.checkedAt = at;
    }

    /** For instance {@code confirmed-email}, or null. */
    public String method() {
        return method;
    }

    public String outcome() {
        return outcome;
    }

    public Instant checkedAt() {
        return checkedAt;
    }

    /** Pseudonym of who checked; {@code subject} where the confirmed address was enough. */
    public String checkedBy() {
        return checkedBy;
    }

    /** Ciphertext, or null. */
    public byte[] note() {
        return note;
    }
}
