package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
