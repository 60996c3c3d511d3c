package nl.privacyloket.kit.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.messaging.outbox.Outbox;

/** Publishes events with the running transaction: they leave when it commits and never otherwise. */
@ApplicationScoped
public class Events {
    private final Outbox outbox = new Outbox();
    private final DataSource dataSource;
    private final AfterCommit afterCommit;

    Events(DataSource dataSource, AfterCommit afterCommit) {
        this.dataSource = dataSource;
        this.afterCommit = afterCommit;
    }

    /**
     * Appends events to the outbox.
     *
     * @throws jakarta.transaction.TransactionalException when no transaction is running
     */
    @Transactional(TxType.MANDATORY)
    public void publish(OutgoingEvent... events) {
        publish(List.of(events));
    }

    /** As {@link #publish(OutgoingEvent...)}. */
    @Transactional(TxType.MANDATORY)
    public void publish(List<OutgoingEvent> events) {
        try (Connection connection = dataSource.getConnection()) {
            outbox.append(connection, events);
        } catch (SQLException e) {
            throw new IllegalStateException("events could not be stored, SQLSTATE " + e.getSQLState(), e);
        }
        afterCommit.wakeRelay();
    }
}
