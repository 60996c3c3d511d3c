package nl.privacyloket.request.decision;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import nl.privacyloket.kit.web.FreeText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A decision as it is sent in.
 *
 * @param outcome {@code granted}, {@code partly-granted} or {@code refused}
 * @param ground from {@code GET /refusal-grounds}; required unless granted
 * @param reason to the person, in their language; required unless granted
 * @param categories that it is granted for; required for partly granted access or portability, possible for a partly granted
 *     erasure or restriction, otherwise everything asked
 * @param purpose that data are no longer used for; for an objection or a withdrawal of consent that names none itself
 * @param corrections that are carried out; for a rectification, otherwise those that the person asked for
 * @param planHash of the erasure plan that the officer saw; required to grant an erasure
 */
@Schema(name = "Decision")
public record DecisionBody(
        @NotNull @Pattern(regexp = "granted|partly-granted|refused")
        String outcome,

        @Size(max = 60) String ground,

        @Size(max = 10_000) @Pattern(regexp = FreeText.LINES)
        String reason,

        @Size(max = 200) String planHash,
        @Size(max = 50) List<@NotNull @Size(max = 60) String> categories,
        @Size(max = 60) String purpose,
        @Size(max = 50) List<@NotNull @Valid Correction> corrections) {

    public DecisionBody {
        categories = categories == null ? List.of() : categories;
        corrections = corrections == null ? List.of() : corrections;
    }

    /** What is to stand in a field. */
    @Schema(name = "DecidedCorrection")
    public record Correction(
            @NotBlank @Size(max = 100) @Pattern(regexp = FreeText.LINE)
            String field,

            @NotBlank @Size(max = 2_000) @Pattern(regexp = FreeText.LINES)
            String value) {
        @Override
        public String toString() {
            return "Correction[redacted]";
        }
    }

    @Override
    public String toString() {
        return "DecisionBody[redacted]";
    }
}
