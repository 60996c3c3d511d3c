package nl.privacyloket.messaging.deadletter;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;
import nl.privacyloket.messaging.database.MessagingDatabase;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.messaging.inbox.Inbox;
import nl.privacyloket.messaging.outbox.Outbox;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The dead letters of one service. The record itself is stored encrypted; the dead-letter topic and the lists tell where
 * it came from and why it was set aside, not what is in it.
 */
public final class DeadLetters {
    /** Type of the event that announces a dead letter. */
    public static final String PARKED = "nl.privacyloket.dead-letter.parked.v1";

    private static final String COLUMNS = "id, channel, topic, \"partition\", \"offset\", type, source, event_id,"
            + " organisation, reason, fault, attempts, parked_at";
    /** What an attribute of an event looks like; anything else may hold anything, and is left out. */
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9._:/-]{1,128}");

    private static final Pattern ORGANISATION = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private final String service;
    private final FieldCipher cipher;
    private final KnownOrganisations organisations;
    private final Outbox outbox = new Outbox();
    private final AuditLedger audit = new AuditLedger();

    /**
     * @param service whose dead letters these are
     * @param organisations those that an entry of the audit log may name
     */
    public DeadLetters(String service, FieldCipher cipher, KnownOrganisations organisations) {
        this.service = service;
        this.organisations = organisations;
        this.cipher = cipher;
    }

    /** Name of the topic that announces dead letters. */
    public String topic() {
        return "privacyloket.dead-letters." + service + ".v1";
    }

    /**
     * Sets a record aside in the running transaction; when it was set aside before, nothing happens.
     *
     * @param event the record as an event, or null when it is none
     */
    public void park(
            Connection connection,
            String channel,
            ConsumerRecord<String, byte[]> record,
            IncomingEvent event,
            String reason,
            String fault,
            int attempts,
            Instant now)
            throws SQLException {
        if (event != null && !Inbox.noteFirst(connection, channel, event.source(), event.id(), now)) {
            return;
        }
        DeadLetter letter = new DeadLetter(
                UUID.randomUUID(),
                channel,
                record.topic(),
                record.partition(),
                record.offset(),
                event == null ? null : attribute(event.type()),
                event == null ? null : attribute(event.source()),
                event == null ? null : attribute(event.id()),
                event == null ? null : attribute(event.organisation()),
                reason,
                fault,
                attempts,
                now);
        if (insert(connection, letter, StoredRecord.write(record))) {
            String organisation = letter.organisation() == null ? "-" : letter.organisation();
            outbox.append(
                    connection,
                    List.of(OutgoingEvent.of(topic(), letter.id().toString(), PARKED, organisation, now, letter)));
            if (!ParkedRecords.hasOwnEntry(connection, now)) {
                return;
            }
            audit.append(
                    connection,
                    List.of(new AuditEntry(
                            now,
                            isKnown(connection, organisation) ? organisation : "-",
                            "system:" + service,
                            "dead-letter.parked",
                            "dead-letter",
                            letter.id().toString(),
                            reason,
                            null)));
        }
    }

    private boolean isKnown(Connection connection, String organisation) throws SQLException {
        return ORGANISATION.matcher(organisation).matches() && organisations.knows(connection, organisation);
    }

    /** Makes entries of the records that had none of their own, for the minutes that are over, with the running transaction. */
    public void settle(Connection connection, Instant now) throws SQLException {
        audit.append(connection, ParkedRecords.close(connection, service, now));
    }

    private static String attribute(String value) {
        return ATTRIBUTE.matcher(value).matches() ? value : null;
    }

    private boolean insert(Connection connection, DeadLetter letter, byte[] record) throws SQLException {
        MessagingDatabase database = MessagingDatabase.of(connection);
        try (PreparedStatement insert = connection.prepareStatement("insert into dead_letter (" + COLUMNS + ", record)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" + database.unlessThere())) {
            insert.setObject(1, letter.id());
            insert.setString(2, letter.channel());
            insert.setString(3, letter.topic());
            insert.setInt(4, letter.partition());
            insert.setLong(5, letter.offset());
            insert.setString(6, letter.type());
            insert.setString(7, letter.source());
            insert.setString(8, letter.eventId());
            insert.setString(9, letter.organisation());
            insert.setString(10, letter.reason());
            insert.setObject(11, letter.fault(), Types.VARCHAR);
            insert.setInt(12, letter.attempts());
            insert.setObject(13, letter.parkedAt().atOffset(ZoneOffset.UTC));
            insert.setBytes(14, cipher.encryptBytes(context(letter.id()), record));
            return database.inserted(insert);
        }
    }

    private static String context(UUID id) {
        return "dead_letter/" + id + "/record";
    }

    /** How many there are. */
    public long count(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select count(*) from dead_letter");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Those of some organisations and those of unknown ones, oldest first.
     *
     * @param page from 0
     */
    public List<DeadLetter> list(Connection connection, Collection<String> organisations, int page, int size)
            throws SQLException {
        MessagingDatabase database = MessagingDatabase.of(connection);
        try (PreparedStatement query = connection.prepareStatement("select " + COLUMNS
                + " from dead_letter where organisation is null or "
                + database.among("organisation", organisations.size()) + " order by parked_at, id limit ? offset ?")) {
            int at = database.bind(connection, query, 1, organisations);
            query.setInt(at, size);
            query.setLong(at + 1, (long) page * size);
            List<DeadLetter> letters = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    letters.add(letter(rows));
                }
            }
            return letters;
        }
    }

    /** How many {@link #list} finds over all pages. */
    public long count(Connection connection, Collection<String> organisations) throws SQLException {
        MessagingDatabase database = MessagingDatabase.of(connection);
        try (PreparedStatement query =
                connection.prepareStatement("select count(*) from dead_letter where organisation is null or "
                        + database.among("organisation", organisations.size()))) {
            database.bind(connection, query, 1, organisations);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** One dead letter, locked until the transaction ends; empty when there is none of that id. */
    public Optional<DeadLetter> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select " + COLUMNS + " from dead_letter where id = ? for update")) {
            query.setObject(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(letter(row)) : Optional.empty();
            }
        }
    }

    /** The record of a dead letter as it came; empty when there is none of that id. */
    public Optional<ConsumerRecord<String, byte[]>> record(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select record from dead_letter where id = ?")) {
            query.setObject(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(StoredRecord.read(cipher.decryptBytes(context(id), row.getBytes(1))))
                        : Optional.empty();
            }
        }
    }

    /** Removes one; false when there was none of that id. */
    public boolean remove(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from dead_letter where id = ?")) {
            delete.setObject(1, id);
            return delete.executeUpdate() == 1;
        }
    }

    /**
     * Removes what was set aside before a moment: after so long nobody will replay it, and it may hold personal data.
     *
     * @return how many were removed
     */
    public int forgetBefore(Connection connection, Instant moment, Instant now) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from dead_letter where parked_at < ?")) {
            delete.setObject(1, moment.atOffset(ZoneOffset.UTC));
            int removed = delete.executeUpdate();
            if (removed > 0) {
                audit.append(
                        connection,
                        List.of(new AuditEntry(
                                now,
                                "-",
                                "system:" + service,
                                "dead-letters.erased",
                                "service",
                                service,
                                "erased-" + removed,
                                null)));
            }
            return removed;
        }
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getObject("id", UUID.class),
                row.getString("channel"),
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("offset"),
                row.getString("type"),
                row.getString("source"),
                row.getString("event_id"),
                row.getString("organisation"),
                row.getString("reason"),
                row.getString("fault"),
                row.getInt("attempts"),
                row.getObject("parked_at", OffsetDateTime.class).toInstant());
    }
}
