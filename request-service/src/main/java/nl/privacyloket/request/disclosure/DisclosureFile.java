package nl.privacyloket.request.disclosure;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OptimisticLock;
import org.hibernate.type.SqlTypes;

/** One disclosure of data of one person to one recipient. */
@Entity
@Table(name = "disclosure")
public class DisclosureFile {

    @Id
    private UUID id;

    @Version
    private long revision;

    private String organisation;
    private String reference;
    private String state;
    private String basis;

    @Column(name = "asked_by")
    private String askedBy;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> categories;

    private String locale;

    @Column(name = "policy_version")
    private int policyVersion;

    byte[] subject;
    byte[] recipient;
    byte[] purpose;

    @Column(name = "asker_reference")
    byte[] askerReference;

    @Column(name = "status_token_hash")
    byte[] statusTokenHash;

    @Column(name = "registered_at")
    private Instant registeredAt;

    @Column(name = "registered_by")
    private String registeredBy;

    @Column(name = "planned_for")
    private Instant plannedFor;

    @Column(name = "answered_at")
    private Instant answeredAt;

    @Column(name = "answered_by")
    private String answeredBy;

    @Column(name = "answer_channel")
    private String answerChannel;

    @Column(name = "answer_note")
    byte[] answerNote;

    // What becomes of a message changes nothing in the disclosure.
    @OptimisticLock(excluded = true)
    @Column(name = "told_at")
    private Instant toldAt;

    @OptimisticLock(excluded = true)
    @Column(name = "telling_failed_at")
    private Instant tellingFailedAt;

    @Column(name = "key_hash")
    byte[] keyHash;

    @Column(name = "body_hash")
    byte[] bodyHash;

    @Column(name = "disclosed_at")
    private Instant disclosedAt;

    /** For the persistence layer. */
    protected DisclosureFile() {}

    /** A new one; what is personal is set sealed. */
    DisclosureFile(
            UUID id, String organisation, int policyVersion, String reference, DisclosureBody body, String locale) {
        this.id = id;
        this.organisation = organisation;
        this.policyVersion = policyVersion;
        this.reference = reference;
        this.basis = body.basis();
        this.askedBy = body.askedBy();
        this.categories = List.copyOf(body.categories());
        this.locale = locale;
    }

    /** Nobody is asked: the data have been given. */
    void made(String by, Instant registered, Instant disclosed) {
        registeredBy = by;
        registeredAt = registered;
        become(DisclosureState.DISCLOSED);
        disclosedAt = disclosed;
    }

    /** The person is asked first. */
    void asked(String by, Instant registered, Instant planned) {
        registeredBy = by;
        registeredAt = registered;
        plannedFor = planned;
        become(DisclosureState.AWAITING_CONSENT);
    }

    /**
     * The person answers, or changes an answer.
     *
     * @param by the person, or the pseudonym of staff who enter it
     * @param channel by which it came to staff, or null
     * @param note ciphertext, or null
     */
    void answer(boolean given, String by, String channel, byte[] note, Instant at) {
        become(given ? DisclosureState.CONSENTED : DisclosureState.REFUSED);
        answeredAt = at;
        answeredBy = by;
        answerChannel = channel;
        answerNote = note;
    }

    /** The person got the message that the data were given. */
    void told(Instant at) {
        toldAt = at;
        tellingFailedAt = null;
    }

    /** A message to the person was delivered, of whatever kind. */
    void reached() {
        tellingFailedAt = null;
    }

    /** A message to the person could not be delivered. */
    void notReached(Instant at) {
        tellingFailedAt = at;
    }

    /** The data have been given, as the person allowed. */
    void complete(Instant at) {
        become(DisclosureState.DISCLOSED);
        disclosedAt = at;
    }

    private void become(DisclosureState next) {
        state = next.code();
    }

    UUID id() {
        return id;
    }

    long revision() {
        return revision;
    }

    String organisation() {
        return organisation;
    }

    String reference() {
        return reference;
    }

    DisclosureState state() {
        return DisclosureState.ofCode(state).orElseThrow();
    }

    String basis() {
        return basis;
    }

    String askedBy() {
        return askedBy;
    }

    List<String> categories() {
        return categories;
    }

    String locale() {
        return locale;
    }

    int policyVersion() {
        return policyVersion;
    }

    Instant registeredAt() {
        return registeredAt;
    }

    Instant plannedFor() {
        return plannedFor;
    }

    Instant answeredAt() {
        return answeredAt;
    }

    String answerChannel() {
        return answerChannel;
    }

    Instant toldAt() {
        return toldAt;
    }

    Instant tellingFailedAt() {
        return tellingFailedAt;
    }

    Instant disclosedAt() {
        return disclosedAt;
    }

    @Override
    public String toString() {
        return "DisclosureFile[" + id + " " + state + "]";
    }
}
