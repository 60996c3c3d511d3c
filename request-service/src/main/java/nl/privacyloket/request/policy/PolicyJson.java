package nl.privacyloket.request.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import nl.privacyloket.request.deadline.Term;
import nl.privacyloket.request.law.Coded;

/**
 * Reads and writes policies strictly: every member is there, null said where it is meant, and no other. The domain's
 * records stay free of annotations, so how they look in JSON is said here.
 */
public final class PolicyJson {

    private static final ObjectMapper JSON = strict(JsonMapper.builder());
    // What was published before a member existed must stay readable.
    private static final ObjectMapper STORED = strict(JsonMapper.builder())
            .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    private static final ObjectMapper YAML = strict(YAMLMapper.builder());

    private PolicyJson() {}

    private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> ObjectMapper strict(B builder) {
        return builder.addModule(new JavaTimeModule())
                .addModule(module())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /** Published names for {@link Coded} values and ISO periods for {@link Term}, for any mapper. */
    public static Module module() {
        return new SimpleModule("privacyloket")
                .setMixInAnnotation(Coded.class, CodedForm.class)
                .setMixInAnnotation(Term.class, TermForm.class)
                .setMixInAnnotation(Policy.IdentityRules.class, IdentityRulesForm.class);
    }

    /** @throws JsonProcessingException whose path names the member that is wrong */
    static Policy readYaml(String text) throws JsonProcessingException {
        return YAML.readValue(text, Policy.class);
    }

    /** A policy as it is stored. */
    static Policy read(String json) {
        try {
            return STORED.readValue(json, Policy.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored policy cannot be read", e);
        }
    }

    /**
     * A policy from a document that fits the schema; what the schema lets out is absent.
     *
     * @throws JsonProcessingException whose path names the member that is wrong
     */
    static Policy read(JsonNode document) throws JsonProcessingException {
        return STORED.treeToValue(document, Policy.class);
    }

    /** What reads documents as they are sent, in YAML or JSON; no member is there twice. */
    static ObjectMapper mapper(boolean yaml) {
        return yaml ? YAML : JSON;
    }

    static String write(Policy policy) {
        return tree(policy).toString();
    }

    /** The document as it goes into an event. */
    static JsonNode tree(Policy policy) {
        return JSON.valueToTree(policy);
    }

    private interface CodedForm {
        @JsonValue
        String code();
    }

    private abstract static class TermForm {
        @JsonCreator
        static Term parse(String text) {
            return Term.parse(text);
        }

        @Override
        @JsonValue
        public abstract String toString();
    }

    /** {@code default} is a reserved word in Java. */
    private interface IdentityRulesForm {
        @JsonProperty("default")
        IdentityRule defaultRule();
    }
}
