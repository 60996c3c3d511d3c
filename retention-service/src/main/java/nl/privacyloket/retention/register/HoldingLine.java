package nl.privacyloket.retention.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A line as a data system sends it. Holds an identifier in the clear: in no log, and hashed as soon as it is read. */
@Schema(name = "HoldingLine", description = "One record of a data system; one line of the body")
record HoldingLine(
        @Schema(description = "Id of a registered data system", examples = "prifora-webshop", required = true)
        String system,

        @Schema(
                description = "Data category, one that the system is registered with",
                examples = "orders",
                required = true)
        String category,

        @Schema(description = "By what the person is known; may be left out when removed")
        SubjectIdentifier identifier,

        @Schema(
                description = "The system's own key of the record; names nobody",
                examples = "orders:10042",
                required = true)
        String recordRef,

        @Schema(description = "The event that startedOn is the date of", examples = "collected")
        String trigger,

        @Schema(description = "ISO date at the organisation", examples = "2026-11-22")
        String startedOn,

        @Schema(description = "Role of the person, as in the policy", examples = "webshop-customer")
        String role,

        @Schema(description = "true: the system has the record no longer", defaultValue = "false")
        Boolean removed) {

    /** @throws RejectedLine when the bytes are no such object */
    static HoldingLine read(ObjectMapper json, byte[] bytes) {
        try {
            var line = json.readValue(bytes, HoldingLine.class);
            if (line == null) {
                throw new RejectedLine(RejectedLine.MALFORMED_JSON, null);
            }
            return line;
        } catch (UnrecognizedPropertyException e) {
            throw new RejectedLine(RejectedLine.UNKNOWN_FIELD, path(e));
        } catch (JsonMappingException e) {
            throw e.getPath().isEmpty()
                    ? new RejectedLine(RejectedLine.MALFORMED_JSON, null)
                    : new RejectedLine(RejectedLine.WRONG_TYPE, path(e));
        } catch (JsonProcessingException e) {
            throw new RejectedLine(RejectedLine.MALFORMED_JSON, null);
        } catch (IOException e) {
            throw new RejectedLine(RejectedLine.MALFORMED_JSON, null);
        }
    }

    private static String path(JsonMappingException e) {
        var path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.length() > 100 ? path.substring(0, 100) : path;
    }

    boolean isRemoved() {
        return Boolean.TRUE.equals(removed);
    }

    @Override
    public String toString() {
        return "HoldingLine[redacted]";
    }
}
