package nl.privacyloket.retention.hold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.kit.problem.ProblemException;

/** Remembers which hold was placed under its caller's {@code Idempotency-Key}, so that a repetition places no second one. */
@ApplicationScoped
class HoldKeys {
    /** Who sends the same at the same time waits here; whoever comes second finds what the first has placed. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(encode(?, 'hex'), 0))";

    private static final String FIND =
            "select body_hash, hold_id from hold_key where organisation = ? and key_hash = ?";
    private static final String REMEMBER = """
            insert into hold_key (organisation, key_hash, body_hash, hold_id, created_at) values (?, ?, ?, ?, ?)
            """;
    private static final String FORGET = "delete from hold_key where created_at < ?";

    private final DataSource dataSource;
    private final BlindIndex keyed;
    private final ObjectMapper json;
    private final HoldSettings settings;
    private final Clock clock;

    HoldKeys(DataSource dataSource, BlindIndex keyed, ObjectMapper json, HoldSettings settings, Clock clock) {
        this.dataSource = dataSource;
        this.keyed = keyed;
        this.json = json;
        this.settings = settings;
        this.clock = clock;
    }

    /** A key together with what was ordered under it, both as keyed hashes. */
    record Claim(String organisation, byte[] keyHash, byte[] bodyHash) {}

    /** @param actor the pseudonym of who calls: one caller's key is nothing to another */
    Claim claim(String organisation, String actor, String key, HoldOrder order) {
        return new Claim(
                organisation,
                keyed.of("retention.hold-key", organisation, actor, key),
                keyed.of("retention.hold-body", write(order)));
    }

    /**
     * The hold that was placed under that key, if any. Until the running transaction ends nobody else places one under it.
     *
     * @throws ProblemException 422 when it was placed by another order
     */
    @Transactional(TxType.MANDATORY)
    Optional<UUID> earlier(Claim claim) {
        try (var connection = dataSource.getConnection();
                var lock = connection.prepareStatement(LOCK);
                var find = connection.prepareStatement(FIND)) {
            lock.setBytes(1, claim.keyHash());
            lock.execute();
            find.setString(1, claim.organisation());
            find.setBytes(2, claim.keyHash());
            try (var row = find.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                if (!MessageDigest.isEqual(row.getBytes(1), claim.bodyHash())) {
                    throw new ProblemException(422, "idempotency-key-reused");
                }
                return Optional.of(row.getObject(2, UUID.class));
            }
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** Remembers a hold that was placed in the running transaction. */
    @Transactional(TxType.MANDATORY)
    void remember(Claim claim, UUID holdId) {
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(REMEMBER)) {
            insert.setString(1, claim.organisation());
            insert.setBytes(2, claim.keyHash());
            insert.setBytes(3, claim.bodyHash());
            insert.setObject(4, holdId);
            insert.setObject(5, clock.instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    /** Forgets keys that nobody repeats any more. */
    @Scheduled(every = "1h", delayed = "5m")
    @Transactional
    void forget() {
        try (var connection = dataSource.getConnection();
                var delete = connection.prepareStatement(FORGET)) {
            delete.setObject(1, clock.instant().minus(settings.keysKept()).atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private String write(HoldOrder order) {
        try {
            return json.writeValueAsString(order);
        } catch (JsonProcessingException e) {
            // Without its cause, whose text may have what was sent.
            throw new IllegalStateException("an order cannot be written");
        }
    }

    private static IllegalStateException unusable(SQLException e) {
        return new IllegalStateException("keys of holds cannot be used, SQLSTATE " + e.getSQLState(), e);
    }
}
