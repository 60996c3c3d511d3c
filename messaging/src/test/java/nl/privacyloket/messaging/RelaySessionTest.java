package nl.privacyloket.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import nl.privacyloket.messaging.database.MessagingDatabase;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the active relay sets for its session of the database, and that it is given back. */
class RelaySessionTest {
    private static final Duration SOON = Duration.ofSeconds(120);

    private final MessagingWorld world = MessagingWorld.create();

    @BeforeAll
    static void createAuditTopic() {
        AuditLogScenes.createTopic();
    }

    /** PostgreSQL keeps the plan of what a session executes again and again; one for an empty table reads all of a full one. */
    @Test
    void aBacklogIsNotReadFromEndToEndForEachBatchThoughTheOutboxWasEmptyWhenItWasAnalysed() {
        int alone = 20;
        int backlog = 5_000;
        try (OutboxRelay relay = world.startRelay()) {
            for (int event = 1; event <= alone; event++) {
                int published = event;
                world.commit(world.event("a", event));
                await().atMost(SOON).until(() -> relay.state().published() == published);
            }
            world.execute("vacuum analyze outbox");
            // So that the plan of an empty table is there to be kept.
            world.commit(world.event("a", alone + 1));
            await().atMost(SOON).until(() -> relay.state().published() == alone + 1);
            world.execute("""
                    insert into outbox (event_id, topic, key, type, organisation, time, data)
                    select gen_random_uuid()::text, '%s', (n %% 10)::text, 'nl.privacyloket.test.counted.v1', 'prifora', now(),
                           convert_to('{"key":"a","number":1}', 'UTF8')
                      from generate_series(1, %d) n
                    """.formatted(world.topic, backlog));
            await().atMost(SOON).until(() -> relay.state().published() == alone + 1 + backlog);
        }

        String read = "select %s from pg_stat_user_tables where relid = 'outbox'::regclass";
        await().atMost(SOON).until(() -> world.number(read.formatted("n_tup_del")) == alone + 1 + backlog);
        assertThat(world.number(read.formatted("seq_tup_read"))).isLessThan(backlog);
    }

    @Test
    void aSessionThatGoesBackToItsPoolIsAsItWas() throws Exception {
        try (Connection session = world.dataSource.getConnection();
                Connection other = world.dataSource.getConnection()) {
            MessagingDatabase database = MessagingDatabase.of(session);
            assertThat(database.becomeActive(session, "relay of " + world.name)).isTrue();
            assertThat(database.becomeActive(other, "relay of " + world.name)).isFalse();
            assertThat(planCacheMode(session)).isEqualTo("force_custom_plan");
            assertThat(planCacheMode(other)).isEqualTo("auto");

            database.release(session);

            assertThat(planCacheMode(session)).isEqualTo("auto");
            assertThat(database.becomeActive(other, "relay of " + world.name)).isTrue();
        }
    }

    private static String planCacheMode(Connection session) throws SQLException {
        try (var show = session.createStatement();
                var row = show.executeQuery("show plan_cache_mode")) {
            row.next();
            return row.getString(1);
        }
    }
}
