package nl.privacyloket.kit.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;

/** The records and enumerations that schemas are made of. */
final class SchemaTypes {
    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    private static final DotName JSON_INCLUDE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");
    private static final DotName JSON_UNWRAPPED =
            DotName.createSimple("com.fasterxml.jackson.annotation.JsonUnwrapped");

    private final IndexView index;
    private final Map<String, List<ClassInfo>> types = new HashMap<>();

    SchemaTypes(IndexView index) {
        this.index = index;
        for (ClassInfo type : index.getKnownClasses()) {
            if (type.name().toString().startsWith("nl.privacyloket.") && (type.isRecord() || type.isEnum())) {
                types.computeIfAbsent(nameOf(type), name -> new ArrayList<>()).add(type);
            }
        }
    }

    /**
     * A member of a JSON object.
     *
     * @param owner the record that has it as a component
     * @param always whether it is written when it is null
     */
    record Member(ClassInfo owner, String component, boolean always) {}

    /** The name of the schema that a type becomes. */
    static String nameOf(ClassInfo type) {
        AnnotationValue name = type.hasDeclaredAnnotation(SCHEMA)
                ? type.declaredAnnotation(SCHEMA).value("name")
                : null;
        return name == null ? type.name().withoutPackagePrefix().replaceFirst("^.*\\$", "") : name.asString();
    }

    /** The type that became the schema of that name; where several have the name, the one with these members. */
    Optional<ClassInfo> find(String name, Set<String> members, boolean enumeration) {
        List<ClassInfo> candidates = types.getOrDefault(name, List.of());
        if (candidates.isEmpty() && name.startsWith("Page")) {
            candidates = types.getOrDefault("Page", List.of());
        }
        return candidates.stream()
                .filter(type -> type.isEnum() == enumeration)
                .filter(type -> enumeration || membersOf(type).keySet().containsAll(members))
                .min(Comparator.comparing(type -> type.name().toString()));
    }

    /** What its JSON consists of, members of unwrapped components among them. */
    Map<String, Member> membersOf(ClassInfo type) {
        Map<String, Member> members = new LinkedHashMap<>();
        boolean all = !type.hasDeclaredAnnotation(JSON_INCLUDE);
        for (RecordComponentInfo component : type.recordComponents()) {
            if (type.field(component.name()).hasAnnotation(JSON_UNWRAPPED)) {
                members.putAll(membersOf(index.getClassByName(component.type().name())));
            } else {
                boolean always = all
                        || type.field(component.name()).hasAnnotation(JSON_INCLUDE)
                        || component.type().kind() == Type.Kind.PRIMITIVE;
                members.put(published(type, component), new Member(type, component.name(), always));
            }
        }
        return members;
    }

    private static String published(ClassInfo type, RecordComponentInfo component) {
        AnnotationInstance schema = type.field(component.name()).annotation(SCHEMA);
        return schema == null || schema.value("name") == null
                ? component.name()
                : schema.value("name").asString();
    }
}
