package nl.privacyloket.kit.messaging;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import javax.sql.DataSource;
import nl.privacyloket.messaging.outbox.RelayAlarm;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;

/** Transactions of the transaction manager, which repositories and plain JDBC share. Always a new one. */
@ApplicationScoped
public class JtaTransactions implements Transactions {
    private final DataSource dataSource;
    private final RelayAlarm alarm;

    JtaTransactions(DataSource dataSource, RelayAlarm alarm) {
        this.dataSource = dataSource;
        this.alarm = alarm;
    }

    @Override
    public <T> T inTransaction(Work<T> work) throws Exception {
        T result;
        try {
            result = QuarkusTransaction.requiringNew().call(() -> {
                try (Connection connection = dataSource.getConnection()) {
                    return work.run(connection);
                }
            });
        } catch (QuarkusTransactionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        alarm.ring();
        return result;
    }
}
