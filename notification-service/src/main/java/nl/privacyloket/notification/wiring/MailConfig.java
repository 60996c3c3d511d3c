package nl.privacyloket.notification.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

    /** How long a message that failed can be sent again after its request was closed; then its contact is erased. */
    @WithDefault("P14D")
    Duration failedKept();

    /** The mail server. */
    interface Smtp {
        String host();

        int port();

        /** Empty when the server asks for none. */
        Optional<String> user();

        Optional<String> password();

        @WithDefault("when-offered")
        Encryption encryption();

        /** For connecting, and for each answer of the server. */
        @WithDefault("PT20S")
        Duration timeout();

        /** Name that we give ourselves; the name of this host unless given. */
        Optional<String> helo();
    }

    /** How the queue is worked off. */
    interface Delivery {
        /** How long a worker that has died keeps a message from the others. */
        @WithDefault("PT30S")
        Duration lease();

        /** Most messages claimed at once. */
        @WithDefault("10")
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

        /** Age in the queue after which a message that still fails is given up. */
        @WithDefault("P5D")
        Duration giveUpAfter();
    }
}
