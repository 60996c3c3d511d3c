package nl.privacyloket.kit.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.privacyloket.kit.problem.Problem;
import nl.privacyloket.kit.problem.ProblemTexts;

/** A body over the limit is refused before any resource sees it; that refusal is a problem document too. */
@ApplicationScoped
public class TooLarge {
    private final ObjectMapper json;

    TooLarge(ObjectMapper json) {
        this.json = json;
    }

    void install(@Observes Router router) {
        router.errorHandler(413, this::refuse);
    }

    /** Ends the call with a problem document, and the connection, on which more is to come. */
    public void refuse(RoutingContext context) {
        if (context.response().ended()) {
            return;
        }
        Locale language = ProblemTexts.language(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        Problem problem = new Problem(
                Problem.TYPE_PREFIX + "too-large",
                ProblemTexts.find("too-large.title", language, Map.of()).orElse("too-large"),
                413,
                ProblemTexts.find("too-large.detail", language, Map.of()).orElse(null),
                List.of(),
                Map.of());
        try {
            context.response()
                    .setStatusCode(413)
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            context.response().setStatusCode(413).end();
        }
    }
}
