package nl.privacyloket.messaging.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.TreeFrontier;

/**
 * What is known of a log as a whole.
 *
 * @param nextIndex the place that the next entry gets: how many entries there are
 * @param frontier right edge of the tree; behind {@code nextIndex} while entries of before wait for their leaves
 * @param checkpoint the last one signed, or null
 * @param keyId of the key that signed it, or null
 */
record AuditHead(long nextIndex, TreeFrontier frontier, StoredCheckpoint checkpoint, String keyId) {
    private static final String READ =
            "select next_index, tree_size, frontier, checkpoint, checkpoint_size, checkpoint_at, key_id from audit_head";

    /** Reads it and keeps it for the running transaction. */
    static AuditHead lock(Connection connection) throws SQLException {
        return read(connection, READ + " for update");
    }

    static AuditHead read(Connection connection) throws SQLException {
        return read(connection, READ);
    }

    private static AuditHead read(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the head of the audit log is missing");
            }
            TreeFrontier frontier = TreeFrontier.of(row.getLong("tree_size"), hashes(row.getBytes("frontier")));
            OffsetDateTime at = row.getObject("checkpoint_at", OffsetDateTime.class);
            StoredCheckpoint checkpoint = at == null
                    ? null
                    : new StoredCheckpoint(row.getString("checkpoint"), row.getLong("checkpoint_size"), at.toInstant());
            return new AuditHead(row.getLong("next_index"), frontier, checkpoint, row.getString("key_id"));
        }
    }

    /** Whether each entry has its leaf. */
    boolean treeIsComplete() {
        return frontier.size() == nextIndex;
    }

    /** Stores how far log and tree have come, in the transaction that made them grow. */
    static void store(Connection connection, long nextIndex, TreeFrontier frontier) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update audit_head set next_index = ?, tree_size = ?, frontier = ?")) {
            update.setLong(1, nextIndex);
            update.setLong(2, frontier.size());
            update.setBytes(3, bytes(frontier.hashes()));
            update.executeUpdate();
        }
    }

    static void store(Connection connection, StoredCheckpoint checkpoint, String keyId) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update audit_head set checkpoint = ?, checkpoint_size = ?, checkpoint_at = ?, key_id = ?")) {
            update.setString(1, checkpoint.note());
            update.setLong(2, checkpoint.size());
            update.setObject(3, checkpoint.signedAt().atOffset(ZoneOffset.UTC));
            update.setString(4, keyId);
            update.executeUpdate();
        }
    }

    static void storeKey(Connection connection, String keyId) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update audit_head set key_id = ?")) {
            update.setString(1, keyId);
            update.executeUpdate();
        }
    }

    private static List<Hash> hashes(byte[] frontier) {
        List<Hash> hashes = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(frontier);
        while (buffer.hasRemaining()) {
            byte[] hash = new byte[Hash.LENGTH];
            buffer.get(hash);
            hashes.add(Hash.of(hash));
        }
        return hashes;
    }

    private static byte[] bytes(List<Hash> hashes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        hashes.forEach(hash -> bytes.writeBytes(hash.bytes()));
        return bytes.toByteArray();
    }
}
