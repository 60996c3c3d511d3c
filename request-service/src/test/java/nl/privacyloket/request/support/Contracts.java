package nl.privacyloket.request.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import nl.privacyloket.messaging.event.EventJson;

/** The published schemas and samples. */
public final class Contracts {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private Contracts() {}

    /** Asserts that event data are as the contract of their type says. */
    public static void assertEvent(String type, JsonNode data) {
        assertFits("events/" + type, data);
    }

    /** Asserts that something else is as its contract says, for instance {@code sealed/contact}. */
    public static void assertFits(String name, JsonNode data) {
        var schema = SCHEMAS.getSchema(SchemaLocation.of("classpath:contracts/" + name + ".schema.json"), CONFIG);
        assertThat(schema.validate(data)).as(name).isEmpty();
    }

    /** The data of a golden sample of an event, about another request. */
    public static ObjectNode sample(String name, String requestId) {
        ObjectNode data = (ObjectNode) read("events/" + name + ".json").get("data");
        data.put("requestId", requestId);
        return data;
    }

    /** A published file. */
    public static JsonNode read(String file) {
        try (InputStream stream = Contracts.class.getResourceAsStream("/contracts/" + file)) {
            return EventJson.mapper().readTree(Objects.requireNonNull(stream, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
