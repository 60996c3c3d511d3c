package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.TreeFrontier;

/** The tree of a log while entries are added to it in one transaction. */
final class AuditTree {
    /** Only subtrees of every eighth level are stored: what lies between is computed from 256 of them at most. */
    static final int STORED_LEVELS = 8;

    private record Node(int level, long place, Hash hash) {}

    private final TreeFrontier frontier;
    private final List<Node> completed = new ArrayList<>();

    AuditTree(TreeFrontier frontier) {
        this.frontier = frontier;
    }

    /** Adds the next entry: its leaf is the hash of its bytes. */
    void append(byte[] data) {
        frontier.append(Hash.ofLeaf(data), (level, place, hash) -> {
            if (level % STORED_LEVELS == 0) {
                completed.add(new Node(level, place, hash));
            }
        });
    }

    long size() {
        return frontier.size();
    }

    Hash root() {
        return frontier.root();
    }

    /**
     * Stores the subtrees that were completed and the right edge.
     *
     * @param nextIndex place of the next entry
     */
    void store(Connection connection, long nextIndex) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into audit_node (level, place, hash) values (?, ?, ?)")) {
            for (Node node : completed) {
                insert.setInt(1, node.level());
                insert.setLong(2, node.place());
                insert.setBytes(3, node.hash().bytes());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        completed.clear();
        AuditHead.store(connection, nextIndex, frontier);
    }
}
