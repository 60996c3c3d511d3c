package nl.privacyloket.kit.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.privacyloket.kit.problem.Problem.FieldError;

/** Makes the answers that carry problem documents. */
public final class Problems {
    private Problems() {}

    /** The language of an answer to this caller. */
    public static Locale language(HttpHeaders headers) {
        return ProblemTexts.language(headers == null ? null : headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /** An answer with a problem document. */
    public static Response response(
            int status, String code, Locale language, List<FieldError> errors, Map<String, Object> members) {
        Problem problem = new Problem(
                Problem.TYPE_PREFIX + code,
                ProblemTexts.find(code + ".title", language, members).orElse(code),
                status,
                ProblemTexts.find(code + ".detail", language, members).orElse(null),
                errors,
                members);
        Response.ResponseBuilder response = Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
        if (status == Response.Status.UNAUTHORIZED.getStatusCode()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        Object retryAfter = members.get(ProblemException.RETRY_AFTER);
        if (retryAfter != null) {
            response.header(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return response.build();
    }
}
