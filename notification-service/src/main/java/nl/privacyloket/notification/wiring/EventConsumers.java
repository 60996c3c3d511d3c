package nl.privacyloket.notification.wiring;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import nl.privacyloket.kit.messaging.InboundEvents;
import nl.privacyloket.notification.announcement.AnnouncementEngine;
import nl.privacyloket.notification.delivery.DeliveryWorker;
import nl.privacyloket.notification.intake.PolicyEvents;
import nl.privacyloket.notification.intake.RequestEvents;
import nl.privacyloket.notification.intake.RetentionEvents;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The topics that this service reads. After each event there may be something to send. */
@ApplicationScoped
class EventConsumers {
    private final InboundEvents inbound;
    private final DeliveryWorker worker;
    private final AnnouncementEngine announcements;

    EventConsumers(InboundEvents inbound, DeliveryWorker worker, AnnouncementEngine announcements) {
        this.inbound = inbound;
        this.worker = worker;
        this.announcements = announcements;
    }

    @Incoming(PolicyEvents.CHANNEL)
    @Blocking(ordered = true)
    void policy(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        inbound.dispatch(PolicyEvents.CHANNEL, record);
        worker.wake();
        announcements.wake();
    }

    @Incoming(RetentionEvents.CHANNEL)
    @Blocking(ordered = true)
    void retention(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        inbound.dispatch(RetentionEvents.CHANNEL, record);
        worker.wake();
    }

    @Incoming(RequestEvents.CHANNEL)
    @Blocking(ordered = true)
    void request(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        inbound.dispatch(RequestEvents.CHANNEL, record);
        worker.wake();
    }
}
