package nl.privacyloket.kit.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.privacyloket.kit.problem.Problem;
import nl.privacyloket.kit.problem.Problem.FieldError;
import nl.privacyloket.kit.problem.ProblemTexts;

/** Calls that are refused before any resource sees them, as their path cannot be read for instance, get problem documents too. */
@ApplicationScoped
class RouterProblems {
    private static final int AFTER_HEADERS = SecurityHeaders.BEFORE_ALL_OTHERS - 1;

    private static final String NUL = "%00";

    private final ObjectMapper json;

    RouterProblems(ObjectMapper json) {
        this.json = json;
    }

    void install(@Observes Filters filters) {
        filters.register(this::refuseUnreadable, AFTER_HEADERS);
    }

    void install(@Observes Router router) {
        router.errorHandler(400, context -> answer(context, 400, "invalid-input"));
        router.errorHandler(404, context -> answer(context, 404, "not-found"));
    }

    /**
     * The platform fails on a media type that it cannot read, also where nothing is read; the database on the character NUL, which
     * is in no name of anything.
     */
    private void refuseUnreadable(RoutingContext context) {
        String uri = context.request().uri();
        int nul = uri.indexOf(NUL);
        if (nul >= 0) {
            int query = uri.indexOf('?');
            if (query < 0 || nul < query) {
                answer(context, 404, "not-found");
            } else {
                answer(context, 400, "invalid-input", fieldsWithNul(context));
            }
            return;
        }
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || isReadable(type)) {
            context.next();
        } else {
            answer(context, 415, "unsupported-media-type");
        }
    }

    private static boolean isReadable(String type) {
        try {
            return type.equals(MediaType.APPLICATION_JSON) || MediaType.valueOf(type) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<FieldError> fieldsWithNul(RoutingContext context) {
        String text = ProblemTexts.find("field.nul-character", language(context), Map.of())
                .orElseThrow();
        return context.queryParams().entries().stream()
                .filter(parameter -> parameter.getValue().indexOf(0) >= 0)
                .map(parameter -> new FieldError(parameter.getKey(), text))
                .toList();
    }

    private static Locale language(RoutingContext context) {
        return ProblemTexts.language(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    void answer(RoutingContext context, int status, String code) {
        answer(context, status, code, List.of());
    }

    private void answer(RoutingContext context, int status, String code, List<FieldError> errors) {
        if (context.response().ended()) {
            return;
        }
        Locale language = language(context);
        Problem problem = new Problem(
                Problem.TYPE_PREFIX + code,
                ProblemTexts.find(code + ".title", language, Map.of()).orElse(code),
                status,
                ProblemTexts.find(code + ".detail", language, Map.of()).orElse(null),
                errors,
                Map.of());
        SecurityHeaders.protect(context);
        try {
            context.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            context.response().setStatusCode(status).end();
        }
    }
}
