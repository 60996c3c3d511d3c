package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A restriction of processing that a request led to. */
@Entity
@Table(name = "restriction")
public class Restriction {

    @Id
    @Column(name = "request_id")
    private UUID requestId;

    private Instant since;

    @Column(name = "lift_reason")
    private byte[] liftReason;

    @Column(name = "announced_at")
    private Instant announcedAt;

    @Column(name = "told_at")
    private Instant toldAt;

    @Column(name = "lifted_at")
    private Instant liftedAt;

    @Column(name = "telling_note")
    private byte[] tellingNote;

    @Column(name = "closing_reason")
    private byte[] closingReason;

    /** For the persistence layer. */
    protected Restriction() {}

    Restriction(UUID requestId, Instant since) {
        this.requestId = requestId;
        this.since = since;
    }

    /**
     * It was decided to lift it.
     *
     * @param reason ciphertext
     */
    public void announce(byte[] reason, Instant at) {
        liftReason = reason;
        announcedAt = at;
    }

    /** The message about that has left. */
    public void told(Instant at) {
        toldAt = at;
    }

    /**
     * What staff noted when they told the person, as no message could.
     *
     * @param note ciphertext, or null
     */
    public void noteTelling(byte[] note) {
        tellingNote = note;
    }

    /**
     * People lifted it where a data system cannot.
     *
     * @param reason ciphertext
     */
    public void closed(byte[] reason, Instant at) {
        liftedAt = at;
        closingReason = reason;
    }

    /** Data systems have lifted it. */
    public void lifted(Instant at) {
        liftedAt = at;
    }

    /** Whether data systems have been told to lift it and have not all done so. */
    public boolean isBeingLifted() {
        return toldAt != null && liftedAt == null;
    }

    /** Ciphertext, or null. */
    public byte[] tellingNote() {
        return tellingNote;
    }

    /** Ciphertext, or null. */
    public byte[] closingReason() {
        return closingReason;
    }

    public Instant since() {
        return since;
    }

    /** When it was decided to lift it and the person was written to, or null. */
    public Instant announcedAt() {
        return announcedAt;
    }

    /** When that message left, or null: before it the restriction stands. */
    public Instant toldAt() {
        return toldAt;
    }

    /** When the data systems had lifted it, or null. */
    public Instant liftedAt() {
        return liftedAt;
    }
}
