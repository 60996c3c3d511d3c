package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** How an officer stepped in: an extension of the term, and closing before every task was answered. */
@Embeddable
public class CaseworkColumns {

    @Column(name = "extended_at")
    Instant extendedAt;

    @Column(name = "extended_by")
    String extendedBy;

    @Column(name = "extension_reason")
    byte[] extensionReason;

    boolean overridden;

    @Column(name = "overridden_by")
    String overriddenBy;

    @Column(name = "closing_reason")
    byte[] closingReason;

    /** Nobody has stepped in. */
    protected CaseworkColumns() {}

    /** When the term was extended, or null. */
    public Instant extendedAt() {
        return extendedAt;
    }

    /** Ciphertext of why, as the person was told, or null. */
    public byte[] extensionReason() {
        return extensionReason;
    }

    /** Whether it was closed while tasks were open. */
    public boolean isOverridden() {
        return overridden;
    }

    /** Ciphertext of why it was closed all the same, or null. */
    public byte[] closingReason() {
        return closingReason;
    }
}
