package nl.privacyloket.notification.registration;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry of a list as its system sends it. Holds an address in the clear: in no log, and encrypted when it is stored. */
@Schema(name = "SubscriberEntry", description = "Who is told what")
record SubscriberEntry(
        @Schema(description = "Where it goes", examples = "saskia.voorbeeld@example.org", required = true)
        String email,

        @Schema(description = "One of the organisation's languages", examples = "nl", required = true)
        String locale,

        @Schema(
                description = "Ids of purposes in the organisation's current policy; all that the person is to hear of."
                        + " Changes of the statement (policy-change) need not be named.",
                examples = "[\"newsletter\"]",
                required = true)
        List<String> purposes,

        @Schema(description = "By what else the person is known, so that requests reach the entry; hashed, not stored")
        List<Identifier> identifiers,

        @Schema(description = "What the person agreed to; required when a purpose rests on consent")
        ConsentGiven consent) {

    /** By what a person is known. */
    @Schema(name = "SubscriberIdentifier")
    record Identifier(
            @Schema(examples = "customer-number", required = true)
            String type,

            @Schema(examples = "C-1042", required = true) String value) {
        @Override
        public String toString() {
            return "Identifier[" + type + "]";
        }
    }

    /** Where and when somebody agreed. */
    @Schema(name = "ConsentGiven")
    record ConsentGiven(
            @Schema(description = "Where, a word in kebab-case", examples = "account-page", required = true)
            String source,

            @Schema(
                    description =
                            "When the person agreed, not before 1970 and not when the system sends it: a purpose that the person has"
                                    + " ended since stays ended",
                    examples = "2026-11-22T10:00:00Z",
                    required = true)
            Instant at,

            @Schema(
                    description = "To what the person agreed at that moment: some of the entry's purposes, or"
                            + " policy-change. What the person has ended comes back only when it is named here. When"
                            + " this is left out and the entry has more than one purpose, nothing comes back: consent"
                            + " to one purpose is none to another.",
                    examples = "[\"newsletter\"]")
            List<String> purposes) {}

    @Override
    public String toString() {
        return "SubscriberEntry[redacted]";
    }
}
