package nl.privacyloket.request.disclosure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.request.policy.LocalizedText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A disclosure as it stands.
 *
 * @param askedBy who asked for it
 * @param categoryNames the categories in words, in the same order
 * @param purpose what the data are for
 * @param allowed what the one who looks can do now: {@code consent} or {@code completion}
 * @param plannedFor when the data are to go, or null
 * @param answeredAt when the person answered last, or null
 * @param disclosedAt when the data were given, or null
 * @param revision what {@code If-Match} takes, in quotes
 * @param subject whose data they are; absent to the person
 * @param askerReference under which whoever asked knows it; to staff, or null
 * @param answerChannel by which the answer came that staff entered; to staff, or null
 * @param answerNote what they noted; to staff, or null
 * @param toldAt when the message that the data were given went out; to staff, or null
 * @param tellingFailedAt when a message to the person could not be delivered; to staff, or null
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Disclosure")
public record DisclosureDetail(
        UUID id,
        String organisation,
        String organisationName,
        String reference,
        DisclosureState state,
        String basis,
        String askedBy,
        List<String> categories,
        List<LocalizedText> categoryNames,
        DisclosureBody.Recipient recipient,
        String purpose,
        String locale,
        List<String> allowed,
        Instant registeredAt,
        @JsonInclude Instant plannedFor,
        @JsonInclude Instant answeredAt,
        @JsonInclude Instant disclosedAt,
        int policyVersion,
        long revision,
        DisclosureBody.Subject subject,
        String askerReference,
        String answerChannel,
        String answerNote,
        Instant toldAt,
        Instant tellingFailedAt) {

    /** A disclosure in a list: nothing of the person. */
    @Schema(name = "DisclosureSummary")
    public record Summary(
            UUID id,
            String reference,
            DisclosureState state,
            String basis,
            String askedBy,
            List<String> categories,
            Instant registeredAt,
            Instant disclosedAt) {

        static Summary of(DisclosureFile file) {
            return new Summary(
                    file.id(),
                    file.reference(),
                    file.state(),
                    file.basis(),
                    file.askedBy(),
                    file.categories(),
                    file.registeredAt(),
                    file.disclosedAt());
        }
    }

    @Override
    public String toString() {
        return "DisclosureDetail[" + id + "]";
    }
}
