package nl.privacyloket.request.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** In which line of a document its members stand. */
final class PolicyPlaces {

    private final Map<String, Integer> lines = new HashMap<>();

    /** Reads a document that is known to be well-formed. */
    PolicyPlaces(ObjectMapper mapper, String document) throws IOException {
        try (JsonParser parser = mapper.createParser(document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                lines.putIfAbsent(
                        parser.getParsingContext().pathAsPointer().toString(),
                        parser.currentTokenLocation().getLineNr());
            }
        }
    }

    /** The line of a member, or of what it should stand in when it is not there. */
    int line(String field) {
        String pointer = field.equals(PolicyFault.DOCUMENT)
                ? ""
                : "/" + field.replaceAll("\\[(\\d+)]", "/$1").replace('.', '/');
        while (!pointer.isEmpty() && !lines.containsKey(pointer)) {
            pointer = pointer.substring(0, pointer.lastIndexOf('/'));
        }
        return lines.getOrDefault(pointer, 1);
    }

    /** The path of a member as problems tell it, such as {@code categories[2].purposes}. */
    static String field(String pointer) {
        String field = pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
        return field.isEmpty() ? PolicyFault.DOCUMENT : field.substring(1);
    }
}
