package nl.privacyloket.retention.register;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One record that a data system registered, with when it goes by the rules in force today and why. */
@Schema(name = "Holding")
record HoldingView(
        @Schema(description = "Data system that has it") String system,

        @Schema(description = "Data category, named as in the policy")
        String category,

        @Schema(description = "The system's own key of the record")
        String recordRef,

        @Schema(description = "The event that startedOn is the date of")
        String trigger,

        LocalDate startedOn,

        @Schema(description = "Role of the person, null when the system did not say", nullable = true)
        String role,

        @Schema(description = "First date on which it may and must go; null while that is not known", nullable = true)
        LocalDate dueOn,

        @Schema(description = "Rule of the policy that makes it go", nullable = true)
        String rule,

        @Schema(description = "erase, anonymise or restrict", nullable = true)
        String action,

        @Schema(description = "Promise or law behind the rule", nullable = true)
        String basis,

        @Schema(description = "Last date on which a law keeps it past what was promised", nullable = true)
        LocalDate keptThrough,

        @Schema(description = "The law that keeps it longer than promised", nullable = true)
        String keptBasis,

        @Schema(description = "Whether a hold keeps it, whatever its date")
        boolean held,

        @Schema(description = "Why it is held", nullable = true)
        String heldFor,

        @Schema(description = "Last day of the hold; null until it is lifted", nullable = true)
        LocalDate heldUntil,

        @Schema(description = "The same in words, in the caller's language")
        String explanation) {

    @Override
    public String toString() {
        return "HoldingView[" + system + " " + category + "]";
    }
}
