package nl.privacyloket.messaging.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import nl.privacyloket.messaging.database.MessagingDatabase;
import org.jboss.logging.Logger;

/**
 * Tells the active relay, in whichever process it is, that something was committed. The notification is sent after the
 * commit and by one thread for all: a transaction that notifies makes PostgreSQL commit one at a time (ADR 0002). One
 * that is lost costs the relay's poll interval, nothing else.
 */
public final class RelayAlarm implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RelayAlarm.class);

    private final DataSource dataSource;
    private final String channel;
    private final Semaphore rung = new Semaphore(0);
    private final Thread thread;

    public RelayAlarm(DataSource dataSource, String schema) {
        this.dataSource = dataSource;
        this.channel = "outbox_" + schema;
        this.thread = new Thread(this::run, "relay-alarm-" + schema);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** To be called after a commit; returns at once. */
    public void ring() {
        rung.release();
    }

    private void run() {
        try {
            while (true) {
                rung.acquire();
                rung.drainPermits();
                sound();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sound() {
        try (Connection connection = dataSource.getConnection()) {
            MessagingDatabase.of(connection).ring(connection, channel);
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("relay not woken, it will poll cause=%s", e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
