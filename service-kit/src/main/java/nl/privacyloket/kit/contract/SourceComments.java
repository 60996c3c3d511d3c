package nl.privacyloket.kit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;

/** The Javadoc of this project's classes, which the compiler leaves beside them (therapi-runtime-javadoc-scribe). */
final class SourceComments {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClassLoader loader;
    private final Map<String, JsonNode> read = new HashMap<>();

    SourceComments(ClassLoader loader) {
        this.loader = loader;
    }

    /** What stands above a type; empty text when nothing does. */
    Comment of(ClassInfo type) {
        return new Comment(file(type).path("doc").asText());
    }

    /** What stands above a method. */
    Comment of(MethodInfo method) {
        for (JsonNode candidate : file(method.declaringClass()).path("methods")) {
            if (candidate.path("name").asText().equals(method.name())
                    && candidate.path("paramTypes").size() == method.parametersCount()) {
                return new Comment(candidate.path("doc").asText());
            }
        }
        return new Comment("");
    }

    /** What is said about a component of a record: in the record's own comment, or above its accessor. */
    Optional<String> ofComponent(ClassInfo type, String component) {
        Comment comment = of(type);
        return comment.parameter(component).or(() -> {
            for (JsonNode method : file(type).path("methods")) {
                if (method.path("name").asText().equals(component)
                        && method.path("paramTypes").isEmpty()) {
                    return Optional.of(new Comment(method.path("doc").asText()).text());
                }
            }
            return Optional.empty();
        });
    }

    private JsonNode file(ClassInfo type) {
        return read.computeIfAbsent(type.name().toString(), this::load);
    }

    private JsonNode load(String className) {
        try (InputStream file = loader.getResourceAsStream(className.replace('.', '/') + "__Javadoc.json")) {
            return file == null ? JSON.missingNode() : JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(className, e);
        }
    }
}
