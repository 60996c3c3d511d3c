package nl.privacyloket.contracts.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractComparisonTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final String API = """
            paths:
              /letters/{id}:
                post:
                  operationId: letterPrint
                  security: [{bearer: [case-handler, privacy-officer]}]
                  parameters:
                    - {name: id, in: path, required: true, schema: {type: string}}
                    - {name: size, in: query, schema: {type: integer, maximum: 9}}
                  requestBody:
                    content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
                  responses:
                    '200': {description: done, headers: {ETag: {required: true, schema: {type: string}}}, content: {application/json: {schema: {$ref: '#/components/schemas/Letter'}}}}
                    '409': {$ref: '#/components/responses/Gone'}
            components:
              responses:
                Gone: {description: gone, content: {application/problem+json: {schema: {type: object}, examples: {spent: {value: {type: spent, retryAfter: 3}}}}}}
              schemas:
                Order: {type: object, properties: {copies: {type: integer}}}
                Letter: {type: object, required: [text], properties: {text: {type: string}}}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /letters/{id}:            | /notes/{id}:                    | `: it is gone`
                    operationId: letterPrint  | operationId: printLetter        | `: generated clients know it as letterPrint`
                    [case-handler, privacy-officer] | [privacy-officer]         | `: these roles may not call it any more: case-handler`
                    name: size                | name: most                      | `, parameter size in query: it is gone`
                    maximum: 9                | maximum: 5                      | `, parameter size in query: takes less: maximum is 5`
                    in: query, schema         | in: query, required: true, schema | `, parameter size in query: it has to be sent now`
                    requestBody:              | `requestBody:\n        required: true` | `: a body has to be sent now`
                    copies: {type: integer}   | copies: {type: boolean}         | `, body: body.copies was integer and is now boolean`
                    '200':                    | '201':                          | `, answer 200: the status is gone`
                    application/problem+json  | application/json                | `, answer 409: application/problem+json is gone`
                    text: {type: string}      | text: {type: number}            | `, answer 200: body.text was string and is now number`
                    required: [text]          | required: []                    | `, answer 200: body.text is not always there any more`
                    examples: {spent:         | examples: {used:                | `, answer 409: the problem spent is gone`
                    , retryAfter: 3           | ``                              | `, answer 409: the problem spent does not tell any more: retryAfter`
                    ETag:                     | Location:                       | `, answer 200, header ETag: it is gone`
                    ETag: {required: true, schema: {type: string}} | ETag: {required: true, schema: {type: integer}} | `, answer 200, header ETag: it was string and is now integer`
                    ETag: {required: true,    | ETag: {required: false,         | `, answer 200, header ETag: it is not always there any more`
                    [{bearer:                 | [{Status-Token: [], bearer:     | `: who calls it in this way may not any more: {"bearer":["case-handler","privacy-officer"]}`
                    """)
    void callersHearOfWhatBreaksThem(String then, String now, String sentence) {
        assertThat(api(API.replace(then, now.replace("\\n", "\n"))))
                .containsExactly("letters: callers of POST /letters/{id}" + sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    [case-handler, privacy-officer] | [case-handler, operator, privacy-officer]
                    [case-handler, privacy-officer]}] | [case-handler, privacy-officer]}, {Status-Token: []}]
                    [case-handler, privacy-officer] | []
                    examples: {spent:         | examples: {used: {value: {}}, spent:
                    headers: {                | headers: {Location: {schema: {type: string}},
                    maximum: 9                | maximum: 99
                    copies: {type: integer}   | copies: {type: integer}, paper: {type: string}
                    text: {type: string}      | text: {type: string}, pages: {type: integer}
                    '409':                    | `'410': {description: over}\n        '409':`
                    """)
    void additionsAreQuiet(String then, String now) {
        assertThat(api(API.replace(then, now.replace("\\n", "\n")))).isEmpty();
    }

    private static List<String> api(String now) {
        List<String> breaks = new ArrayList<>();
        new OpenApiComparison("letters", published(API), published(now), breaks::add).compare();
        return breaks;
    }

    private static JsonNode published(String document) {
        JsonNode api = yaml(document);
        Baseline.keepProblems(api, api);
        return Baseline.bare(api);
    }

    private static final String TOPICS = """
            channels:
              post:
                address: post.v1
                x-key: the letter
                messages: {Sent: {$ref: '#/components/messages/Sent'}, Lost: {$ref: '#/components/messages/Lost'}}
                bindings: {kafka: {partitions: 6, topicConfiguration: {retention.ms: 500}}}
            operations:
              printer.sends.post: {action: send, channel: {$ref: '#/channels/post'}, messages: [{$ref: '#/channels/post/messages/Sent'}]}
              reader.receives.post: {action: receive, channel: {$ref: '#/channels/post'}, messages: [{$ref: '#/channels/post/messages/Sent'}]}
            components:
              messages: {Sent: {name: sent.v1}, Lost: {name: lost.v1}}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    post.v1          | post.v2         | it is gone
                    the letter       | the person      | records have another key, so another order: the person
                    partitions: 6    | partitions: 12  | it has another number of partitions, so keys change place
                    retention.ms: 500| retention.ms: 5 | records are kept for a shorter time
                    , Lost: {$ref: '#/components/messages/Lost'}} | } | Lost does not come there any more
                    """)
    void whoIsOnATopicHearsOfWhatBreaksThem(String then, String now, String sentence) {
        assertThat(topics(TOPICS.replace(then, now == null ? "" : now), "{type: object}"))
                .containsExactly("topic post.v1, for printer, reader: " + sentence);
    }

    @Test
    void aLongerRetentionAndANewMessageAreQuiet() {
        String now = TOPICS.replace("retention.ms: 500", "retention.ms: -1")
                .replace("messages: {Sent:", "messages: {New: {$ref: '#/components/messages/Sent'}, Sent:");

        assertThat(topics(now, "{type: object}")).isEmpty();
    }

    @Test
    void whoReceivesATypeHearsOfWhatChangesInIt() {
        assertThat(topics(TOPICS, "{type: string}"))
                .containsExactly("sent.v1, for printer, reader: data was object and is now string");
    }

    private static List<String> topics(String document, String schema) {
        List<String> breaks = new ArrayList<>();
        new MessageComparison(
                        Map.of("asyncapi.yaml", yaml(TOPICS), "events/sent.v1.schema.json", yaml("{type: object}")),
                        Map.of("asyncapi.yaml", yaml(document), "events/sent.v1.schema.json", yaml(schema)),
                        breaks::add)
                .compare();
        return breaks;
    }

    private static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
