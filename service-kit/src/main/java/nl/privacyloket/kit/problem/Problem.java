package nl.privacyloket.kit.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A problem document (RFC 9457).
 *
 * @param type stable name of the kind of problem, a URN
 * @param title that kind in words, in the caller's language
 * @param status HTTP status
 * @param detail what to do about it, in the caller's language
 * @param errors what is wrong with which part of the input, or null
 * @param members what the kind of problem tells besides
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(
        name = "Problem",
        description = "Why a call was refused (RFC 9457). A kind of problem can have members of its own beside these.",
        requiredProperties = {"type", "title", "status"},
        additionalProperties = Schema.True.class)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        List<FieldError> errors,
        @JsonAnyGetter @Schema(hidden = true) Map<String, Object> members) {

    /** Prefix of every type. */
    public static final String TYPE_PREFIX = "urn:privacyloket:problem:";

    /** Media type of problem documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * Something wrong with one part of the input.
     *
     * @param field where, such as {@code requester.email}, or a header's name
     * @param message what, in the caller's language; does not repeat the value
     */
    public record FieldError(String field, String message) {}
}
