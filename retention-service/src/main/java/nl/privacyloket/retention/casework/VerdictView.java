package nl.privacyloket.retention.casework;

import java.time.LocalDate;
import java.util.List;
import nl.privacyloket.retention.plan.ErasurePlan;
import nl.privacyloket.retention.plan.Verdict;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A verdict as events and answers carry it. */
@Schema(name = "Verdict")
record VerdictView(
        String system,
        String category,

        @Schema(enumeration = {"erase", "restrict", "retain", "held"})
        String verdict,

        @Schema(
                description = "Last date on which the data stay; null when they go or when the date is not known yet",
                nullable = true)
        LocalDate until,

        @Schema(
                description = "The law that demands to keep them; hold: and its reason when they are held",
                examples = "AWR art. 52(4)",
                nullable = true)
        String basis,

        @Schema(description = "How many records") int holdings) {

    static VerdictView of(Verdict verdict) {
        return new VerdictView(
                verdict.system(),
                verdict.category(),
                verdict.verdict().wireName(),
                verdict.until(),
                verdict.basis(),
                verdict.holdings());
    }

    static List<VerdictView> of(ErasurePlan plan) {
        return plan.verdicts().stream().map(VerdictView::of).toList();
    }
}
