package nl.privacyloket.contracts.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Compares two states of the AsyncAPI document and of the schemas beside it, from the side of who sends and who receives. */
final class MessageComparison {
    private static final String ASYNCAPI = "asyncapi.yaml";
    private static final String RETENTION = "retention.ms";

    private final Map<String, JsonNode> before;
    private final Map<String, JsonNode> after;
    private final Consumer<String> breaks;
    private final Schemas old;
    private final Schemas young;

    MessageComparison(Map<String, JsonNode> before, Map<String, JsonNode> after, Consumer<String> breaks) {
        this.before = before;
        this.after = after;
        this.breaks = breaks;
        this.old = new Schemas(before);
        this.young = new Schemas(after);
    }

    void compare() {
        Map<String, JsonNode> old = channels(before);
        Map<String, JsonNode> young = channels(after);
        old.forEach((address, channel) -> {
            String place = "topic " + address + ", for " + parties(before, address);
            if (!young.containsKey(address)) {
                breaks.accept(place + ": it is gone");
            } else {
                channel(place, channel, young.get(address));
            }
        });
        for (String file : before.keySet()) {
            if (file.endsWith(".schema.json")) {
                schema(file);
            }
        }
    }

    private void channel(String place, JsonNode then, JsonNode now) {
        if (!then.path("x-key").equals(now.path("x-key"))) {
            breaks.accept(place + ": records have another key, so another order: "
                    + now.path("x-key").asText());
        }
        JsonNode old = then.at("/bindings/kafka");
        JsonNode young = now.at("/bindings/kafka");
        if (!old.path("partitions").equals(young.path("partitions"))) {
            breaks.accept(place + ": it has another number of partitions, so keys change place");
        }
        long kept = old.path("topicConfiguration").path(RETENTION).asLong(-1);
        long keeps = young.path("topicConfiguration").path(RETENTION).asLong(-1);
        if (keeps >= 0 && (kept < 0 || keeps < kept)) {
            breaks.accept(place + ": records are kept for a shorter time");
        }
        for (String message : names(then.path("messages"))) {
            if (!now.path("messages").has(message)) {
                breaks.accept(place + ": " + message + " does not come there any more");
            }
        }
    }

    private void schema(String file) {
        if (!after.containsKey(file)) {
            breaks.accept(file + ": it is gone");
            return;
        }
        String type = file.replaceFirst(".*/", "").replace(".schema.json", "");
        String place = type + (file.startsWith("events/") ? ", for " + parties(before, type) + ": data" : ": it");
        for (Direction direction : directions(type)) {
            new SchemaComparison(old, young, direction, breaks).compare(place, old.file(file), young.file(file));
        }
    }

    /** Systems of other teams send results, holdings and parts of exports; headers both ways; what else there is they read. */
    private static Set<Direction> directions(String type) {
        if (type.equals("headers")) {
            return Set.of(Direction.READ, Direction.SENT);
        }
        return type.matches("nl\\.privacyloket\\.(result|holding)\\..*|export-part|policy")
                ? Set.of(Direction.SENT)
                : Set.of(Direction.READ);
    }

    private static Map<String, JsonNode> channels(Map<String, JsonNode> files) {
        Map<String, JsonNode> channels = new TreeMap<>();
        files.get(ASYNCAPI)
                .path("channels")
                .forEach(channel -> channels.put(channel.path("address").asText(), channel));
        return channels;
    }

    /** The applications that the document names with a topic or with a type of message. */
    private static String parties(Map<String, JsonNode> files, String addressOrType) {
        JsonNode document = files.get(ASYNCAPI);
        Set<String> parties = new TreeSet<>();
        document.path("operations").properties().forEach(operation -> {
            JsonNode channel = at(document, operation.getValue().path("channel"));
            boolean concerned = channel.path("address").asText().equals(addressOrType);
            for (JsonNode message : operation.getValue().path("messages")) {
                JsonNode named = at(document, at(document, message));
                concerned |= named.path("name").asText().equals(addressOrType);
            }
            if (concerned) {
                parties.add(operation.getKey().replaceFirst("\\.(sends|receives)\\..*", ""));
            }
        });
        return parties.isEmpty() ? "nobody yet" : String.join(", ", parties);
    }

    private static JsonNode at(JsonNode document, JsonNode reference) {
        String pointer = reference.path("$ref").asText();
        return pointer.isEmpty() ? reference : document.at(pointer.substring(1));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
