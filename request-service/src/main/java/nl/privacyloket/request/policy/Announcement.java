package nl.privacyloket.request.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is said of a new version to those who asked to hear of changes, by language. */
final class Announcement {

    private static final Pattern LINE = Pattern.compile("[^\\p{Cc}\\u2028\\u2029]{1,200}");
    private static final Pattern TEXT = Pattern.compile("[\\P{Cc}\\r\\n\\t]{1,10000}");

    private Announcement() {}

    /**
     * A message in one language.
     *
     * @param subject one line
     * @param text of one or more lines
     */
    record Message(String subject, String text) {}

    /** The messages of a well-formed announcement, or null for none. */
    static Map<String, Message> read(JsonNode announcement) {
        if (announcement == null || announcement.isNull()) {
            return null;
        }
        Map<String, Message> messages = new TreeMap<>();
        announcement
                .fields()
                .forEachRemaining(entry -> messages.put(
                        entry.getKey(),
                        new Message(
                                entry.getValue().path("subject").asText(),
                                entry.getValue().path("text").asText())));
        return messages;
    }

    /** What is wrong with it; each of the organisation's languages needs a message, as each person has one of them. */
    static List<PolicyFault> faults(JsonNode announcement, List<String> languages) {
        List<PolicyFault> faults = new ArrayList<>();
        if (announcement == null || announcement.isNull()) {
            return faults;
        }
        if (!announcement.isObject()) {
            return List.of(new PolicyFault("announcement", "wrong-type"));
        }
        languages.stream()
                .filter(language -> !announcement.has(language))
                .forEach(language -> faults.add(new PolicyFault("announcement." + language, "required")));
        for (Iterator<Map.Entry<String, JsonNode>> fields = announcement.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> message = fields.next();
            String field = "announcement." + message.getKey();
            if (languages.contains(message.getKey())) {
                fits(faults, field + ".subject", message.getValue().path("subject"), LINE);
                fits(faults, field + ".text", message.getValue().path("text"), TEXT);
                message.getValue().fieldNames().forEachRemaining(name -> {
                    if (!name.equals("subject") && !name.equals("text")) {
                        faults.add(new PolicyFault(field + "." + name, "unknown-field"));
                    }
                });
            } else {
                faults.add(new PolicyFault(field, "unknown-field"));
            }
        }
        return faults;
    }

    private static void fits(List<PolicyFault> faults, String field, JsonNode value, Pattern form) {
        if (!value.isTextual() || value.asText().isBlank()) {
            faults.add(new PolicyFault(field, "required"));
        } else if (!form.matcher(value.asText()).matches()) {
            faults.add(new PolicyFault(field, "policy.announcement"));
        }
    }
}
