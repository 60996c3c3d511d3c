package nl.privacyloket.notification.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import nl.privacyloket.notification.fixture.Keys;
import nl.privacyloket.notification.letter.RenderedLetter;
import nl.privacyloket.stack.mail.SmtpSink;
import org.junit.jupiter.api.Test;

/**
 * How fast an announcement to 100,000 subscribers is sent: database, service and a mail server that takes everything on one
 * machine. Before and after each round a bare client sends mails of the same size by the same library over as many
 * connections, which records nothing: the ceiling. No test: {@code verify} passes it over. From the root of the project:
 *
 * <pre>mvn -pl notification-service -am -Dtest=AnnouncementBench -Dsurefire.failIfNoSpecifiedTests=false -Dtest.jvm= package</pre>
 *
 * <p>{@code -Dbench.subscribers=100000 -Dbench.rounds=3 -Dbench.senders=8} are the defaults; with {@code -Dbench.snapshot=true}
 * another session holds a snapshot all the while. The embedded database does not wait for the disk (fsync is off).
 */
class AnnouncementBench {
    private static final int SUBSCRIBERS = Integer.getInteger("bench.subscribers", 100_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int SENDERS = Integer.getInteger("bench.senders", 8);
    private static final boolean SNAPSHOT = Boolean.getBoolean("bench.snapshot");
    /** Two ceilings of a round further apart than this say that something else was running. */
    private static final double APART = 0.15;

    private static final String LINK = "https://mail.example.org/unsubscribe/c2Fza2lh.bm8tcGVyc29u";
    private static final String TEXT = golden("news.nl.txt");
    private static final String HTML = golden("news.nl.html");

    private final Clock clock = Clock.systemUTC();
    private final AnnouncementRoom room = AnnouncementRoom.open(clock);
    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Test
    void announcing() throws Exception {
        room.withSubscribers(SUBSCRIBERS);
        room.database.run("vacuum analyze subscriber");
        List<Double> rates = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        try (SmtpSink sink = SmtpSink.start();
                AgroalDataSource pool = pool();
                Connection other = pool.getConnection()) {
            // Both sides warm.
            bare(sink, SUBSCRIBERS / 10);
            announced(sink, pool);
            for (int round = 1; round <= ROUNDS; round++) {
                double before = bare(sink, SUBSCRIBERS / 2);
                if (SNAPSHOT) {
                    hold(other);
                }
                double rate = announced(sink, pool);
                if (SNAPSHOT) {
                    other.rollback();
                }
                double after = bare(sink, SUBSCRIBERS / 2);
                double ceiling = (before + after) / 2;
                boolean counts = Math.abs(before - after) / ceiling <= APART;
                System.out.printf(
                        Locale.ROOT,
                        "round %d: ceiling %.0f, announced %.0f, ceiling %.0f mails/s: %.2f%s%n",
                        round,
                        before,
                        rate,
                        after,
                        rate / ceiling,
                        counts ? "" : " (does not count: the ceilings are too far apart)");
                if (counts) {
                    rates.add(rate);
                    ratios.add(rate / ceiling);
                }
            }
        }
        rates.sort(null);
        ratios.sort(null);
        if (!rates.isEmpty()) {
            System.out.printf(
                    Locale.ROOT,
                    "median %.0f mails/s (%.0f to %.0f), %.2f of the ceiling (%.2f to %.2f)%n",
                    rates.get(rates.size() / 2),
                    rates.get(0),
                    rates.get(rates.size() - 1),
                    ratios.get(ratios.size() / 2),
                    ratios.get(0),
                    ratios.get(ratios.size() - 1));
        }
    }

    private static void hold(Connection other) throws Exception {
        other.setAutoCommit(false);
        other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (var statement = other.createStatement()) {
            statement.execute("select 1 from subscriber limit 1");
        }
    }

    /** @return mails a second */
    private double announced(SmtpSink sink, AgroalDataSource pool) throws Exception {
        room.database.run("truncate announcement_mail");
        room.database.run("vacuum full announcement");
        room.database.run("checkpoint");
        sink.forget();
        AnnouncementCounts counts = new AnnouncementCounts();
        UUID id = room.announce(1_000_000);
        long cpu = machine.getProcessCpuTime();
        long begun = System.nanoTime();
        try (AnnouncementEngine engine = AnnouncementRoom.engine(
                Keys.own(),
                new JdbcTransactions(pool, () -> {}),
                sink.port(),
                AnnouncementRoom.LEASE,
                counts,
                clock,
                SENDERS,
                (organisation, kind, purpose, words, language, leave) -> new RenderedLetter(
                        language.tag(),
                        words.subject(),
                        TEXT.replace(LINK, leave.toString()),
                        HTML.replace(LINK, leave.toString())))) {
            engine.start();
            awaitMails(sink, SUBSCRIBERS);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double busy = (machine.getProcessCpuTime() - cpu) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "announced: %.1f mails a transaction, %.0f us of processor time a mail in this process, sink included%n",
                (double) SUBSCRIBERS / counts.cycles(),
                busy / SUBSCRIBERS * 1e6);
        assertThat(sink.perAddress()).hasSize(SUBSCRIBERS);
        assertThat(sink.count()).isEqualTo(SUBSCRIBERS);
        return SUBSCRIBERS / seconds;
    }

    private static void awaitMails(SmtpSink sink, int mails) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (sink.count() < mails) {
            never.await(5, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }

    /** @return mails a second */
    private double bare(SmtpSink sink, int mails) throws Exception {
        sink.forget();
        AtomicInteger next = new AtomicInteger();
        long cpu = machine.getProcessCpuTime();
        long begun = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < SENDERS; number++) {
            Thread thread = new Thread(() -> send(sink.port(), next, mails));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(sink.count()).isEqualTo(mails);
        System.out.printf(
                Locale.ROOT,
                "bare: %.0f us of processor time a mail in this process, sink included%n",
                (machine.getProcessCpuTime() - cpu) / 1e3 / mails);
        return mails / seconds;
    }

    private static void send(int port, AtomicInteger next, int mails) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.localhost", "bench.example.org");
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("localhost", port, null, null);
            for (int number = next.getAndIncrement(); number < mails; number = next.getAndIncrement()) {
                MimeMessage mail = mail(session, number);
                transport.sendMessage(mail, new Address[] {mail.getAllRecipients()[0]});
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MimeMessage mail(Session session, int number) throws MessagingException {
        String id = "a." + UUID.randomUUID() + "." + UUID.randomUUID();
        MimeMessage mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + id + "@mail.example.org>");
            }
        };
        mail.setFrom(new InternetAddress("privacyloket@mail.example.org"));
        mail.setReplyTo(new Address[] {new InternetAddress("info@prifora.com")});
        mail.setRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(AnnouncementRoom.address(number)));
        mail.setSubject("Nieuws", "UTF-8");
        mail.setHeader("Content-Language", "nl");
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("List-Unsubscribe", "<" + LINK + ">");
        mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        mail.setContent(new MimeMultipart("alternative", part(TEXT, "plain"), part(HTML, "html")));
        mail.saveChanges();
        return mail;
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(content, "UTF-8", subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private AgroalDataSource pool() throws Exception {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(24)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionFactoryConfiguration(connection -> connection.jdbcUrl(room.database.jdbcUrl()))));
    }

    private static String golden(String name) {
        try (InputStream in =
                AnnouncementBench.class.getClassLoader().getResourceAsStream("golden-announcements/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
