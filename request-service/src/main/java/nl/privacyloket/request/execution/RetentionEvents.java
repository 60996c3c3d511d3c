package nl.privacyloket.request.execution;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import nl.privacyloket.kit.messaging.InboundEvents;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Receives what retention-service publishes. */
@ApplicationScoped
class RetentionEvents {

    static final String CHANNEL = "retention";

    private final InboundEvents inbound;

    RetentionEvents(InboundEvents inbound) {
        this.inbound = inbound;
    }

    @Incoming(CHANNEL)
    @Blocking
    void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        inbound.dispatch(CHANNEL, record);
    }
}
