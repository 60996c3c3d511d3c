package nl.privacyloket.notification.delivery;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.notification.bounce.ReturnPaths;
import nl.privacyloket.notification.correspondence.Correspondences;
import nl.privacyloket.notification.delivery.SmtpSettings.Encryption;
import nl.privacyloket.notification.letter.AddressBook;
import nl.privacyloket.notification.letter.RenderedLetter;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.queue.MessageFacts;
import nl.privacyloket.notification.queue.MessageQueue;
import nl.privacyloket.notification.queue.SendingQueue;
import nl.privacyloket.notification.suppression.SuppressedAddresses;
import org.postgresql.ds.PGSimpleDataSource;

/** Delivers what is queued in somebody else's database, until it is killed. */
final class SendingProcess {
    static final int SENDERS = 4;
    static final Duration LEASE = Duration.ofSeconds(1);

    private SendingProcess() {}

    /** With the JDBC URL, the folder of keys and the port of the mail server. */
    public static void main(String[] arguments) throws InterruptedException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[0]);
        KeyFolder keys = KeyFolder.at(Path.of(arguments[1]));
        worker(new JdbcTransactions(database, () -> {}), keys, Integer.parseInt(arguments[2]))
                .start();
        new CountDownLatch(1).await();
    }

    private static DeliveryWorker worker(Transactions transactions, KeyFolder keys, int port) {
        Clock clock = Clock.systemUTC();
        FieldCipher cipher = keys.fieldCipher();
        MessageFacts facts = new MessageFacts();
        Correspondences correspondences = new Correspondences(cipher, keys.subjectHash());
        MessageQueue messages = new MessageQueue(correspondences, cipher, facts, keys.tokenSigner());
        SendingQueue queue = new SendingQueue(
                correspondences, messages, facts, new SendingQueue.Kept(Duration.ofDays(14), Duration.ofDays(5)));
        SuppressedAddresses suppressed = new SuppressedAddresses(keys.subjectHash(), Period.ofYears(1));
        MailWriter writer = new MailWriter(
                new AddressBook(correspondences, new OrganisationRegister(), clock),
                messages,
                addressed -> new RenderedLetter("nl", "Onderwerp", "Tekst", "<p>Tekst</p>"),
                new Senders("privacyloket@mail.example.org", Map.of()),
                new ReturnPaths(Optional.empty()),
                suppressed,
                clock);
        Backoff briefly = new Backoff(Duration.ofMillis(100), Duration.ofMillis(100), new Random());
        DeliverySettings settings = new DeliverySettings(
                LEASE, SENDERS, 5, Duration.ofMillis(200), briefly, briefly, Duration.ofMillis(50), Duration.ofDays(5));
        TakeOver takeOver = new TakeOver(LEASE, clock);
        SmtpSettings server = new SmtpSettings(
                "localhost",
                port,
                Optional.empty(),
                Optional.empty(),
                Encryption.NONE,
                Duration.ofSeconds(5),
                Optional.of("notification.example.org"));
        return new DeliveryWorker(
                transport -> new Postman(
                        queue,
                        transactions,
                        writer,
                        suppressed,
                        transport,
                        settings,
                        new DeliveryCounts(),
                        takeOver,
                        clock),
                new Relays(List.of(server), briefly, clock),
                settings,
                Duration.ofSeconds(1));
    }
}
