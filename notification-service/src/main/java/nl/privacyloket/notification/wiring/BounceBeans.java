package nl.privacyloket.notification.wiring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.notification.bounce.BounceMailbox;
import nl.privacyloket.notification.bounce.BouncedMail;
import nl.privacyloket.notification.bounce.Bounces;
import nl.privacyloket.notification.bounce.MailboxSettings;
import nl.privacyloket.notification.bounce.ReportReader;
import nl.privacyloket.notification.bounce.ReturnPaths;
import nl.privacyloket.notification.queue.BouncedMessages;
import nl.privacyloket.notification.queue.MessageFacts;
import nl.privacyloket.notification.queue.MessageQueue;
import nl.privacyloket.notification.suppression.SuppressedAddresses;

/** Reads what mail servers return. */
@ApplicationScoped
class BounceBeans {
    /** Each sort of mail that can come back is a bean. */
    @Produces
    @Singleton
    BouncedMail bouncedMessages(MessageQueue messages, SuppressedAddresses suppressed) {
        return new BouncedMessages(messages, new MessageFacts(), suppressed);
    }

    @Produces
    @Singleton
    Bounces bounces(ReturnPaths returnPaths, Instance<BouncedMail> sorts) {
        return new Bounces(new ReportReader(returnPaths), sorts.stream().toList());
    }

    @Produces
    @Singleton
    Mailbox mailbox(MailConfig config, Bounces bounces, JtaTransactions transactions, Clock clock) {
        MailConfig.Imap imap = config.bounces().imap();
        return new Mailbox(imap.host()
                .map(host -> new MailboxSettings(
                        host,
                        imap.port(),
                        imap.user(),
                        imap.password().orElse(""),
                        imap.folder(),
                        imap.encryption(),
                        imap.timeout()))
                .map(settings -> new BounceMailbox(settings, bounces, transactions, clock)));
    }

    /** The mailbox, if there is one. */
    record Mailbox(Optional<BounceMailbox> bounces) {}

    void register(@Observes StartupEvent event, Bounces bounces, MeterRegistry registry) {
        for (Bounces.Outcome outcome : Bounces.Outcome.values()) {
            FunctionCounter.builder("privacyloket.mail.reports", bounces, counted -> counted.count(outcome))
                    .tag("outcome", outcome.word())
                    .description("Mails to the return path, by what became of them")
                    .register(registry);
        }
        FunctionCounter.builder("privacyloket.mail.reports", bounces, Bounces::unreadable)
                .tag("outcome", "unreadable")
                .description("Mails to the return path, by what became of them")
                .register(registry);
    }
}
