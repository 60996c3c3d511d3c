package nl.privacyloket.notification.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One entry of a list; one line of the body. */
@Schema(name = "SubscriberLine", description = "One entry of a list; one line of the body")
record SubscriberLine(
        @Schema(description = "The system's own id of the entry", examples = "C-1042", required = true)
        String subscriber,

        @Schema(examples = "saskia.voorbeeld@example.org", required = true)
        String email,

        @Schema(examples = "nl", required = true) String locale,

        @Schema(examples = "[\"newsletter\"]", required = true)
        List<String> purposes,

        List<SubscriberEntry.Identifier> identifiers,
        SubscriberEntry.ConsentGiven consent) {
    private static final int LONGEST_PATH = 100;

    /** @throws Fault.Found when the bytes are no such object */
    static SubscriberLine read(ObjectMapper json, byte[] bytes) {
        try {
            SubscriberLine line = json.readValue(bytes, SubscriberLine.class);
            if (line == null) {
                throw new Fault.Found(new Fault(Fault.MALFORMED_JSON, null));
            }
            return line;
        } catch (UnrecognizedPropertyException e) {
            throw new Fault.Found(new Fault(Fault.UNKNOWN_FIELD, path(e)));
        } catch (JsonMappingException e) {
            throw new Fault.Found(
                    e.getPath().isEmpty()
                            ? new Fault(Fault.MALFORMED_JSON, null)
                            : new Fault(Fault.WRONG_TYPE, path(e)));
        } catch (JsonProcessingException e) {
            throw new Fault.Found(new Fault(Fault.MALFORMED_JSON, null));
        } catch (IOException e) {
            throw new Fault.Found(new Fault(Fault.MALFORMED_JSON, null));
        }
    }

    private static String path(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
    }

    SubscriberEntry entry() {
        return new SubscriberEntry(email, locale, purposes, identifiers, consent);
    }

    @Override
    public String toString() {
        return "SubscriberLine[redacted]";
    }
}
