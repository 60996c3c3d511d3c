package nl.privacyloket.notification.announcement;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import org.postgresql.ds.PGSimpleDataSource;

/** An instance in a process of its own, to be killed: database, port of the mail server, folder of keys, lease. */
final class AnnouncementWorker {
    private AnnouncementWorker() {}

    public static void main(String[] arguments) throws InterruptedException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(arguments[0]);
        AnnouncementEngine engine = AnnouncementRoom.engine(
                KeyFolder.at(Path.of(arguments[2])),
                new JdbcTransactions(database, () -> {}),
                Integer.parseInt(arguments[1]),
                Duration.parse(arguments[3]),
                new AnnouncementCounts(),
                Clock.systemUTC());
        engine.start();
        Thread.currentThread().join();
    }
}
