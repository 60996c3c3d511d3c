package nl.privacyloket.retention.register;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import nl.privacyloket.kit.messaging.InboundEvents;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads what data systems register over Kafka. */
@ApplicationScoped
class HoldingChannel {
    static final String NAME = "holdings";

    private final InboundEvents inbound;

    HoldingChannel(InboundEvents inbound) {
        this.inbound = inbound;
    }

    @Incoming(NAME)
    @Blocking
    void holdings(ConsumerRecord<String, byte[]> event) throws InterruptedException {
        inbound.dispatch(NAME, event);
    }
}
