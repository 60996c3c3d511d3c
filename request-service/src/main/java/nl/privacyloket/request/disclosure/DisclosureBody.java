package nl.privacyloket.request.disclosure;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import nl.privacyloket.kit.web.FreeText;
import nl.privacyloket.request.intake.EmailAddress;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A disclosure as an officer records it.
 *
 * @param recipient who gets the data
 * @param askedBy who asked for it
 * @param basis why it is allowed
 * @param categories of data, as the policy names them
 * @param purpose what the data are for, in words to the person
 * @param subject whose data they are
 * @param reference under which whoever asked knows it, or null
 * @param disclosedAt when the data were given; with consent first, when that is planned. Now, or not planned, when left out
 * @param scope id of the policy's scope, or null for the organisation's first
 * @param locale language of what the person is told; the organisation's own when left out
 */
@Schema(name = "NewDisclosure")
public record DisclosureBody(
        @NotNull @Valid Recipient recipient,

        @NotNull @Pattern(regexp = "person|representative|authority|third-party")
        String askedBy,

        @NotNull @Size(max = 40) String basis,
        @NotEmpty @Size(max = 50) List<@NotNull @Size(max = 60) String> categories,

        @NotBlank @Size(max = 2_000) @Pattern(regexp = TEXT, message = "{field.control-character}")
        String purpose,

        @NotNull @Valid Subject subject,

        @Size(max = 200) @Pattern(regexp = LINE, message = "{field.control-character}")
        String reference,

        Instant disclosedAt,
        @Size(max = 40) String scope,
        @Size(max = 10) String locale) {

    private static final String LINE = FreeText.LINE;
    private static final String TEXT = FreeText.LINES;

    /**
     * Who gets the data.
     *
     * @param country where it is established, ISO 3166-1 alpha-2, or null
     */
    @Schema(name = "DisclosureRecipient")
    public record Recipient(
            @NotBlank @Size(max = 200) @Pattern(regexp = LINE, message = "{field.control-character}")
            String name,

            @Pattern(regexp = "[A-Za-z]{2}") String country) {
        @Override
        public String toString() {
            return "Recipient[redacted]";
        }
    }

    /** Whose data they are; told by e-mail, or by post without an e-mail address. */
    @Schema(name = "DisclosureSubject")
    public record Subject(
            @NotBlank @Size(max = 200) @Pattern(regexp = LINE, message = "{field.control-character}")
            String name,

            @EmailAddress String email,

            @Size(max = 500) @Pattern(regexp = TEXT, message = "{field.control-character}")
            String postalAddress,

            @Size(max = 20) List<@NotNull @Valid Identifier> identifiers) {

        public Subject {
            identifiers = identifiers == null ? List.of() : identifiers;
        }

        @Override
        public String toString() {
            return "Subject[redacted]";
        }
    }

    /** By what a data system knows the person. */
    @Schema(name = "DisclosureIdentifier")
    public record Identifier(
            @NotNull @Size(max = 60) String type,

            @NotBlank @Size(max = 200) @Pattern(regexp = LINE, message = "{field.control-character}")
            String value) {
        @Override
        public String toString() {
            return "Identifier[redacted]";
        }
    }

    @Override
    public String toString() {
        return "DisclosureBody[redacted]";
    }
}
