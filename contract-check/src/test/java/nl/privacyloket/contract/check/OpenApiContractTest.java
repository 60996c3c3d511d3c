package nl.privacyloket.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenApiContractTest {
    private static final OpenApiContract CONTRACT = contract("""
            paths:
              /letters/{id}:
                post:
                  parameters: [{name: page, in: query}]
                  requestBody: {content: {application/json: {schema: {type: object, properties: {copies: {type: integer}}}}}}
                  responses:
                    '200': {headers: {ETag: {required: true}}, content: {application/json: {schema: {$ref: '#/components/schemas/Letter'}}}}
                    '409': {$ref: '#/components/responses/Gone'}
              /letters/all:
                post: {responses: {'204': {}}}
            components:
              schemas: {Letter: {type: object, required: [text], properties: {text: {type: string}}}}
              responses: {Gone: {content: {application/problem+json: {schema: {}, examples: {gone: {value: {}}}}}}}
            """);

    @Test
    void whatIsDescribedPasses() {
        assertThat(CONTRACT.faults(call("/letters/1", "{\"copies\":2,\"note\":null}", 200, "{\"text\":\"Dear\"}")))
                .isEmpty();
    }

    @Test
    void aFieldThatIsNotDescribedIsAFault() {
        assertThat(CONTRACT.faults(call("/letters/1", null, 200, "{\"text\":\"Dear\",\"secret\":1}")))
                .singleElement()
                .asString()
                .contains("secret");
    }

    @Test
    void aFieldThatIsPromisedAndMissingIsAFault() {
        assertThat(CONTRACT.faults(call("/letters/1", null, 200, "{}")))
                .singleElement()
                .asString()
                .contains("text");
    }

    @Test
    void aBodyThatIsTakenAndNotDescribedIsAFault() {
        assertThat(CONTRACT.faults(call("/letters/1", "{\"colour\":true}", 200, "{\"text\":\"Dear\"}")))
                .singleElement()
                .asString()
                .contains("colour");
    }

    @Test
    void aRefusalMayAnswerAnything() {
        assertThat(CONTRACT.faults(new Exchange(
                        "POST",
                        "/letters/1",
                        Set.of(),
                        "application/json",
                        "{\"colour\":true}",
                        409,
                        "application/problem+json",
                        Set.of(),
                        "{\"type\":\"urn:x:gone\"}")))
                .isEmpty();
    }

    @Test
    void aProblemThatIsNotDescribedIsAFault() {
        assertThat(CONTRACT.faults(new Exchange(
                        "POST",
                        "/letters/1",
                        Set.of(),
                        null,
                        null,
                        409,
                        "application/problem+json",
                        Set.of(),
                        "{\"type\":\"urn:x:lost\"}")))
                .containsExactly("the problem lost is not among those that are described with this status");
    }

    @Test
    void aStatusThatIsNotDescribedIsAFault() {
        assertThat(CONTRACT.faults(call("/letters/1", null, 202, "{}")))
                .containsExactly("the status 202 is not described; the answer was: {}");
    }

    @Test
    void aHeaderThatIsPromisedAndMissingIsAFault() {
        assertThat(CONTRACT.faults(new Exchange(
                        "POST",
                        "/letters/1",
                        Set.of(),
                        null,
                        null,
                        200,
                        "application/json",
                        Set.of("content-type"),
                        "{\"text\":\"Dear\"}")))
                .containsExactly("the answer lacks the header ETag");
    }

    @Test
    void aHeaderToGoOnFromThatIsNotDescribedIsAFault() {
        assertThat(CONTRACT.faults(
                        new Exchange("POST", "/letters/all", Set.of(), null, null, 204, null, Set.of("location"), "")))
                .containsExactly("the header location of the answer is not described");
    }

    @Test
    void aParameterThatIsNotDescribedIsAFault() {
        assertThat(CONTRACT.faults(new Exchange(
                        "POST",
                        "/letters/1",
                        Set.of("page", "size"),
                        null,
                        null,
                        200,
                        "application/json",
                        Set.of("etag"),
                        "{\"text\":\"Dear\"}")))
                .containsExactly("the parameter size is not described and was taken");
    }

    @Test
    void thePathThatNamesItsSegmentsGoesFirst() {
        assertThat(CONTRACT.faults(new Exchange("POST", "/letters/all", Set.of(), null, null, 204, null, Set.of(), "")))
                .isEmpty();
    }

    @Test
    void aCallThatIsNotDescribedIsAFaultWhenItSucceeds() {
        assertThat(CONTRACT.faults(new Exchange("GET", "/letters", Set.of(), null, null, 200, null, Set.of(), "")))
                .containsExactly("no such operation is described");
        assertThat(CONTRACT.faults(new Exchange("GET", "/letters", Set.of(), null, null, 404, null, Set.of(), "")))
                .isEmpty();
    }

    private static Exchange call(String path, String sent, int status, String answer) {
        return new Exchange(
                "POST",
                path,
                Set.of(),
                sent == null ? null : "application/json",
                sent,
                status,
                "application/json",
                Set.of("etag", "content-type"),
                answer);
    }

    private static OpenApiContract contract(String yaml) {
        try {
            return new OpenApiContract(new ObjectMapper(new YAMLFactory()).readTree(yaml));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
