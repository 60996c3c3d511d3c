package nl.privacyloket.request.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.RequestServiceConfig;
import nl.privacyloket.request.file.SealedFields;

/** Remembers the answer to an intake under the caller's {@code Idempotency-Key}, so that a repetition gets the same one. */
@ApplicationScoped
class IdempotencyKeys {

    private static final String FIND =
            "select body_hash, request_id, answer from idempotency_key where organisation = ? and key_hash = ?";
    // Waits for a transaction that is storing the same key, then inserts nothing.
    private static final String CLAIM = """
            insert into idempotency_key (organisation, key_hash, body_hash, request_id, answer, created_at)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing
            """;
    private static final String FORGET = "delete from idempotency_key where created_at < ?";

    private final DataSource dataSource;
    private final BlindIndex index;
    private final SealedFields fields;
    private final ObjectMapper json;
    private final Clock clock;
    private final RequestServiceConfig config;

    IdempotencyKeys(
            DataSource dataSource,
            BlindIndex index,
            SealedFields fields,
            ObjectMapper json,
            Clock clock,
            RequestServiceConfig config) {
        this.dataSource = dataSource;
        this.index = index;
        this.fields = fields;
        this.json = json;
        this.clock = clock;
        this.config = config;
    }

    /** A key together with what was sent under it. */
    record Claim(String organisation, byte[] keyHash, byte[] bodyHash) {}

    /** @param caller {@code subject} or the pseudonym of staff: one caller's key is nothing to another */
    Claim claim(String organisation, String caller, String key, IntakeBody body) {
        return new Claim(
                organisation,
                index.of("request.idempotency-key", caller, key),
                index.of("request.idempotency-body", write(body)));
    }

    /**
     * The answer that was given under that key.
     *
     * @throws ProblemException 422 when it was given to another body
     */
    @Transactional
    Optional<IntakeAnswer> earlier(Claim claim) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, claim.organisation());
            find.setBytes(2, claim.keyHash());
            try (ResultSet row = find.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                if (!MessageDigest.isEqual(row.getBytes(1), claim.bodyHash())) {
                    throw new ProblemException(422, "idempotency-key-reused");
                }
                UUID request = row.getObject(2, UUID.class);
                return Optional.of(read(fields.open(request, "answer", row.getBytes(3))));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("idempotency key not read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    /** Stores the answer with the running transaction; false when another one was stored meanwhile. */
    @Transactional(TxType.MANDATORY)
    boolean store(Claim claim, IntakeAnswer answer) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(CLAIM)) {
            insert.setString(1, claim.organisation());
            insert.setBytes(2, claim.keyHash());
            insert.setBytes(3, claim.bodyHash());
            insert.setObject(4, answer.id());
            insert.setBytes(5, fields.seal(answer.id(), "answer", write(answer)));
            insert.setTimestamp(6, Timestamp.from(clock.instant()));
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("idempotency key not stored, SQLSTATE " + e.getSQLState(), e);
        }
    }

    @Scheduled(every = "1h", delayed = "5m")
    @Transactional
    void forget() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(FORGET)) {
            delete.setTimestamp(
                    1, Timestamp.from(clock.instant().minus(config.idempotency().retention())));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("idempotency keys not forgotten, SQLSTATE " + e.getSQLState(), e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + value.getClass().getSimpleName() + " cannot be written");
        }
    }

    private IntakeAnswer read(String text) {
        try {
            return json.readValue(text, IntakeAnswer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored answer cannot be read");
        }
    }
}
