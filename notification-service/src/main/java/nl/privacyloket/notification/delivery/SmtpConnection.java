package nl.privacyloket.notification.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** A connection that knows how far the mail in hand has come. Until the server asked for its text, it cannot have it. */
final class SmtpConnection extends SMTPTransport {
    private final Deadline deadline;
    private final Duration finalAnswer;
    private long usedAt = System.nanoTime();
    private int mails;
    private boolean textGiven;

    /**
     * @param deadline of the session's sockets
     * @param finalAnswer how long the answer to a text is waited for
     */
    SmtpConnection(Session session, Deadline deadline, Duration finalAnswer) {
        super(session, null);
        this.deadline = deadline;
        this.finalAnswer = finalAnswer;
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

    @Override
    protected void finishData() throws IOException, MessagingException {
        int usual = deadline.extend(finalAnswer);
        try {
            super.finishData();
        } finally {
            deadline.answerWithin(usual);
        }
    }

    @Override
    protected void finishBdat() throws IOException, MessagingException {
        int usual = deadline.extend(finalAnswer);
        try {
            super.finishBdat();
        } finally {
            deadline.answerWithin(usual);
        }
    }
}
