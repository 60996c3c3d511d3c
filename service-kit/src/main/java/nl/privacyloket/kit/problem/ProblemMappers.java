package nl.privacyloket.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import nl.privacyloket.kit.problem.Problem.FieldError;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every exception into a problem document that tells the caller what to do and nothing of what is inside. */
class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    /** As long as a call waits for a connection before it gives up. */
    private static final int AGAIN_AFTER_SECONDS = 5;

    @ServerExceptionMapper
    Response refusal(ProblemException e, @Context HttpHeaders headers) {
        return Problems.response(e.status(), e.code(), Problems.language(headers), List.of(), e.members());
    }

    @ServerExceptionMapper(priority = 1)
    Response invalid(ConstraintViolationException e, @Context HttpHeaders headers) {
        Locale language = Problems.language(headers);
        List<FieldError> errors = e.getConstraintViolations().stream()
                .map(violation -> new FieldError(field(violation.getPropertyPath()), message(violation, language)))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
        return Problems.response(400, "invalid-input", language, errors, Map.of());
    }

    /** The path without the method's and the body parameter's name, which the caller does not know. */
    private static String field(Path path) {
        StringJoiner field = new StringJoiner(".");
        int at = 0;
        int nodes = 0;
        for (Path.Node ignored : path) {
            nodes++;
        }
        for (Path.Node node : path) {
            boolean methodOrBody = at == 0 || (at == 1 && nodes > 2);
            if (!methodOrBody && node.getName() != null) {
                String index = node.getIndex() == null ? "" : "[" + node.getIndex() + "]";
                if (index.isEmpty()) {
                    field.add(node.getName());
                } else {
                    field.add(node.getName()).add(index);
                }
            }
            at++;
        }
        return field.toString();
    }

    private static String message(ConstraintViolation<?> violation, Locale language) {
        String template = violation.getMessageTemplate();
        if (template.startsWith("{") && template.endsWith("}")) {
            String key = template.substring(1, template.length() - 1);
            Map<String, Object> attributes = violation.getConstraintDescriptor().getAttributes();
            return ProblemTexts.find(key, language, attributes).orElseGet(violation::getMessage);
        }
        return ProblemTexts.find(template, language, Map.of()).orElse(template);
    }

    @ServerExceptionMapper(priority = 1)
    Response malformed(MismatchedInputException e, @Context HttpHeaders headers) {
        return malformedJson(e, headers);
    }

    @ServerExceptionMapper(priority = 1)
    Response malformed(JsonProcessingException e, @Context HttpHeaders headers) {
        return malformedJson(e, headers);
    }

    /** The parser's own message quotes the input, so only the place is taken from it. */
    private static Response malformedJson(JsonProcessingException e, HttpHeaders headers) {
        Locale language = Problems.language(headers);
        if (e instanceof UnrecognizedPropertyException) {
            return badField("unknown-field", (JsonMappingException) e, language);
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return badField("wrong-type", mapping, language);
        }
        Map<String, Object> place = e.getLocation() == null
                ? Map.of()
                : Map.of(
                        "line", e.getLocation().getLineNr(),
                        "column", e.getLocation().getColumnNr());
        String code = e instanceof StreamReadException || place.isEmpty() ? "malformed-json" : "wrong-json";
        return Problems.response(400, code, language, List.of(), place);
    }

    private static Response badField(String message, JsonMappingException e, Locale language) {
        StringBuilder field = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        String text = ProblemTexts.find("field." + message, language, Map.of()).orElse(message);
        return Problems.response(
                400, "invalid-input", language, List.of(new FieldError(bounded(field.toString()), text)), Map.of());
    }

    private static String bounded(String field) {
        return field.length() > 200 ? field.substring(0, 200) : field;
    }

    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException e, @Context HttpHeaders headers) {
        return Problems.response(401, "unauthenticated", Problems.language(headers), List.of(), Map.of());
    }

    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException e, @Context HttpHeaders headers) {
        return Problems.response(401, "unauthenticated", Problems.language(headers), List.of(), Map.of());
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, @Context HttpHeaders headers) {
        return Problems.response(403, "forbidden", Problems.language(headers), List.of(), Map.of());
    }

    @ServerExceptionMapper
    Response other(WebApplicationException e, @Context HttpHeaders headers) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return malformedJson(json, headers);
        }
        int status = e.getResponse().getStatus();
        if (status >= 500 || status < 400) {
            return status >= 500 ? unexpected(e, headers) : e.getResponse();
        }
        String code =
                switch (status) {
                    case 401 -> "unauthenticated";
                    case 403 -> "forbidden";
                    case 404 -> "not-found";
                    case 405 -> "method-not-allowed";
                    case 406 -> "not-acceptable";
                    case 413 -> "too-large";
                    case 415 -> "unsupported-media-type";
                    default -> "invalid-input";
                };
        Response response = Problems.response(status, code, Problems.language(headers), List.of(), Map.of());
        String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? response
                : Response.fromResponse(response)
                        .header(HttpHeaders.ALLOW, allow)
                        .build();
    }

    /** A defect here: its class and place are logged, its message is not, as it may quote input. */
    @ServerExceptionMapper
    Response unexpected(Throwable e, @Context HttpHeaders headers) {
        if (Unavailable.isCauseOf(e)) {
            return unavailable(e, headers);
        }
        StackTraceElement[] trace = e.getStackTrace();
        LOG.errorf("unexpected fault=%s at=%s cause=%s", e.getClass().getName(), at(trace), causes(e));
        return Problems.response(500, "unexpected", Problems.language(headers), List.of(), Map.of());
    }

    /** No defect: the database is away, every connection to it is in use, or the service stops. */
    private static Response unavailable(Throwable e, HttpHeaders headers) {
        LOG.warnf("unavailable fault=%s cause=%s", e.getClass().getName(), causes(e));
        return Problems.response(
                503,
                "unavailable",
                Problems.language(headers),
                List.of(),
                Map.of(ProblemException.RETRY_AFTER, AGAIN_AFTER_SECONDS));
    }

    private static String at(StackTraceElement[] trace) {
        for (StackTraceElement element : trace) {
            if (element.getClassName().startsWith("nl.privacyloket")) {
                return element.toString();
            }
        }
        return trace.length == 0 ? "-" : trace[0].toString();
    }

    private static String causes(Throwable e) {
        StringJoiner causes = new StringJoiner(" < ");
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            causes.add(cause.getClass().getSimpleName() + " at " + at(cause.getStackTrace()));
        }
        return causes.toString();
    }
}
