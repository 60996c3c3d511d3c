package nl.privacyloket.notification.correspondence;

import java.util.Optional;

/** Something that staff must hear and act on. It holds nothing of the person, so it can be sent again at any time. */
public sealed interface StaffOccasion extends Occasion {
    @Override
    default Receiver receiver() {
        return Receiver.STAFF;
    }

    @Override
    default boolean goesWhenSent() {
        return false;
    }

    /**
     * A message to somebody who is not staff did not reach them, and is not tried again by itself.
     *
     * @param messageKind which message, as {@link Occasion#kind()} has it
     * @param reason kebab-case code, as in the list of messages
     * @param about the disclosure that the message was about; null when it was about a request
     */
    record MailFailed(String messageKind, String reason, DisclosureFacts about) implements StaffOccasion {
        @Override
        public String kind() {
            return "staff-mail-failed";
        }

        @Override
        public Optional<DisclosureFacts> disclosure() {
            return Optional.ofNullable(about);
        }
    }
}
