package nl.privacyloket.retention.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A data system as it is registered. */
@Schema(name = "DataSystem")
public record SystemView(
        String id,
        String organisation,
        String name,
        String kind,
        List<String> categories,
        List<String> capabilities,
        @Schema(implementation = Object.class) JsonNode publicKey,
        @Schema(nullable = true) String backupWindow,
        @Schema(nullable = true) String answerTime,
        List<String> ageSwept,

        @Schema(description = "Where a recipient is written to", nullable = true)
        String contactEmail,

        @Schema(description = "Topic with the commands for this system")
        String commandTopic,

        int version,
        Instant registeredAt,
        Instant changedAt) {}
