package nl.privacyloket.faults.inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Events as another version of the product writes them: by turns as the first version of their contract had them, where it had less, and as
 * a version to come may have them. The samples of the contracts are no help here: they have the members of today.
 */
final class OtherVersions {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What the contracts of these events did not have when they were first published, as the history of the schemas tells. Commands are not
     * among them: without a permit, which came later too, nothing may be erased.
     */
    static final Map<String, List<String>> CAME_LATER = Map.of(
            "nl.privacyloket.request.received.v1", List.of("combinedWith", "subjectHashes"),
            "nl.privacyloket.request.confirmed.v1", List.of("byRule"),
            "nl.privacyloket.request.identity-verified.v1", List.of("categories"),
            "nl.privacyloket.request.decided.v1",
                    List.of("byRule", "purpose", "categories", "corrections", "subjectHashes"),
            "nl.privacyloket.request.closed.v1",
                    List.of("overridden", "report", "backupsUntil", "subject", "subjectHashes"),
            "nl.privacyloket.retention.erasure-completed.v1", List.of("backupsUntil"),
            "nl.privacyloket.notification.sent.v1", List.of("commandId"),
            "nl.privacyloket.notification.failed.v1", List.of("commandId"),
            "nl.privacyloket.result.verified.v1", List.of("present"),
            "nl.privacyloket.result.failed.v1", List.of("categories"));

    private final Set<String> done = new HashSet<>();
    private int earlier;
    private int later;

    /**
     * An event in its other version.
     *
     * @param place of the event
     */
    record Rewritten(String place, boolean earlier, byte[] data) {}

    /** How many were written as an earlier version has them. */
    int earlier() {
        return earlier;
    }

    /** How many were written as a later version has them. */
    int later() {
        return later;
    }

    /**
     * An event of today as another version has it; null when it was rewritten before, or stays as it is.
     *
     * @param place by which it is known when it is seen again
     */
    Rewritten of(String place, String type, byte[] data) throws IOException {
        JsonNode json = JSON.readTree(data);
        // The audit log is signed over its bytes.
        if (!(json instanceof ObjectNode event) || type.startsWith("nl.privacyloket.audit.") || done.contains(place)) {
            return null;
        }
        List<String> came = CAME_LATER.getOrDefault(type, List.of());
        boolean asBefore = earlier <= later && came.stream().anyMatch(event::has);
        if (asBefore) {
            event.remove(came);
        } else {
            event.putObject("fromALaterVersion").put("value", true);
        }
        return new Rewritten(place, asBefore, JSON.writeValueAsBytes(event));
    }

    /** Counts it, when its row was still there. */
    void written(Rewritten event, int rows) {
        done.add(event.place());
        if (event.earlier()) {
            earlier += rows;
        } else {
            later += rows;
        }
    }
}
