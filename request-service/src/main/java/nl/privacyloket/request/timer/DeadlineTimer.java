package nl.privacyloket.request.timer;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.request.RequestServiceConfig;
import org.jboss.logging.Logger;

/** Looks for operative dates that are near or have passed; safe to run in several instances at once. */
@ApplicationScoped
public class DeadlineTimer {

    private static final Logger LOG = Logger.getLogger(DeadlineTimer.class);

    private final DueRequests requests;
    private final RequestServiceConfig config;
    private final Clock clock;

    DeadlineTimer(DueRequests requests, RequestServiceConfig config, Clock clock) {
        this.requests = requests;
        this.config = config;
        this.clock = clock;
    }

    /** Tells of all that is due now, in batches. */
    @Scheduled(
            every = "{privacyloket.timers.every}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<UUID> due = requests.find(now);
        int batch = config.timers().batch();
        int told = 0;
        for (int from = 0; from < due.size(); from += batch) {
            told += tell(due.subList(from, Math.min(due.size(), from + batch)), now);
        }
        if (told > 0) {
            LOG.infof("operative dates told count=%d", told);
        }
    }

    /** One request that cannot be told of must not keep the others back. */
    private int tell(List<UUID> ids, Instant now) {
        try {
            return requests.tell(ids, now);
        } catch (RuntimeException e) {
            if (ids.size() == 1) {
                LOG.errorf(
                        "operative date not told requestId=%s fault=%s",
                        ids.get(0), e.getClass().getName());
                return 0;
            }
            return ids.stream().mapToInt(id -> tell(List.of(id), now)).sum();
        }
    }
}
