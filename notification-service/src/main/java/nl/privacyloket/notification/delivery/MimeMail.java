package nl.privacyloket.notification.delivery;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Enumeration;
import java.util.Locale;
import java.util.UUID;
import nl.privacyloket.notification.delivery.OutgoingMail.Mailbox;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** An {@link OutgoingMail} as MIME: multipart/alternative of text and HTML, with headers that no input can add to. */
final class MimeMail extends SMTPMessage {
    static {
        // Otherwise the library searches all jars for it, for each mail: half of the time that a mail takes.
        System.getProperties()
                .putIfAbsent("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
    }

    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);

    private static final byte[] LINE_END = {'\r', '\n'};

    private final OutgoingMail mail;
    private final byte[] body;

    private MimeMail(Session session, OutgoingMail mail, byte[] body) {
        super(session);
        this.mail = mail;
        this.body = body;
    }

    /** @throws MessagingException when the mail cannot be put into headers and parts */
    static MimeMail of(OutgoingMail mail, Session session) throws MessagingException {
        // Random, so that no text can hold it, and with signs that quoted-printable never leaves side by side.
        String boundary = "=_" + UUID.randomUUID();
        MimeMail mime = new MimeMail(session, mail, body(mail, boundary));
        mime.setEnvelopeFrom(oneLine(mail.envelopeFrom()));
        mime.setFrom(address(mail.from()));
        if (mail.replyTo() != null) {
            mime.setReplyTo(new Address[] {address(mail.replyTo())});
        }
        mime.setRecipient(RecipientType.TO, address(mail.to()));
        mime.setSubject(oneLine(mail.letter().subject()), UTF_8);
        mime.setHeader("Date", DATE.format(mail.date().atOffset(ZoneOffset.UTC)));
        mime.setHeader("Content-Language", mail.letter().language());
        // RFC 3834: nobody's autoresponder is to answer this, and the second is what Exchange listens to.
        mime.setHeader("Auto-Submitted", "auto-generated");
        mime.setHeader("X-Auto-Response-Suppress", "All");
        if (mail.list() != null) {
            // RFC 2919, 2369 and 8058: mail programs show a button, which asks for one POST and nothing else.
            mime.setHeader("List-Id", "<" + oneLine(mail.list().listId()) + ">");
            mime.setHeader(
                    "List-Unsubscribe",
                    "<" + oneLine(mail.list().unsubscribeUrl().toASCIIString()) + ">");
            mime.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            mime.setHeader("Precedence", "bulk");
        }
        mime.setHeader("Message-ID", mail.messageId());
        mime.setHeader("MIME-Version", "1.0");
        mime.setHeader("Content-Type", "multipart/alternative; \r\n\tboundary=\"" + boundary + "\"");
        return mime;
    }

    /** Text and HTML, the better one last (RFC 2046, 5.1.4). */
    private static byte[] body(OutgoingMail mail, String boundary) {
        String text = mail.letter().text();
        String html = mail.letter().html();
        ByteArrayOutputStream body = new ByteArrayOutputStream((text.length() + html.length()) * 5 / 4 + 512);
        part(body, boundary, "plain", text);
        part(body, boundary, "html", html);
        ascii(body, "--" + boundary + "--\r\n");
        return body.toByteArray();
    }

    private static void part(ByteArrayOutputStream body, String boundary, String subtype, String content) {
        ascii(
                body,
                "--" + boundary + "\r\nContent-Type: text/" + subtype + "; charset=" + UTF_8
                        + "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
        body.writeBytes(QuotedPrintable.encode(content));
        body.writeBytes(LINE_END);
    }

    private static void ascii(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** As it goes over the line. What the library would make of parts, for each mail, is here already. */
    @Override
    public void writeTo(OutputStream out, String[] without) throws IOException, MessagingException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(1024);
        for (Enumeration<String> lines = getNonMatchingHeaderLines(without); lines.hasMoreElements(); ) {
            ascii(head, lines.nextElement());
            head.writeBytes(LINE_END);
        }
        head.writeBytes(LINE_END);
        out.write(head.toByteArray());
        out.write(body);
        out.flush();
    }

    private static InternetAddress address(Mailbox mailbox) throws MessagingException {
        try {
            InternetAddress address = new InternetAddress(oneLine(mailbox.address()), true);
            address.setPersonal(mailbox.name().isEmpty() ? null : oneLine(mailbox.name()), UTF_8);
            return address;
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("no UTF-8", e);
        }
    }

    /** The last fence: callers clean what they pass, and a line break here would be a header of somebody else's. */
    private static String oneLine(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new NoMailException("a header holds control characters");
        }
        return text;
    }

    /**
     * Asks a server that knows how (RFC 3461) to name the mail in reports about it, to send one when it fails, and to give
     * back its headers only.
     */
    void returnTo(boolean asked) {
        if (asked) {
            setMailExtension("ENVID=" + mail.id());
            setNotifyOptions(NOTIFY_FAILURE);
            setReturnOption(RETURN_HDRS);
        }
    }
}
