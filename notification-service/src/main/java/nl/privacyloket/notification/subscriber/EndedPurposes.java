package nl.privacyloket.notification.subscriber;

import static nl.privacyloket.notification.subscriber.Subscription.POLICY_CHANGE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What persons no longer want, by keyed hashes. Whoever reads it to decide what a subscriber hears of holds the lock of
 * {@link SubscriberLock} shared, whoever writes what persons ended holds it alone.
 */
final class EndedPurposes {
    /** Every purpose but {@link Subscription#POLICY_CHANGE}, also those that the policy does not have yet. */
    static final String EVERY_OTHER = "*";

    /** What the person did says more than that the rest of their data went too. */
    private static final String ADD = """
            insert into ended_purpose (organisation, subject_hash, purpose, ended_at, ended_by) values (?, ?, ?, ?, ?)
            on conflict (organisation, subject_hash, purpose) do update
            set ended_at = greatest(ended_purpose.ended_at, excluded.ended_at),
              ended_by = case when excluded.ended_by = 'erasure' or excluded.ended_at < ended_purpose.ended_at
                then ended_purpose.ended_by else excluded.ended_by end
            """;

    private final Map<String, Map<String, End>> byHash = new HashMap<>();

    private EndedPurposes() {}

    /** That and how a purpose ended. */
    record End(Instant at, EndedBy by) {
        /** The later of both; that data were erased says less than what the person did. */
        static End later(End one, End other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            End last = other.at().isAfter(one.at()) ? other : one;
            End first = last == one ? other : one;
            return last.by() == EndedBy.ERASURE ? new End(last.at(), first.by()) : last;
        }
    }

    /** What persons with these hashes ended. */
    static EndedPurposes of(Connection connection, String organisation, Collection<String> hashes) throws SQLException {
        EndedPurposes ended = new EndedPurposes();
        try (PreparedStatement select = connection.prepareStatement("""
                select subject_hash, purpose, ended_at, ended_by from ended_purpose
                where organisation = ? and subject_hash = any(?)
                """)) {
            select.setString(1, organisation);
            select.setArray(2, SubscriberRows.texts(connection, hashes));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    End end = new End(
                            rows.getObject(3, OffsetDateTime.class).toInstant(),
                            EndedBy.valueOf(rows.getString(4).toUpperCase(Locale.ROOT)));
                    ended.byHash
                            .computeIfAbsent(rows.getString(1), hash -> new HashMap<>())
                            .put(rows.getString(2), end);
                }
            }
        }
        return ended;
    }

    /** Those under which something ended. */
    Set<String> hashes() {
        return byHash.keySet();
    }

    /** When and how a person with these hashes last ended a purpose. */
    Optional<End> find(Collection<String> hashes, String purpose) {
        End last = null;
        for (String hash : hashes) {
            Map<String, End> ends = byHash.getOrDefault(hash, Map.of());
            last = End.later(last, ends.get(purpose));
            if (!purpose.equals(POLICY_CHANGE)) {
                last = End.later(last, ends.get(EVERY_OTHER));
            }
        }
        return Optional.ofNullable(last);
    }

    /** What a person with these hashes ended, as it is stored: {@link #EVERY_OTHER} may be among it. */
    Map<String, End> all(Collection<String> hashes, Predicate<EndedBy> by) {
        Map<String, End> all = new HashMap<>();
        for (String hash : hashes) {
            byHash.getOrDefault(hash, Map.of()).forEach((purpose, end) -> {
                if (by.test(end.by())) {
                    all.merge(purpose, end, End::later);
                }
            });
        }
        return all;
    }

    /** Notes the end of purposes for one hash; the latest end counts. */
    static void add(Connection connection, String organisation, String hash, Map<String, End> ends)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            for (Map.Entry<String, End> end : ends.entrySet()) {
                insert.setString(1, organisation);
                insert.setString(2, hash);
                insert.setString(3, end.getKey());
                insert.setObject(4, end.getValue().at().atOffset(ZoneOffset.UTC));
                insert.setString(5, end.getValue().by().word());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Notes the end of purposes for several hashes, always in the same order, so that two cannot wait for each other. */
    static void add(
            Connection connection, String organisation, Collection<String> hashes, Set<String> purposes, End end)
            throws SQLException {
        Map<String, End> ends = new TreeMap<>();
        purposes.forEach(purpose -> ends.put(purpose, end));
        for (String hash : new TreeSet<>(hashes)) {
            add(connection, organisation, hash, ends);
        }
    }

    /** Forgets that the purpose ended: the person has asked for it again since. */
    static void revive(Connection connection, String organisation, String hash, String purpose) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from ended_purpose where organisation = ? and subject_hash = ? and purpose = ?")) {
            delete.setString(1, organisation);
            delete.setString(2, hash);
            delete.setString(3, purpose);
            delete.executeUpdate();
        }
    }
}
