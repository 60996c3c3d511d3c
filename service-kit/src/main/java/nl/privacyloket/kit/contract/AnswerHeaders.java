package nl.privacyloket.kit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * The headers of answers that callers go on from. Which success has which stands in the wording ({@code
 * headers.<operation>.<status>}); tests hold every answer against it.
 */
final class AnswerHeaders {
    private final Wording wording;
    private final List<String> bodiless = new ArrayList<>();

    AnswerHeaders(Wording wording) {
        this.wording = wording;
    }

    void addTo(Operation operation) {
        for (Map.Entry<String, APIResponse> answer :
                operation.getResponses().getAPIResponses().entrySet()) {
            String place = operation.getOperationId() + "." + answer.getKey();
            wording.find("headers." + place).ifPresent(names -> {
                for (String name : names.split(" ")) {
                    answer.getValue().addHeader(name, header(name));
                }
            });
            if (answer.getKey().matches("2(?!04)..")
                    && answer.getValue().getContent() == null
                    && !wording.find("empty." + place).isPresent()) {
                bodiless.add(place);
            }
        }
    }

    /**
     * Call at the end.
     *
     * @throws IllegalStateException when a success says nothing about its body, so that a caller would not know what comes
     */
    void requireBodies() {
        if (!bodiless.isEmpty()) {
            throw new IllegalStateException("Answers of which the annotations give no body; say so in the wording"
                    + " (empty.<operation>.<status>) when they have none:\n" + String.join("\n", bodiless));
        }
    }

    private Header header(String name) {
        Schema schema = OASFactory.createSchema().type(List.of(SchemaType.STRING));
        return OASFactory.createHeader()
                .description(wording.find("header." + name)
                        .orElseThrow(() -> new IllegalStateException("No words for the header " + name)))
                .required(true)
                .schema(name.equals("Location") ? schema.format("uri") : schema);
    }

    /** With a refusal that says when it is worth trying again. */
    static Header retryAfter(boolean always) {
        return OASFactory.createHeader()
                .description("Seconds after which it is worth trying again; the same as `retryAfter`")
                .required(always)
                .schema(OASFactory.createSchema()
                        .type(List.of(SchemaType.INTEGER))
                        .minimum(java.math.BigDecimal.ZERO));
    }
}
