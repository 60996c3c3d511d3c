package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** How far the handing over of an export to another controller is (art. 20(2)). */
@Embeddable
public class TransferColumns {

    @Column(name = "transfer_token_hash")
    byte[] tokenHash;

    @Column(name = "transfer_offered_at")
    Instant offeredAt;

    @Column(name = "transferred_at")
    Instant transferredAt;

    /** Whether the token of the latest offer was used; null before any offer. */
    @Column(name = "transfer_token_used")
    Boolean tokenUsed;

    /** Nothing is offered yet. */
    protected TransferColumns() {}

    /** When the other controller was last told that it can fetch the export, or null. */
    public Instant offeredAt() {
        return offeredAt;
    }

    /** Whether the export was fetched on the latest offer. */
    public boolean isTokenUsed() {
        return Boolean.TRUE.equals(tokenUsed);
    }

    /** When it fetched the export last, or null. */
    public Instant transferredAt() {
        return transferredAt;
    }
}
