package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** How far the carrying out of a decision is. */
@Embeddable
public class ExecutionColumns {

    @Column(name = "upload_secret")
    byte[] uploadSecret;

    @Column(name = "awaited_parts")
    @JdbcTypeCode(SqlTypes.JSON)
    List<AwaitedPart> awaitedParts;

    @Column(name = "failed_system")
    String failedSystem;

    String failure;

    @Column(name = "export_until")
    Instant exportUntil;

    @Column(name = "backups_until")
    LocalDate backupsUntil;

    /** Nothing is carried out yet. */
    protected ExecutionColumns() {}

    /** Ciphertext of the key that upload tokens are made with, or null. */
    public byte[] uploadSecret() {
        return uploadSecret;
    }

    /** Parts that the data systems said they brought; null until they have said so. */
    public List<AwaitedPart> awaitedParts() {
        return awaitedParts;
    }

    public String failedSystem() {
        return failedSystem;
    }

    public String failure() {
        return failure;
    }

    /** The day on which what was erased has gone from the last backup too; null when nothing was, or no end is known. */
    public LocalDate backupsUntil() {
        return backupsUntil;
    }

    /** Until when the export can be downloaded, or null. */
    public Instant exportUntil() {
        return exportUntil;
    }
}
