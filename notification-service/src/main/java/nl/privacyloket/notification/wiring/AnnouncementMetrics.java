package nl.privacyloket.notification.wiring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;
import nl.privacyloket.notification.announcement.AnnouncementCounts;

/** Figures about the mails of announcements. */
@ApplicationScoped
class AnnouncementMetrics {
    private final AnnouncementCounts counts;

    AnnouncementMetrics(AnnouncementCounts counts) {
        this.counts = counts;
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        counter(registry, "sent", "Mails of announcements that a mail server took", AnnouncementCounts::sent);
        counter(registry, "deferred", "Attempts that are to be repeated", AnnouncementCounts::deferred);
        counter(registry, "failed", "Mails given up", AnnouncementCounts::failed);
        counter(
                registry,
                "unknown",
                "Connections lost with a mail in hand: it goes again under the same Message-ID and may arrive twice",
                AnnouncementCounts::unknown);
        counter(
                registry,
                "taken.over",
                "Mails whose instance died with them in hand: they go again and may arrive twice",
                AnnouncementCounts::takenOver);
        counter(registry, "late", "Results that came after the lease had ended", AnnouncementCounts::lost);
    }

    private void counter(
            MeterRegistry registry, String name, String description, ToDoubleFunction<AnnouncementCounts> count) {
        FunctionCounter.builder("privacyloket.announcements." + name, counts, count)
                .description(description)
                .register(registry);
    }
}
