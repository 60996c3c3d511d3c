package nl.privacyloket.request.disclosure;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import nl.privacyloket.kit.web.FreeText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The person's answer to a question for consent.
 *
 * @param consent {@code given} or {@code refused}; after {@code given} the latter takes it back
 * @param channel by which the answer came to staff; required of staff, and theirs alone
 * @param note of staff, or null
 */
@Schema(name = "DisclosureConsent")
public record ConsentBody(
        @NotNull @Pattern(regexp = "given|refused") String consent,

        @Pattern(regexp = "post|phone|counter|e-mail") String channel,

        @Size(max = 2_000) @Pattern(regexp = FreeText.LINES, message = "{field.control-character}")
        String note) {

    boolean isGiven() {
        return consent.equals("given");
    }

    @Override
    public String toString() {
        return "ConsentBody[redacted]";
    }
}
