package nl.privacyloket.retention.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.privacyloket.messaging.event.EventJson;

/** The published schemas and samples. */
public final class Contracts {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private Contracts() {}

    /** Asserts that event data are as the contract of their type says. */
    public static void assertFits(String type, JsonNode data) {
        var schema =
                SCHEMAS.getSchema(SchemaLocation.of("classpath:contracts/events/" + type + ".schema.json"), CONFIG);
        assertThat(schema.validate(data)).as(type).isEmpty();
    }

    /** Asserts that what is sealed is as the contract of that kind of content says. */
    public static void assertSealedFits(String kind, JsonNode content) {
        var schema =
                SCHEMAS.getSchema(SchemaLocation.of("classpath:contracts/sealed/" + kind + ".schema.json"), CONFIG);
        assertThat(schema.validate(content)).as(kind).isEmpty();
    }

    /** The types of events about these subjects, as the AsyncAPI document lists them. */
    public static Set<String> types(String... subjects) {
        try (var file = Contracts.class.getResourceAsStream("/contracts/asyncapi.yaml")) {
            var document = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            var type = Pattern.compile("name: (nl\\.privacyloket\\.(?:" + String.join("|", subjects) + ")\\.\\S+)");
            return type.matcher(document).results().map(found -> found.group(1)).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A golden sample: topic, key, headers and data. */
    public static JsonNode sample(String name) {
        try (var file = Contracts.class.getResourceAsStream("/contracts/events/" + name + ".json")) {
            return EventJson.mapper().readTree(Objects.requireNonNull(file, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
