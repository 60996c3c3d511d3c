package nl.privacyloket.request.decision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import nl.privacyloket.kit.web.FreeText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a second officer says about a proposed decision.
 *
 * @param outcome {@code approved} or {@code rejected}
 * @param note for colleagues, or null
 */
@Schema(name = "DecisionApproval")
public record ApprovalBody(
        @NotNull @Pattern(regexp = "approved|rejected") String outcome,

        @Size(max = 5_000) @Pattern(regexp = FreeText.LINES, message = "{field.control-character}")
        String note) {

    @JsonIgnore
    boolean isRejection() {
        return outcome.equals("rejected");
    }

    @Override
    public String toString() {
        return "ApprovalBody[redacted]";
    }
}
