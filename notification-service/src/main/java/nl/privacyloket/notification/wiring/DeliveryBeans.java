package nl.privacyloket.notification.wiring;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.kit.messaging.JtaTransactions;
import nl.privacyloket.notification.bounce.ReturnPaths;
import nl.privacyloket.notification.delivery.Backoff;
import nl.privacyloket.notification.delivery.DeliveryCounts;
import nl.privacyloket.notification.delivery.DeliverySettings;
import nl.privacyloket.notification.delivery.DeliveryWorker;
import nl.privacyloket.notification.delivery.MailWriter;
import nl.privacyloket.notification.delivery.Postman;
import nl.privacyloket.notification.delivery.Relays;
import nl.privacyloket.notification.delivery.Senders;
import nl.privacyloket.notification.delivery.SmtpSettings;
import nl.privacyloket.notification.delivery.TakeOver;
import nl.privacyloket.notification.letter.AddressBook;
import nl.privacyloket.notification.letter.LetterRenderer;
import nl.privacyloket.notification.queue.MessageQueue;
import nl.privacyloket.notification.queue.SendingQueue;
import nl.privacyloket.notification.suppression.SuppressedAddresses;

/** The way from the queue to the mail servers, put together. */
class DeliveryBeans {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);
    private static final Duration RECORD_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Random random = new Random();

    @Produces
    @Singleton
    Senders senders(MailConfig config) {
        return new Senders(config.sender(), config.senders());
    }

    @Produces
    @Singleton
    ReturnPaths returnPaths(MailConfig config) {
        return new ReturnPaths(config.returnPath());
    }

    @Produces
    @Singleton
    SuppressedAddresses suppressedAddresses(SubjectHash hash, MailConfig config) {
        return new SuppressedAddresses(hash, config.suppressedFor());
    }

    @Produces
    @Singleton
    Relays relays(MailConfig config, Clock clock) {
        MailConfig.Delivery delivery = config.delivery();
        return new Relays(
                servers(config.smtp()),
                new Backoff(delivery.serverRetryFirst(), delivery.serverRetryLongest(), random),
                clock);
    }

    private static List<SmtpSettings> servers(MailConfig.Smtp smtp) {
        SmtpSettings first = new SmtpSettings(
                smtp.host(),
                smtp.port(),
                smtp.user(),
                smtp.password(),
                smtp.encryption(),
                smtp.timeout(),
                smtp.helo(),
                new SmtpSettings.Limits(smtp.wholeMail(), smtp.finalAnswer(), smtp.idle(), smtp.mailsPerConnection()));
        List<SmtpSettings> servers = new ArrayList<>(List.of(first));
        smtp.fallbacks().orElse(List.of()).forEach(fallback -> servers.add(first.at(fallback)));
        return servers;
    }

    @Produces
    @Singleton
    DeliverySettings deliverySettings(MailConfig config) {
        MailConfig.Delivery delivery = config.delivery();
        return new DeliverySettings(
                delivery.lease(),
                delivery.senders(),
                delivery.batch(),
                delivery.poll(),
                new Backoff(delivery.retryFirst(), delivery.retryLongest(), random),
                new Backoff(delivery.serverRetryFirst(), delivery.serverRetryLongest(), random),
                RECORD_AGAIN_AFTER,
                delivery.giveUpAfter());
    }

    @Produces
    @Singleton
    DeliveryCounts deliveryCounts() {
        return new DeliveryCounts();
    }

    @Produces
    @Singleton
    MailWriter mailWriter(
            AddressBook addressBook,
            MessageQueue queue,
            LetterRenderer renderer,
            Senders senders,
            ReturnPaths returnPaths,
            SuppressedAddresses suppressed,
            Clock clock) {
        return new MailWriter(addressBook, queue, renderer, senders, returnPaths, suppressed, clock);
    }

    @Produces
    @Singleton
    DeliveryWorker deliveryWorker(
            SendingQueue sending,
            MailWriter writer,
            SuppressedAddresses suppressed,
            JtaTransactions transactions,
            Relays relays,
            DeliverySettings settings,
            DeliveryCounts counts,
            Clock clock) {
        TakeOver takeOver = new TakeOver(settings.lease(), clock);
        return new DeliveryWorker(
                transport -> new Postman(
                        sending, transactions, writer, suppressed, transport, settings, counts, takeOver, clock),
                relays,
                settings,
                STOP_WITHIN);
    }
}
