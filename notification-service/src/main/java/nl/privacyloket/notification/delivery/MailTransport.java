package nl.privacyloket.notification.delivery;

import java.time.Instant;
import java.util.Optional;

/** A way to a mail server. Used by one thread at a time. */
public interface MailTransport extends AutoCloseable {

    /** Hands the mail over and tells what became of it; does not throw on what a server can do. */
    SendResult send(OutgoingMail mail);

    /** Until when nothing can be sent this way; empty when it may be tried. */
    default Optional<Instant> pausedUntil() {
        return Optional.empty();
    }

    /** There is nothing to send now: a connection that has been idle for long enough is ended. */
    default void rest() {}

    /** Ends a connection that is open; the next mail opens one again. */
    @Override
    void close();
}
