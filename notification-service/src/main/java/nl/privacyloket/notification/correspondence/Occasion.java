package nl.privacyloket.notification.correspondence;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/**
 * Why a person is written to, with what must be said of it and stands nowhere else. Stored encrypted until the message
 * has been sent. The names of the types are stored: they are no class names and do not change.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Occasion.Confirmation.class, name = "confirmation"),
    @JsonSubTypes.Type(value = Occasion.Acknowledgement.class, name = "acknowledgement"),
    @JsonSubTypes.Type(value = Occasion.Decision.class, name = "decision"),
    @JsonSubTypes.Type(value = Occasion.Completion.class, name = "completion")
})
public sealed interface Occasion {

    /** The word for this kind of message in events and in the API. */
    String kind();

    /**
     * Whether what it holds is erased when it has been sent. What says nothing of the person stays as long as the contact
     * does, so that staff can send it again to somebody who lost it.
     */
    default boolean goesWhenSent() {
        return true;
    }

    /** The person must show that the address is theirs. */
    record Confirmation() implements Occasion {
        @Override
        public String kind() {
            return "confirmation";
        }

        @Override
        public boolean goesWhenSent() {
            return false;
        }
    }

    /**
     * The request is in hand.
     *
     * @param identityOpen whether the organisation still has to find out who asks
     */
    record Acknowledgement(boolean identityOpen) implements Occasion {
        @Override
        public String kind() {
            return "acknowledgement";
        }

        @Override
        public boolean goesWhenSent() {
            return false;
        }
    }

    /**
     * It was decided.
     *
     * @param ground code of the legal ground from the published list; null when granted
     * @param reason in the words of who decided; null when granted
     */
    record Decision(Outcome outcome, String ground, String reason) implements Occasion {
        @Override
        public String kind() {
            return "decision";
        }

        /** Redacted: the reason is about a person. */
        @Override
        public String toString() {
            return "Decision[" + outcome + "]";
        }
    }

    /**
     * Nothing remains to be done.
     *
     * @param verdicts after an erasure: what became of each category
     * @param exportUntil after access or portability: until when the file can be downloaded; null otherwise
     */
    record Completion(Outcome outcome, List<Verdict> verdicts, Instant exportUntil) implements Occasion {
        public Completion {
            verdicts = verdicts == null ? List.of() : List.copyOf(verdicts);
        }

        @Override
        public String kind() {
            return "completion";
        }
    }
}
