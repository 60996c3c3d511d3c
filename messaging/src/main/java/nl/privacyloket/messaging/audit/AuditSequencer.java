package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.messaging.database.LowWater;
import nl.privacyloket.messaging.database.MessagingDatabase;
import nl.privacyloket.messaging.outbox.Outbox;

/**
 * Gives committed entries the next places in the log, hashes them into its tree and puts them into the outbox, in one
 * transaction: an entry's place is settled before anyone sees it, and stays when publishing is repeated. Called by the
 * active relay alone.
 */
public final class AuditSequencer {
    /** Topic of all services' logs, keyed by service. */
    public static final String TOPIC = "privacyloket.audit.v1";

    /** Type of an entry's event. */
    public static final String TYPE = "nl.privacyloket.audit.entry.v1";

    /** Most entries that get their places at once. */
    public static final int BATCH = 500;

    private static final int CAUGHT_UP_AT_A_TIME = 2_000;
    private static final String PENDING = """
            select id, %s
              from audit_pending where id > ? order by id limit ?
            """.formatted(SequencedEntry.COLUMNS);
    private static final String INSERT = """
            insert into audit_entry
                   (%s, "index", data)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """.formatted(SequencedEntry.COLUMNS);

    private final String service;
    private final Outbox outbox = new Outbox();
    private final LowWater lowWater = new LowWater("audit_pending", Duration.ofMillis(25));

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
        readPending(connection, lowWater.mark(connection), BATCH, ids, entries);
        lowWater.read(ids);
        if (entries.isEmpty()) {
            return 0;
        }
        return OneTransaction.on(connection, () -> {
            AuditHead head = AuditHead.lock(connection);
            if (!head.treeIsComplete()) {
                catchUp(connection, head);
                return 0;
            }
            List<SequencedEntry> sequenced = new ArrayList<>(entries.size());
            for (AuditEntry entry : entries) {
                sequenced.add(SequencedEntry.at(service, head.nextIndex() + sequenced.size(), entry));
            }
            append(connection, head, sequenced);
            outbox.append(
                    connection,
                    sequenced.stream().map(entry -> entry.event(service)).toList());
            deletePending(connection, ids);
            return entries.size();
        });
    }

    /**
     * Gives leaves to entries that have none yet: those that a version without the tree has sequenced.
     *
     * @param connection with autocommit on
     * @return how many got theirs; 0 when all have
     * @throws IncompleteLogException when one of them is not there
     */
    public int catchUp(Connection connection) throws SQLException {
        if (AuditHead.read(connection).treeIsComplete()) {
            return 0;
        }
        return OneTransaction.on(connection, () -> catchUp(connection, AuditHead.lock(connection)));
    }

    private int catchUp(Connection connection, AuditHead head) throws SQLException {
        AuditTree tree = new AuditTree(head.frontier());
        long before = tree.size();
        for (SequencedEntry entry : SequencedEntry.read(connection, service, before, CAUGHT_UP_AT_A_TIME)) {
            if (entry.index() != tree.size()) {
                throw new IncompleteLogException(tree.size());
            }
            tree.append(entry.data());
        }
        if (tree.size() == before && !head.treeIsComplete()) {
            throw new IncompleteLogException(before);
        }
        tree.store(connection, head.nextIndex());
        return (int) (tree.size() - before);
    }

    /** Adds entries that have the next places, in the running transaction. */
    static void append(Connection connection, AuditHead head, List<SequencedEntry> sequenced) throws SQLException {
        AuditTree tree = new AuditTree(head.frontier());
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (SequencedEntry entry : sequenced) {
                AuditLedger.bind(insert, 1, entry.entry());
                insert.setLong(10, entry.index());
                insert.setBytes(11, entry.data());
                insert.addBatch();
                tree.append(entry.data());
            }
            insert.executeBatch();
        }
        tree.store(connection, tree.size());
    }

    static void readPending(Connection connection, long above, int most, List<Long> ids, List<AuditEntry> entries)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(PENDING)) {
            query.setLong(1, above);
            query.setInt(2, most);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong("id"));
                    entries.add(SequencedEntry.entryFrom(rows));
                }
            }
        }
    }

    static void deletePending(Connection connection, List<Long> ids) throws SQLException {
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
