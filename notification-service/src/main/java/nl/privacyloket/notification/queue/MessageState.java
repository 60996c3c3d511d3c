package nl.privacyloket.notification.queue;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a message is on its way. {@code SENT} and {@code FAILED} are the ends, from which staff can send it again. A
 * letter is {@code TO_PRINT} until staff say that it is in the post, which makes it {@code SENT}. One that was to go to
 * somebody whose data were erased is {@code WITHDRAWN}, for good.
 */
public enum MessageState {
    QUEUED,
    TO_PRINT,
    SENDING,
    SENT,
    FAILED,
    WITHDRAWN;

    /** The word in the API and the database; empty when there is no such state. */
    public static Optional<MessageState> of(String word) {
        return Stream.of(values()).filter(state -> state.word().equals(word)).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
