package nl.privacyloket.retention.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.kit.messaging.Events;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.retention.hold.HoldsInForce;
import nl.privacyloket.retention.hold.Permits;
import nl.privacyloket.retention.policy.PolicyVersion;
import nl.privacyloket.retention.restore.ErasureLog;
import nl.privacyloket.retention.sweep.SweepCommand.State;
import nl.privacyloket.retention.system.CommandTopics;
import nl.privacyloket.retention.system.DataSystem;
import nl.privacyloket.retention.system.DataSystems;

/**
 * Sends orders and the questions whether they were carried out, each sealed to its data system. What is sent once more is
 * sent as it was: with the permit that it had, which a hold that came since has revoked.
 */
@ApplicationScoped
class OrderSender {
    static final String PURGE = "nl.privacyloket.command.purge.v1";
    static final String VERIFY = "nl.privacyloket.command.verify.v1";
    static final String REQUEST_FILE_DUE = "nl.privacyloket.retention.request-file-due.v1";

    private final SweepCommands commands;
    private final Claims claims;
    private final Permits permits;
    private final ErasureLog log;
    private final DataSystems systems;
    private final Sealer sealer;
    private final Events events;
    private final SweepFacts facts;
    private final SweepPatience patience;
    private final Clock clock;

    OrderSender(
            SweepCommands commands,
            Claims claims,
            Permits permits,
            ErasureLog log,
            DataSystems systems,
            Sealer sealer,
            Events events,
            SweepFacts facts,
            SweepPatience patience,
            Clock clock) {
        this.commands = commands;
        this.claims = claims;
        this.permits = permits;
        this.log = log;
        this.systems = systems;
        this.sealer = sealer;
        this.events = events;
        this.facts = facts;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Issues orders with the running transaction: command, permit, claims, entry in the erasure log. Whoever appends to the
     * outbox waits for others, so that comes last.
     *
     * @param holds what is held now, read in this transaction
     * @return orders that could not be issued, because a hold came while this went on
     */
    List<NewOrder> issue(
            Connection connection, SliceKey slice, PolicyVersion policy, HoldsInForce holds, List<NewOrder> orders)
            throws SQLException {
        var now = clock.instant();
        var outgoing = new ArrayList<OutgoingEvent>();
        var notIssued = new ArrayList<NewOrder>();
        for (var order : orders) {
            var event = slice.isRequestFiles()
                    ? requestFile(slice, holds, order, now)
                    : purge(systems.findById(slice.system()), holds, order, now);
            if (event == null) {
                notIssued.add(order);
                continue;
            }
            var data = EventJson.write(event.data());
            commands.insert(
                    connection,
                    order,
                    slice,
                    policy.today(clock),
                    policy.version(),
                    event.type(),
                    data,
                    now,
                    patience.awaitedUntil(slice.system(), now, 1));
            claims.insert(connection, order.commandId(), order.items());
            if (!slice.isRequestFiles()) {
                log.keep(order.commandId(), slice.organisation(), slice.system(), event.type(), event.key(), data);
            }
            facts.ordered(slice, order, policy.version());
            outgoing.add(event);
        }
        events.publish(outgoing);
        return notIssued;
    }

    private OutgoingEvent purge(DataSystem system, HoldsInForce holds, NewOrder order, Instant now) {
        var permit = permits.issue(order.commandId(), system.organisation(), system.id(), holds.epoch());
        var except = holds.personsFor(system.id());
        var limit = order.limit();
        var data = new PurgeOrder.Purge(
                order.commandId(),
                system.id(),
                now,
                order.requestId(),
                order.items().isEmpty() ? null : sealed(system, records(order)),
                sealed(system, permit.except(except)),
                order.action().wireName(),
                order.scope().wireName(),
                limit == null
                        ? null
                        : new PurgeOrder.Rule(limit.category(), limit.trigger().wireName(), limit.startedBefore()),
                order.scope() == SweepScope.RETAINED
                        ? new PurgeOrder.Retained(order.requestId(), order.categories(), order.keptBefore())
                        : null,
                null);
        return OutgoingEvent.of(system.commandTopic(), system.id(), PURGE, system.organisation(), now, data);
    }

    private Sealed sealed(DataSystem system, Object plain) {
        return sealer.seal(system.id(), system.publicKey(), plain);
    }

    private static PurgeOrder.Records records(NewOrder order) {
        return new PurgeOrder.Records(order.items().stream()
                .map(item -> new PurgeOrder.Entry(
                        item.holding().category(), item.holding().recordRef()))
                .toList());
    }

    /** Our own services redeem nothing: the permit is in use from here until the answer. */
    private OutgoingEvent requestFile(SliceKey slice, HoldsInForce holds, NewOrder order, Instant now) {
        if (!permits.issueRedeemed(
                order.commandId(), slice.organisation(), slice.system(), order.categories(), holds.epoch())) {
            return null;
        }
        return OutgoingEvent.of(
                CommandTopics.FACTS,
                order.requestId().toString(),
                REQUEST_FILE_DUE,
                slice.organisation(),
                now,
                new PurgeOrder.RequestFileDue(order.requestId(), order.commandId()));
    }

    /** Asks, separately, whether what was ordered is gone: about the same, with the same exceptions. */
    void verify(Connection connection, SweepCommand command, Instant executedAt) throws SQLException {
        var now = clock.instant();
        var purge = EventJson.read(command.data(), PurgeOrder.Purge.class);
        var verifyId = UUID.randomUUID();
        var question = new PurgeOrder.Verify(
                verifyId,
                purge.system(),
                now,
                purge.requestId(),
                "purged",
                purge.subject(),
                purge.permit(),
                purge.action(),
                purge.scope(),
                purge.rule(),
                purge.retained());
        var data = EventJson.write(question);
        commands.sent(
                connection,
                command,
                State.VERIFYING,
                verifyId,
                VERIFY,
                data,
                1,
                patience.awaitedUntil(command.system(), now, 1),
                executedAt);
        publish(command, VERIFY, question);
    }

    /** Sends once more what was sent last. */
    void again(Connection connection, SweepCommand command) throws SQLException {
        var attempts = command.attempts() + 1;
        commands.sent(
                connection,
                command,
                command.state(),
                command.verifyId(),
                command.eventType(),
                command.data(),
                attempts,
                patience.awaitedUntil(command.system(), clock.instant(), attempts),
                null);
        publish(command, command.eventType(), json(command.data()));
    }

    private void publish(SweepCommand command, String type, Object data) {
        var event = command.scope() == SweepScope.REQUEST_FILE
                ? OutgoingEvent.of(
                        CommandTopics.FACTS,
                        command.requestId().toString(),
                        type,
                        command.organisation(),
                        clock.instant(),
                        data)
                : OutgoingEvent.of(
                        systems.findById(command.system()).commandTopic(),
                        command.system(),
                        type,
                        command.organisation(),
                        clock.instant(),
                        data);
        events.publish(event);
    }

    private static JsonNode json(byte[] data) {
        try {
            return EventJson.mapper().readTree(data);
        } catch (IOException e) {
            throw new IllegalStateException("what was sent can be sent again", e);
        }
    }
}
