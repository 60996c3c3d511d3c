package nl.privacyloket.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The published files as they lie on the class path, and one way to validate against the schemas among them. */
final class ContractFiles {
    static final Path ROOT = root();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private ContractFiles() {}

    private static Path root() {
        try {
            return Path.of(Objects.requireNonNull(ContractFiles.class.getResource("/contracts"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All files below a folder of the contracts whose name fits the pattern, in a fixed order. */
    static List<Path> files(String folder, String namePattern) {
        try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches(namePattern))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> schemas() {
        return files("", ".+\\.schema\\.json");
    }

    static List<Path> eventSamples() {
        return files("events", ".+\\.sample.*\\.json");
    }

    /** The name without what says that it is a schema or a sample: for an event its type. */
    static String subject(Path file) {
        return file.getFileName().toString().replaceFirst("\\.(schema|sample[^.]*)\\.json$", "");
    }

    static JsonNode read(Path file) {
        try {
            return (file.toString().endsWith(".yaml") ? YAML : JSON).readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the document by the schema in that file; empty when it fits. */
    static Set<ValidationMessage> faults(Path schema, JsonNode document) {
        return SCHEMAS.getSchema(SchemaLocation.of(schema.toUri().toString()), CONFIG)
                .validate(document);
    }

    /** What is wrong with the schema itself, by the meta-schema of JSON Schema 2020-12. */
    static Set<ValidationMessage> schemaFaults(Path schema) {
        JsonSchema meta = SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V202012), CONFIG);
        return meta.validate(read(schema));
    }
}
