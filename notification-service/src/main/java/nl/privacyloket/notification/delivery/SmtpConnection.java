package nl.privacyloket.notification.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** A connection that knows how far the mail in hand has come. Until the server asked for its text, it cannot have it. */
final class SmtpConnection extends SMTPTransport {
    private long usedAt = System.nanoTime();
    private int mails;
    private boolean textGiven;

    SmtpConnection(Session session) {
        super(session, null);
    }

    /** Hands a mail over to its one recipient. */
    void send(MimeMail mime) throws MessagingException {
        textGiven = false;
        mails++;
        try {
            mime.returnTo(supportsExtension("DSN"));
            sendMessage(mime, mime.getAllRecipients());
        } finally {
            usedAt = System.nanoTime();
        }
    }

    /** Whether the server may have the last mail, whatever it said of it. */
    boolean textGiven() {
        return textGiven;
    }

    boolean isWornOut(SmtpSettings.Limits limits) {
        return mails >= limits.mailsPerConnection() || isIdle(limits);
    }

    boolean isIdle(SmtpSettings.Limits limits) {
        return System.nanoTime() - usedAt >= limits.idle().toNanos();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        OutputStream out = super.data();
        textGiven = true;
        return out;
    }

    @Override
    protected OutputStream bdat() throws MessagingException {
        textGiven = true;
        return super.bdat();
    }
}
