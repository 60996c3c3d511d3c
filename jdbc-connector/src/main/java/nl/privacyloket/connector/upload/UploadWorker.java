package nl.privacyloket.connector.upload;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import nl.privacyloket.connector.background.BackgroundLoop;
import nl.privacyloket.connector.command.Answer;
import nl.privacyloket.connector.command.Answer.Reply;
import nl.privacyloket.connector.command.Command;
import nl.privacyloket.connector.command.CommandSubject;
import nl.privacyloket.connector.command.ExecutedCommands;
import nl.privacyloket.connector.command.Replies;
import nl.privacyloket.connector.execution.Access;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.person.Subject;
import nl.privacyloket.connector.upload.PendingUploads.Pending;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.transaction.Transactions;
import org.jboss.logging.Logger;

/**
 * Uploads what access commands ask for, one at a time, outside any transaction; what fails is tried again with growing
 * pauses for three days. The answer to the command commits together with the end of its waiting.
 */
public final class UploadWorker implements AutoCloseable {
    /** The receiver never answered. */
    static final String UNREACHABLE = "upload-unreachable";
    /** The receiver does not want it. */
    static final String REFUSED = "upload-refused";

    private static final Logger LOG = Logger.getLogger(UploadWorker.class);
    private static final Duration PATIENCE = Duration.ofDays(3);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final DataSource dataSource;
    private final Transactions transactions;
    private final Access access;
    private final SealOpener seal;
    private final UploadClient client;
    private final Replies replies;
    private final Clock clock;
    private final BackgroundLoop loop;

    public UploadWorker(
            String system,
            DataSource dataSource,
            Transactions transactions,
            Access access,
            SealOpener seal,
            UploadClient client,
            Replies replies,
            Clock clock) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.access = access;
        this.seal = seal;
        this.client = client;
        this.replies = replies;
        this.clock = clock;
        this.loop = new BackgroundLoop("uploads-" + system, this::uploadNext);
    }

    public void start() {
        loop.start();
    }

    /** Says that something may wait; returns at once. */
    public void wake() {
        loop.wake();
    }

    /** Brings one waiting command a step further; false when none has its turn. */
    boolean uploadNext() throws Exception {
        Instant now = clock.instant();
        Optional<Pending> next = transactions.inTransaction(
                connection -> PendingUploads.claim(connection, now, now.plus(UploadClient.TIMEOUT.multipliedBy(2))));
        if (next.isEmpty()) {
            return false;
        }
        Command command = EventJson.read(next.get().command(), Command.class);
        try {
            upload(next.get(), command);
        } catch (CommandRefusedException e) {
            refuse(command, e.reason());
        } catch (SQLException | RuntimeException e) {
            LOG.warnf(
                    "upload failed system=%s commandId=%s cause=%s",
                    command.system(), command.commandId(), e.getClass().getSimpleName());
            retry(next.get(), command);
        }
        return true;
    }

    private void upload(Pending pending, Command command) throws Exception {
        CommandSubject subject = seal.open(command.subject(), CommandSubject.class);
        Access.Answer answer = read(Subject.of(command.requestId(), subject.identifiers()));
        switch (client.put(subject.upload(), command.commandId(), answer.part())) {
            case DONE -> finish(command, answer);
            case REFUSED -> refuse(command, REFUSED);
            case RETRY -> retry(pending, command);
        }
    }

    private Access.Answer read(Subject subject) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            int isolation = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return access.read(connection, subject);
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(isolation);
                connection.setAutoCommit(true);
            }
        }
    }

    private void finish(Command command, Access.Answer answer) throws Exception {
        transactions.inTransaction(connection -> {
            if (PendingUploads.remove(connection, command.commandId())) {
                Instant now = clock.instant();
                Reply reply = Answer.accessed(command.commandId(), command.system(), now, answer.categories());
                ExecutedCommands.note(connection, command.commandId(), reply, now);
                replies.done(connection, Command.ACCESS, command, reply);
            }
            return null;
        });
    }

    private void refuse(Command command, String reason) throws Exception {
        transactions.inTransaction(connection -> {
            if (PendingUploads.remove(connection, command.commandId())) {
                replies.refused(connection, Command.ACCESS, command, reason);
            }
            return null;
        });
    }

    private void retry(Pending pending, Command command) throws Exception {
        Instant now = clock.instant();
        if (pending.receivedAt().plus(PATIENCE).isBefore(now)) {
            refuse(command, UNREACHABLE);
            return;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(pending.attempts() - 1, 20));
        Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        LOG.warnf(
                "upload will be tried again system=%s commandId=%s attempts=%d",
                command.system(), command.commandId(), pending.attempts());
        transactions.inTransaction(connection -> {
            PendingUploads.postpone(connection, command.commandId(), now.plus(pause));
            return null;
        });
    }

    @Override
    public void close() {
        loop.close();
    }
}
