package nl.privacyloket.bench.snapshot;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.audit.CheckpointSettings;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import nl.privacyloket.messaging.outbox.RelaySettings;
import nl.privacyloket.stack.Polling;
import nl.privacyloket.stack.Stack;
import nl.privacyloket.stack.layout.StackService;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;
import org.postgresql.ds.PGSimpleDataSource;

/** The outbox of a service of its own in the same database, and the relay of the services that empties it into Kafka. */
final class RelayedEvents implements Queue {
    private static final String SCHEMA = "bench";
    private static final String TOPIC = "bench.events";
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofNanos(500_000);
    private static final int AT_ONCE = 1_000;
    private static final int MOST_WAITING = 5 * AT_ONCE;
    /** As large as an event of a request. */
    private static final int OCTETS = 500;

    private static final String FILL = """
            insert into outbox (event_id, topic, key, type, organisation, time, data)
            select gen_random_uuid(), ?, (n %% 100)::text, 'bench.event', 'bench', now(), ?
            from generate_series(1, %d) n
            """.formatted(AT_ONCE);

    private static final String RING = "select pg_notify('outbox_bench', '')";
    private static final String COPY = """
            do $$
            declare it text;
            begin
              for it in select tablename from pg_tables
                where schemaname = 'request' and (tablename = 'outbox' or tablename like 'audit\\_%')
              loop
                execute format('create table bench.%I (like request.%I including all)', it, it);
              end loop;
              insert into bench.audit_head (next_index) values (0);
              create trigger outbox_transaction before insert on bench.outbox
                for each statement execute function request.transaction_before_ids();
            end $$
            """;

    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final OutboxRelay relay;
    private long filled;

    RelayedEvents(Stack stack, Path directory) throws Exception {
        try (Connection connection = stack.connect(StackService.DATABASE)) {
            copyTables(connection);
        }
        database.setUrl(stack.addresses().jdbcUrl(StackService.DATABASE));
        database.setUser(EmbeddedPostgresServer.SUPERUSER);
        database.setPassword(EmbeddedPostgresServer.SUPERUSER);
        database.setCurrentSchema(SCHEMA);
        KeyFolder.generate(directory, List.of(SCHEMA));
        KeyFolder keys = KeyFolder.at(directory.resolve(SCHEMA));
        stack.infrastructure().kafka().createTopic(TOPIC, 3, Map.of());
        this.relay = new OutboxRelay(
                database,
                RelaySettings.standard(
                        SCHEMA,
                        SCHEMA,
                        Map.of("bootstrap.servers", stack.addresses().kafkaBootstrapServers())),
                new CheckpointSettings(
                        keys.auditSigners(), keys.auditKeys(), Duration.ofSeconds(10), Duration.ofHours(1)),
                Clock.systemUTC());
        relay.start();
        if (!Polling.upTo(START_LIMIT).untilTrue(() -> relay.state().active())) {
            throw new IllegalStateException("the relay was not active after " + START_LIMIT);
        }
    }

    /** Those that the services have. */
    private static void copyTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema " + SCHEMA);
            statement.execute(COPY);
        }
    }

    @Override
    public String name() {
        return "outbox to Kafka";
    }

    @Override
    public String unit() {
        return "events";
    }

    @Override
    public double perSecond(Duration span) throws Exception {
        long before = relay.state().published();
        long begun = System.nanoTime();
        try (Connection connection = database.getConnection();
                PreparedStatement fill = connection.prepareStatement(FILL);
                PreparedStatement ring = connection.prepareStatement(RING)) {
            fill.setString(1, TOPIC);
            fill.setBytes(2, new byte[OCTETS]);
            while (System.nanoTime() - begun < span.toNanos()) {
                if (filled - relay.state().published() < MOST_WAITING) {
                    fill.executeUpdate();
                    ring.execute();
                    filled += AT_ONCE;
                } else {
                    // It shares the processors with what it measures.
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
        return (relay.state().published() - before) / ((System.nanoTime() - begun) / 1e9);
    }

    @Override
    public void close() throws SQLException {
        relay.close();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema " + SCHEMA + " cascade");
        }
    }
}
