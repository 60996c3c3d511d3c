package nl.privacyloket.bench.announcement;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import nl.privacyloket.stack.mail.ReceivedMail;

/** Sends the same mail again and again by the library that the service uses too, each thread over one connection. */
final class BareClient {
    private static final String UTF_8 = "UTF-8";

    static {
        // As in the service: otherwise the library searches all jars for it, for each part of each mail.
        System.getProperties()
                .putIfAbsent("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
    }

    private final int port;
    private final int connections;
    private final ReceivedMail like;

    /** @param like a mail whose words, and headers for the reader's program, each mail has */
    BareClient(int port, int connections, ReceivedMail like) {
        this.port = port;
        this.connections = connections;
        this.like = like;
    }

    /** @return mails a second */
    double send(int mails) throws Exception {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long begun = System.nanoTime();
            List<Future<Void>> all = new ArrayList<>();
            Callable<Void> one = () -> send(next, mails);
            for (int thread = 0; thread < connections; thread++) {
                all.add(threads.submit(one));
            }
            for (Future<Void> each : all) {
                each.get();
            }
            return mails / ((System.nanoTime() - begun) / 1e9);
        } finally {
            threads.shutdown();
        }
    }

    private Void send(AtomicInteger next, int mails) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.localhost", "bench.example.org");
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("localhost", port, null, null);
            for (int number = next.getAndIncrement(); number < mails; number = next.getAndIncrement()) {
                MimeMessage mail = mail(session, number);
                transport.sendMessage(mail, new Address[] {mail.getAllRecipients()[0]});
            }
        }
        return null;
    }

    private MimeMessage mail(Session session, int number) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress("privacyloket@mail.example.org"));
        mail.setReplyTo(new Address[] {new InternetAddress("info@example.org")});
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(Readers.address(number)));
        mail.setSubject(like.subject(), UTF_8);
        mail.setHeader("Content-Language", "nl");
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("List-Unsubscribe", like.header("List-Unsubscribe"));
        mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        mail.setContent(new MimeMultipart("alternative", part(like.text(), "plain"), part(like.html(), "html")));
        mail.saveChanges();
        return mail;
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(content, UTF_8, subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }
}
