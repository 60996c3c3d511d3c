package nl.privacyloket.notification.subscriber;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Reads rows of the table of subscribers. */
final class SubscriberRows {
    static final String COLUMNS = """
            select id, organisation, subscriber, subject_hashes, locale, purposes, consent_source, consented_at, changed_at
            from subscriber
            """;

    /** Parameters: hashes of a person three times, then those of them that are {@link SharedIdentifiers#certain}. */
    static final String OF_PERSON = """
            subject_hashes && ? and (address_hash = any(?) or subject_hashes[2] = any(?) or subject_hashes && ?)
            """;

    private SubscriberRows() {}

    /** Binds {@link #OF_PERSON}. */
    static void bindPerson(PreparedStatement statement, int at, Collection<String> hashes, Collection<String> certain)
            throws SQLException {
        java.sql.Array all = texts(statement.getConnection(), hashes);
        statement.setArray(at, all);
        statement.setArray(at + 1, all);
        statement.setArray(at + 2, all);
        statement.setArray(at + 3, texts(statement.getConnection(), certain));
    }

    static List<Subscriber> read(PreparedStatement select) throws SQLException {
        List<Subscriber> subscribers = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                subscribers.add(subscriber(rows));
            }
        }
        return subscribers;
    }

    private static Subscriber subscriber(ResultSet row) throws SQLException {
        OffsetDateTime consentedAt = row.getObject(8, OffsetDateTime.class);
        return new Subscriber(
                row.getObject(1, java.util.UUID.class),
                row.getString(2),
                row.getString(3),
                List.of((String[]) row.getArray(4).getArray()),
                row.getString(5),
                new TreeSet<>(List.of((String[]) row.getArray(6).getArray())),
                consentedAt == null ? null : new Subscription.Consent(row.getString(7), consentedAt.toInstant()),
                row.getObject(9, OffsetDateTime.class).toInstant());
    }

    static java.sql.Array texts(Connection connection, Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
