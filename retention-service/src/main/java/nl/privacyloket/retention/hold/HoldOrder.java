package nl.privacyloket.retention.hold;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import nl.privacyloket.retention.date.EventDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a privacy officer wants to be held. */
@Schema(name = "HoldOrder")
record HoldOrder(
        @Schema(enumeration = {"legal-claim", "complaint", "authority-order", "investigation"})
        @NotNull
        @Pattern(regexp = "legal-claim|complaint|authority-order|investigation")
        String reason,

        @Schema(description = "For who looks later; forgotten when the hold ends", nullable = true) @Size(max = 2000)
        String note,

        @NotNull @Valid Scope scope,

        @Schema(description = "Last day of the hold; without it the hold lasts until it is lifted", nullable = true)
        @EventDate
        LocalDate until) {

    /** What it is about: at least one of the members, and what fits all that are there. */
    @Bounded
    @Schema(name = "HoldScope")
    record Scope(
            @Schema(description = "A person", nullable = true) @Valid
            Identifier identifier,

            @Schema(description = "By what else the person is known, or several persons", nullable = true)
            @Size(max = 50)
            List<@NotNull @Valid Identifier> identifiers,

            @Schema(nullable = true) @Pattern(regexp = "[a-z][a-z0-9-]{0,62}")
            String category,

            @Schema(nullable = true) @Pattern(regexp = "[a-z][a-z0-9-]{0,62}")
            String system) {

        @JsonIgnore
        List<PersonIdentifier> persons() {
            var more = identifiers == null ? Stream.<Identifier>empty() : identifiers.stream();
            return Stream.concat(Stream.ofNullable(identifier), more)
                    .filter(one -> one != null)
                    .map(one -> new PersonIdentifier(one.type(), one.value()))
                    .distinct()
                    .toList();
        }

        @Override
        public String toString() {
            return "Scope[redacted]";
        }
    }

    @Schema(name = "HoldIdentifier")
    record Identifier(
            @Schema(examples = "e-mail") @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,62}")
            String type,

            @NotBlank @Size(max = 320) String value) {
        @Override
        public String toString() {
            return "Identifier[redacted]";
        }
    }

    @Override
    public String toString() {
        return "HoldOrder[redacted]";
    }
}
