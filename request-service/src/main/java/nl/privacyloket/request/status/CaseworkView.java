package nl.privacyloket.request.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.law.RefusalGround;
import nl.privacyloket.request.policy.LocalizedText;
import nl.privacyloket.request.state.Outcome;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the handling of a request adds to its detail; its members stand among the others.
 *
 * @param clarifications questions to the person and the answers, in order
 * @param extension absent unless the term was extended
 * @param overridden whether an officer closed it while tasks were open
 * @param closingReason why; absent otherwise and to the person
 * @param proposedDecision what a first officer decided where two have to; absent otherwise and to the person
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "RequestCasework")
public record CaseworkView(
        List<Clarification> clarifications,
        Extension extension,
        boolean overridden,
        String closingReason,
        ProposedDecision proposedDecision) {

    /**
     * A question to the person and the answer.
     *
     * @param answer null while there is none
     */
    @Schema(name = "RequestClarification")
    public record Clarification(String question, Instant askedAt, String answer, Instant answeredAt) {
        @Override
        public String toString() {
            return "Clarification[redacted]";
        }
    }

    /**
     * The extension of the term.
     *
     * @param reason as the person was told
     */
    @Schema(name = "RequestExtension")
    public record Extension(Instant extendedAt, String reason) {
        @Override
        public String toString() {
            return "Extension[redacted]";
        }
    }

    /**
     * A decision that a second officer has to approve.
     *
     * @param state {@code proposed}, {@code approved}, {@code rejected} or {@code plan-drifted}
     * @param categories that it would be granted for; empty for all that was asked
     * @param purpose that data would no longer be used for; absent for none
     * @param corrections that would be carried out; empty for none
     * @param note of the second officer, or null
     * @param settledAt when the second officer spoke, or null
     */
    @Schema(name = "RequestProposedDecision")
    public record ProposedDecision(
            String state,
            Outcome outcome,
            RefusalGround ground,
            LocalizedText groundText,
            String reason,
            String planHash,
            List<String> categories,
            String purpose,
            List<Person.Correction> corrections,
            Instant proposedAt,
            String note,
            Instant settledAt) {
        @Override
        public String toString() {
            return "ProposedDecision[redacted]";
        }
    }

    @Override
    public String toString() {
        return "CaseworkView[redacted]";
    }
}
