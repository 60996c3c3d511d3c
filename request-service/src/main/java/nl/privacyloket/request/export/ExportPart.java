package nl.privacyloket.request.export;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** What a data system brought; the content goes when the package is made. */
@Entity
@Table(name = "export_part")
@IdClass(ExportPart.Key.class)
public class ExportPart {

    @Id
    @Column(name = "request_id")
    private UUID requestId;

    @Id
    @Column(name = "command_id")
    private UUID commandId;

    private byte[] digest;
    private byte[] content;

    @Column(name = "uploaded_at")
    private Instant uploadedAt;

    /** For the persistence layer. */
    protected ExportPart() {}

    ExportPart(UUID requestId, UUID commandId, byte[] digest, byte[] content, Instant uploadedAt) {
        this.requestId = requestId;
        this.commandId = commandId;
        this.digest = digest;
        this.content = content;
        this.uploadedAt = uploadedAt;
    }

    UUID commandId() {
        return commandId;
    }

    /** Keyed hash of the content: tells a repetition from another upload. */
    byte[] digest() {
        return digest;
    }

    /** Ciphertext, or null once the package is made. */
    byte[] content() {
        return content;
    }

    /** Request and command. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private UUID requestId;
        private UUID commandId;

        /** For the persistence layer. */
        protected Key() {}

        Key(UUID requestId, UUID commandId) {
            this.requestId = requestId;
            this.commandId = commandId;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && requestId.equals(key.requestId) && commandId.equals(key.commandId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(requestId, commandId);
        }
    }
}
