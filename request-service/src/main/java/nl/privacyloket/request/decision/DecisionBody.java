package nl.privacyloket.request.decision;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A decision as it is sent in.
 *
 * @param outcome {@code granted}, {@code partly-granted} or {@code refused}
 * @param ground from {@code GET /refusal-grounds}; required unless granted
 * @param reason to the person, in their language; required unless granted
 * @param planHash of the erasure plan that the officer saw; required to grant an erasure
 */
@Schema(name = "Decision")
public record DecisionBody(
        @NotNull @Pattern(regexp = "granted|partly-granted|refused")
        String outcome,

        @Size(max = 60) String ground,

        @Size(max = 10_000) @Pattern(regexp = "[\\P{Cc}\\r\\n\\t]*")
        String reason,

        @Size(max = 200) String planHash) {

    @Override
    public String toString() {
        return "DecisionBody[redacted]";
    }
}
