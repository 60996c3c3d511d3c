package nl.privacyloket.kit.audit;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.privacyloket.kit.problem.ProblemException;

/** The places for those who read the log at length. A reader who cannot be served is told so at once and keeps nobody else waiting. */
@ApplicationScoped
class ReaderPlaces {
    private static final int SECONDS_TO_TRY_AGAIN = 30;

    private final Semaphore events;
    private final Semaphore exports;
    private final CurrentVertxRequest request;

    ReaderPlaces(AuditReaderSettings settings, CurrentVertxRequest request) {
        this.events = new Semaphore(settings.events());
        this.exports = new Semaphore(settings.exports());
        this.request = request;
    }

    /**
     * Takes a place for the running call.
     *
     * @return gives it back, once however often it is called; also called when the answer or its connection ends before
     *     anybody reads what it streams
     * @throws ProblemException 503 audit-readers-busy when there is none
     */
    Runnable takeForEvents() {
        return take(events);
    }

    /** As {@link #takeForEvents}, for an export. */
    Runnable takeForExport() {
        return take(exports);
    }

    private Runnable take(Semaphore places) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    503, "audit-readers-busy", Map.of(ProblemException.RETRY_AFTER, SECONDS_TO_TRY_AGAIN));
        }
        AtomicBoolean given = new AtomicBoolean(true);
        Runnable giveBack = () -> {
            if (given.compareAndSet(true, false)) {
                places.release();
            }
        };
        RoutingContext call = request.getCurrent();
        // Not enough by itself: while an answer streams, the platform has a close handler of its own in the place of
        // this.
        call.addEndHandler(ended -> giveBack.run());
        // Whoever has gone already ends nothing any more.
        if (call.response().closed() || call.response().ended()) {
            giveBack.run();
        }
        return giveBack;
    }
}
