package nl.privacyloket.kit.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import nl.privacyloket.kit.messaging.InboundEvents;
import nl.privacyloket.messaging.outbox.OutboxRelay;
import nl.privacyloket.messaging.outbox.RelayState;
import nl.privacyloket.messaging.topic.TopicCreator;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Down while events cannot leave, topics are still to be created, or an event waits for something. Requests are taken
 * all the same: what they change is stored and its events follow.
 */
@Readiness
@ApplicationScoped
class MessagingReadiness implements HealthCheck {
    private final OutboxRelay relay;
    private final TopicCreator topics;
    private final InboundEvents inbound;

    MessagingReadiness(OutboxRelay relay, TopicCreator topics, InboundEvents inbound) {
        this.relay = relay;
        this.topics = topics;
        this.inbound = inbound;
    }

    @Override
    public HealthCheckResponse call() {
        RelayState state = relay.state();
        Map<String, String> waiting = inbound.waiting();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("messaging")
                .status(state.failure() == null && !topics.pending() && waiting.isEmpty())
                .withData("relayActive", state.active());
        if (state.failure() != null) {
            response.withData("relayFailure", state.failure())
                    .withData("failingSince", state.failingSince().toString());
        }
        if (state.isAuditHalted()) {
            response.withData("auditLog", "halted");
        }
        if (topics.pending()) {
            response.withData("topics", "still to be created");
        }
        waiting.forEach((channel, reason) -> response.withData("waiting." + channel, reason));
        return response.build();
    }
}
