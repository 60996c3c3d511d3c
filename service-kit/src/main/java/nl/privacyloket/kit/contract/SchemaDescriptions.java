package nl.privacyloket.kit.contract;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.kit.contract.SchemaTypes.Member;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.ClassInfo;

/**
 * Describes schemas with the Javadoc of the records that they come from, and says of answers which members they always
 * have. Every member of a record stands in its JSON; it can be null where the comment says null.
 */
final class SchemaDescriptions {
    private static final Set<String> KEPT = Set.of("Problem");
    private static final String COMPONENTS = "#/components/schemas/";

    private final SourceComments comments;
    private final Wording wording;
    private final SchemaTypes types;
    private final ClassLoader loader;

    SchemaDescriptions(SchemaTypes types, SourceComments comments, Wording wording, ClassLoader loader) {
        this.types = types;
        this.comments = comments;
        this.wording = wording;
        this.loader = loader;
    }

    void describe(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        removeUnused(document, schemas);
        Set<String> answers = new TreeSet<>();
        Set<String> both = sentAndAnswered(document, document.getComponents().getSchemas(), answers);
        document.getComponents()
                .getSchemas()
                .forEach((name, schema) -> describe(name, schema, answers.contains(name), both.contains(name)));
    }

    /** What the platform looked at and no operation uses is no part of the contract. */
    private static void removeUnused(OpenAPI document, Map<String, Schema> schemas) {
        Set<String> used = new TreeSet<>(KEPT);
        for (String kept : KEPT) {
            collect(schemas.get(kept), schemas, used);
        }
        for (PathItem path : document.getPaths().getPathItems().values()) {
            for (Operation operation : path.getOperations().values()) {
                if (operation.getRequestBody() != null) {
                    collect(operation.getRequestBody().getContent(), schemas, used);
                }
                for (Parameter parameter :
                        operation.getParameters() == null ? List.<Parameter>of() : operation.getParameters()) {
                    collect(parameter.getSchema(), schemas, used);
                }
                operation
                        .getResponses()
                        .getAPIResponses()
                        .values()
                        .forEach(response -> collect(response.getContent(), schemas, used));
            }
        }
        List.copyOf(schemas.keySet()).stream()
                .filter(name -> !used.contains(name))
                .forEach(document.getComponents()::removeSchema);
    }

    private void describe(String name, Schema schema, boolean answer, boolean both) {
        Map<String, Schema> properties = schema.getProperties() == null ? Map.of() : schema.getProperties();
        Optional<ClassInfo> type = types.find(name, properties.keySet(), schema.getEnumeration() != null);
        if (schema.getDescription() == null) {
            wording.find("schema." + name)
                    .or(() -> type.map(found -> comments.of(found).text()).filter(text -> !text.isBlank()))
                    .or(() -> pageOf(name))
                    .ifPresent(schema::setDescription);
        }
        if (type.isPresent() && type.get().isEnum() && schema.getEnumeration() != null) {
            schema.setEnumeration(publishedValues(type.get()));
        }
        if (properties.isEmpty()) {
            return;
        }
        Map<String, Member> members = type.map(types::membersOf).orElse(Map.of());
        Map<String, Schema> described = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        properties.forEach((property, field) -> {
            Member member = members.get(property);
            Optional<String> said = Optional.ofNullable(member)
                    .flatMap(found -> comments.ofComponent(found.owner(), found.component()))
                    .or(() -> wording.find(name + "." + property, property));
            if (field.getDescription() == null) {
                said.ifPresent(field::setDescription);
            }
            boolean missing = speaksOfNull(field.getDescription())
                    || said.filter(SchemaDescriptions::speaksOfNull).isPresent();
            boolean always = member == null || member.always();
            // Where a plain record is written under another name than its component has.
            String published = wording.find("rename." + name + "." + property).orElse(property);
            // What is read back as it was sent in has null for what was left out.
            boolean leftOut = both
                    && (schema.getRequired() == null || !schema.getRequired().contains(property));
            described.put(published, leftOut || answer && missing && always ? orNull(field) : field);
            if (answer && (always || !missing)) {
                required.add(published);
            }
        });
        schema.setProperties(described);
        if (answer && type.isPresent()) {
            schema.setRequired(required);
        }
    }

    private Optional<String> pageOf(String name) {
        return name.startsWith("Page") ? wording.find("schema.Page") : Optional.empty();
    }

    /** Values are written by the name that their {@code code()} gives, not by that of the constant. */
    private List<Object> publishedValues(ClassInfo type) {
        try {
            Class<?> loaded = loader.loadClass(type.name().toString());
            Method code = loaded.getMethod("code");
            code.setAccessible(true);
            List<Object> values = new ArrayList<>();
            for (Object constant : loaded.getEnumConstants()) {
                values.add(code.invoke(constant));
            }
            return values;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.name() + " has no published names", e);
        }
    }

    private static boolean speaksOfNull(String text) {
        return text != null && text.matches("(?is).*\\b(null|absent)\\b.*");
    }

    private static Schema orNull(Schema field) {
        boolean plain = field.getRef() == null && field.getEnumeration() == null;
        if (plain && field.getType() != null) {
            if (!field.getType().contains(SchemaType.NULL)) {
                List<SchemaType> types = new ArrayList<>(field.getType());
                types.add(SchemaType.NULL);
                field.setType(types);
            }
            return field;
        }
        if (plain) {
            return field;
        }
        String description = field.getDescription();
        field.setDescription(null);
        Schema something =
                field.getRef() == null ? field : OASFactory.createSchema().ref(field.getRef());
        Schema nothing = OASFactory.createSchema().type(List.of(SchemaType.NULL));
        return OASFactory.createSchema().description(description).anyOf(List.of(something, nothing));
    }

    /** Names of the schemas that stand in bodies of calls and in answers too; those of answers alone go into the given set. */
    private static Set<String> sentAndAnswered(OpenAPI document, Map<String, Schema> schemas, Set<String> answered) {
        Set<String> sent = new TreeSet<>();
        for (PathItem path : document.getPaths().getPathItems().values()) {
            for (Operation operation : path.getOperations().values()) {
                if (operation.getRequestBody() != null) {
                    collect(operation.getRequestBody().getContent(), schemas, sent);
                }
                operation
                        .getResponses()
                        .getAPIResponses()
                        .values()
                        .forEach(response -> collect(response.getContent(), schemas, answered));
            }
        }
        Set<String> both = new TreeSet<>(sent);
        both.retainAll(answered);
        answered.removeAll(sent);
        return both;
    }

    private static void collect(Content content, Map<String, Schema> schemas, Set<String> into) {
        if (content != null) {
            content.getMediaTypes().values().forEach(media -> collect(media.getSchema(), schemas, into));
        }
    }

    private static void collect(Schema schema, Map<String, Schema> schemas, Set<String> into) {
        if (schema == null) {
            return;
        }
        if (schema.getRef() != null) {
            String name = schema.getRef().substring(COMPONENTS.length());
            if (into.add(name)) {
                collect(schemas.get(name), schemas, into);
            }
        }
        collect(schema.getItems(), schemas, into);
        collect(schema.getAdditionalPropertiesSchema(), schemas, into);
        for (Collection<Schema> parts : partsOf(schema)) {
            parts.forEach(part -> collect(part, schemas, into));
        }
    }

    private static Collection<Collection<Schema>> partsOf(Schema schema) {
        Set<Collection<Schema>> parts = new LinkedHashSet<>();
        if (schema.getProperties() != null) {
            parts.add(schema.getProperties().values());
        }
        for (List<Schema> alternatives : Arrays.asList(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())) {
            if (alternatives != null) {
                parts.add(alternatives);
            }
        }
        return parts;
    }
}
