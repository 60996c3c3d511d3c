package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** By what the person gets at their request: the private token, and once the code from the mail. */
@Embeddable
public class AccessColumns {

    @Column(name = "status_token")
    byte[] statusToken;

    @Column(name = "status_token_hash")
    byte[] statusTokenHash;

    @Column(name = "code_hash")
    byte[] codeHash;

    @Column(name = "code_attempts")
    int codeAttempts;

    @Column(name = "confirmed_at")
    Instant confirmedAt;

    /** For the persistence layer. */
    protected AccessColumns() {}

    AccessColumns(byte[] statusToken, byte[] statusTokenHash, byte[] codeHash) {
        this.statusToken = statusToken;
        this.statusTokenHash = statusTokenHash;
        this.codeHash = codeHash;
    }

    /** When the address was confirmed, or null. */
    public Instant confirmedAt() {
        return confirmedAt;
    }

    /** How often a wrong code was entered. */
    public int codeAttempts() {
        return codeAttempts;
    }

    /** Counts a wrong code. */
    public void countWrongCode() {
        codeAttempts++;
    }
}
