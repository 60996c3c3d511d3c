package nl.privacyloket.retention.register;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import nl.privacyloket.kit.web.TooLarge;

/** Lets a registration of any size in, which is read as a stream, and holds every other body to the limit of before. */
@ApplicationScoped
class BodyLimits {
    private static final Pattern BULK = Pattern.compile("/organisations/[^/]+/holdings/?");
    private static final long LIMIT = 1_048_576;

    private final TooLarge tooLarge;

    BodyLimits(TooLarge tooLarge) {
        this.tooLarge = tooLarge;
    }

    void install(@Observes Router router) {
        // After the platform has noted its own limit, before anything reads.
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1).handler(this::limit);
    }

    private void limit(RoutingContext context) {
        if (!BULK.matcher(context.normalizedPath()).matches()) {
            var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
            if (length != null && isOver(length)) {
                tooLarge.refuse(context);
                return;
            }
            context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, LIMIT);
        }
        context.next();
    }

    private static boolean isOver(String length) {
        try {
            return Long.parseLong(length) > LIMIT;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
