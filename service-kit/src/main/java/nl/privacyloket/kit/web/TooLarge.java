package nl.privacyloket.kit.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A body over the limit is refused before any resource sees it; that refusal is a problem document too. */
@ApplicationScoped
public class TooLarge {
    private final RouterProblems problems;

    TooLarge(RouterProblems problems) {
        this.problems = problems;
    }

    void install(@Observes Router router) {
        router.errorHandler(413, this::refuse);
    }

    /** Ends the call with a problem document, and the connection, on which more is to come. */
    public void refuse(RoutingContext context) {
        if (!context.response().ended()) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            problems.answer(context, 413, "too-large");
        }
    }
}
