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
    private static final String UNSEEN =
            "select id, name, \"key\" from audit_pseudonym where name_index = ? and seen_on < ? for update";
    private static final String SEEN = "update audit_pseudonym set seen_on = ?, name = ?, \"key\" = ? where id = ?";
    private static final String ACTORS =
            "select id, name, \"key\", pseudonym, seen_on from audit_pseudonym where kind = 'actor' and organisation = ?";
    private static final String EXPIRED = "select id, kind, organisation, name, pseudonym from audit_pseudonym"
            + " where seen_on < ? order by seen_on limit ? for update";

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
            seen(connection, index(kind, organisation, name), today);
        }
        return known.orElseThrow(() -> new SQLException("a pseudonym was destroyed while it was made", "40001"))
                .pseudonym();
    }

    /** Encrypted anew with every change of the day, so that rows of those who act do not hold on to an old key of fields. */
    private void seen(Connection connection, byte[] nameIndex, LocalDate today) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(UNSEEN)) {
            query.setBytes(1, nameIndex);
            query.setObject(2, today);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    UUID id = UUID.fromString(row.getString("id"));
                    try (PreparedStatement update = connection.prepareStatement(SEEN)) {
                        update.setObject(1, today);
                        update.setBytes(2, anew(place(id, "name"), row.getBytes("name")));
                        update.setBytes(3, anew(place(id, "key"), row.getBytes("key")));
                        update.setObject(4, id);
                        update.executeUpdate();
                    }
                }
            }
        }
    }

    /** What cannot be read stays as it is: that must keep nobody from acting. */
    private byte[] anew(String place, byte[] encrypted) {
        try {
            return encrypted == null ? null : cipher.encrypt(place, cipher.decrypt(place, encrypted));
        } catch (CryptoException e) {
            return encrypted;
        }
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
        try (PreparedStatement query = connection.prepareStatement(ACTORS + " and pseudonym = ?")) {
            query.setString(1, organisation);
            query.setString(2, pseudonym);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    return Optional.of(checked(organisation, row));
                }
            }
        }
        return isDestroyed(connection, pseudonym)
                ? Optional.empty()
                : resolveEarlier(connection, organisation, pseudonym, earlier);
    }

    /** No row holds these: every name is tried. A row that cannot be read, or was altered, is nobody's. */
    private Optional<Resolved> resolveEarlier(
            Connection connection, String organisation, String pseudonym, Pseudonyms earlier) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(ACTORS)) {
            query.setString(1, organisation);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    try {
                        Resolved actor = checked(organisation, row);
                        if (earlier.of(organisation, actor.name()).equals(pseudonym)) {
                            return Optional.of(actor);
                        }
                    } catch (CryptoException e) {
                        continue;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isDestroyed(Connection connection, String earlier) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select 1 from audit_pseudonym_destroyed where pseudonym = ?")) {
            query.setString(1, earlier);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
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
     * whose it is; who acts again gets another, and the one of before the register is not resolved then either.
     *
     * @param earlier makes the pseudonyms of before the register
     */
    public void destroy(Connection connection, String organisation, Resolved actor, Pseudonyms earlier)
            throws SQLException {
        noteDestroyed(connection, earlier.of(organisation, actor.name()));
        destroy(connection, organisation, actor.pseudonym());
    }

    private static void noteDestroyed(Connection connection, String earlier) throws SQLException {
        MessagingDatabase database = MessagingDatabase.of(connection);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit_pseudonym_destroyed (pseudonym) values (?)" + database.unlessThere())) {
            insert.setString(1, earlier);
            database.inserted(insert);
        }
    }

    /**
     * The same of a row whose name cannot be read.
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

    /**
     * Destroys with the running transaction some of the keys that were not needed since a day, the oldest first.
     *
     * @param most how many at most; as many as that were destroyed when there may be more
     */
    public List<Destroyed> destroyUnseenSince(Connection connection, LocalDate day, int most, Pseudonyms earlier)
            throws SQLException {
        List<Destroyed> destroyed = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(EXPIRED)) {
            query.setObject(1, day);
            query.setInt(2, most);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Kind kind = row.getString("kind").equals(Kind.ACTOR.code()) ? Kind.ACTOR : Kind.PERSON;
                    String organisation = row.getString("organisation");
                    destroyed.add(new Destroyed(kind, organisation, row.getString("pseudonym")));
                    if (kind == Kind.ACTOR) {
                        noteEarlier(connection, organisation, row, earlier);
                    }
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

    private void noteEarlier(Connection connection, String organisation, ResultSet row, Pseudonyms earlier)
            throws SQLException {
        String name;
        try {
            name = cipher.decrypt(place(UUID.fromString(row.getString("id")), "name"), row.getBytes("name"));
        } catch (CryptoException e) {
            // It goes all the same. Whose it was cannot be read, so neither which the earlier one is.
            return;
        }
        noteDestroyed(connection, earlier.of(organisation, name));
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
