package nl.privacyloket.request.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A published version of a policy. Only ever inserted. */
@Entity
@Immutable
@Table(name = "policy")
@IdClass(StoredPolicy.Key.class)
public class StoredPolicy {

    @Id
    private String organisation;

    @Id
    private int version;

    @Column(name = "valid_from")
    private LocalDate validFrom;

    @Column(name = "published_at")
    private Instant publishedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private String document;

    /** For the persistence layer. */
    protected StoredPolicy() {}

    StoredPolicy(Policy policy, Instant publishedAt) {
        this.organisation = policy.organisation();
        this.version = policy.version();
        this.validFrom = policy.validFrom();
        this.publishedAt = publishedAt;
        this.document = PolicyJson.write(policy);
    }

    int version() {
        return version;
    }

    LocalDate validFrom() {
        return validFrom;
    }

    Instant publishedAt() {
        return publishedAt;
    }

    Policy policy() {
        return PolicyJson.read(document);
    }

    /** Organisation and version. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private String organisation;
        private int version;

        /** For the persistence layer. */
        protected Key() {}

        Key(String organisation, int version) {
            this.organisation = organisation;
            this.version = version;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && organisation.equals(key.organisation) && version == key.version;
        }

        @Override
        public int hashCode() {
            return Objects.hash(organisation, version);
        }
    }
}
