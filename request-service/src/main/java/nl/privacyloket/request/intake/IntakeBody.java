package nl.privacyloket.request.intake;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.privacyloket.kit.web.FreeText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A request as it is sent in.
 *
 * @param right what the person invokes
 * @param requester whose data it is about
 * @param representative who acts for that person
 * @param identifiers by what the organisation's systems know the person, beside the e-mail address
 * @param details in the person's own words
 * @param categories what it is about; empty for everything
 * @param corrections for rectification
 * @param purpose for a withdrawal of consent
 * @param transferTo for portability straight to another controller
 * @param restrictionGround for restriction: which case of art. 18(1), or null
 * @param erasureGround for erasure: which case of art. 17(1), or null; {@code child} is a report about a child
 * @param furtherRights invoked in the same message; each becomes a request of its own
 * @param scope id of the policy's scope, or null for the organisation's first
 * @param locale language of the mails; the organisation's own when left out
 * @param channel how it came in; for staff, the public sends {@code web} or nothing
 * @param receivedAt when it really came in; for staff
 */
@Schema(name = "NewRequest")
public record IntakeBody(
        @NotNull @Size(max = 40) String right,
        @NotNull @Valid Requester requester,
        @Valid Representative representative,
        @Size(max = 20) List<@NotNull @Valid Identifier> identifiers,

        @Size(max = 10_000) @Pattern(regexp = TEXT, message = "{field.control-character}")
        String details,

        @Size(max = 50) List<@NotNull @Size(max = 60) String> categories,
        @Size(max = 50) List<@NotNull @Valid Correction> corrections,
        @Size(max = 60) String purpose,
        @Valid Party transferTo,

        @Pattern(regexp = "inaccurate|unlawful|no-longer-needed|objection-pending")
        String restrictionGround,

        @Pattern(regexp = "no-longer-needed|consent-withdrawn|objection|unlawful|legal-obligation|child")
        String erasureGround,

        @Size(max = 6) List<@NotNull @Size(max = 40) String> furtherRights,
        @Size(max = 40) String scope,
        @Size(max = 10) String locale,
        @Size(max = 20) String channel,
        Instant receivedAt) {

    /** One line: no line break, no other control character. */
    static final String LINE = FreeText.LINE;

    /** Text of several lines. */
    static final String TEXT = FreeText.LINES;

    public IntakeBody {
        identifiers = identifiers == null ? List.of() : identifiers;
        categories = categories == null ? List.of() : categories;
        corrections = corrections == null ? List.of() : corrections;
        furtherRights = furtherRights == null ? List.of() : furtherRights;
    }

    /**
     * The person.
     *
     * @param postalAddress in lines, for letters when there is no mail address
     */
    @Schema(name = "Requester")
    public record Requester(
            @NotBlank @Size(max = 200) @Pattern(regexp = LINE, message = "{field.control-character}")
            String name,

            @EmailAddress String email,
            @Size(max = 60) String role,
            LocalDate birthDate,

            @Size(max = 500) @Pattern(regexp = TEXT, message = "{field.control-character}")
            String postalAddress) {
        @Override
        public String toString() {
            return "Requester[redacted]";
        }
    }

    /** Who acts for the person. */
    @Schema(name = "Representative")
    public record Representative(
            @NotBlank @Size(max = 200) @Pattern(regexp = LINE, message = "{field.control-character}")
            String name,

            @NotNull @EmailAddress String email,

            @NotNull @Pattern(regexp = "guardian|mentor|authorised|reporter")
            String capacity) {
        @Override
        public String toString() {
            return "Representative[redacted]";
        }
    }

    /** By what a data system knows the person. */
    @Schema(name = "Identifier")
    public record Identifier(
            @NotNull @Size(max = 60) String type,

            @NotBlank @Size(max = 200) @Pattern(regexp = LINE, message = "{field.control-character}")
            String value) {
        @Override
        public String toString() {
            return "Identifier[redacted]";
        }
    }

    /** What should stand in a field. */
    @Schema(name = "Correction")
    public record Correction(
            @NotBlank @Size(max = 100) @Pattern(regexp = LINE, message = "{field.control-character}")
            String field,

            @NotBlank @Size(max = 2_000) @Pattern(regexp = TEXT, message = "{field.control-character}")
            String value) {
        @Override
        public String toString() {
            return "Correction[redacted]";
        }
    }

    /** Another controller. */
    @Schema(name = "Party")
    public record Party(
            @NotBlank @Size(max = 200) @Pattern(regexp = LINE, message = "{field.control-character}")
            String name,

            @NotNull @EmailAddress String email) {
        @Override
        public String toString() {
            return "Party[redacted]";
        }
    }

    @Override
    public String toString() {
        return "IntakeBody[redacted]";
    }
}
