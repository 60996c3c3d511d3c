package nl.privacyloket.retention.sweep;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What would go on a day.
 *
 * @param on the day, at the organisation
 */
@Schema(name = "Schedule")
record ScheduleView(LocalDate on, List<Line> lines) {

    /** What would go of a category in a data system by one rule. */
    @Schema(name = "ScheduledPart")
    record Line(
            String system,
            String category,

            @Schema(
                    description = "records: what is registered; rule: whatever began before a date;"
                            + " retained: what an erasure had to leave",
                    enumeration = {"records", "rule", "retained"})
            String scope,

            @Schema(nullable = true, description = "Id of the rule in the policy; null for what an erasure left")
            String rule,

            @Schema(enumeration = {"erase", "anonymise", "restrict"})
            String action,

            String basis,

            @Schema(nullable = true, description = "How many; null where only the data system knows")
            Long holdings,

            @Schema(nullable = true, description = "With rule: what began before this date")
            LocalDate startedBefore,

            @Schema(description = "Some of the records, by the data system's own key")
            List<String> samples) {

        static Line records(
                String system,
                String category,
                String rule,
                String action,
                String basis,
                long holdings,
                List<String> samples) {
            return new Line(system, category, "records", rule, action, basis, holdings, null, List.copyOf(samples));
        }

        static Line byAge(
                String system, String category, String rule, String action, String basis, LocalDate startedBefore) {
            return new Line(system, category, "rule", rule, action, basis, null, startedBefore, List.of());
        }

        static Line retained(String system, String category, String basis, long holdings) {
            return new Line(system, category, "retained", null, "erase", basis, holdings, null, List.of());
        }
    }
}
