package nl.privacyloket.kit.audit;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who it is.
 *
 * @param pseudonym as the actor is named now
 * @param subject as the identity provider names it: the claim {@code sub} of its tokens
 * @param seenOn a day on which it acted, at most a week before it last did
 */
@Schema(name = "ResolvedActor")
public record ResolvedActor(
        @Schema(description = "As entries name the actor now")
        String pseudonym,

        @Schema(description = "The claim sub of the actor's tokens")
        String subject,

        @Schema(description = "A day on which it acted, in UTC; the last one was at most a week later")
        LocalDate seenOn) {
    @Override
    public String toString() {
        return "ResolvedActor[" + pseudonym + "]";
    }
}
