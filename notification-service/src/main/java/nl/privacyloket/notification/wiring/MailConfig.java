package nl.privacyloket.notification.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.privacyloket.notification.bounce.MailboxSettings;
import nl.privacyloket.notification.delivery.SmtpSettings.Encryption;

/** How mail is sent. */
@ConfigMapping(prefix = "privacyloket.mail")
public interface MailConfig {
    /** Address that mail comes from, with the organisation's name; answers go to the organisation's own address. */
    String sender();

    /** Such addresses for single organisations, by their id. */
    Map<String, String> senders();

    /** The mail server. */
    Smtp smtp();

    /** How the queue is worked off. */
    Delivery delivery();

    /** Base of the links by which people unsubscribe: this service as persons reach it; https where RFC 8058 is to work. */
    @WithDefault("http://localhost:8082")
    URI unsubscribeUrl();

    /**
     * Address to which mail servers return what they cannot deliver, such as {@code bounces@example.org}; each mail gets
     * one of its own, {@code bounces+<id>@example.org}, which must arrive there too. The sender's address unless given.
     */
    Optional<String> returnPath();

    /** Reports that come back by mail. */
    Bounces bounces();

    /** How long nothing is sent to an address from which mail came back. */
    @WithDefault("P1Y")
    Period suppressedFor();

    /**
     * How long the content of a mail is kept after it was sent, while its request is open: mail servers may return it for as
     * long as this, and then it can be sent again.
     */
    @WithDefault("P5D")
    Duration contentKept();

    /** How long an erasure keeps systems that do not know of it yet from bringing the person back to a list; by hashes. */
    @WithDefault("P1Y")
    Period erasureRemembered();

    /** How long a message that failed can be sent again after its request was closed; then its contact is erased. */
    @WithDefault("P14D")
    Duration failedKept();

    /** The mail server. */
    interface Smtp {
        String host();

        int port();

        /** Other servers, as {@code host:port}, for while the first cannot be used; same credentials and encryption. */
        Optional<List<String>> fallbacks();

        /** Empty when the server asks for none. */
        Optional<String> user();

        Optional<String> password();

        @WithDefault("when-offered")
        Encryption encryption();

        /** For connecting, and for each answer of the server but the one to the text. */
        @WithDefault("PT20S")
        Duration timeout();

        /** Longest time for one mail until the end of its text, however slowly the server answers. */
        @WithDefault("PT1M")
        Duration wholeMail();

        /**
         * For the answer to the text (RFC 5321, 4.5.3.2.6). A server that checks the mail before it answers has taken it all
         * the same when we hang up, and gets it again.
         */
        @WithDefault("PT10M")
        Duration finalAnswer();

        /** After which a connection without mail is ended. */
        @WithDefault("PT10S")
        Duration idle();

        /** After which a connection is ended. */
        @WithDefault("100")
        int mailsPerConnection();

        /** Name that we give ourselves; the name of this host unless given. */
        Optional<String> helo();
    }

    /** Reports that come back by mail. */
    interface Bounces {
        /** The mailbox at which they arrive; looked into only when it has a host. */
        Imap imap();
    }

    /** A mailbox that is read by IMAP. */
    interface Imap {
        Optional<String> host();

        @WithDefault("993")
        int port();

        @WithDefault("bounces")
        String user();

        Optional<String> password();

        @WithDefault("INBOX")
        String folder();

        @WithDefault("tls")
        MailboxSettings.Encryption encryption();

        /** For connecting, and for each answer of the server. */
        @WithDefault("PT20S")
        Duration timeout();
    }

    /** How the queue is worked off. */
    interface Delivery {
        /** How many mails are sent at the same time. */
        @WithDefault("4")
        int senders();

        /** How long a worker that has died keeps a message from the others. */
        @WithDefault("PT30S")
        Duration lease();

        /** Most messages that one sender claims at once. */
        @WithDefault("5")
        int batch();

        /** Longest time between two looks at the queue; a new message wakes the worker at once. */
        @WithDefault("PT2S")
        Duration poll();

        /** Longest pause after the first failure of a message (4xx); doubles with each further one. */
        @WithDefault("PT15S")
        Duration retryFirst();

        /** Where that doubling ends. */
        @WithDefault("PT1H")
        Duration retryLongest();

        /** Longest pause after the mail server was first found away; doubles while it stays so. */
        @WithDefault("PT1S")
        Duration serverRetryFirst();

        /** Where that doubling ends. */
        @WithDefault("PT30S")
        Duration serverRetryLongest();

        /** Age in the queue after which a message that still fails is given up, if it was tried ten times. */
        @WithDefault("P5D")
        Duration giveUpAfter();
    }
}
