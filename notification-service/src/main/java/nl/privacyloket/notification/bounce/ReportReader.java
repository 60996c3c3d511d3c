package nl.privacyloket.notification.bounce;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.privacyloket.notification.correspondence.MailAddress;

/**
 * Reads reports of mail servers (RFC 3464 in the multipart/report of RFC 6522). Only fixed fields are read, and nothing of
 * what the mail says in words; nothing is fetched, and nothing is answered.
 */
public final class ReportReader {
    private static final String UNSPECIFIED = "5.0.0";
    private static final int MOST_RECIPIENTS = 50;
    private static final int LONGEST_VALUE = 1000;
    private static final Pattern STATUS = Pattern.compile("^\\s*([245]\\.\\d{1,3}\\.\\d{1,3})\\b");
    private static final Pattern MESSAGE_ID = Pattern.compile("<\\s*([A-Za-z0-9.-]{1,100})@[^<>\\s]+>");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,100}");
    private static final Pattern BLANK_LINE = Pattern.compile("\\r?\\n[ \\t]*\\r?\\n");
    /** Headers in which mail servers note the address that a report went to. */
    private static final List<String> DELIVERED_TO =
            List.of("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To");

    private final Session session;
    private final ReturnPaths returnPaths;

    public ReportReader(ReturnPaths returnPaths) {
        this.session = Session.getInstance(new Properties());
        this.returnPaths = returnPaths;
    }

    /**
     * Reads a mail.
     *
     * @param mail as it arrived (RFC 5322)
     * @return empty when it is no report about delivery
     * @throws UnreadableMailException when it cannot be read at all
     */
    public Optional<DeliveryReport> read(byte[] mail) throws UnreadableMailException {
        try {
            MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(mail));
            return message.isMimeType("multipart/report") && isAboutDelivery(message)
                    ? report(message)
                    : Optional.empty();
        } catch (MessagingException | IOException | RuntimeException e) {
            throw new UnreadableMailException(e);
        }
    }

    private static boolean isAboutDelivery(Part part) throws MessagingException {
        String type = new ContentType(part.getContentType()).getParameter("report-type");
        return type == null || type.equalsIgnoreCase("delivery-status");
    }

    private Optional<DeliveryReport> report(MimeMessage message) throws MessagingException, IOException {
        if (!(message.getContent() instanceof Multipart parts)) {
            return Optional.empty();
        }
        Set<String> ids = new LinkedHashSet<>();
        List<InternetHeaders> blocks = List.of();
        for (int place = 0; place < parts.getCount(); place++) {
            BodyPart part = parts.getBodyPart(place);
            if (part.isMimeType("message/delivery-status") || part.isMimeType("message/global-delivery-status")) {
                blocks = blocks(part);
            } else if (part.isMimeType("message/rfc822")
                    || part.isMimeType("message/global")
                    || part.isMimeType("text/rfc822-headers")
                    || part.isMimeType("message/global-headers")) {
                returnedId(part).ifPresent(ids::add);
            }
        }
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        envelopeId(blocks.get(0)).ifPresent(ids::add);
        returnPathIds(message, ids::add);
        return Optional.of(new DeliveryReport(failed(blocks.subList(1, blocks.size())), List.copyOf(ids)));
    }

    /** The first is about the mail, each other about one recipient. */
    private static List<InternetHeaders> blocks(Part part) throws MessagingException, IOException {
        List<InternetHeaders> blocks = new ArrayList<>();
        for (String block : BLANK_LINE.split(text(part).strip(), MOST_RECIPIENTS + 1)) {
            byte[] bytes = (block.strip() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
            blocks.add(new InternetHeaders(new ByteArrayInputStream(bytes), true));
        }
        return blocks;
    }

    private static String text(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Of the mail that was given back, or of its headers. */
    private static Optional<String> returnedId(Part part) throws MessagingException, IOException {
        String head = BLANK_LINE.split(text(part).stripLeading(), 2)[0] + "\r\n\r\n";
        InternetHeaders headers =
                new InternetHeaders(new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)), true);
        String value = headers.getHeader("Message-ID", null);
        Matcher id = MESSAGE_ID.matcher(value == null ? "" : value);
        return id.find() ? Optional.of(id.group(1)) : Optional.empty();
    }

    /** What we called the mail when we handed it over (RFC 3461). */
    private static Optional<String> envelopeId(InternetHeaders aboutTheMail) {
        return Optional.ofNullable(aboutTheMail.getHeader("Original-Envelope-Id", null))
                .map(String::strip)
                .filter(id -> ID.matcher(id).matches());
    }

    private void returnPathIds(MimeMessage message, Consumer<String> ids) throws MessagingException {
        for (String header : DELIVERED_TO) {
            String[] values = message.getHeader(header);
            for (String value : values == null ? new String[0] : values) {
                mailbox(value)
                        .flatMap(returnPaths::id)
                        .filter(id -> ID.matcher(id).matches())
                        .ifPresent(ids);
            }
        }
    }

    private static Optional<BounceStatus> failed(List<InternetHeaders> recipients) {
        String first = null;
        List<BounceStatus.Recipient> unreached = new ArrayList<>();
        for (InternetHeaders recipient : recipients) {
            String action = recipient.getHeader("Action", null);
            if (action != null && action.strip().equalsIgnoreCase("failed")) {
                String status = status(recipient.getHeader("Status", null));
                first = first == null ? status : first;
                refusedAt(recipient).ifPresent(address -> unreached.add(new BounceStatus.Recipient(address, status)));
            }
        }
        return first == null ? Optional.empty() : Optional.of(new BounceStatus(first, unreached));
    }

    /** The original recipient may have passed the mail on, and then nothing is said of it. */
    private static Optional<String> refusedAt(InternetHeaders recipient) {
        String last = recipient.getHeader("Final-Recipient", null);
        return address(last == null ? recipient.getHeader("Original-Recipient", null) : last);
    }

    private static String status(String value) {
        Matcher status = STATUS.matcher(value == null ? "" : value);
        // One that failed and says that all is well is not understood.
        return status.find() && !status.group(1).startsWith("2") ? status.group(1) : UNSPECIFIED;
    }

    /** Such as {@code rfc822; name@example.org}. */
    private static Optional<String> address(String value) {
        int semicolon = value == null ? -1 : value.indexOf(';');
        if (semicolon < 0) {
            return Optional.empty();
        }
        String type = value.substring(0, semicolon).strip();
        boolean isMail = type.equalsIgnoreCase("rfc822") || type.equalsIgnoreCase("utf-8");
        return isMail ? mailbox(value.substring(semicolon + 1)).flatMap(MailAddress::of) : Optional.empty();
    }

    /** What stands between angle brackets, or the whole; empty when it is too long for an address. */
    private static Optional<String> mailbox(String value) {
        if (value.length() > LONGEST_VALUE) {
            return Optional.empty();
        }
        String text = value.strip();
        int from = text.lastIndexOf('<') + 1;
        int to = text.indexOf('>', from);
        return Optional.of(text.substring(from, to < 0 ? text.length() : to));
    }
}
