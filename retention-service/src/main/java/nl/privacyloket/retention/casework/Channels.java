package nl.privacyloket.retention.casework;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import nl.privacyloket.kit.messaging.InboundEvents;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The topics that this service reads. */
@ApplicationScoped
class Channels {

    private final InboundEvents inbound;

    Channels(InboundEvents inbound) {
        this.inbound = inbound;
    }

    @Incoming("policies")
    @Blocking
    void policies(ConsumerRecord<String, byte[]> event) throws InterruptedException {
        inbound.dispatch("policies", event);
    }

    @Incoming("requests")
    @Blocking
    void requests(ConsumerRecord<String, byte[]> event) throws InterruptedException {
        inbound.dispatch("requests", event);
    }

    @Incoming("notifications")
    @Blocking
    void notifications(ConsumerRecord<String, byte[]> event) throws InterruptedException {
        inbound.dispatch("notifications", event);
    }

    @Incoming("results")
    @Blocking
    void results(ConsumerRecord<String, byte[]> event) throws InterruptedException {
        inbound.dispatch("results", event);
    }
}
