package nl.privacyloket.stack.mail;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a person would see of a MIME message: decoded headers, the text part, the HTML part. */
final class MimeReader {

    private MimeReader() {}

    static ReceivedMail read(long id, Instant receivedAt, String to, MimeMessage message) {
        try {
            return new ReceivedMail(
                    id,
                    receivedAt,
                    decoded(message.getHeader("From", ",")),
                    to,
                    message.getSubject(),
                    headers(message),
                    part(message, "text/plain"),
                    part(message, "text/html"));
        } catch (MessagingException | IOException e) {
            throw new IllegalArgumentException("Not a readable mail", e);
        }
    }

    private static Map<String, List<String>> headers(MimeMessage message) throws MessagingException, IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(decoded(header.getValue()));
        }
        return headers;
    }

    private static String decoded(String value) throws IOException {
        return value == null ? null : MimeUtility.decodeText(MimeUtility.unfold(value));
    }

    private static String part(Part part, String mediaType) throws MessagingException, IOException {
        if (part.isMimeType(mediaType)) {
            return part.getContent() instanceof String content ? content : null;
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String found = part(parts.getBodyPart(i), mediaType);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
