package nl.privacyloket.notification.bounce;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import nl.privacyloket.messaging.transaction.Transactions;
import org.jboss.logging.Logger;

/**
 * The mailbox to which mail servers return what they cannot deliver, read by IMAP. What was recorded is deleted. What is no
 * report, or of none of our mails, or cannot be read, is flagged and stays for people to look at; it is not read again.
 * Nothing is ever answered. Used by one thread at a time; several instances may read the same mailbox.
 */
public final class BounceMailbox {
    /** A report gives back one of our mails at most. */
    public static final int LARGEST = 256 * 1024;

    private static final Logger LOG = Logger.getLogger(BounceMailbox.class);
    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_TRIES = 5;

    private final MailboxSettings settings;
    private final Bounces bounces;
    private final Transactions transactions;
    private final Clock clock;
    private final Map<Long, Integer> tries = new HashMap<>();

    public BounceMailbox(MailboxSettings settings, Bounces bounces, Transactions transactions, Clock clock) {
        this.settings = settings;
        this.bounces = bounces;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Reads what has arrived.
     *
     * @throws MessagingException when the mailbox cannot be used now
     */
    public void read() throws MessagingException {
        try (Store store = Session.getInstance(settings.properties()).getStore("imap")) {
            store.connect(settings.host(), settings.port(), settings.user(), settings.password());
            try (Folder folder = store.getFolder(settings.folder())) {
                // Closing it expunges what was marked as deleted.
                folder.open(Folder.READ_WRITE);
                Message[] arrived = folder.search(new AndTerm(
                        new FlagTerm(new Flags(Flags.Flag.FLAGGED), false),
                        new FlagTerm(new Flags(Flags.Flag.DELETED), false)));
                for (int place = 0; place < Math.min(arrived.length, MOST_AT_ONCE); place++) {
                    read(arrived[place], ((UIDFolder) folder).getUID(arrived[place]));
                }
            }
        }
    }

    private void read(Message message, long uid) throws MessagingException {
        try {
            switch (bounces.record(bytes(message), null, transactions, clock.instant())) {
                case RECORDED, NOT_FINAL -> message.setFlag(Flags.Flag.DELETED, true);
                case UNKNOWN_MESSAGE, NO_REPORT -> message.setFlag(Flags.Flag.FLAGGED, true);
            }
            tries.remove(uid);
        } catch (UnreadableMailException | IOException e) {
            setAside(message, uid, e);
        } catch (MessagingException e) {
            // The mailbox, not the mail.
            throw e;
        } catch (Exception e) {
            // The others are not held up by it. When it is not the database that is away, it is not tried for ever.
            if (!isDatabaseAway(e) && tries.merge(uid, 1, Integer::sum) >= MOST_TRIES) {
                setAside(message, uid, e);
            } else {
                LOG.warnf("report not recorded cause=%s", e.getClass().getSimpleName());
            }
        }
    }

    /** Classes of SQL states that blame what was to be written: data, constraints, syntax. */
    private static boolean isDatabaseAway(Exception e) {
        return e instanceof SQLException failure
                && (failure.getSQLState() == null || !failure.getSQLState().matches("(22|23|42).*"));
    }

    private void setAside(Message message, long uid, Exception cause) throws MessagingException {
        tries.remove(uid);
        message.setFlag(Flags.Flag.FLAGGED, true);
        LOG.errorf(
                "mail to the return path set aside cause=%s", cause.getClass().getSimpleName());
    }

    private static byte[] bytes(Message message) throws MessagingException, IOException {
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        message.writeTo(new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (mail.size() + length > LARGEST) {
                    throw new IOException("too large");
                }
                mail.write(bytes, from, length);
            }
        });
        return mail.toByteArray();
    }
}
