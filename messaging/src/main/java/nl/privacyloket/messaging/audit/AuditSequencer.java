package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.messaging.database.MessagingDatabase;
import nl.privacyloket.messaging.outbox.Outbox;

/**
 * Gives committed entries the next places in the log and puts them into the outbox, in one transaction: an entry's place
 * is settled before anyone sees it, and stays when publishing is repeated. Called by the active relay alone.
 */
public final class AuditSequencer {
    /** Topic of all services' logs, keyed by service. */
    public static final String TOPIC = "privacyloket.audit.v1";

    /** Type of an entry's event. */
    public static final String TYPE = "nl.privacyloket.audit.entry.v1";

    private static final int BATCH = 500;
    private static final String PENDING = """
            select id, %s
              from audit_pending order by id limit ?
            """.formatted(SequencedEntry.COLUMNS);
    private static final String INSERT = """
            insert into audit_entry
                   (%s, "index", data)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """.formatted(SequencedEntry.COLUMNS);

    private final String service;
    private final Outbox outbox = new Outbox();

    /** @param service whose log it is */
    public AuditSequencer(String service) {
        this.service = service;
    }

    /**
     * @param connection with autocommit on; the transaction is begun and ended here
     * @return how many entries got their place
     */
    public int sequenceNext(Connection connection) throws SQLException {
        List<Long> ids = new ArrayList<>();
        List<AuditEntry> entries = new ArrayList<>();
        readPending(connection, ids, entries);
        if (entries.isEmpty()) {
            return 0;
        }
        connection.setAutoCommit(false);
        try {
            List<SequencedEntry> sequenced = takePlaces(connection, entries);
            insert(connection, sequenced);
            outbox.append(
                    connection,
                    sequenced.stream().map(entry -> entry.event(service)).toList());
            deletePending(connection, ids);
            connection.commit();
            return entries.size();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void readPending(Connection connection, List<Long> ids, List<AuditEntry> entries)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(PENDING)) {
            query.setInt(1, BATCH);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong("id"));
                    entries.add(SequencedEntry.entryFrom(rows));
                }
            }
        }
    }

    private List<SequencedEntry> takePlaces(Connection connection, List<AuditEntry> entries) throws SQLException {
        try (PreparedStatement take =
                connection.prepareStatement("update audit_head set next_index = next_index + ?")) {
            take.setInt(1, entries.size());
            take.executeUpdate();
        }
        // Nobody else has come in between: the row is ours until the commit.
        try (PreparedStatement head = connection.prepareStatement("select next_index - ? from audit_head")) {
            head.setInt(1, entries.size());
            try (ResultSet row = head.executeQuery()) {
                row.next();
                long first = row.getLong(1);
                List<SequencedEntry> sequenced = new ArrayList<>(entries.size());
                for (AuditEntry entry : entries) {
                    sequenced.add(SequencedEntry.at(service, first + sequenced.size(), entry));
                }
                return sequenced;
            }
        }
    }

    private static void insert(Connection connection, List<SequencedEntry> sequenced) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (SequencedEntry entry : sequenced) {
                AuditLedger.bind(insert, 1, entry.entry());
                insert.setLong(10, entry.index());
                insert.setBytes(11, entry.data());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void deletePending(Connection connection, List<Long> ids) throws SQLException {
        MessagingDatabase database = MessagingDatabase.of(connection);
        try (PreparedStatement delete =
                connection.prepareStatement("delete from audit_pending where " + database.among("id", ids.size()))) {
            database.bind(connection, delete, 1, ids);
            int deleted = delete.executeUpdate();
            if (deleted != ids.size()) {
                // Another sequencer was here between reading and deleting; its places stand, ours must not.
                throw new SQLException("audit entries were sequenced twice at once", "40001");
            }
        }
    }
}
