package nl.privacyloket.kit.audit;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.privacyloket.kit.access.StaffAccess;
import nl.privacyloket.kit.problem.ProblemException;
import org.jboss.logging.Logger;

/**
 * The places for those who read the log at length. A reader who cannot be served is told so at once and keeps nobody else
 * waiting; one who has a place and takes nothing, or whose token is over, loses it.
 */
@ApplicationScoped
class ReaderPlaces {
    private static final Logger LOG = Logger.getLogger(ReaderPlaces.class);
    private static final int SECONDS_TO_TRY_AGAIN = 30;
    private static final Set<String> NO_ORGANISATION = Set.of("-");

    private final Duration patience;
    private final Kind events;
    private final Kind exports;
    private final CurrentVertxRequest request;
    private final StaffAccess access;
    private final Clock clock;

    ReaderPlaces(AuditReaderSettings settings, CurrentVertxRequest request, StaffAccess access, Clock clock) {
        this.patience = settings.patience();
        this.events = new Kind(settings.events());
        this.exports = new Kind(settings.exports());
        this.request = request;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Takes a place for the running call; it is left when the answer or its connection ends as well, whether or not anybody reads
     * what it streams.
     *
     * @throws ProblemException 503 audit-readers-busy when there is none, or the caller's organisation has its half of them
     */
    Place takeForEvents() {
        // They end with the token by themselves, but not those that wait for a reader who takes nothing.
        Instant until = access.until();
        return take(events, until == null ? null : until.plus(patience));
    }

    /** As {@link #takeForEvents}, for an export. */
    Place takeForExport() {
        return take(exports, access.until());
    }

    private Place take(Kind kind, Instant until) {
        Set<String> own = access.organisations();
        Place place = new Place(kind, own.isEmpty() ? NO_ORGANISATION : Set.copyOf(own), request.getCurrent(), until);
        if (!kind.take(place)) {
            throw new ProblemException(
                    503, "audit-readers-busy", Map.of(ProblemException.RETRY_AFTER, SECONDS_TO_TRY_AGAIN));
        }
        // Not enough by itself: while an answer streams, the platform puts a handler of its own in the place of this.
        place.call.addEndHandler(ended -> place.leave());
        // Whoever has gone already ends nothing any more.
        if (place.isOver()) {
            place.leave();
        }
        return place;
    }

    /** Breaks off what nobody takes and what no token is for any more, each as if its connection were lost. */
    @Scheduled(every = "1s")
    void look() {
        Instant now = clock.instant();
        for (Kind kind : List.of(events, exports)) {
            for (Place place : kind.taken()) {
                if (place.isOver()) {
                    place.leave();
                } else if (place.isLost(now)) {
                    LOG.info("a reader of the audit log is sent away: it takes nothing, or its token is over");
                    place.call.response().reset();
                    place.leave();
                }
            }
        }
    }

    /** The places of one kind. Those who may read for several organisations count for each of these. */
    private static final class Kind {
        private final int places;
        private final int forOne;
        private final Set<Place> taken = new HashSet<>();

        Kind(int places) {
            this.places = places;
            this.forOne = Math.max(1, places / 2);
        }

        synchronized boolean take(Place place) {
            boolean isFree =
                    taken.size() < places && place.organisations.stream().allMatch(this::hasLeft);
            return isFree && taken.add(place);
        }

        private boolean hasLeft(String organisation) {
            return taken.stream()
                            .filter(place -> place.organisations.contains(organisation))
                            .count()
                    < forOne;
        }

        synchronized void free(Place place) {
            taken.remove(place);
        }

        synchronized List<Place> taken() {
            return List.copyOf(taken);
        }
    }

    /** The place of one reader. */
    final class Place {
        private final Kind kind;
        private final Set<String> organisations;
        private final RoutingContext call;
        private final Instant until;
        private volatile Instant waitsSince;

        private Place(Kind kind, Set<String> organisations, RoutingContext call, Instant until) {
            this.kind = kind;
            this.organisations = organisations;
            this.call = call;
            this.until = until;
        }

        /** From here on it waits for its reader to take something. */
        void waits() {
            waitsSince = clock.instant();
        }

        /** The reader took what there was. */
        void goesOn() {
            waitsSince = null;
        }

        /** Gives it back, once however often it is called. */
        void leave() {
            kind.free(this);
        }

        /** Whether the answer or its connection has ended. */
        boolean isOver() {
            return call.response().closed() || call.response().ended();
        }

        private boolean isLost(Instant now) {
            Instant since = waitsSince;
            return since != null && since.plus(patience).isBefore(now) || until != null && !now.isBefore(until);
        }
    }
}
