package nl.privacyloket.request.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.request.document.DocumentType;

/** Keeps what is handed in, one file of a kind for a request, encrypted and bound to its place. */
@ApplicationScoped
public class EvidenceStore {

    private static final String PUT = """
            insert into identity_evidence (request_id, kind, media_type, inspection, content, received_at)
            values (?, ?, ?, ?, ?, ?)
            on conflict (request_id, kind) do update set media_type = excluded.media_type,
              inspection = excluded.inspection, content = excluded.content, received_at = excluded.received_at
            """;
    private static final String OF =
            "select kind, media_type, inspection, received_at from identity_evidence where request_id = ?";
    private static final String CONTENT = "select content from identity_evidence where request_id = ? and kind = ?";
    private static final String REMOVE = "delete from identity_evidence where request_id = ? and kind = ?";

    private final DataSource dataSource;
    private final FieldCipher cipher;

    EvidenceStore(DataSource dataSource, FieldCipher cipher) {
        this.dataSource = dataSource;
        this.cipher = cipher;
    }

    /** What has been handed in for a request and is still there. */
    @Transactional(TxType.MANDATORY)
    public Map<EvidenceKind, Evidence> of(UUID request) {
        Map<EvidenceKind, Evidence> found = new EnumMap<>(EvidenceKind.class);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement find = connection.prepareStatement(OF)) {
            find.setObject(1, request);
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    EvidenceKind kind = kind(row.getString(1));
                    found.put(
                            kind,
                            new Evidence(
                                    kind,
                                    type(row.getString(2)),
                                    row.getString(3),
                                    row.getTimestamp(4).toInstant()));
                }
            }
            return found;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The file itself. */
    @Transactional(TxType.MANDATORY)
    public Optional<byte[]> content(UUID request, EvidenceKind kind) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement find = connection.prepareStatement(CONTENT)) {
            find.setObject(1, request);
            find.setString(2, kind.code());
            try (ResultSet row = find.executeQuery()) {
                return row.next()
                        ? Optional.of(cipher.decryptBytes(context(request, kind), row.getBytes(1)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Puts a file in the place of an earlier one. */
    @Transactional(TxType.MANDATORY)
    void put(UUID request, Evidence evidence, byte[] content) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement put = connection.prepareStatement(PUT)) {
            put.setObject(1, request);
            put.setString(2, evidence.kind().code());
            put.setString(3, evidence.type().code());
            put.setString(4, evidence.inspection());
            put.setBytes(5, cipher.encryptBytes(context(request, evidence.kind()), content));
            put.setTimestamp(6, Timestamp.from(evidence.receivedAt()));
            put.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Whether there was one to remove. */
    @Transactional(TxType.MANDATORY)
    boolean remove(UUID request, EvidenceKind kind) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement remove = connection.prepareStatement(REMOVE)) {
            remove.setObject(1, request);
            remove.setString(2, kind.code());
            return remove.executeUpdate() == 1;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static String context(UUID request, EvidenceKind kind) {
        return "identity_evidence." + kind.code() + "/" + request;
    }

    private static EvidenceKind kind(String code) {
        return Arrays.stream(EvidenceKind.values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static DocumentType type(String code) {
        return Arrays.stream(DocumentType.values())
                .filter(type -> type.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    // The driver's message can quote a row; its state says whether the same may succeed later.
    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException(
                "evidence not stored or read, SQLSTATE " + e.getSQLState(),
                new SQLException("not passed on", e.getSQLState()));
    }
}
