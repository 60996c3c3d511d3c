package nl.privacyloket.notification.wiring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.notification.delivery.Breaker;
import nl.privacyloket.notification.delivery.DeliveryCounts;
import nl.privacyloket.notification.delivery.Relays;
import nl.privacyloket.notification.queue.QueueDepth;
import nl.privacyloket.notification.queue.Undelivered;
import org.jboss.logging.Logger;

/**
 * Figures about the queue, read every few seconds so that a scrape costs the database nothing; not a number as long as they
 * cannot be read.
 */
@ApplicationScoped
class DeliveryMetrics {
    private static final Logger LOG = Logger.getLogger(DeliveryMetrics.class);

    private final DeliveryCounts counts;
    private final Relays relays;
    private final JtaTransactions transactions;
    private final Clock clock;
    /** Null as long as it is not known. */
    private volatile QueueDepth depth;

    private final MultiGauge undelivered;

    DeliveryMetrics(
            DeliveryCounts counts, Relays relays, JtaTransactions transactions, MeterRegistry registry, Clock clock) {
        this.counts = counts;
        this.relays = relays;
        this.transactions = transactions;
        this.clock = clock;
        this.undelivered = MultiGauge.builder("privacyloket.messages.undelivered")
                .description("Messages given up or returned, and not sent again since")
                .register(registry);
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        counter(registry, "sent", "Mails that the server took and that were recorded", DeliveryCounts::sent);
        counter(registry, "deferred", "Attempts that are to be repeated", DeliveryCounts::deferred);
        counter(registry, "failed", "Messages given up", DeliveryCounts::failed);
        counter(
                registry,
                "unknown",
                "Connections lost with a mail in hand: it goes again under the same Message-ID and may arrive twice",
                DeliveryCounts::unknown);
        counter(
                registry,
                "taken.over",
                "Messages whose worker died with them in hand: they go again and may arrive twice",
                DeliveryCounts::takenOver);
        counter(
                registry,
                "never.known",
                "Messages given up because each try may have arrived, and none is known to have",
                DeliveryCounts::neverKnown);
        counter(registry, "late", "Results that came after the lease had ended", DeliveryCounts::lost);
        relays.all().forEach(relay -> relay(registry, relay));
        Gauge.builder("privacyloket.messages.waiting", () -> figure(QueueDepth::waiting))
                .description("Messages queued or being sent")
                .register(registry);
        Gauge.builder("privacyloket.messages.oldest", () -> figure(known -> seconds(known.oldest(clock.instant()))))
                .baseUnit("seconds")
                .description("Age of the oldest of them")
                .register(registry);
        Gauge.builder("privacyloket.messages.overdue", () -> figure(known -> seconds(known.late(clock.instant()))))
                .baseUnit("seconds")
                .description(
                        "How long the message that is due longest has been so; a deferred one is due at its next attempt")
                .register(registry);
    }

    private double figure(ToDoubleFunction<QueueDepth> figure) {
        QueueDepth known = depth;
        return known == null ? Double.NaN : figure.applyAsDouble(known);
    }

    private static void relay(MeterRegistry registry, Relays.Relay relay) {
        Gauge.builder(
                        "privacyloket.mail.relay.state",
                        () -> relay.breaker().state().ordinal())
                .tag("relay", relay.name())
                .description("Whether mail passes to the server: 0 it does, 1 it is being tried, 2 it is left alone")
                .register(registry);
        FunctionCounter.builder("privacyloket.mail.relay.opened", relay.breaker(), Breaker::opened)
                .tag("relay", relay.name())
                .description("How often the server was found unusable")
                .register(registry);
    }

    private void counter(
            MeterRegistry registry, String name, String description, ToDoubleFunction<DeliveryCounts> count) {
        FunctionCounter.builder("privacyloket.messages." + name, counts, count)
                .description(description)
                .register(registry);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    @Scheduled(every = "5s")
    void read() {
        try {
            depth = transactions.inTransaction(QueueDepth::read);
            List<Row<?>> failed = transactions.inTransaction(Undelivered::read).entrySet().stream()
                    .<Row<?>>map(entry -> Row.of(Tags.of("organisation", entry.getKey()), entry.getValue()))
                    .toList();
            undelivered.register(failed, true);
        } catch (Exception e) {
            depth = null;
            undelivered.register(List.of(), true);
            LOG.warnf("figures about messages not read cause=%s", e.getClass().getSimpleName());
        }
    }
}
