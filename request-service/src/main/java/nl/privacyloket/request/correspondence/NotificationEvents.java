package nl.privacyloket.request.correspondence;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import nl.privacyloket.kit.messaging.InboundEvents;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Receives what notification-service publishes. */
@ApplicationScoped
class NotificationEvents {

    static final String CHANNEL = "notifications";

    private final InboundEvents inbound;

    NotificationEvents(InboundEvents inbound) {
        this.inbound = inbound;
    }

    @Incoming(CHANNEL)
    @Blocking
    void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        inbound.dispatch(CHANNEL, record);
    }
}
