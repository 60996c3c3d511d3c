package nl.privacyloket.messaging.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import nl.privacyloket.messaging.audit.AuditCheckpoints;
import nl.privacyloket.messaging.audit.AuditPublication;
import nl.privacyloket.messaging.audit.AuditSequencer;
import nl.privacyloket.messaging.audit.CheckpointSettings;
import nl.privacyloket.messaging.audit.IncompleteLogException;
import nl.privacyloket.messaging.database.MessagingDatabase;
import nl.privacyloket.messaging.database.MessagingDatabase.Bell;
import org.jboss.logging.Logger;

/**
 * Publishes the outbox of one schema. Of all relays of a schema one is active: the one whose database session holds a lock; when that session ends, however it ends, another takes over, and its first act fences the lost one at
 * Kafka. The active relay also gives audit entries their place in the log and signs its checkpoints.
 *
 * <p>Survives a database or Kafka that is away: it starts without them, says so in {@link #state()}, and goes on when
 * they are back.
 */
public final class OutboxRelay implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int LONGEST_SLICE_MILLIS = 250;
    private static final Duration LOOK_AT_SEARCH = Duration.ofMillis(20);
    private static final long LONGEST_STOP_MILLIS = 8_000;
    /** Entries that come within it get their places together: each time costs two transactions, one of them at Kafka. */
    private static final Duration BETWEEN_PLACES = Duration.ofMillis(50);

    private final DataSource dataSource;
    private final RelaySettings settings;
    private final AuditSequencer sequencer;
    private final AuditCheckpoints checkpoints;
    private final AuditPublication publication;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile RelayState state = new RelayState(false, null, null, 0, 0);
    private long gavePlacesAt = System.nanoTime() - BETWEEN_PLACES.toNanos();

    public OutboxRelay(DataSource dataSource, RelaySettings settings, CheckpointSettings signing, Clock clock) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.clock = clock;
        this.sequencer = new AuditSequencer(settings.source());
        this.checkpoints = new AuditCheckpoints(settings.source(), signing, clock);
        this.publication =
                new AuditPublication(settings.source(), dataSource, settings.kafka(), signing, sequencer, checkpoints);
        this.thread = new Thread(this::run, "relay-" + settings.schema());
        this.thread.setDaemon(true);
    }

    /** Starts the relay's thread; returns at once. */
    public void start() {
        thread.start();
    }

    public RelayState state() {
        return state;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void run() {
        while (!isClosed()) {
            try (Connection connection = dataSource.getConnection()) {
                if (becomeActive(connection)) {
                    try {
                        relay(connection);
                    } finally {
                        release(connection);
                    }
                } else {
                    state = new RelayState(false, null, null, 0, state.published());
                    pause(settings.pollInterval().toMillis());
                }
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                failed(e);
                pauseUninterrupted();
            }
        }
    }

    private boolean becomeActive(Connection connection) throws SQLException {
        return MessagingDatabase.of(connection).becomeActive(connection, settings.lockName());
    }

    private void relay(Connection connection) throws SQLException, InterruptedException {
        Bell bell = MessagingDatabase.of(connection)
                .listen(connection, settings.channel())
                .orElse(null);
        try (OutboxPublisher publisher = new OutboxPublisher(settings, publication)) {
            publication.begin();
            Instant troubledAt = null;
            LOG.infof("relay active source=%s schema=%s", settings.source(), settings.schema());
            while (!isClosed()) {
                boolean advanced = publication.advance(connection) || advanceLog(connection);
                int published = publisher.publishNext(
                        connection, publication.isSettled() ? Set.of() : Set.of(AuditSequencer.TOPIC));
                String trouble = publication.trouble().orElse(null);
                if (trouble == null || troubledAt == null) {
                    troubledAt = trouble == null ? null : clock.instant();
                }
                state = new RelayState(true, trouble, troubledAt, publisher.obstacles(), state.published() + published);
                if (!advanced && published == 0) {
                    awaitWork(bell, longestWait(publisher));
                }
            }
        } finally {
            publication.close();
        }
    }

    /** Gives entries their places, and signs a checkpoint when one is due. */
    private boolean advanceLog(Connection connection) throws SQLException {
        if (!publication.isOpen()) {
            return false;
        }
        try {
            return advanceOpenLog(connection);
        } catch (IncompleteLogException e) {
            publication.halt(e);
            return false;
        }
    }

    private boolean advanceOpenLog(Connection connection) throws SQLException {
        int sequenced = untilPlaces().isZero() ? sequencer.sequenceNext(connection) : 0;
        if (sequenced > 0 && sequenced < AuditSequencer.BATCH) {
            gavePlacesAt = System.nanoTime();
        }
        checkpoints.grown(sequenced);
        boolean signed = checkpoints.signIfDue(connection);
        return sequenced > 0 || signed;
    }

    /** How long until entries may get their places; zero when now. */
    private Duration untilPlaces() {
        long left = BETWEEN_PLACES.toNanos() - (System.nanoTime() - gavePlacesAt);
        return Duration.ofNanos(Math.max(0, left));
    }

    private Duration longestWait(OutboxPublisher publisher) {
        Duration wait = publisher.obstacles() > 0 || !publication.isSettled()
                ? settings.retryInterval()
                : settings.pollInterval();
        Duration other = publication.isSearching() ? LOOK_AT_SEARCH : wait;
        if (publication.isOpen()) {
            other = checkpoints.untilDue();
            Duration untilPlaces = untilPlaces();
            if (!untilPlaces.isZero() && untilPlaces.compareTo(other) < 0) {
                other = untilPlaces;
            }
        }
        return other.compareTo(wait) < 0 ? other : wait;
    }

    /**
     * Until something is committed, at most {@code longest}; in slices, because this wait cannot be interrupted.
     *
     * @param bell null when the database cannot tell, so that it is worth a look after each slice
     */
    private void awaitWork(Bell bell, Duration longest) throws SQLException, InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!isClosed() && System.nanoTime() < end) {
            int slice = (int) Math.max(1, Math.min(LONGEST_SLICE_MILLIS, (end - System.nanoTime()) / 1_000_000));
            if (bell == null) {
                pause(slice);
                return;
            }
            if (bell.await(slice)) {
                return;
            }
        }
    }

    /** The session may go back to a pool, so what it holds is given back here rather than by ending it. */
    private void release(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            MessagingDatabase.of(connection).release(connection);
        } catch (SQLException e) {
            LOG.debugf("relay session ended schema=%s", settings.schema());
        }
    }

    private void failed(Exception failure) {
        String name = failure.getClass().getSimpleName();
        RelayState before = state;
        Instant since = before.failingSince() == null ? clock.instant() : before.failingSince();
        state = new RelayState(false, name, since, 0, before.published());
        if (before.failure() == null) {
            LOG.warnf("relay stopped, will retry source=%s cause=%s", settings.source(), name);
        }
    }

    private void pause(long millis) throws InterruptedException {
        closed.await(millis, TimeUnit.MILLISECONDS);
    }

    private void pauseUninterrupted() {
        try {
            pause(settings.retryInterval().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops after the batch under way; what is left is published by the next active relay. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(LONGEST_STOP_MILLIS);
            // Only what still hangs is interrupted: Kafka's producer leaves a transaction half done when it is.
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
