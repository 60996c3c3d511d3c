package nl.privacyloket.retention.certificate;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.crypto.CertificateSigner;
import nl.privacyloket.kit.messaging.AuditTrail;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.event.EventJson;
import org.jboss.logging.Logger;

/** Signs certificates and keeps them. */
@ApplicationScoped
public class Certificates {
    private static final Logger LOG = Logger.getLogger(Certificates.class);
    private static final String ACTOR = "system:retention-service";
    private static final String KEEP = """
            insert into certificate (certificate_id, organisation, kind, request_id, command_id, jws, issued_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (command_id) do nothing
            """;
    private static final String OF_REQUEST = """
            select jws, organisation from certificate
             where kind = 'request' and request_id = ? and organisation = any (?)
             order by issued_at desc, certificate_id limit 1
            """;
    private static final String OF_COMMAND =
            "select jws, organisation from certificate where command_id = ? and organisation = ?";

    private final DataSource dataSource;
    private final CertificateSigner signer;
    private final AuditTrail audit;
    private final Clock clock;

    /** One as it is kept: compact JWS (RFC 7515), and whose it is. */
    record Kept(String jws, String organisation) {}

    Certificates(DataSource dataSource, CertificateSigner signer, AuditTrail audit, Clock clock) {
        this.clock = clock;
        this.dataSource = dataSource;
        this.signer = signer;
        this.audit = audit;
    }

    /** Without its key no erasure could come to its end: better that the service does not start, and names the file. */
    void requireKey(@Observes StartupEvent start) {
        LOG.infof("certificates are signed with key %s", signer.keyId());
    }

    /** Signs and keeps one with the running transaction; a command gets no second one. */
    public void issue(Certificate certificate) {
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(KEEP)) {
            insert.setObject(1, certificate.id());
            insert.setString(2, certificate.organisation());
            insert.setString(3, certificate.kind());
            insert.setObject(4, certificate.requestId());
            insert.setObject(5, certificate.commandId());
            insert.setString(6, signer.sign(EventJson.write(certificate)));
            insert.setObject(7, certificate.issuedAt().atOffset(ZoneOffset.UTC));
            if (insert.executeUpdate() == 0) {
                return;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a certificate could not be kept, SQLSTATE " + e.getSQLState(), e);
        }
        var isOfRequest = certificate.kind().equals(Certificate.REQUEST);
        var object = isOfRequest ? certificate.requestId() : certificate.commandId();
        audit.record(new AuditEntry(
                        certificate.issuedAt(),
                        certificate.organisation(),
                        ACTOR,
                        "certificate.issued",
                        isOfRequest ? "request" : "command",
                        object.toString(),
                        "done",
                        certificate.policyVersion())
                .about(isOfRequest ? certificate.requestId() : null));
    }

    /** The latest about a request of one of these organisations, as compact JWS. */
    Optional<Kept> ofRequest(UUID requestId, Collection<String> organisations) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(OF_REQUEST)) {
            query.setObject(1, requestId);
            query.setArray(2, connection.createArrayOf("text", organisations.toArray()));
            try (var rows = query.executeQuery()) {
                return first(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a certificate could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    /** The one about a command of a sweep, as compact JWS. */
    Optional<Kept> ofCommand(UUID commandId, String organisation) {
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(OF_COMMAND)) {
            query.setObject(1, commandId);
            query.setString(2, organisation);
            try (var rows = query.executeQuery()) {
                return first(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a certificate could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    private static Optional<Kept> first(ResultSet rows) throws SQLException {
        return rows.next() ? Optional.of(new Kept(rows.getString(1), rows.getString(2))) : Optional.empty();
    }

    /** A member of staff saw what went and what stayed: for the audit log only. */
    void read(Kept certificate, String actor, UUID requestId, UUID commandId) {
        var isOfRequest = requestId != null;
        audit.record(new AuditEntry(
                        clock.instant(),
                        certificate.organisation(),
                        actor,
                        "certificate.read",
                        isOfRequest ? "request" : "command",
                        (isOfRequest ? requestId : commandId).toString(),
                        "done",
                        null)
                .about(requestId));
    }
}
