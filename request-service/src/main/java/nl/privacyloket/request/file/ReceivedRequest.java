package nl.privacyloket.request.file;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.Channel;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A request as it came in. Nothing of it changes afterwards. */
@MappedSuperclass
public abstract class ReceivedRequest {

    @Id
    private UUID id;

    private String organisation;
    private String reference;

    @Column(name = "invoked_right")
    private Right right;

    private Channel channel;
    private String role;
    private String locale;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> categories;

    private String purpose;

    @Column(name = "restriction_ground")
    private String restrictionGround;

    @Column(name = "erasure_ground")
    private String erasureGround;

    private boolean report;

    @Column(name = "combined_with")
    private UUID combinedWith;

    @Column(name = "policy_version")
    private int policyVersion;

    @Column(name = "received_at")
    private Instant receivedAt;

    @Column(name = "registered_at")
    private Instant registeredAt;

    /** For the persistence layer. */
    protected ReceivedRequest() {}

    ReceivedRequest(NewRequest request) {
        id = request.id();
        organisation = request.organisation();
        reference = request.reference();
        right = request.right();
        channel = request.channel();
        role = request.role();
        locale = request.locale();
        categories = request.categories();
        purpose = request.purpose();
        restrictionGround = request.restrictionGround();
        erasureGround = request.erasureGround();
        report = request.isReport();
        combinedWith = request.combinedWith();
        policyVersion = request.policyVersion();
        receivedAt = request.receivedAt();
        registeredAt = request.registeredAt();
    }

    public UUID id() {
        return id;
    }

    public String organisation() {
        return organisation;
    }

    public String reference() {
        return reference;
    }

    public Right right() {
        return right;
    }

    public Channel channel() {
        return channel;
    }

    public String role() {
        return role;
    }

    public String locale() {
        return locale;
    }

    public List<String> categories() {
        return categories;
    }

    public String purpose() {
        return purpose;
    }

    /** Which case of art. 18(1) the person names, or null. */
    public String restrictionGround() {
        return restrictionGround;
    }

    /** Which case of art. 17(1) the person names, or null. */
    public String erasureGround() {
        return erasureGround;
    }

    /** Whether somebody reports data of a child for whom they do not act. */
    public boolean isReport() {
        return report;
    }

    /** The first of the requests that came in the same message; null for that one and for a request that came alone. */
    public UUID combinedWith() {
        return combinedWith;
    }

    public int policyVersion() {
        return policyVersion;
    }

    public Instant receivedAt() {
        return receivedAt;
    }
}
