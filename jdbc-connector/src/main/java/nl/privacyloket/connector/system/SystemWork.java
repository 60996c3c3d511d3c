package nl.privacyloket.connector.system;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import nl.privacyloket.connector.command.CommandHandler;
import nl.privacyloket.connector.command.CommandMeter;
import nl.privacyloket.connector.command.CommandSeals;
import nl.privacyloket.connector.command.Replies;
import nl.privacyloket.connector.execution.Access;
import nl.privacyloket.connector.execution.purge.Purges;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.mapping.SystemMapping;
import nl.privacyloket.connector.permit.PermitClient;
import nl.privacyloket.connector.permit.PermittedTransactions;
import nl.privacyloket.connector.permit.Redemptions;
import nl.privacyloket.connector.permit.Settlements;
import nl.privacyloket.connector.purge.PendingPurges;
import nl.privacyloket.connector.purge.PurgeWorker;
import nl.privacyloket.connector.system.SystemState.Kind;
import nl.privacyloket.connector.upload.PendingUploads;
import nl.privacyloket.connector.upload.UploadClient;
import nl.privacyloket.connector.upload.UploadWorker;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.messaging.audit.CheckpointSettings;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.inbox.InboundDispatcher;
import nl.privacyloket.messaging.inbox.RetryPolicy;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import nl.privacyloket.messaging.outbox.RelayAlarm;
import nl.privacyloket.messaging.outbox.RelaySettings;
import nl.privacyloket.messaging.outbox.RelayState;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import nl.privacyloket.messaging.transaction.Transactions;

/** What runs for a system whose mapping fits: the consumer of its commands, its uploads and purges, the relay of its answers. */
final class SystemWork implements AutoCloseable {
    private static final int PURGED_AT_A_TIME = 4_000;

    private final Transactions transactions;
    private final RelayAlarm alarm;
    private final OutboxRelay relay;
    private final CommandHandler handler;
    private final InboundDispatcher dispatcher;
    private final CommandConsumer consumer;
    private final UploadWorker uploads;
    private final PurgeWorker purges;
    private final FittedMapping fitted;
    private final Settlements settlements;

    SystemWork(
            FittedMapping fitted,
            KeyFolder keys,
            DataSource dataSource,
            DeadLetters deadLetters,
            Map<String, Object> kafka,
            CommandMeter meter,
            UploadClient client,
            PermitClient permits,
            CheckpointSettings signing,
            Clock clock) {
        this.fitted = fitted;
        SystemMapping mapping = fitted.mapping();
        String system = mapping.system();
        String schema = mapping.database().connectorSchema();
        SealOpener seal = keys.opener(system);
        Replies replies = new Replies(mapping, meter, clock);
        this.alarm = new RelayAlarm(dataSource, schema);
        this.relay = new OutboxRelay(dataSource, RelaySettings.standard(system, schema, kafka), signing, clock);
        this.uploads = new UploadWorker(
                system,
                dataSource,
                new JdbcTransactions(dataSource, alarm::ring),
                new Access(fitted, keys.subjectHash()),
                seal,
                client,
                replies,
                clock);
        this.settlements = new Settlements(system);
        Transactions settling = new JdbcTransactions(dataSource, () -> {});
        Redemptions redemptions = new Redemptions(permits, settling, settlements);
        this.purges = new PurgeWorker(
                system,
                new JdbcTransactions(dataSource, alarm::ring),
                permits,
                settling,
                new Purges(fitted, keys.subjectHash(), keys.blindIndex(), clock),
                new CommandSeals(seal),
                replies,
                clock,
                PURGED_AT_A_TIME);
        this.transactions = new PermittedTransactions(
                new JdbcTransactions(dataSource, () -> {
                    alarm.ring();
                    uploads.wake();
                    purges.wake();
                }),
                redemptions);
        this.handler =
                new CommandHandler(fitted, keys, redemptions, PendingUploads::add, PendingPurges::add, replies, clock);
        this.dispatcher = new InboundDispatcher(
                CommandHandler.CHANNEL, transactions, List.of(handler), deadLetters, RetryPolicy.standard(), clock);
        this.consumer = new CommandConsumer(system, kafka, dispatcher);
    }

    void start() {
        relay.start();
        uploads.start();
        purges.start();
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
        RelayState state = relay.state();
        String what = state.isAuditHalted() ? "audit log stands still: " : "answers not sent: ";
        return new SystemState(Kind.RUNNING, state.failure() == null ? null : what + state.failure());
    }

    Duration waitingTime() {
        return dispatcher.waitingTime();
    }

    RelayState relay() {
        return relay.state();
    }

    CommandHandler handler() {
        return handler;
    }

    Transactions transactions() {
        return transactions;
    }

    FittedMapping fitted() {
        return fitted;
    }

    @Override
    public void close() {
        consumer.close();
        uploads.close();
        purges.close();
        settlements.close();
        relay.close();
        alarm.close();
    }
}
