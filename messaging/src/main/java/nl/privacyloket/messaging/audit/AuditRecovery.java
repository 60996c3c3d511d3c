package nl.privacyloket.messaging.audit;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.messaging.audit.AuditTopic.Found;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.SignedCheckpoint;
import nl.privacyloket.tlog.TreeFrontier;
import org.apache.kafka.common.header.Header;

/**
 * Takes entries back from the topic into a database that was restored from a backup. To give their places to other entries
 * would be a second history. Taken is only what a checkpoint with the log's own signature covers, on the topic or with the
 * relay's offset; otherwise whoever may write to the topic could write history.
 */
final class AuditRecovery {
    private static final int BATCH = 500;

    /** Why entries cannot be taken back. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * What was taken back.
     *
     * @param first the first place
     * @param next the place behind the last
     */
    record Taken(long first, long next) {
        long entries() {
            return next - first;
        }
    }

    /** Hears what was taken back, in the same transaction: whoever finds the entries there finds out why. */
    interface Telling {
        void tell(Taken taken) throws SQLException;
    }

    private final SignedHistory history;
    private final Connection connection;
    private final AuditHead head;
    private final TreeFrontier read;
    private final List<SequencedEntry> batch = new ArrayList<>();
    private final Map<AuditEntry, Deque<Long>> pending = new HashMap<>();
    private final List<Long> doubles = new ArrayList<>();

    private AuditRecovery(CheckpointSettings settings, Connection connection) throws SQLException {
        this.connection = connection;
        this.head = AuditHead.lock(connection);
        this.read = TreeFrontier.of(head.frontier().size(), head.frontier().hashes());
        this.history = new SignedHistory(settings, TreeFrontier.of(read.size(), read.hashes()));
        List<Long> ids = new ArrayList<>();
        List<AuditEntry> entries = new ArrayList<>();
        AuditSequencer.readPending(connection, 0, Integer.MAX_VALUE, ids, entries);
        for (int i = 0; i < ids.size(); i++) {
            pending.computeIfAbsent(entries.get(i), entry -> new ArrayDeque<>()).add(ids.get(i));
        }
    }

    /**
     * Takes back all that is signed on the topic and not in the database, or nothing.
     *
     * @param connection with autocommit on
     * @param signed the largest checkpoint that is known; the log had at least so many entries
     * @param telling is told of it, unless nothing was taken
     * @throws RefusedException when what is there does not give the root that was signed
     */
    static void takeBack(
            Connection connection,
            AuditTopic topic,
            SignedCheckpoint signed,
            CheckpointSettings settings,
            Telling telling)
            throws SQLException, RefusedException {
        String refusal = OneTransaction.on(connection, () -> {
            AuditRecovery recovery = new AuditRecovery(settings, connection);
            long before = recovery.read.size();
            String reason = recovery.takeAll(topic, signed);
            if (reason != null) {
                connection.rollback();
            } else {
                telling.tell(new Taken(before, recovery.read.size()));
            }
            return reason;
        });
        if (refusal != null) {
            throw new RefusedException(refusal);
        }
    }

    /** Null when all was taken. */
    private String takeAll(AuditTopic topic, SignedCheckpoint signed) throws SQLException {
        topic.readAll(history::read);
        history.prove(signed);
        if (history.size() < signed.checkpoint().size()) {
            return history.doubt();
        }
        topic.readAll(this::take);
        if (read.size() != history.size() || !read.root().equals(history.root())) {
            return "the topic changed meanwhile";
        }
        flush();
        if (!doubles.isEmpty()) {
            AuditSequencer.deletePending(connection, doubles);
        }
        return null;
    }

    private void take(Found found) throws SQLException {
        byte[] data = found.kafka().value();
        AuditRecord record;
        try {
            if (found.checkpoint()
                    || found.size() - 1 != read.size()
                    || !history.holds(read.size(), Hash.ofLeaf(data))) {
                return;
            }
            record = EventJson.read(data, AuditRecord.class);
        } catch (PoisonEventException e) {
            return;
        }
        AuditEntry entry = entry(found, record);
        read.append(Hash.ofLeaf(data));
        batch.add(new SequencedEntry(record.index(), entry, data));
        Deque<Long> waiting = pending.get(entry);
        if (waiting != null && !waiting.isEmpty()) {
            // The backup was made before this act had its place.
            doubles.add(waiting.poll());
        }
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private static AuditEntry entry(Found found, AuditRecord record) {
        String organisation = record.organisation();
        if (organisation == null) {
            Header header = found.kafka().headers().lastHeader("ce_organisation");
            organisation = header == null
                    ? AuditCheckpoints.NO_ORGANISATION
                    : new String(header.value(), StandardCharsets.UTF_8);
        }
        return new AuditEntry(
                record.at(),
                organisation,
                record.actor(),
                record.action(),
                record.object().type(),
                record.object().id(),
                record.outcome(),
                record.policyVersion(),
                record.requestId());
    }

    private void flush() throws SQLException {
        AuditSequencer.append(connection, head, batch);
        batch.clear();
    }
}
