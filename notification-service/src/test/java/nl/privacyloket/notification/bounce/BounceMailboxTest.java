package nl.privacyloket.notification.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags.Flag;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;
import nl.privacyloket.notification.bounce.Bounces.Outcome;
import nl.privacyloket.notification.bounce.MailboxSettings.Encryption;
import nl.privacyloket.notification.fixture.Reports;
import nl.privacyloket.notification.fixture.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BounceMailboxTest {
    private static final String SASKIA = "saskia.voorbeeld@example.org";

    private final GreenMail server = started();
    private final GreenMailUser user = server.setUser("bounces@mail.example.org", "bounces", "a-password");
    /** Ids of the mails that came back; those that start with {@code poison} cannot be recorded. */
    private final List<String> recorded = new ArrayList<>();

    private boolean databaseAway;
    private final Bounces bounces =
            new Bounces(new ReportReader(new ReturnPaths(Optional.empty())), List.of(this::take));
    private final BounceMailbox mailbox = mailbox("a-password");

    private static GreenMail started() {
        ServerSetup imap = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);
        imap.setServerStartupTimeout(20_000);
        GreenMail server = new GreenMail(imap);
        server.start();
        return server;
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private boolean take(Connection connection, String organisation, String id, BounceStatus status, Instant at) {
        if (id.startsWith("poison")) {
            throw new IllegalStateException("cannot be recorded");
        }
        return id.startsWith("known") && recorded.add(id);
    }

    private BounceMailbox mailbox(String password) {
        MailboxSettings settings = new MailboxSettings(
                "127.0.0.1",
                server.getImap().getPort(),
                "bounces",
                password,
                "INBOX",
                Encryption.NONE,
                Duration.ofSeconds(5));
        Transactions noDatabase = new Transactions() {
            @Override
            public <T> T inTransaction(Work<T> work) throws Exception {
                if (databaseAway) {
                    throw new SQLException("away");
                }
                return work.run(null);
            }
        };
        return new BounceMailbox(
                settings, bounces, noDatabase, new SettableClock(Instant.parse("2026-11-22T10:00:00Z")));
    }

    private void arrives(String mail) {
        try {
            MimeMessage message = new MimeMessage(
                    Session.getInstance(new Properties()), new ByteArrayInputStream(Reports.bytes(mail)));
            user.deliver(message);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String report(String id) {
        return Reports.withEnvelopeId(id, SASKIA, "5.1.1");
    }

    /** Of the mails that are there: whether each was flagged. */
    private List<Boolean> flagged() throws FolderException {
        MailFolder inbox = server.getManagers().getImapHostManager().getInbox(user);
        return inbox.getMessages().stream()
                .map(message -> message.isSet(Flag.FLAGGED))
                .toList();
    }

    @Test
    void whatIsRecordedIsDeleted() throws Exception {
        arrives(report("known.1"));
        arrives(Reports.postfix("<known.2@mail.example.org>", SASKIA, "failed", "5.1.1"));

        mailbox.read();

        assertThat(recorded).containsExactly("known.1", "known.2");
        assertThat(flagged()).isEmpty();
    }

    @Test
    void aDelayIsDeletedToo() throws Exception {
        arrives(Reports.postfix("<known.1@mail.example.org>", SASKIA, "delayed", "4.4.1"));

        mailbox.read();

        assertThat(recorded).isEmpty();
        assertThat(flagged()).isEmpty();
    }

    @Test
    void whatIsNoReportOrOfNoneOfOursStaysForPeopleAndIsReadOnce() throws Exception {
        arrives(Reports.absence());
        arrives(report("somebody-elses"));
        mailbox.read();

        mailbox.read();

        assertThat(flagged()).containsExactly(true, true);
        assertThat(bounces.count(Outcome.NO_REPORT)).isEqualTo(1);
        assertThat(bounces.count(Outcome.UNKNOWN_MESSAGE)).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadStaysAndIsCountedAndHoldsUpNoOther() throws Exception {
        arrives(Reports.exchange("<known.1@mail.example.org>", SASKIA, "5.1.1")
                .replace(
                        "Content-Type: text/rfc822-headers",
                        "Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: x-uuencode"));
        arrives(report("known.2"));
        mailbox.read();

        mailbox.read();

        assertThat(recorded).containsExactly("known.2");
        assertThat(flagged()).containsExactly(true);
        assertThat(bounces.unreadable()).isEqualTo(1);
    }

    @Test
    void whatIsTooLargeIsSetAside() throws Exception {
        arrives(report("known.1") + "x".repeat(BounceMailbox.LARGEST));

        mailbox.read();

        assertThat(recorded).isEmpty();
        assertThat(flagged()).containsExactly(true);
    }

    @Test
    void whatCannotBeRecordedHoldsUpNoOtherAndIsSetAsideAfterAWhile() throws Exception {
        arrives(report("poison.1"));
        arrives(report("known.2"));
        mailbox.read();
        List<Boolean> atFirst = flagged();

        for (int look = 0; look < 4; look++) {
            mailbox.read();
        }

        assertThat(recorded).containsExactly("known.2");
        assertThat(atFirst).containsExactly(false);
        assertThat(flagged()).containsExactly(true);
    }

    @Test
    void whileTheDatabaseIsAwayEverythingWaits() throws Exception {
        arrives(report("known.1"));
        databaseAway = true;
        for (int look = 0; look < 10; look++) {
            mailbox.read();
        }
        databaseAway = false;

        mailbox.read();

        assertThat(recorded).containsExactly("known.1");
        assertThat(flagged()).isEmpty();
    }

    @Test
    void aMailboxThatRefusesUsSaysSo() {
        assertThatThrownBy(() -> mailbox("wrong").read()).isInstanceOf(MessagingException.class);
    }

    @Test
    void theSettingsShowNoPassword() {
        assertThat(new MailboxSettings(
                                "mail.example.org",
                                993,
                                "bounces",
                                "a-password",
                                "INBOX",
                                Encryption.TLS,
                                Duration.ofSeconds(5))
                        .toString())
                .isEqualTo("MailboxSettings[mail.example.org:993/INBOX, TLS]");
    }
}
