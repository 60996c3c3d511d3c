package nl.privacyloket.notification.delivery;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** Sends by SMTP (RFC 5321) over one connection, which it keeps for the next mail. */
public final class SmtpTransport implements MailTransport {
    /** Replies about us and the server rather than about the mail: shutting down, credentials wanted or refused. */
    private static final Set<Integer> NOT_ABOUT_THE_MAIL = Set.of(421, 454, 530, 534, 535, 538);

    private static final Pattern ENHANCED = Pattern.compile("^[245]\\d{2}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    private final Session session;
    private final SmtpSettings settings;
    private Transport connection;

    public SmtpTransport(SmtpSettings settings) {
        this.settings = settings;
        this.session = Session.getInstance(settings.properties());
    }

    /** Why the server cannot be used now: a code; empty when it lets us in. Opens a connection of its own. */
    public static Optional<String> trouble(SmtpSettings settings) {
        try (SmtpTransport visitor = new SmtpTransport(settings)) {
            return Optional.ofNullable(visitor.connect()).map(SendResult.ServerUnavailable::code);
        }
    }

    @Override
    public SendResult send(OutgoingMail mail) {
        MimeMail mime;
        try {
            mime = MimeMail.of(mail, session);
        } catch (MessagingException e) {
            throw new IllegalArgumentException("not a mail: " + e.getClass().getSimpleName());
        }
        SendResult obstacle = connect();
        if (obstacle != null) {
            return obstacle;
        }
        try {
            connection.sendMessage(mime, new Address[] {mime.getAllRecipients()[0]});
            return new SendResult.Accepted();
        } catch (MessagingException e) {
            // Whatever state the conversation is in, the next mail starts a fresh one.
            close();
            return result(e);
        }
    }

    private SendResult.ServerUnavailable connect() {
        if (connection != null && connection.isConnected()) {
            return null;
        }
        close();
        try {
            connection = session.getTransport("smtp");
            connection.connect(
                    settings.host(),
                    settings.port(),
                    settings.user().orElse(null),
                    settings.password().orElse(null));
            return null;
        } catch (AuthenticationFailedException e) {
            close();
            return new SendResult.ServerUnavailable("smtp-authentication");
        } catch (MessagingException e) {
            close();
            return new SendResult.ServerUnavailable("smtp-unreachable");
        }
    }

    private static SendResult result(MessagingException failure) {
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
        return new SendResult.Unknown("smtp-connection-lost");
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
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (MessagingException e) {
                // It is given up either way.
            } finally {
                connection = null;
            }
        }
    }
}
