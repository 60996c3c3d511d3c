package nl.privacyloket.notification.wiring;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nl.privacyloket.notification.delivery.Relays;
import nl.privacyloket.notification.delivery.SmtpTransport;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Down while no mail server lets us in. Events are taken all the same: their messages wait in the queue. */
@Readiness
@ApplicationScoped
class SmtpReadiness implements HealthCheck {
    private static final String NOT_TRIED = "not-tried-yet";

    private final Relays relays;
    private final Map<String, Optional<String>> troubles = new ConcurrentHashMap<>();

    SmtpReadiness(Relays relays) {
        this.relays = relays;
        relays.all().forEach(relay -> troubles.put(relay.name(), Optional.of(NOT_TRIED)));
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        relays.all().forEach(relay -> troubles.put(relay.name(), SmtpTransport.trouble(relay.settings())));
    }

    @Override
    public HealthCheckResponse call() {
        boolean letsUsIn = troubles.values().stream().anyMatch(Optional::isEmpty);
        HealthCheckResponseBuilder response = HealthCheckResponse.named("smtp").status(letsUsIn);
        troubles.forEach((relay, trouble) -> trouble.ifPresent(code -> response.withData("trouble " + relay, code)));
        return response.build();
    }
}
