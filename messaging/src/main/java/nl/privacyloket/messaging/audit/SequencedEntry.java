package nl.privacyloket.messaging.audit;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.messaging.audit.AuditRecord.ObjectReference;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;

/**
 * An entry with its place in the log of one service.
 *
 * @param index from 0, without a gap
 * @param data the value of its record on the topic, byte for byte; what the log's tree hashes
 */
record SequencedEntry(long index, AuditEntry entry, byte[] data) {
    /** Columns that {@link #entryFrom} reads. */
    static final String COLUMNS =
            "at, organisation, actor, action, object_type, object_id, outcome, policy_version, request_id";

    /** The data as it was written before it named the organisation and the request. */
    private record EarlierRecord(
            String service,
            long index,
            Instant at,
            String actor,
            String action,
            ObjectReference object,
            String outcome,
            Integer policyVersion) {}

    /** Gives an entry its place. */
    static SequencedEntry at(String service, long index, AuditEntry entry) {
        return new SequencedEntry(index, entry, EventJson.write(AuditRecord.of(service, index, entry)));
    }

    /** A row of the log with {@code "index"}, {@link #COLUMNS} and {@code data}. */
    static SequencedEntry from(String service, ResultSet row) throws SQLException {
        long index = row.getLong("index");
        AuditEntry entry = entryFrom(row);
        byte[] data = row.getBytes("data");
        return new SequencedEntry(index, entry, data == null ? earlierData(service, index, entry) : data);
    }

    /** Entries of the log from a place on, in its order. */
    static List<SequencedEntry> read(Connection connection, String service, long from, int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select \"index\", " + COLUMNS
                + ", data from audit_entry where \"index\" >= ? order by \"index\" limit ?")) {
            query.setLong(1, from);
            query.setInt(2, most);
            List<SequencedEntry> entries = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    entries.add(from(service, rows));
                }
            }
            return entries;
        }
    }

    static AuditEntry entryFrom(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("organisation"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("object_type"),
                row.getString("object_id"),
                row.getString("outcome"),
                row.getObject("policy_version", Integer.class),
                row.getObject("request_id", UUID.class));
    }

    private static byte[] earlierData(String service, long index, AuditEntry entry) {
        return EventJson.write(new EarlierRecord(
                service,
                index,
                entry.at(),
                entry.actor(),
                entry.action(),
                new ObjectReference(entry.objectType(), entry.objectId()),
                entry.outcome(),
                entry.policyVersion()));
    }

    /**
     * The entry as its hashed bytes tell it; the columns are for searching. Only the organisation of an entry from before it
     * was among the bytes comes from its column.
     *
     * @throws PoisonEventException when the bytes are no entry
     */
    AuditRecord record() {
        AuditRecord told = EventJson.read(data, AuditRecord.class);
        return told.organisation() != null
                ? told
                : AuditRecord.of(
                        told.service(),
                        told.index(),
                        new AuditEntry(
                                told.at(),
                                entry.organisation(),
                                told.actor(),
                                told.action(),
                                told.object().type(),
                                told.object().id(),
                                told.outcome(),
                                told.policyVersion(),
                                told.requestId()));
    }

    /** Whether the columns say what the bytes say. */
    boolean isConsistent(String service) {
        try {
            return AuditRecord.of(service, index, entry).equals(record());
        } catch (PoisonEventException e) {
            return false;
        }
    }

    /** Its event. The id follows from the place, so whoever has the data can tell whether the header is right. */
    OutgoingEvent event(String service) {
        return new OutgoingEvent(
                eventId(service, index),
                AuditSequencer.TOPIC,
                service,
                AuditSequencer.TYPE,
                entry.organisation(),
                entry.at(),
                data);
    }

    static UUID eventId(String service, long index) {
        return UUID.nameUUIDFromBytes((service + "/" + index).getBytes(StandardCharsets.UTF_8));
    }
}
