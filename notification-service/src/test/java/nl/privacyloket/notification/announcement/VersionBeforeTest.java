package nl.privacyloket.notification.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.notification.fixture.NotificationDatabase;
import org.junit.jupiter.api.Test;

/** Instances of the version that kept the progress in the announcement's own row, beside this one and after it. */
class VersionBeforeTest extends CycleByHand {
    private static final String PROGRESS = "V20261123_21__announcement_progress.sql";

    /** What that version writes when it has sent a mail. */
    private static String sending(UUID id) {
        return "update announcement set cursor = cursor + 1, tokens = 3, tokens_at = now(), sent = sent + 1 where id = '"
                + id + "'";
    }

    /** What it writes when one is started. */
    private static String starting(UUID id, long lastPlace) {
        return "insert into announcement (id, organisation, kind, purpose, policy_version, texts, asked, started_by, state,"
                + " started_at, per_second, tokens_at, last_place, total) values ('" + id + "', 'prifora', 'news',"
                + " 'marketing', 1, '{}', 'asked', 'somebody', 'running', '2026-01-01T00:00:00Z', 50,"
                + " '2026-01-01T00:00:00Z', " + lastPlace + ", " + lastPlace + ")";
    }

    private String asReadBefore(UUID id) {
        return room.database
                .rows("select state, cursor, sent, failed, unsubscribed from announcement where id = '" + id + "'")
                .get(0);
    }

    @Test
    void itCannotSendBesideThisOneAndIsToldWhy() {
        room.withSubscribers(2);
        UUID id = announce(FAST);
        record(Settled.sent(take(1).get(0)));

        assertThatThrownBy(() -> room.database.run(sending(id)))
                .cause()
                .hasMessageContaining("announcements are sent by a newer version");
        assertThat(room.view(id).sent()).isEqualTo(1);
    }

    @Test
    void whatItStartsIsSentByThisOne() {
        room.withSubscribers(3);
        UUID id = UUID.randomUUID();
        room.database.run(starting(id, 3));

        List<TakenMail> taken = take(8);

        assertThat(taken).extracting(TakenMail::announcement).containsExactly(id, id, id);
    }

    @Test
    void itSteersAndThenReadsHowFarItReallyIs() {
        room.withSubscribers(4);
        UUID id = announce(FAST);
        take(3).forEach(mail -> record(Settled.sent(mail)));
        String running = asReadBefore(id);
        room.database.run("update announcement set state = 'paused', ended_at = null where id = '" + id + "'");
        List<TakenMail> whilePaused = take(1);
        String paused = asReadBefore(id);
        room.database.run("update announcement set state = 'running', ended_at = null where id = '" + id + "'");

        List<TakenMail> resumed = take(8);

        assertThat(running).isEqualTo("running 0 0 0 0");
        assertThat(whilePaused).isEmpty();
        assertThat(paused).isEqualTo("paused 3 3 0 0");
        assertThat(resumed).hasSize(1);
        record(Settled.sent(resumed.get(0)));
        assertThat(asReadBefore(id)).isEqualTo("completed 4 4 0 0");
    }

    @Test
    void aMailThatCameBackToItIsCounted() {
        room.withSubscribers(3);
        UUID id = announce(FAST);
        take(2).forEach(mail -> record(Settled.sent(mail)));
        room.database.run("update announcement set sent = sent - 1, failed = failed + 1 where id = '" + id + "'");

        assertThat(room.view(id).sent()).isEqualTo(1);
        assertThat(room.view(id).failed()).isEqualTo(1);
        assertThat(asReadBefore(id)).isEqualTo("running 2 1 1 0");
    }

    @Test
    void itGoesOnWhereThisOneWasAndThisOneWhereItWas() {
        room.withSubscribers(4);
        UUID id = announce(FAST);
        take(2).forEach(mail -> record(Settled.sent(mail)));

        room.database.run("select announcements_to_version_before()");
        String back = asReadBefore(id);
        room.database.run(sending(id));
        UUID another = UUID.randomUUID();
        room.database.run(starting(another, 4));
        room.database.run(sending(another));
        room.database.run("select announcements_to_this_version()");

        assertThat(back).isEqualTo("running 2 2 0 0");
        assertThat(room.view(id).sent()).isEqualTo(3);
        assertThat(room.view(another).sent()).isEqualTo(1);
        assertThat(take(1)).extracting(TakenMail::announcement).hasSize(1);
        assertThatThrownBy(() -> room.database.run(sending(id))).cause().hasMessageContaining("newer version");
    }

    @Test
    void theWayForwardIsRefusedWhereNobodyWentBack() {
        assertThatThrownBy(() -> room.database.run("select announcements_to_this_version()"))
                .cause()
                .hasMessageContaining("with this version already");
    }

    @Test
    void theWayBackIsRefusedASecondTime() {
        room.database.run("select announcements_to_version_before()");

        assertThatThrownBy(() -> room.database.run("select announcements_to_version_before()"))
                .cause()
                .hasMessageContaining("with the version before already");
    }

    /** One transaction of an instance that is sending holds the row, and writes it while the migration waits. */
    @Test
    void theMigrationWaitsForWhoIsSendingAndTakesOverWhatItWrote() throws Exception {
        NotificationDatabase before = NotificationDatabase.createBefore(PROGRESS);
        UUID id = UUID.randomUUID();
        before.run(starting(id, 9));
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch migrating = new CountDownLatch(1);
        CompletableFuture<Void> cycle = CompletableFuture.runAsync(() -> send(before, id, locked, migrating));
        assertThat(locked.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> migration = CompletableFuture.runAsync(() -> before.migrate(PROGRESS));
        await().atMost(Duration.ofSeconds(30)).until(() -> !before.rows(
                        "select 1 from pg_locks where not granted and relation = 'announcement'::regclass")
                .isEmpty());
        migrating.countDown();

        cycle.get(30, TimeUnit.SECONDS);
        migration.get(30, TimeUnit.SECONDS);

        assertThat(before.rows("select step, tokens, cursor, sent from announcement_progress"))
                .containsExactly("1 3 1 1");
    }

    private static void send(NotificationDatabase before, UUID id, CountDownLatch locked, CountDownLatch migrating) {
        try {
            before.transactions().inTransaction(connection -> {
                execute(connection, "select id from announcement where state = 'running' for update");
                locked.countDown();
                migrating.await();
                execute(connection, sending(id));
                return null;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
