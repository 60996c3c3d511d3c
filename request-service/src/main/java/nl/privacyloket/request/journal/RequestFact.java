package nl.privacyloket.request.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A dated fact about a request. Its details are codes, dates and ids. */
@Entity
@Table(name = "request_fact")
public class RequestFact {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "request_id")
    private UUID requestId;

    private Instant at;
    private String kind;

    @Column(name = "for_person")
    private boolean forPerson;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> details;

    /** For the persistence layer. */
    protected RequestFact() {}

    RequestFact(UUID requestId, Instant at, FactKind kind, Map<String, String> details) {
        this.requestId = requestId;
        this.at = at;
        this.kind = kind.code();
        this.forPerson = kind.isForPerson();
        this.details = Map.copyOf(details);
    }

    public Instant at() {
        return at;
    }

    /** Published name of the {@link FactKind}. */
    public String kind() {
        return kind;
    }

    public Map<String, String> details() {
        return details;
    }
}
