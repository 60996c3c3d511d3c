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
import nl.privacyloket.tlog.InvalidNoteException;
import nl.privacyloket.tlog.SignedCheckpoint;
import nl.privacyloket.tlog.TreeFrontier;
import org.apache.kafka.common.header.Header;

/**
 * Takes entries back from the topic into a database that was restored from a backup. To give their places to other entries
 * would be a second history. Taken is only what a checkpoint with the log's own signature covers, or the relay itself
 * vouched for when it published; otherwise whoever may write to the topic could write history.
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

    private final CheckpointSettings settings;
    private final Connection connection;
    private final AuditHead head;
    private final TreeFrontier read;
    private final List<SequencedEntry> batch = new ArrayList<>();
    private final Map<AuditEntry, Deque<Long>> pending = new HashMap<>();
    private final List<Long> doubles = new ArrayList<>();
    private long covered;
    private String refusal;

    private AuditRecovery(CheckpointSettings settings, Connection connection) throws SQLException {
        this.settings = settings;
        this.connection = connection;
        this.head = AuditHead.lock(connection);
        this.read = TreeFrontier.of(head.frontier().size(), head.frontier().hashes());
        List<Long> ids = new ArrayList<>();
        List<AuditEntry> entries = new ArrayList<>();
        AuditSequencer.readPending(connection, Integer.MAX_VALUE, ids, entries);
        for (int i = 0; i < ids.size(); i++) {
            pending.computeIfAbsent(entries.get(i), entry -> new ArrayDeque<>()).add(ids.get(i));
        }
    }

    /**
     * Takes back all that the topic has and the database has not, or nothing.
     *
     * @param connection with autocommit on
     * @return how many
     * @throws RefusedException when what is there is not this log's continuation
     */
    static long takeBack(Connection connection, AuditTopic topic, PublishedPart published, CheckpointSettings settings)
            throws SQLException, RefusedException {
        long[] taken = new long[1];
        String refusal = OneTransaction.on(connection, () -> {
            AuditRecovery recovery = new AuditRecovery(settings, connection);
            long before = recovery.read.size();
            topic.readAll(recovery::take);
            String reason = recovery.finish(published);
            if (reason != null) {
                connection.rollback();
            }
            taken[0] = recovery.read.size() - before;
            return reason;
        });
        if (refusal != null) {
            throw new RefusedException(refusal);
        }
        return taken[0];
    }

    private void take(Found found) throws SQLException {
        if (refusal != null) {
            return;
        }
        try {
            if (found.checkpoint()) {
                compare(EventJson.read(found.kafka().value(), CheckpointRecord.class));
            } else {
                take(found, EventJson.read(found.kafka().value(), AuditRecord.class));
            }
        } catch (PoisonEventException e) {
            refusal = "a record cannot be read";
        }
    }

    private void take(Found found, AuditRecord record) throws SQLException {
        byte[] data = found.kafka().value();
        if (record.index() == head.nextIndex() - 1 && read.size() == head.nextIndex()) {
            Hash own = AuditNodes.leaf(connection, record.index());
            if (!Hash.ofLeaf(data).equals(own)) {
                refusal = "entry " + record.index() + " is another one here";
            }
        } else if (record.index() > read.size()) {
            refusal = "entry " + read.size() + " is missing";
        } else if (record.index() == read.size()) {
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

    private void compare(CheckpointRecord record) {
        SignedCheckpoint signed;
        try {
            signed = SignedCheckpoint.open(record.note(), settings.known());
        } catch (InvalidNoteException e) {
            // Nobody is convinced by it, and neither are we.
            return;
        }
        if (!signed.checkpoint().origin().equals(settings.origin())
                || signed.checkpoint().size() != read.size()
                || signed.checkpoint().size() < head.nextIndex()) {
            return;
        }
        if (signed.checkpoint().root().equals(read.root())) {
            covered = read.size();
        } else {
            refusal = "the checkpoint over " + read.size() + " entries has another root";
        }
    }

    private void flush() throws SQLException {
        AuditSequencer.append(connection, head, batch);
        batch.clear();
    }

    /** Null when all was taken. */
    private String finish(PublishedPart published) throws SQLException {
        if (refusal != null) {
            return refusal;
        }
        if (read.size() != published.next()) {
            return "entry " + read.size() + " is missing";
        }
        if (Math.max(covered, published.vouched()) < read.size()) {
            return "entries from " + Math.max(covered, published.vouched()) + " on are covered by no checkpoint";
        }
        flush();
        if (!doubles.isEmpty()) {
            AuditSequencer.deletePending(connection, doubles);
        }
        return null;
    }
}
