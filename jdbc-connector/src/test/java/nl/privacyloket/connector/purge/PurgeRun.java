package nl.privacyloket.connector.purge;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import nl.privacyloket.connector.command.CommandHandler;
import nl.privacyloket.connector.command.CommandSeals;
import nl.privacyloket.connector.command.Replies;
import nl.privacyloket.connector.execution.purge.Purges;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.permit.PermitClient;
import nl.privacyloket.connector.permit.PermittedTransactions;
import nl.privacyloket.connector.permit.Redemptions;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.Contracts;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.connector.upload.PendingUploads;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.inbox.InboundDispatcher;
import nl.privacyloket.messaging.inbox.RetryPolicy;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;

/** Commands to a system, from its topic to the outbox, with a worker that is stepped by hand. */
final class PurgeRun {
    final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:05Z"));
    final List<String> metered = new ArrayList<>();
    /** The threads in which batches of purges were settled, one for each settlement. */
    final List<Thread> settledBy = new CopyOnWriteArrayList<>();

    private final DataSource database;
    private final FittedMapping fitted;
    private final Replies replies;
    private final KeyFolder keys = ShopDatabase.keys("test-shop");
    private final InboundDispatcher dispatcher;
    private long offset;

    PurgeRun(ShopDatabase database, FittedMapping fitted) {
        this(database.dataSource(), fitted);
    }

    PurgeRun(DataSource database, FittedMapping fitted) {
        this.database = database;
        this.fitted = fitted;
        this.replies = new Replies(
                fitted.mapping(),
                (system, command, outcome) -> metered.add(system + " " + command + " " + outcome),
                clock);
        Transactions plain = new JdbcTransactions(database, () -> {});
        Redemptions redemptions = new Redemptions(new PermitClient(), plain, Runnable::run);
        CommandHandler handler =
                new CommandHandler(fitted, keys, redemptions, PendingUploads::add, PendingPurges::add, replies, clock);
        this.dispatcher = new InboundDispatcher(
                CommandHandler.CHANNEL,
                new PermittedTransactions(plain, redemptions),
                List.of(handler),
                new DeadLetters("test-shop", keys.fieldCipher(), (connection, organisation) -> true),
                new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(2)),
                clock);
    }

    static CommandRecords command(String word) {
        return CommandRecords.command(ShopDatabase.keys("retention-service").sealer(), word, "test-shop", "prifora");
    }

    static CommandRecords purge(PermitServer permits) {
        return command("purge").permittedBy(permits);
    }

    PurgeWorker worker(int batchSize) {
        return worker(new JdbcTransactions(database, () -> {}), batchSize);
    }

    PurgeWorker worker(Transactions transactions, int batchSize) {
        return new PurgeWorker(
                "test-shop",
                transactions,
                new PermitClient(),
                settling(),
                new Purges(fitted, keys.subjectHash(), keys.blindIndex(), clock),
                new CommandSeals(keys.opener("test-shop")),
                replies,
                clock,
                batchSize);
    }

    private Transactions settling() {
        Transactions plain = new JdbcTransactions(database, () -> {});
        return new Transactions() {
            @Override
            public <T> T inTransaction(Work<T> work) throws Exception {
                settledBy.add(Thread.currentThread());
                return plain.inTransaction(work);
            }
        };
    }

    void receive(CommandRecords command) throws InterruptedException {
        dispatcher.dispatch(command.received(offset++));
    }

    /** The last answer, after everything that waits has been worked on. */
    JsonNode purge(CommandRecords command, int batchSize) throws Exception {
        receive(command);
        PurgeWorker worker = worker(batchSize);
        while (worker.purgeNext()) {
            // One after the other.
        }
        return answer();
    }

    /** What the verify after the purge says. */
    JsonNode check(CommandRecords purge) throws Exception {
        receive(purge.check());
        return answer();
    }

    JsonNode answer() throws Exception {
        List<String> answers = answers();
        String[] last = answers.get(answers.size() - 1).split(" ", 2);
        byte[] data = last[1].getBytes(StandardCharsets.UTF_8);
        List<String> broken = Contracts.broken("events/" + last[0], data);
        if (!broken.isEmpty()) {
            throw new AssertionError(broken.toString());
        }
        return EventJson.mapper().readTree(data);
    }

    List<String> answers() throws Exception {
        List<String> answers = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT type, data FROM outbox WHERE topic = 'privacyloket.results.v1' ORDER BY id")) {
            while (rows.next()) {
                answers.add(rows.getString(1) + " " + new String(rows.getBytes(2), StandardCharsets.UTF_8));
            }
        }
        return answers;
    }

    static final class SettableClock extends Clock {
        private Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
