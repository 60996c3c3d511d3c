package nl.privacyloket.notification.messages;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.stream.Collectors;
import nl.privacyloket.kit.web.FreeText;
import nl.privacyloket.notification.organisation.Words;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An announcement as a privacy officer asks for it. */
@Schema(name = "NewAnnouncement")
public record AnnouncementBody(
        @NotBlank
        @Schema(
                enumeration = {"policy-change", "news", "service"},
                required = true)
        String kind,

        @Schema(
                description = "Id of the purpose, in the current policy, that its receivers subscribed to; not for"
                        + " policy-change, of which all subscribers hear")
        String purpose,

        @NotEmpty
        @Schema(
                description = "What it says, by language tag: one for each language of the organisation",
                required = true)
        Map<String, @NotNull @Valid Text> texts,

        @Min(1) @Schema(description = "Most mails in a second", nullable = true)
        Integer perSecond) {

    private static final String ONE_LINE = FreeText.LINE;
    private static final String LINES = FreeText.LINES;

    /** What it says in one language. */
    @Schema(name = "AnnouncementText")
    public record Text(
            @NotBlank @Size(max = 160) @Pattern(regexp = ONE_LINE) @Schema(required = true)
            String subject,

            @NotBlank
            @Size(max = 20_000)
            @Pattern(regexp = LINES)
            @Schema(description = "Plain text; an empty line ends a paragraph", required = true)
            String text) {}

    Map<String, Words> words() {
        return texts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> new Words(
                                each.getValue().subject(), each.getValue().text())));
    }
}
