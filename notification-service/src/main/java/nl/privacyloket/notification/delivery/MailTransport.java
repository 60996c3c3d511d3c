package nl.privacyloket.notification.delivery;

/** A way to a mail server. Used by one thread at a time. */
public interface MailTransport extends AutoCloseable {

    /** Hands the mail over and tells what became of it; does not throw on what a server can do. */
    SendResult send(OutgoingMail mail);

    /** Ends a connection that is open; the next mail opens one again. */
    @Override
    void close();
}
