package nl.privacyloket.request.clarification;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One question to the person and, when it has come, the answer; both encrypted. */
@Entity
@Table(name = "clarification")
public class Clarification {

    @Id
    private UUID id;

    @Column(name = "request_id")
    private UUID requestId;

    private byte[] question;

    @Column(name = "asked_at")
    private Instant askedAt;

    @Column(name = "asked_by")
    private String askedBy;

    private byte[] answer;

    @Column(name = "answered_at")
    private Instant answeredAt;

    @Column(name = "answered_by")
    private String answeredBy;

    /** For the persistence layer. */
    protected Clarification() {}

    Clarification(UUID id, UUID requestId, byte[] question, String by, Instant at) {
        this.id = id;
        this.requestId = requestId;
        this.question = question;
        this.askedBy = by;
        this.askedAt = at;
    }

    void answer(byte[] text, String by, Instant at) {
        answer = text;
        answeredBy = by;
        answeredAt = at;
    }

    UUID id() {
        return id;
    }

    byte[] question() {
        return question;
    }

    byte[] answer() {
        return answer;
    }

    Instant askedAt() {
        return askedAt;
    }

    /** Null while it waits, and for good when the request was decided without. */
    Instant answeredAt() {
        return answeredAt;
    }
}
