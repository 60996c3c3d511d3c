package nl.privacyloket.connector.system;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import nl.privacyloket.connector.command.CommandHandler;
import nl.privacyloket.connector.command.CommandMeter;
import nl.privacyloket.connector.command.Replies;
import nl.privacyloket.connector.execution.Access;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.connector.system.SystemState.Kind;
import nl.privacyloket.connector.upload.PendingUploads;
import nl.privacyloket.connector.upload.UploadClient;
import nl.privacyloket.connector.upload.UploadWorker;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.inbox.InboundDispatcher;
import nl.privacyloket.messaging.inbox.RetryPolicy;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import nl.privacyloket.messaging.outbox.RelayAlarm;
import nl.privacyloket.messaging.outbox.RelaySettings;
import nl.privacyloket.messaging.transaction.JdbcTransactions;

/** What runs for a system whose mapping fits: the consumer of its commands, its uploads, the relay of its answers. */
final class SystemWork implements AutoCloseable {
    private final JdbcTransactions transactions;
    private final RelayAlarm alarm;
    private final OutboxRelay relay;
    private final CommandHandler handler;
    private final InboundDispatcher dispatcher;
    private final CommandConsumer consumer;
    private final UploadWorker uploads;

    SystemWork(
            FittedMapping fitted,
            KeyFolder keys,
            DataSource dataSource,
            DeadLetters deadLetters,
            Map<String, Object> kafka,
            CommandMeter meter,
            UploadClient client,
            Clock clock) {
        SystemMapping mapping = fitted.mapping();
        String system = mapping.system();
        String schema = mapping.database().connectorSchema();
        SealOpener seal = keys.opener(system);
        Replies replies = new Replies(mapping, meter, clock);
        this.alarm = new RelayAlarm(dataSource, schema);
        this.relay = new OutboxRelay(dataSource, RelaySettings.standard(system, schema, kafka), clock);
        this.uploads = new UploadWorker(
                system,
                dataSource,
                new JdbcTransactions(dataSource, alarm::ring),
                new Access(fitted, keys.subjectHash()),
                seal,
                client,
                replies,
                clock);
        this.transactions = new JdbcTransactions(dataSource, () -> {
            alarm.ring();
            uploads.wake();
        });
        this.handler = new CommandHandler(fitted, seal, keys.subjectHash(), PendingUploads::add, replies, clock);
        this.dispatcher = new InboundDispatcher(
                CommandHandler.CHANNEL, transactions, List.of(handler), deadLetters, RetryPolicy.standard(), clock);
        this.consumer = new CommandConsumer(system, kafka, dispatcher);
    }

    void start() {
        relay.start();
        uploads.start();
        consumer.start();
    }

    SystemState state() {
        String waiting = dispatcher.waitingFor();
        if (waiting != null) {
            return new SystemState(Kind.RUNNING, "command waits for " + waiting);
        }
        if (consumer.failure() != null) {
            return new SystemState(Kind.RUNNING, "commands not read: " + consumer.failure());
        }
        String relayFailure = relay.state().failure();
        return new SystemState(Kind.RUNNING, relayFailure == null ? null : "answers not sent: " + relayFailure);
    }

    CommandHandler handler() {
        return handler;
    }

    JdbcTransactions transactions() {
        return transactions;
    }

    @Override
    public void close() {
        consumer.close();
        uploads.close();
        relay.close();
        alarm.close();
    }
}
