package nl.privacyloket.request.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.request.RequestServiceConfig;

/** Lets a few uploads in at a time, and one of each request, as each is held in memory. */
@ApplicationScoped
class UploadTurns {

    private static final int SOON = 10;

    private final Semaphore free;
    private final Set<UUID> going = ConcurrentHashMap.newKeySet();

    UploadTurns(RequestServiceConfig config) {
        this.free = new Semaphore(config.documents().atOnce());
    }

    /** Held while a file is in memory. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Before anything of the file is read.
     *
     * @throws ProblemException 429 while a file of the same request is read or looked at, 503 while there are too many others
     */
    Turn take(UUID request) {
        if (!going.add(request)) {
            throw new ProblemException(429, "upload-going-on", Map.of(ProblemException.RETRY_AFTER, SOON));
        }
        if (!free.tryAcquire()) {
            going.remove(request);
            throw new ProblemException(503, "uploads-busy", Map.of(ProblemException.RETRY_AFTER, SOON));
        }
        return () -> {
            free.release();
            going.remove(request);
        };
    }
}
