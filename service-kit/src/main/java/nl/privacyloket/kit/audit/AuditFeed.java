package nl.privacyloket.kit.audit;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import nl.privacyloket.messaging.audit.AuditLine;
import nl.privacyloket.messaging.audit.AuditReader;
import nl.privacyloket.messaging.audit.AuditState;
import nl.privacyloket.messaging.audit.StoredCheckpoint;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.jaxrs.OutboundSseEventImpl;

/**
 * Lets readers follow the log. One look a second at how far it is serves all of them; a reader costs a timer while there is
 * nothing for it, and a worker only while its entries are read.
 */
@ApplicationScoped
class AuditFeed {
    private static final Logger LOG = Logger.getLogger(AuditFeed.class);
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int PAUSES_TO_HEARTBEAT = 30;

    private final AuditReader audit;
    private final Clock clock;
    private final AtomicInteger readers = new AtomicInteger();
    private volatile AuditState state = new AuditState(0, null);

    AuditFeed(AuditReader audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Scheduled(every = "1s")
    void look() {
        if (readers.get() > 0) {
            refresh();
        }
    }

    private void refresh() {
        try {
            state = audit.state();
        } catch (SQLException e) {
            LOG.debugf("audit log not looked at cause=%s", e.getClass().getSimpleName());
        }
    }

    /**
     * The log from a place on, without end.
     *
     * @param organisations whose entries are shown
     * @param until when the reader's token ends, and the events with it; null for no end
     */
    Multi<OutboundSseEvent> follow(long from, Set<String> organisations, Instant until) {
        Reader reader = new Reader(from, organisations);
        return Multi.createBy()
                .repeating()
                .uni(reader::next)
                .whilst(events -> until == null || clock.instant().isBefore(until))
                .onItem()
                .transformToIterable(events -> events)
                .onSubscription()
                .invoke(readers::incrementAndGet)
                .onTermination()
                .invoke(readers::decrementAndGet);
    }

    /** How far one reader is. Asked again only when it has taken what it got. */
    private final class Reader {
        private final Set<String> organisations;
        private long next;
        private boolean first = true;
        private Instant signed;
        private int pauses;

        Reader(long from, Set<String> organisations) {
            this.next = from;
            this.organisations = organisations;
        }

        Uni<List<OutboundSseEvent>> next() {
            if (first) {
                // Nobody may have looked for long. What is old would bring a checkpoint after entries beyond it.
                first = false;
                return Uni.createFrom()
                        .item(this::freshlyLookedAt)
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
            }
            AuditState now = state;
            if (now.size() <= next && !isNewCheckpoint(now.checkpoint())) {
                return Uni.createFrom().item(this::pause).onItem().delayIt().by(PAUSE);
            }
            return Uni.createFrom()
                    .item(() -> read(now))
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .onItem()
                    .transformToUni(this::pauseWhenEmpty);
        }

        private List<OutboundSseEvent> freshlyLookedAt() {
            refresh();
            return List.of();
        }

        /** Over exactly what the reader has seen. */
        private boolean isNewCheckpoint(StoredCheckpoint checkpoint) {
            return checkpoint != null
                    && checkpoint.size() == next
                    && !checkpoint.signedAt().equals(signed);
        }

        /** Rows that are not there although the log counts them must not keep a worker busy. */
        private Uni<List<OutboundSseEvent>> pauseWhenEmpty(List<OutboundSseEvent> events) {
            if (events.isEmpty()) {
                return Uni.createFrom().item(this::pause).onItem().delayIt().by(PAUSE);
            }
            pauses = 0;
            return Uni.createFrom().item(events);
        }

        private List<OutboundSseEvent> pause() {
            if (++pauses % PAUSES_TO_HEARTBEAT != 0) {
                return List.of();
            }
            return List.of(
                    new OutboundSseEventImpl.BuilderImpl().comment("still here").build());
        }

        /** Up to the checkpoint first, so that it comes exactly behind what it covers. */
        private List<OutboundSseEvent> read(AuditState now) {
            List<OutboundSseEvent> events = new ArrayList<>();
            StoredCheckpoint checkpoint = now.checkpoint();
            long end = checkpoint != null && checkpoint.size() > next ? checkpoint.size() : now.size();
            try {
                for (AuditLine line : audit.lines(next, Math.min(end, next + BATCH) - 1, organisations)) {
                    events.add(event(line));
                    next = line.index() + 1;
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the audit log could not be read, SQLSTATE " + e.getSQLState(), e);
            }
            if (isNewCheckpoint(checkpoint)) {
                signed = checkpoint.signedAt();
                events.add(new OutboundSseEventImpl.BuilderImpl()
                        .name("checkpoint")
                        .data(checkpoint.note())
                        .build());
            }
            return events;
        }

        private static OutboundSseEvent event(AuditLine line) {
            return new OutboundSseEventImpl.BuilderImpl()
                    .id(Long.toString(line.index()))
                    .name(line.isWithheld() ? "withheld" : "entry")
                    .data(new String(line.json(), StandardCharsets.UTF_8))
                    .build();
        }
    }
}
