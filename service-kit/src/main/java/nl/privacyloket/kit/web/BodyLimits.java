package nl.privacyloket.kit.web;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

/** Holds every body to a limit, but for {@link StreamedBodies} where a service has them. */
@ApplicationScoped
class BodyLimits {
    private static final long LIMIT = 1_048_576;

    private final Instance<StreamedBodies> streamed;
    private final TooLarge tooLarge;

    BodyLimits(Instance<StreamedBodies> streamed, TooLarge tooLarge) {
        this.streamed = streamed;
        this.tooLarge = tooLarge;
    }

    void install(@Observes Router router) {
        if (streamed.isUnsatisfied()) {
            // Before the platform, which holds bodies to the same limit but refuses them without a word.
            router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1).handler(this::refuseOver);
            return;
        }
        // After the platform has noted its own limit, before anything reads.
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1).handler(this::limit);
    }

    private void limit(RoutingContext context) {
        if (streamed.get().path().matcher(context.normalizedPath()).matches()) {
            context.next();
            return;
        }
        context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, LIMIT);
        refuseOver(context);
    }

    private void refuseOver(RoutingContext context) {
        var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && isOver(length)) {
            tooLarge.refuse(context);
        } else {
            context.next();
        }
    }

    private static boolean isOver(String length) {
        try {
            return Long.parseLong(length) > LIMIT;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
