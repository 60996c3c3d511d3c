package nl.privacyloket.retention.sweep;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far the sweep of a data system is on a day. */
@Schema(name = "SweepRun")
record SweepRunView(
        String system,
        LocalDate on,

        @Schema(
                description =
                        "Registered records that are or were due: those that are left, and those that went this day")
        long due,

        @Schema(description = "Registered records that were ordered to go")
        long commanded,

        @Schema(description = "Rows that the data system erased, by whatever order")
        long erased,

        long anonymised,
        long restricted,

        @Schema(description = "Why data stay that were due, as a code, and how many")
        List<Kept> kept,

        @Schema(description = "Orders without an answer, or not yet verified")
        int open,

        @Schema(description = "Orders that were given up for the day")
        List<Failure> failed) {

    /** Why data stay. */
    @Schema(name = "SweepKept")
    record Kept(String reason, long holdings) {}

    /** An order that was given up. */
    @Schema(name = "SweepFailure")
    record Failure(UUID commandId, String scope, String reason) {}
}
