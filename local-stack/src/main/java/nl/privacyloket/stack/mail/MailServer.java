package nl.privacyloket.stack.mail;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Clock;
import nl.privacyloket.stack.Stopwatch;
import nl.privacyloket.stack.net.LocalPorts;
import org.jboss.logging.Logger;

/** An SMTP server on the loopback address that takes every mail, from and to anyone, and puts it into a {@link Mailbox}. */
public final class MailServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MailServer.class);

    private final int port;
    private final Mailbox mailbox;
    private final Clock clock;
    private GreenMail server;

    private MailServer(int port, Mailbox mailbox, Clock clock) {
        this.port = LocalPorts.orFree(port);
        this.mailbox = mailbox;
        this.clock = clock;
    }

    /** Starts a server on a free port with a mailbox in memory. */
    public static MailServer startTemporary() {
        return start(0, Mailbox.inMemory());
    }

    /** Starts a server that delivers into this mailbox and returns when it listens; port 0 takes a free one. */
    public static MailServer start(int port, Mailbox mailbox) {
        MailServer started = new MailServer(port, mailbox, Clock.systemUTC());
        started.start();
        return started;
    }

    /** Starts it again after {@link #stop()}, on the same port with the same mailbox. */
    public synchronized void start() {
        if (server != null) {
            throw new IllegalStateException("SMTP runs already on port " + port);
        }
        Stopwatch watch = Stopwatch.started();
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(20_000);
        GreenMail starting = new GreenMail(setup);
        starting.getUserManager().setAuthRequired(false);
        starting.getUserManager().setMessageDeliveryHandler((message, recipient) -> take(starting, message, recipient));
        starting.start();
        server = starting;
        LOG.infof("SMTP listens on port %d after %d ms", port, watch.millis());
    }

    /** Stops it; a sender finds nobody listening. The mailbox stays. */
    public synchronized void stop() {
        if (server != null) {
            server.stop();
            server = null;
            LOG.infof("SMTP on port %d stopped", port);
        }
    }

    @Override
    public void close() {
        stop();
    }

    public int port() {
        return port;
    }

    public Mailbox mailbox() {
        return mailbox;
    }

    private GreenMailUser take(GreenMail greenMail, MovingMessage message, MailAddress recipient) throws UserException {
        ReceivedMail mail = mailbox.deliver(recipient.getEmail(), clock.instant(), message.getMessage());
        LOG.infof("Mail %d received", mail.id());
        // GreenMail wants an owner for its own copy; ours is in the mailbox already.
        GreenMailUser everyone = greenMail.getUserManager().getUser("everyone");
        return everyone != null
                ? everyone
                : greenMail.getUserManager().createUser("everyone@example.org", "everyone", "everyone");
    }
}
