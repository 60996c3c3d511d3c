package nl.privacyloket.kit.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;

/**
 * Describes schemas with the Javadoc of the records that they come from, and says of answers which members they always
 * have. Every member of a record stands in its JSON; it can be null where the comment says null.
 */
final class SchemaDescriptions {
    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    private static final DotName JSON_INCLUDE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");
    private static final String COMPONENTS = "#/components/schemas/";

    private final SourceComments comments;
    private final Wording wording;
    private final Map<String, List<ClassInfo>> types = new HashMap<>();

    SchemaDescriptions(IndexView index, SourceComments comments, Wording wording) {
        this.comments = comments;
        this.wording = wording;
        for (ClassInfo type : index.getKnownClasses()) {
            if (type.name().toString().startsWith("nl.privacyloket.") && (type.isRecord() || type.isEnum())) {
                types.computeIfAbsent(nameOf(type), name -> new ArrayList<>()).add(type);
            }
        }
    }

    private static String nameOf(ClassInfo type) {
        AnnotationValue name = type.hasDeclaredAnnotation(SCHEMA)
                ? type.declaredAnnotation(SCHEMA).value("name")
                : null;
        return name == null ? type.name().withoutPackagePrefix().replaceFirst("^.*\\$", "") : name.asString();
    }

    void describe(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Set<String> answers = answers(document, schemas);
        schemas.forEach((name, schema) -> describe(name, schema, answers.contains(name)));
    }

    private void describe(String name, Schema schema, boolean answer) {
        Optional<ClassInfo> type = typeOf(name, schema);
        if (schema.getDescription() == null) {
            wording.find("schema." + name)
                    .or(() -> type.map(found -> comments.of(found).text()).filter(text -> !text.isBlank()))
                    .or(() -> pageOf(name))
                    .ifPresent(schema::setDescription);
        }
        if (schema.getProperties() == null) {
            return;
        }
        boolean whole = answer && type.filter(SchemaDescriptions::alwaysWhole).isPresent();
        Map<String, Schema> described = new java.util.LinkedHashMap<>();
        schema.getProperties().forEach((property, field) -> {
            Optional<String> said = type.flatMap(found -> comments.ofComponent(found, property))
                    .or(() -> wording.find(name + "." + property, property));
            if (field.getDescription() == null) {
                said.ifPresent(field::setDescription);
            }
            boolean nullable = said.or(() -> Optional.ofNullable(field.getDescription()))
                    .filter(SchemaDescriptions::speaksOfNull)
                    .isPresent();
            described.put(property, whole && nullable ? orNull(field) : field);
        });
        schema.setProperties(described);
        if (whole) {
            schema.setRequired(List.copyOf(described.keySet()));
        }
    }

    private Optional<String> pageOf(String name) {
        return name.startsWith("Page") ? wording.find("schema.Page") : Optional.empty();
    }

    /** The record with that name; where several have it, the one with these members. */
    private Optional<ClassInfo> typeOf(String name, Schema schema) {
        List<ClassInfo> candidates = types.getOrDefault(name, List.of());
        if (candidates.isEmpty() && name.startsWith("Page")) {
            candidates = types.getOrDefault("Page", List.of());
        }
        Set<String> members = schema.getProperties() == null
                ? Set.of()
                : schema.getProperties().keySet();
        return candidates.stream()
                .filter(type -> candidateFits(type, members))
                .min(Comparator.comparing(type -> type.name().toString()));
    }

    private static boolean candidateFits(ClassInfo type, Set<String> members) {
        Set<String> components = new HashSet<>();
        for (RecordComponentInfo component : type.recordComponents()) {
            components.add(component.name());
        }
        return type.isEnum() || components.containsAll(members);
    }

    private static boolean alwaysWhole(ClassInfo type) {
        return type.isRecord() && !type.hasDeclaredAnnotation(JSON_INCLUDE);
    }

    private static boolean speaksOfNull(String text) {
        return text.matches("(?s).*\\b(null|absent)\\b.*");
    }

    private static Schema orNull(Schema field) {
        if (field.getRef() != null) {
            Schema nothing = OASFactory.createSchema().type(List.of(SchemaType.NULL));
            Schema reference = OASFactory.createSchema().ref(field.getRef());
            return OASFactory.createSchema().description(field.getDescription()).anyOf(List.of(reference, nothing));
        }
        if (field.getType() != null && !field.getType().contains(SchemaType.NULL)) {
            List<SchemaType> types = new ArrayList<>(field.getType());
            types.add(SchemaType.NULL);
            field.setType(types);
            if (field.getEnumeration() != null && !field.getEnumeration().contains(null)) {
                List<Object> values = new ArrayList<>(field.getEnumeration());
                values.add(null);
                field.setEnumeration(values);
            }
        }
        return field;
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
        for (List<Schema> alternatives :
                java.util.Arrays.asList(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())) {
            if (alternatives != null) {
                parts.add(alternatives);
            }
        }
        return parts;
    }
}
