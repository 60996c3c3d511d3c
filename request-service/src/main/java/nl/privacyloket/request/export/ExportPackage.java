package nl.privacyloket.request.export;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The zip for the person, encrypted. */
@Entity
@Table(name = "export_package")
public class ExportPackage {

    @Id
    @Column(name = "request_id")
    private UUID requestId;

    private byte[] content;

    @Column(name = "made_at")
    private Instant madeAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "reminded_at")
    private Instant remindedAt;

    /** For the persistence layer. */
    protected ExportPackage() {}

    ExportPackage(UUID requestId, byte[] content, Instant madeAt, Instant expiresAt) {
        this.requestId = requestId;
        this.content = content;
        this.madeAt = madeAt;
        this.expiresAt = expiresAt;
    }

    /** Notes that who it is for was told, or need not be told, that it goes soon. */
    void reminded(Instant at) {
        this.remindedAt = at;
    }

    boolean isReminded() {
        return remindedAt != null;
    }

    UUID requestId() {
        return requestId;
    }

    /** Ciphertext. */
    byte[] content() {
        return content;
    }

    Instant madeAt() {
        return madeAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
