package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.NodeSource;
import nl.privacyloket.tlog.TreeFrontier;

/** The subtrees of a log, those that are stored and those in between. */
final class AuditNodes implements NodeSource {
    private final Connection connection;

    AuditNodes(Connection connection) {
        this.connection = connection;
    }

    /** The leaf of an entry, as it was hashed when the entry got its place. */
    static Hash leaf(Connection connection, long index) throws SQLException {
        return root(connection, 0, index, 1);
    }

    /** The right edge of the tree when it had that size. */
    static TreeFrontier frontier(Connection connection, long size) {
        AuditNodes nodes = new AuditNodes(connection);
        List<Hash> subtrees = new ArrayList<>();
        long before = 0;
        for (int level = Long.SIZE - 2; level >= 0; level--) {
            if ((size >> level & 1) == 1) {
                subtrees.add(nodes.node(level, before >> level));
                before += 1L << level;
            }
        }
        return TreeFrontier.of(size, subtrees);
    }

    /** Whether the entry at a place has this leaf. */
    static boolean has(Connection connection, long index, Hash leaf) throws SQLException {
        try {
            return leaf.equals(leaf(connection, index));
        } catch (MissingHashesException e) {
            return false;
        }
    }

    @Override
    public Hash node(int level, long index) {
        int between = level % AuditTree.STORED_LEVELS;
        try {
            return root(connection, level - between, index << between, 1 << between);
        } catch (SQLException e) {
            throw new IllegalStateException("the tree of the audit log cannot be read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    /** Root of so many subtrees that stand side by side. */
    private static Hash root(Connection connection, int level, long from, int subtrees) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select hash from audit_node where level = ? and place >= ? and place < ? order by place")) {
            query.setInt(1, level);
            query.setLong(2, from);
            query.setLong(3, from + subtrees);
            TreeFrontier together = TreeFrontier.empty();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    together.append(Hash.of(rows.getBytes(1)));
                }
            }
            if (together.size() != subtrees) {
                throw new MissingHashesException(from << level);
            }
            return together.root();
        }
    }
}
