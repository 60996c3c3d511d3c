package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.privacyloket.crypto.BlindIndex;
import nl.privacyloket.crypto.CryptoException;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.crypto.Pseudonyms;
import nl.privacyloket.messaging.database.MessagingDatabase;

/**
 * Who stands behind the pseudonyms in the audit log (ADR 0021). Everybody has a random key of their own, per organisation; the
 * pseudonym is a keyed hash under it. Destroying the key leaves the log as it is and a pseudonym that is nobody's.
 */
public final class PseudonymRegister {
    private static final String FIND = "select id, pseudonym, seen_on from audit_pseudonym where name_index = ?";
    private static final String INSERT = """
            insert into audit_pseudonym (id, kind, organisation, name_index, name, "key", pseudonym, seen_on)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String SEEN = "update audit_pseudonym set seen_on = ? where name_index = ? and seen_on < ?";
    private static final String ACTORS =
            "select id, name, \"key\", pseudonym, seen_on from audit_pseudonym where kind = 'actor' and organisation = ?";

    private final FieldCipher cipher;
    private final BlindIndex index;

    public PseudonymRegister(FieldCipher cipher, BlindIndex index) {
        this.cipher = cipher;
        this.index = index;
    }

    /** Whom a pseudonym stands for. */
    public enum Kind {
        /** A member of staff or a data system: the name in its token. The privacy officer can have it resolved. */
        ACTOR,
        /** A person concerned, by the keyed hash of an identifier. Nobody can have it resolved. */
        PERSON;

        private String code() {
            return this == ACTOR ? "actor" : "person";
        }
    }

    /**
     * A pseudonym that is in the register.
     *
     * @param seenOn the day on which it was last needed
     */
    public record Known(String pseudonym, LocalDate seenOn) {}

    /**
     * Who a pseudonym stands for.
     *
     * @param pseudonym as it is in the register now
     * @param name as in the token
     */
    public record Resolved(String pseudonym, String name, LocalDate seenOn) {
        @Override
        public String toString() {
            return "Resolved[" + pseudonym + "]";
        }
    }

    /** The pseudonym that somebody has; empty when there is none yet or none any more. */
    public Optional<Known> find(Connection connection, Kind kind, String organisation, String name)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setBytes(1, index(kind, organisation, name));
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new Known(row.getString("pseudonym"), day(row))) : Optional.empty();
            }
        }
    }

    /**
     * The pseudonym of somebody, made with a new key when there is none, and noted as needed today.
     *
     * @param connection in a short transaction of its own: others who name the same person wait for it
     */
    public String obtain(Connection connection, Kind kind, String organisation, String name, LocalDate today)
            throws SQLException {
        Optional<Known> known = find(connection, kind, organisation, name);
        if (known.isEmpty()) {
            insert(connection, kind, organisation, name, today);
            // Another instance may have been first: what is in the register counts.
            known = find(connection, kind, organisation, name);
        } else if (known.get().seenOn().isBefore(today)) {
            try (PreparedStatement update = connection.prepareStatement(SEEN)) {
                update.setObject(1, today);
                update.setBytes(2, index(kind, organisation, name));
                update.setObject(3, today);
                update.executeUpdate();
            }
        }
        return known.orElseThrow(() -> new SQLException("a pseudonym was destroyed while it was made", "40001"))
                .pseudonym();
    }

    private void insert(Connection connection, Kind kind, String organisation, String name, LocalDate today)
            throws SQLException {
        UUID id = UUID.randomUUID();
        byte[] key = Pseudonyms.newKey();
        MessagingDatabase database = MessagingDatabase.of(connection);
        try (PreparedStatement insert = connection.prepareStatement(INSERT + database.unlessThere())) {
            insert.setObject(1, id);
            insert.setString(2, kind.code());
            insert.setString(3, organisation);
            insert.setBytes(4, index(kind, organisation, name));
            insert.setBytes(5, kind == Kind.PERSON ? null : cipher.encrypt(place(id, "name"), name));
            insert.setBytes(
                    6, cipher.encrypt(place(id, "key"), Base64.getEncoder().encodeToString(key)));
            insert.setString(7, new Pseudonyms(key).of(organisation, name));
            insert.setObject(8, today);
            database.inserted(insert);
        }
    }

    /**
     * Who a pseudonym of an actor stands for; empty when it is not known or its key was destroyed.
     *
     * @param earlier makes the pseudonyms of before the register, under one key for all
     * @throws CryptoException when the row was altered: its name and key do not give its pseudonym
     */
    public Optional<Resolved> resolve(Connection connection, String organisation, String pseudonym, Pseudonyms earlier)
            throws SQLException {
        return actors(connection, organisation).stream()
                .filter(actor -> actor.pseudonym().equals(pseudonym)
                        || earlier.of(organisation, actor.name()).equals(pseudonym))
                .findFirst();
    }

    private List<Resolved> actors(Connection connection, String organisation) throws SQLException {
        List<Resolved> actors = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(ACTORS)) {
            query.setString(1, organisation);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    actors.add(checked(organisation, row));
                }
            }
        }
        return actors;
    }

    private Resolved checked(String organisation, ResultSet row) throws SQLException {
        UUID id = UUID.fromString(row.getString("id"));
        String name = cipher.decrypt(place(id, "name"), row.getBytes("name"));
        byte[] key = Base64.getDecoder().decode(cipher.decrypt(place(id, "key"), row.getBytes("key")));
        String pseudonym = row.getString("pseudonym");
        if (!new Pseudonyms(key).of(organisation, name).equals(pseudonym)) {
            throw new CryptoException("the register of pseudonyms was altered at " + id);
        }
        return new Resolved(pseudonym, name, day(row));
    }

    /**
     * Destroys the key of an actor's pseudonym with the running transaction. Entries keep it, and nobody can tell any more
     * whose it is; who acts again gets another.
     *
     * @return false when there is no such pseudonym
     */
    public boolean destroy(Connection connection, String organisation, String pseudonym) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from audit_pseudonym where kind = 'actor' and organisation = ? and pseudonym = ?")) {
            delete.setString(1, organisation);
            delete.setString(2, pseudonym);
            return delete.executeUpdate() > 0;
        }
    }

    /** Destroys with the running transaction the key of a person whose data were erased; false when there is none. */
    public boolean forget(Connection connection, String organisation, String person) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from audit_pseudonym where name_index = ?")) {
            delete.setBytes(1, index(Kind.PERSON, organisation, person));
            return delete.executeUpdate() > 0;
        }
    }

    /** A pseudonym whose key is gone. */
    public record Destroyed(Kind kind, String organisation, String pseudonym) {}

    /** Destroys with the running transaction the keys that were not needed since a day. */
    public List<Destroyed> destroyUnseenSince(Connection connection, LocalDate day) throws SQLException {
        List<Destroyed> destroyed = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select kind, organisation, pseudonym from audit_pseudonym where seen_on < ? for update")) {
            query.setObject(1, day);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Kind kind = row.getString(1).equals(Kind.ACTOR.code()) ? Kind.ACTOR : Kind.PERSON;
                    destroyed.add(new Destroyed(kind, row.getString(2), row.getString(3)));
                }
            }
        }
        try (PreparedStatement delete =
                connection.prepareStatement("delete from audit_pseudonym where pseudonym = ?")) {
            for (Destroyed one : destroyed) {
                delete.setString(1, one.pseudonym());
                delete.addBatch();
            }
            delete.executeBatch();
        }
        return destroyed;
    }

    private byte[] index(Kind kind, String organisation, String name) {
        return index.of("audit-pseudonym", kind.code(), organisation, name);
    }

    private static LocalDate day(ResultSet row) throws SQLException {
        return row.getObject("seen_on", LocalDate.class);
    }

    private static String place(UUID id, String column) {
        return "audit_pseudonym/" + id + "/" + column;
    }
}
