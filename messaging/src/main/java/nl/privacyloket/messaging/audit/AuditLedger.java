package nl.privacyloket.messaging.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.ServiceLoader;

/** Takes audit entries of the running transaction; the relay gives them their place in the log after the commit. */
public final class AuditLedger {
    private static final String INSERT = """
            insert into audit_pending
                   (at, organisation, actor, action, object_type, object_id, outcome, policy_version, request_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final List<EntryRule> RULES =
            ServiceLoader.load(EntryRule.class, AuditLedger.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    /**
     * @param connection inside a transaction
     * @throws IllegalStateException when no transaction is running: an act and its entry commit together
     */
    public void append(Connection connection, List<AuditEntry> entries) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("an audit entry is appended in a transaction or not at all");
        }
        RULES.forEach(rule -> entries.forEach(rule::check));
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (AuditEntry entry : entries) {
                bind(insert, 1, entry);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Nine values. A UUID is bound as such in PostgreSQL and as text in MariaDB. */
    static void bind(PreparedStatement insert, int from, AuditEntry entry) throws SQLException {
        int at = from;
        insert.setObject(at++, entry.at().atOffset(ZoneOffset.UTC));
        insert.setString(at++, entry.organisation());
        insert.setString(at++, entry.actor());
        insert.setString(at++, entry.action());
        insert.setString(at++, entry.objectType());
        insert.setString(at++, entry.objectId());
        insert.setString(at++, entry.outcome());
        insert.setObject(at++, entry.policyVersion(), Types.INTEGER);
        insert.setObject(at, entry.requestId());
    }
}
