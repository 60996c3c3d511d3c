package nl.privacyloket.kit.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import nl.privacyloket.messaging.audit.AuditEntry;
import nl.privacyloket.messaging.audit.AuditLedger;

/** Records acts with the running transaction: an act and its entry commit together. */
@ApplicationScoped
public class AuditTrail {
    private final AuditLedger ledger = new AuditLedger();
    private final DataSource dataSource;
    private final AfterCommit afterCommit;

    AuditTrail(DataSource dataSource, AfterCommit afterCommit) {
        this.dataSource = dataSource;
        this.afterCommit = afterCommit;
    }

    /**
     * Appends entries to the audit log.
     *
     * @throws jakarta.transaction.TransactionalException when no transaction is running
     */
    @Transactional(TxType.MANDATORY)
    public void record(AuditEntry... entries) {
        try (Connection connection = dataSource.getConnection()) {
            ledger.append(connection, List.of(entries));
        } catch (SQLException e) {
            throw new IllegalStateException("audit entries could not be stored, SQLSTATE " + e.getSQLState(), e);
        }
        afterCommit.wakeRelay();
    }
}
