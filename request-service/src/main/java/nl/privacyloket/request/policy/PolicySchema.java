package nl.privacyloket.request.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The published schema of policies, as others code against it. */
@ApplicationScoped
class PolicySchema {

    private static final String LOCATION = "classpath:contracts/policy.schema.json";

    private final JsonSchema schema;

    PolicySchema() {
        schema = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        SchemaLocation.of(LOCATION),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .pathType(PathType.JSON_POINTER)
                                .build());
    }

    /** What is wrong with a document, one fault for each member. */
    List<PolicyFault> faults(JsonNode document) {
        // A member that fits neither of two forms is told once.
        Map<String, PolicyFault> faults = new LinkedHashMap<>();
        for (ValidationMessage message : schema.validate(document)) {
            PolicyFault fault = fault(message);
            faults.putIfAbsent(fault.field(), fault);
        }
        return new ArrayList<>(faults.values());
    }

    private static PolicyFault fault(ValidationMessage message) {
        String field = PolicyPlaces.field(message.getInstanceLocation().toString());
        return switch (message.getType()) {
            case "required" -> new PolicyFault(member(field, message), "required");
            case "additionalProperties" -> new PolicyFault(member(field, message), "unknown-field");
            case "propertyNames" -> new PolicyFault(member(field, message), "unknown-field");
            case "enum" -> new PolicyFault(field, "unknown", allowed(message.getSchemaNode()));
            case "pattern" ->
                message.getSchemaNode().asText().startsWith("^P(")
                        ? new PolicyFault(field, "policy.term")
                        : new PolicyFault(
                                field, "policy.form", message.getSchemaNode().asText());
            case "format", "minimum" ->
                new PolicyFault(field, "policy.form", message.getSchemaNode().asText());
            case "minItems", "minLength" -> new PolicyFault(field, "policy.none");
            case "uniqueItems" -> new PolicyFault(field, "policy.doubled");
            default -> new PolicyFault(field, "wrong-type");
        };
    }

    private static String member(String field, ValidationMessage message) {
        String member = message.getProperty();
        if (member == null) {
            return field;
        }
        return field.equals(PolicyFault.DOCUMENT) ? member : field + "." + member;
    }

    private static String allowed(JsonNode words) {
        List<String> allowed = new ArrayList<>();
        words.forEach(word -> allowed.add(word.asText()));
        return String.join(", ", allowed);
    }
}
