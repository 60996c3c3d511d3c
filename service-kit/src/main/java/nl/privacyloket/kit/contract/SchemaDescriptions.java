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
import org.jboss.jandex.ClassInfo;

/**
 * Describes schemas with the Javadoc of the records that they come from, and says of answers which members they always
 * have. Every member of a record stands in its JSON; it can be null where the comment says null.
 */
final class SchemaDescriptions {
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
        Set<String> answers = answers(document, schemas);
        schemas.forEach((name, schema) -> describe(name, schema, answers.contains(name)));
    }

    private void describe(String name, Schema schema, boolean answer) {
        Map<String, Schema> properties = schema.getProperties() == null ? Map.of() : schema.getProperties();
        Optional<ClassInfo> type = types.find(name, properties.keySet());
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
            described.put(published, answer && missing && always ? orNull(field) : field);
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
        return text != null && text.matches("(?s).*\\b(null|absent)\\b.*");
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

    /** Names of the schemas of which answers are made and no bodies of calls. */
    private static Set<String> answers(OpenAPI document, Map<String, Schema> schemas) {
        Set<String> sent = new TreeSet<>();
        Set<String> answered = new TreeSet<>();
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
        answered.removeAll(sent);
        return answered;
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
