package nl.privacyloket.retention.job;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a job is. */
@Schema(name = "Job")
public record JobView(
        UUID id,

        @Schema(enumeration = "restore") String kind,

        String system,

        @Schema(description = "The moment to which the system was restored")
        Instant restoredTo,

        @Schema(description = "How much is done") int done,

        @Schema(description = "How much there is to do; may grow while it runs")
        int total,

        @Schema(description = "How much was given up") int failures,

        @Schema(
                enumeration = {"running", "done", "failed"},
                description = "failed: it has ended, and some was given up")
        String state,

        Instant startedAt,
        @Schema(nullable = true) Instant endedAt) {}
