package nl.privacyloket.notification.wiring;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;
import nl.privacyloket.messaging.outbox.RelayAlarm;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.notification.announcement.AnnouncedBounces;
import nl.privacyloket.notification.announcement.AnnouncementCounts;
import nl.privacyloket.notification.announcement.AnnouncementCycle;
import nl.privacyloket.notification.announcement.AnnouncementEngine;
import nl.privacyloket.notification.announcement.AnnouncementRegister;
import nl.privacyloket.notification.announcement.AnnouncementRetention;
import nl.privacyloket.notification.announcement.AnnouncementSender;
import nl.privacyloket.notification.announcement.AnnouncementSettings;
import nl.privacyloket.notification.announcement.AnnouncementWriter;
import nl.privacyloket.notification.announcement.PolicyAnnouncements;
import nl.privacyloket.notification.bounce.BouncedMail;
import nl.privacyloket.notification.bounce.ReturnPaths;
import nl.privacyloket.notification.delivery.DeliverySettings;
import nl.privacyloket.notification.delivery.Relays;
import nl.privacyloket.notification.delivery.Senders;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.rendering.QuteAnnouncementRenderer;
import nl.privacyloket.notification.subscriber.Subscribers;
import nl.privacyloket.notification.suppression.SuppressedAddresses;
import nl.privacyloket.notification.unsubscribe.UnsubscribeLinks;

/** Announcements, put together. */
class AnnouncementBeans {
    private final AnnouncementCounts counts = new AnnouncementCounts();

    @Produces
    @Singleton
    AnnouncementRegister announcementRegister() {
        return new AnnouncementRegister();
    }

    @Produces
    @Singleton
    AnnouncementCounts announcementCounts() {
        return counts;
    }

    @Produces
    @Singleton
    PolicyAnnouncements policyAnnouncements(AnnouncementConfig config, Clock clock) {
        return new PolicyAnnouncements(config.perSecond(), config.late(), clock);
    }

    @Produces
    @Singleton
    AnnouncementRetention announcementRetention(AnnouncementConfig config) {
        return new AnnouncementRetention(config.rowsKept());
    }

    @Produces
    @Singleton
    BouncedMail announcedBounces(SuppressedAddresses suppressed, AnnouncementConfig config) {
        return new AnnouncedBounces(suppressed, config.rowsKept());
    }

    @Produces
    @Singleton
    AnnouncementEngine announcementEngine(
            DataSource dataSource,
            OrganisationRegister organisations,
            Subscribers subscribers,
            UnsubscribeLinks links,
            Senders senders,
            ReturnPaths returnPaths,
            SuppressedAddresses suppressed,
            Relays relays,
            DeliverySettings delivery,
            AnnouncementConfig config,
            RelayAlarm alarm,
            Clock clock) {
        // Hundreds of transactions a second, of which nearly none tells others anything: the outbox's relay is woken by
        // those.
        Transactions transactions = new JdbcTransactions(dataSource, () -> {});
        AnnouncementSettings settings = new AnnouncementSettings(
                config.senders(),
                config.ahead(),
                config.lease(),
                config.poll(),
                delivery.messageBackoff(),
                delivery.giveUpAfter());
        AnnouncementWriter writer = new AnnouncementWriter(
                transactions,
                organisations,
                new QuteAnnouncementRenderer(),
                subscribers,
                links,
                senders,
                returnPaths,
                clock);
        return new AnnouncementEngine(
                transactions,
                new AnnouncementCycle(config.lease(), suppressed),
                new AnnouncementSender(writer, relays, settings, counts, clock),
                relays,
                settings,
                counts,
                alarm::ring,
                clock);
    }
}
