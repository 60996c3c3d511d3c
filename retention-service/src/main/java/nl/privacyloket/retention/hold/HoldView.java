package nl.privacyloket.retention.hold;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import nl.privacyloket.retention.hold.HoldRegister.Standing;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A hold as staff see it: whom it is about is not told. */
@Schema(name = "Hold")
record HoldView(
        UUID id,
        String organisation,

        @Schema(
                enumeration = {
                    "legal-claim",
                    "complaint",
                    "authority-order",
                    "investigation",
                    "open-request",
                    "restriction"
                })
        String reason,

        @Schema(description = "Placed by the service itself; it goes with its request")
        boolean automatic,

        @Schema(description = "The request that brought it", nullable = true)
        UUID requestId,

        @Schema(description = "In the answer about one hold alone; null once it has ended", nullable = true)
        String note,

        Scope scope,

        @Schema(description = "Last day; null until it is lifted", nullable = true)
        LocalDate until,

        @Schema(
                description =
                        "taking-effect: something that was about to commit when it was placed has not said yet that it"
                                + " has; in-force: nothing that it keeps goes any more",
                enumeration = {"taking-effect", "in-force", "ended", "lifted"})
        String state,

        @Schema(description = "How many commands it waits for while it is taking effect")
        int inFlight,

        Instant placedAt,

        @Schema(description = "When it was lifted or ended", nullable = true)
        Instant endedAt) {

    @Schema(name = "HoldScopeShown")
    record Scope(
            @Schema(description = "Whether it is about certain people")
            boolean bySubject,

            @Schema(nullable = true) String category,
            @Schema(nullable = true) String system) {}

    static HoldView of(Standing standing, LocalDate today) {
        return of(standing, today, null);
    }

    static HoldView of(Standing standing, LocalDate today, String note) {
        var row = standing.row();
        var hold = row.hold();
        return new HoldView(
                hold.holdId(),
                hold.organisation(),
                hold.reason().wireName(),
                hold.reason().isAutomatic(),
                row.requestId(),
                note,
                new Scope(hold.bySubject(), hold.category(), hold.system()),
                hold.until(),
                state(standing, today),
                standing.inFlight(),
                row.placedAt(),
                row.liftedAt() == null ? row.endedAt() : row.liftedAt());
    }

    private static String state(Standing standing, LocalDate today) {
        var row = standing.row();
        if (row.liftedAt() != null) {
            return "lifted";
        }
        if (row.endedAt() != null
                || (row.hold().until() != null && row.hold().until().isBefore(today))) {
            return "ended";
        }
        return standing.inFlight() > 0 ? "taking-effect" : "in-force";
    }

    boolean isInForce() {
        return "in-force".equals(state);
    }
}
