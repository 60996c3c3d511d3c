package nl.privacyloket.retention.system;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A system that holds personal data and takes commands about them. Its id names its command topic. */
@Entity
@Table(name = "data_system")
public class DataSystem {

    @Id
    private String id;

    private String organisation;
    private String name;
    private String kind;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> categories;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> capabilities;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> ageSwept;

    private String publicKey;
    private String backupWindow;
    private String answerTime;
    private byte[] contactEmail;

    @Version
    private int version;

    private Instant registeredAt;
    private Instant changedAt;

    /** For the persistence provider. */
    protected DataSystem() {}

    DataSystem(String id, String organisation, Instant registeredAt) {
        this.id = id;
        this.organisation = organisation;
        this.registeredAt = registeredAt;
    }

    /**
     * Takes over what was registered, which {@link SystemRegistration} has checked.
     *
     * @return whether anything changed by it
     */
    boolean describe(SystemRegistration registration, String checkedPublicKey, Instant now) {
        var sortedCategories =
                registration.categories().stream().distinct().sorted().toList();
        var sortedCapabilities =
                registration.capabilities().stream().distinct().sorted().toList();
        var sortedAgeSwept =
                registration.ageSwept().stream().distinct().sorted().toList();
        if (registration.name().equals(name)
                && registration.kind().equals(kind)
                && sortedCategories.equals(categories)
                && sortedCapabilities.equals(capabilities)
                && sortedAgeSwept.equals(ageSwept)
                && checkedPublicKey.equals(publicKey)
                && Objects.equals(registration.backupWindow(), backupWindow)
                && Objects.equals(registration.answerTime(), answerTime)) {
            return false;
        }
        this.name = registration.name();
        this.kind = registration.kind();
        this.categories = sortedCategories;
        this.capabilities = sortedCapabilities;
        this.ageSwept = sortedAgeSwept;
        this.publicKey = checkedPublicKey;
        this.backupWindow = registration.backupWindow();
        this.answerTime = registration.answerTime();
        this.changedAt = now;
        return true;
    }

    /** Notes where it is written to, encrypted; {@code null} for nowhere. */
    void writeTo(byte[] encryptedAddress, Instant now) {
        this.contactEmail = encryptedAddress;
        this.changedAt = now;
    }

    public String id() {
        return id;
    }

    public String organisation() {
        return organisation;
    }

    public String name() {
        return name;
    }

    /** Whether it is the organisation's own, not that of somebody whom data were disclosed to. */
    public boolean isOwn() {
        return "own".equals(kind);
    }

    /** {@code own}, or {@code recipient} of disclosed data (GDPR art. 19). */
    public String kind() {
        return kind;
    }

    public List<String> categories() {
        return List.copyOf(categories);
    }

    public List<String> capabilities() {
        return List.copyOf(capabilities);
    }

    /** Categories of which it registers nothing, and is told what goes by its age. */
    public List<String> ageSwept() {
        return List.copyOf(ageSwept);
    }

    /** Whether it can be asked to do all of these. */
    public boolean can(String... wanted) {
        return capabilities.containsAll(List.of(wanted));
    }

    /** EC P-256 public key as JWK JSON: commands are sealed to it. */
    public String publicKey() {
        return publicKey;
    }

    /** How long erased data live on in its backups; {@code null} when it has none or does not say. */
    public Period backupWindow() {
        return backupWindow == null ? null : Period.parse(backupWindow);
    }

    /** How long it may take to answer a command; {@code null} for the standard time. */
    public Duration answerTime() {
        return answerTime == null ? null : Duration.parse(answerTime);
    }

    /** Where a recipient is written to, encrypted; see {@link ContactAddresses}. */
    byte[] contactEmail() {
        return contactEmail;
    }

    /** Whether what it cannot be commanded to do is told to it by mail. */
    public boolean isToldByMail() {
        return !isOwn() && contactEmail != null;
    }

    /** Grows with each change; the entity tag of its resource. */
    public int version() {
        return version;
    }

    public Instant registeredAt() {
        return registeredAt;
    }

    public Instant changedAt() {
        return changedAt;
    }

    /** Its commands, and nobody else's. */
    public String commandTopic() {
        return CommandTopics.of(id);
    }
}
