package nl.privacyloket.notification.wiring;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import nl.privacyloket.notification.delivery.SmtpSettings;
import nl.privacyloket.notification.delivery.SmtpTransport;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Down while the mail server does not let us in. Events are taken all the same: their messages wait in the queue. */
@Readiness
@ApplicationScoped
class SmtpReadiness implements HealthCheck {
    private static final String NOT_TRIED = "not-tried-yet";

    private final SmtpSettings settings;
    private volatile String trouble = NOT_TRIED;

    SmtpReadiness(SmtpSettings settings) {
        this.settings = settings;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        trouble = SmtpTransport.trouble(settings).orElse(null);
    }

    @Override
    public HealthCheckResponse call() {
        String seen = trouble;
        HealthCheckResponseBuilder response = HealthCheckResponse.named("smtp").status(seen == null);
        if (seen != null) {
            response.withData("trouble", seen);
        }
        return response.build();
    }
}
