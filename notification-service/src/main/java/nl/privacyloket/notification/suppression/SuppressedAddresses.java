package nl.privacyloket.notification.suppression;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;

/**
 * The addresses that an organisation sends nothing to. Only keyed hashes are kept, by which an address is recognised and
 * cannot be read.
 */
public final class SuppressedAddresses {
    private static final String OBJECT = "suppressed-address";

    private final SubjectHash hash;
    private final Period kept;
    private final AuditLedger audit = new AuditLedger();

    /** @param kept after which an address may be tried again */
    public SuppressedAddresses(SubjectHash hash, Period kept) {
        this.hash = hash;
        this.kept = kept;
    }

    /** Why nothing is sent. */
    public enum Reason {
        /** Mail came back because nobody can be reached there. */
        BOUNCED,
        /** Somebody there wants no mail. */
        UNWANTED;

        /** The word in the API and the database; empty when there is no such reason. */
        public static Optional<Reason> of(String word) {
            for (Reason reason : values()) {
                if (reason.word().equals(word)) {
                    return Optional.of(reason);
                }
            }
            return Optional.empty();
        }

        public String word() {
            return this == BOUNCED ? "bounced" : "unwanted";
        }
    }

    /**
     * What staff see of one.
     *
     * @param reason {@code bounced} or {@code unwanted}
     * @param status what the mail server said (RFC 3463), or null
     */
    public record Entry(UUID id, String reason, String status, Instant since) {}

    /** How an address is recognised: the keyed hash, for the organisation, of what SMTP is given. */
    public String hash(String organisation, String address) {
        return hash.of(organisation, "e-mail", address);
    }

    /** Whether nothing goes to the address now. */
    public boolean holds(Connection connection, String organisation, String addressHash, Instant now)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select 1 from suppressed_address where organisation = ? and address_hash = ? and since > ?")) {
            select.setString(1, organisation);
            select.setString(2, addressHash);
            select.setObject(3, utc(now).minus(kept));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * Sends nothing to the address from now on. One that is here already counts from now; that somebody wants no mail is
     * not forgotten because mail came back.
     *
     * @param status what the mail server said (RFC 3463), or null
     * @param actor pseudonym of who asked for it, or the service
     */
    public Entry suppress(
            Connection connection,
            String organisation,
            String addressHash,
            Reason reason,
            String status,
            String actor,
            Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into suppressed_address as known (id, organisation, address_hash, reason, status, since)
                values (?, ?, ?, ?, ?, ?)
                on conflict (organisation, address_hash) do update set since = excluded.since,
                  reason = case known.reason when 'unwanted' then known.reason else excluded.reason end,
                  status = coalesce(excluded.status, known.status)
                returning id, reason, status, since
                """)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, organisation);
            insert.setString(3, addressHash);
            insert.setString(4, reason.word());
            insert.setString(5, status);
            insert.setObject(6, utc(now));
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                Entry entry = entry(row);
                record(connection, organisation, actor, "address.suppressed", entry.id(), reason.word(), now);
                return entry;
            }
        }
    }

    /** Those of an organisation, latest first. */
    public List<Entry> list(Connection connection, String organisation, int page, int size) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select id, reason, status, since from suppressed_address
                where organisation = ? order by since desc, id limit ? offset ?
                """)) {
            select.setString(1, organisation);
            select.setInt(2, size);
            select.setLong(3, (long) page * size);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows));
                }
            }
        }
        return entries;
    }

    /** How many {@link #list} has on all pages. */
    public long count(Connection connection, String organisation) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from suppressed_address where organisation = ?")) {
            select.setString(1, organisation);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * Lets mail go to the address again.
     *
     * @return false when the organisation has no such entry
     */
    public boolean release(Connection connection, String organisation, UUID id, String actor, Instant now)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from suppressed_address where organisation = ? and id = ?")) {
            delete.setString(1, organisation);
            delete.setObject(2, id);
            if (delete.executeUpdate() == 0) {
                return false;
            }
        }
        record(connection, organisation, actor, "address.released", id, "done", now);
        return true;
    }

    /** Lets go of those that have been kept for long enough. */
    public void expire(Connection connection, String actor, Instant now) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from suppressed_address where since <= ? returning organisation, id")) {
            delete.setObject(1, utc(now).minus(kept));
            try (ResultSet rows = delete.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(2, UUID.class);
                    record(connection, rows.getString(1), actor, "address.released", id, "expired", now);
                }
            }
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant());
    }

    private void record(
            Connection connection,
            String organisation,
            String actor,
            String action,
            UUID id,
            String outcome,
            Instant now)
            throws SQLException {
        audit.append(
                connection,
                List.of(new AuditEntry(now, organisation, actor, action, OBJECT, id.toString(), outcome, null)));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
