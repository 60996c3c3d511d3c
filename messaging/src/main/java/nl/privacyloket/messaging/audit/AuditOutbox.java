package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import nl.privacyloket.messaging.outbox.Outbox;
import nl.privacyloket.tlog.Hash;

/** What of a log waits in the outbox. For the active relay. */
final class AuditOutbox {
    private static final int BATCH = 1_000;
    private static final String OF_THIS_LOG = " from outbox where topic = ? and \"key\" = ?";

    private final String service;
    private final Outbox outbox = new Outbox();
    private long putBackFrom;
    private long putBackTo;
    private StoredCheckpoint checkpointToPutBack;

    AuditOutbox(String service) {
        this.service = service;
    }

    /** Whether all that is not published waits here. */
    boolean isWhole() {
        return putBackFrom == putBackTo;
    }

    /**
     * Makes it begin where the topic ends; what is not in it comes back with {@link #putBackNext}.
     *
     * @return how many entries are neither on the topic nor here
     */
    long fit(Connection connection, PublishedPart published) throws SQLException {
        AuditHead head = AuditHead.read(connection);
        StoredCheckpoint signed = head.checkpoint();
        boolean checkpointMissing = signed != null && signed.size() == head.nextIndex() && !published.has(signed);
        long missing = head.nextIndex() - published.next();
        long waiting = waiting(connection);
        putBackFrom = head.nextIndex();
        putBackTo = head.nextIndex();
        checkpointToPutBack = null;
        if (missing == 0 && !checkpointMissing && isEmpty(connection)) {
            return 0;
        }
        if (missing > 0 && waiting == missing && beginsWith(connection, published.next())) {
            return 0;
        }
        clear(connection);
        putBackFrom = published.next();
        checkpointToPutBack = checkpointMissing ? signed : null;
        if (missing == 0) {
            putBackCheckpoint(connection);
        }
        return Math.max(0, missing - waiting);
    }

    /** In portions, each when the one before has left, so that other events need not wait behind a whole log. */
    boolean putBackNext(Connection connection) throws SQLException {
        if (putBackFrom == putBackTo || !isEmpty(connection)) {
            return false;
        }
        List<SequencedEntry> entries = SequencedEntry.read(connection, service, putBackFrom, BATCH);
        for (int i = 0; i < BATCH && putBackFrom + i < putBackTo; i++) {
            if (i >= entries.size() || entries.get(i).index() != putBackFrom + i) {
                throw new IncompleteLogException(putBackFrom + i);
            }
        }
        OneTransaction.on(connection, () -> {
            outbox.append(
                    connection,
                    entries.stream().map(entry -> entry.event(service)).toList());
            return null;
        });
        putBackFrom += entries.size();
        if (putBackFrom == putBackTo) {
            putBackCheckpoint(connection);
        }
        return true;
    }

    private void putBackCheckpoint(Connection connection) throws SQLException {
        StoredCheckpoint signed = checkpointToPutBack;
        if (signed != null) {
            OneTransaction.on(connection, () -> {
                Hash root = AuditHead.read(connection).frontier().root();
                outbox.append(connection, List.of(AuditCheckpoints.event(service, signed, root)));
                return null;
            });
            checkpointToPutBack = null;
        }
    }

    private long waiting(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select count(*)" + OF_THIS_LOG + " and type = ?")) {
            query.setString(1, AuditSequencer.TOPIC);
            query.setString(2, service);
            query.setString(3, AuditSequencer.TYPE);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private boolean isEmpty(Connection connection) throws SQLException {
        return first(connection).isEmpty();
    }

    private boolean beginsWith(Connection connection, long index) throws SQLException {
        String id = SequencedEntry.eventId(service, index).toString();
        return first(connection).filter(id::equals).isPresent();
    }

    /** Id of the first event of this log that waits. */
    private Optional<String> first(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select event_id" + OF_THIS_LOG + " order by id limit 1")) {
            query.setString(1, AuditSequencer.TOPIC);
            query.setString(2, service);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private void clear(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete" + OF_THIS_LOG)) {
            delete.setString(1, AuditSequencer.TOPIC);
            delete.setString(2, service);
            delete.executeUpdate();
        }
    }
}
