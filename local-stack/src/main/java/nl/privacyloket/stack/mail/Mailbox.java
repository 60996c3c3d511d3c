package nl.privacyloket.stack.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every mail that the SMTP server took, for all recipients, oldest first. With a directory each mail is a file there before
 * the sender hears that it was taken, so a killed stack loses none.
 */
public final class Mailbox {

    private static final String DELIVERED_TO = "X-Delivered-To";
    private static final String RECEIVED_AT = "X-Received-At";

    private final Path directory;
    private final List<ReceivedMail> mails = new ArrayList<>();
    private long lastId;

    private Mailbox(Path directory) {
        this.directory = directory;
    }

    /** A mailbox that is forgotten with the process. */
    public static Mailbox inMemory() {
        return new Mailbox(null);
    }

    /** A mailbox that keeps its mails in this directory, one {@code .eml} file each, and starts with those it finds. */
    public static Mailbox in(Path directory) {
        Mailbox mailbox = new Mailbox(directory);
        mailbox.load();
        return mailbox;
    }

    /** All mails, oldest first. */
    public synchronized List<ReceivedMail> all() {
        return List.copyOf(mails);
    }

    /** The mails to this address, oldest first; the case of the address does not matter. */
    public synchronized List<ReceivedMail> to(String address) {
        return mails.stream()
                .filter(mail -> mail.to().equalsIgnoreCase(address))
                .toList();
    }

    /** The mail with this number. */
    public synchronized Optional<ReceivedMail> find(long id) {
        return mails.stream().filter(mail -> mail.id() == id).findFirst();
    }

    /** Throws all mails away; numbers are not used again. */
    public synchronized void clear() {
        if (directory != null) {
            mails.forEach(mail -> delete(file(mail.id())));
        }
        mails.clear();
    }

    synchronized ReceivedMail deliver(String to, Instant receivedAt, MimeMessage message) {
        ReceivedMail mail = MimeReader.read(lastId + 1, receivedAt, to, message);
        if (directory != null) {
            store(mail, message);
        }
        lastId = mail.id();
        mails.add(mail);
        return mail;
    }

    private void store(ReceivedMail mail, MimeMessage message) {
        Path partial = directory.resolve("incoming.part");
        String envelope = DELIVERED_TO + ": " + mail.to() + "\r\n" + RECEIVED_AT + ": " + mail.receivedAt() + "\r\n";
        try {
            try (OutputStream out = Files.newOutputStream(partial)) {
                out.write(envelope.getBytes(StandardCharsets.UTF_8));
                message.writeTo(out);
            }
            Files.move(partial, file(mail.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalArgumentException("Not a readable mail", e);
        }
    }

    private void load() {
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.getFileName().toString().endsWith(".eml"))
                        .sorted()
                        .forEach(this::load);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load(Path file) {
        String name = file.getFileName().toString();
        long id = Long.parseLong(name.substring(0, name.length() - ".eml".length()));
        try (InputStream in = Files.newInputStream(file)) {
            MimeMessage message = new MimeMessage(null, in);
            mails.add(MimeReader.read(
                    id,
                    Instant.parse(message.getHeader(RECEIVED_AT, null)),
                    message.getHeader(DELIVERED_TO, null),
                    message));
            lastId = id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException("Not a readable mail: " + file, e);
        }
    }

    private Path file(long id) {
        return directory.resolve(String.format(Locale.ROOT, "%08d.eml", id));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
