package nl.privacyloket.notification.delivery;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Sends by SMTP (RFC 5321) over one connection, which it keeps for the next mails. A connection that the server ended in
 * between is replaced before anything was handed over, so that this is no loss and no double.
 */
public final class SmtpTransport implements MailTransport {
    private static final int SHUTTING_DOWN = 421;

    /** Replies about us and the server rather than about the mail: shutting down, credentials wanted or refused. */
    private static final Set<Integer> NOT_ABOUT_THE_MAIL = Set.of(SHUTTING_DOWN, 454, 530, 534, 535, 538);

    private static final String BROKEN_OFF = "smtp-broken-off";
    private static final Pattern ENHANCED = Pattern.compile("^[245]\\d{2}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    private final Deadline deadline = new Deadline();
    private final Session session;
    private final SmtpSettings settings;
    private SmtpConnection connection;

    public SmtpTransport(SmtpSettings settings) {
        this.settings = settings;
        this.session = Session.getInstance(settings.properties(deadline));
    }

    /** Why the server cannot be used now: a code; empty when it lets us in. Opens a connection of its own. */
    public static Optional<String> trouble(SmtpSettings settings) {
        try (SmtpTransport visitor = new SmtpTransport(settings)) {
            visitor.deadline.start(settings.limits().wholeMail());
            return Optional.ofNullable(visitor.connect()).map(SendResult.ServerUnavailable::code);
        }
    }

    @Override
    public SendResult send(OutgoingMail mail) {
        MimeMail mime;
        try {
            mime = MimeMail.of(mail, session);
        } catch (MessagingException | RuntimeException e) {
            throw new NoMailException(e.getClass().getSimpleName());
        }
        if (connection != null && connection.isWornOut(settings.limits())) {
            close();
        }
        deadline.start(settings.limits().wholeMail());
        try {
            boolean kept = connection != null;
            SendResult result = converse(mime);
            return kept && endedBefore(result) ? converse(mime) : result;
        } finally {
            deadline.stop();
        }
    }

    /** Whether the connection was of no use any more before the mail was handed over: it says nothing of the server. */
    private boolean endedBefore(SendResult result) {
        return connection == null && result instanceof SendResult.ServerUnavailable && !deadline.passed();
    }

    private SendResult converse(MimeMail mime) {
        SendResult obstacle = connect();
        if (obstacle != null) {
            return obstacle;
        }
        try {
            connection.send(mime);
            return new SendResult.Accepted();
        } catch (RuntimeException | Error e) {
            // A fault of the mail library, or here, says nothing of the mail; only how far it had come does.
            boolean textGiven = connection.textGiven();
            close();
            return textGiven ? new SendResult.Unknown(BROKEN_OFF) : new SendResult.ServerUnavailable(BROKEN_OFF);
        } catch (MessagingException e) {
            SendResult result = result(e, connection.textGiven());
            boolean aboutTheMail = result instanceof SendResult.Rejected || result instanceof SendResult.Deferred;
            if (!aboutTheMail || !connection.isConnected()) {
                close();
            }
            return result;
        }
    }

    private SendResult.ServerUnavailable connect() {
        if (connection != null) {
            return null;
        }
        SmtpConnection opened =
                new SmtpConnection(session, deadline, settings.limits().finalAnswer());
        try {
            opened.connect(
                    settings.host(),
                    settings.port(),
                    settings.user().orElse(null),
                    settings.password().orElse(null));
            connection = opened;
            return null;
        } catch (AuthenticationFailedException e) {
            end(opened);
            return new SendResult.ServerUnavailable("smtp-authentication");
        } catch (MessagingException e) {
            end(opened);
            return new SendResult.ServerUnavailable("smtp-unreachable");
        } catch (RuntimeException | Error e) {
            end(opened);
            throw e;
        }
    }

    /** @param textGiven whether the server may have taken the mail when it said nothing of it */
    private SendResult result(MessagingException failure, boolean textGiven) {
        int code = -1;
        String words = null;
        for (Exception each = failure; each != null; each = next(each)) {
            int here = replyCode(each);
            if (here > 0) {
                // The innermost is the reply to the recipient, which says more than the one to the whole.
                code = here;
                words = each.getMessage();
            }
        }
        if (NOT_ABOUT_THE_MAIL.contains(code)) {
            return new SendResult.ServerUnavailable("smtp-" + code);
        } else if (code >= 500) {
            return new SendResult.Rejected(coded(code, words));
        } else if (code >= 400) {
            return new SendResult.Deferred(coded(code, words));
        } else if (failure instanceof SendFailedException && code > 0) {
            return new SendResult.Deferred(coded(code, words));
        }
        String lost = deadline.passed() ? "smtp-too-slow" : "smtp-connection-lost";
        return textGiven ? new SendResult.Unknown(lost) : new SendResult.ServerUnavailable(lost);
    }

    private static Exception next(Exception each) {
        return each instanceof MessagingException failure ? failure.getNextException() : null;
    }

    private static int replyCode(Exception failure) {
        if (failure instanceof SMTPAddressFailedException address) {
            return address.getReturnCode();
        } else if (failure instanceof SMTPSenderFailedException sender) {
            return sender.getReturnCode();
        } else if (failure instanceof SMTPSendFailedException send) {
            return send.getReturnCode();
        }
        return -1;
    }

    private static String coded(int code, String words) {
        Matcher enhanced = ENHANCED.matcher(words == null ? "" : words.strip());
        return "smtp-" + code + (enhanced.find() ? "-" + enhanced.group(1) : "");
    }

    @Override
    public void rest() {
        if (connection != null && connection.isIdle(settings.limits())) {
            close();
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            SmtpConnection ended = connection;
            connection = null;
            end(ended);
        }
    }

    private static void end(SmtpConnection ended) {
        try {
            ended.close();
        } catch (MessagingException e) {
            // It is given up either way.
        }
    }
}
