package nl.privacyloket.notification.wiring;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.crypto.SealOpener;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.crypto.TokenSigner;
import nl.privacyloket.kit.messaging.ServiceTopics;
import nl.privacyloket.messaging.deadletter.KnownOrganisations;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.messaging.topic.TopicDeclaration;
import nl.privacyloket.notification.announcement.PolicyAnnouncements;
import nl.privacyloket.notification.correspondence.Correspondences;
import nl.privacyloket.notification.intake.CaseworkEvents;
import nl.privacyloket.notification.intake.DisclosureEvents;
import nl.privacyloket.notification.intake.OfItsOrganisation;
import nl.privacyloket.notification.intake.OtherRetentionEvents;
import nl.privacyloket.notification.intake.PolicyEvents;
import nl.privacyloket.notification.intake.RequestConsequences;
import nl.privacyloket.notification.intake.RequestEvents;
import nl.privacyloket.notification.intake.RequestFileEvents;
import nl.privacyloket.notification.intake.RetentionEvents;
import nl.privacyloket.notification.intake.TaskEvents;
import nl.privacyloket.notification.letter.AddressBook;
import nl.privacyloket.notification.letter.LetterPrinter;
import nl.privacyloket.notification.letter.LetterRenderer;
import nl.privacyloket.notification.letter.PrivateLinks;
import nl.privacyloket.notification.organisation.OrganisationRegister;
import nl.privacyloket.notification.queue.ErasureReach;
import nl.privacyloket.notification.queue.MessageFacts;
import nl.privacyloket.notification.queue.MessageQueue;
import nl.privacyloket.notification.queue.MessageRegister;
import nl.privacyloket.notification.queue.OutTray;
import nl.privacyloket.notification.queue.SendingQueue;
import nl.privacyloket.notification.rendering.QuteLetterPrinter;
import nl.privacyloket.notification.rendering.QuteLetterRenderer;
import nl.privacyloket.notification.subscriber.Subscribers;
import nl.privacyloket.notification.subscriber.Subscriptions;

/** The parts of this service, which know nothing of the framework, put together. */
class NotificationBeans {
    private static final int PARTITIONS = 6;
    private static final Duration NOTIFICATIONS_KEPT = Duration.ofDays(14);

    private final MessageFacts facts = new MessageFacts();
    private final OrganisationRegister organisations = new OrganisationRegister();

    @Produces
    @Singleton
    ServiceTopics topics() {
        return () -> List.of(TopicDeclaration.keptFor(MessageFacts.TOPIC, PARTITIONS, NOTIFICATIONS_KEPT));
    }

    @Produces
    @Singleton
    Correspondences correspondences(FieldCipher cipher, SubjectHash hash) {
        return new Correspondences(cipher, hash);
    }

    @Produces
    @Singleton
    MessageQueue messageQueue(Correspondences correspondences, FieldCipher cipher, TokenSigner signer) {
        return new MessageQueue(correspondences, cipher, facts, signer);
    }

    @Produces
    @Singleton
    SendingQueue sendingQueue(Correspondences correspondences, MessageQueue queue, MailConfig config) {
        return new SendingQueue(
                correspondences, queue, facts, new SendingQueue.Kept(config.failedKept(), config.contentKept()));
    }

    @Produces
    @Singleton
    MessageRegister messageRegister() {
        return new MessageRegister(facts);
    }

    @Produces
    @Singleton
    OrganisationRegister organisationRegister() {
        return organisations;
    }

    @Produces
    @Singleton
    OutTray outTray(SendingQueue sending) {
        return new OutTray(sending, facts);
    }

    @Produces
    @Singleton
    AddressBook addressBook(Correspondences correspondences, Clock clock) {
        return new AddressBook(correspondences, organisations, clock);
    }

    @Produces
    @Singleton
    EventHandler policyEvents(PolicyAnnouncements announcements) {
        return new PolicyEvents(organisations, announcements);
    }

    @Produces
    @Singleton
    EventHandler requestEvents(
            Correspondences correspondences,
            MessageQueue queue,
            SendingQueue sending,
            SealOpener seal,
            Subscriptions subscriptions,
            Subscribers subscribers,
            Clock clock) {
        RequestEvents letters = new RequestEvents(correspondences, queue, sending, seal, clock);
        return new OfItsOrganisation(
                new RequestConsequences(
                        letters, subscriptions, subscribers, new ErasureReach(correspondences, queue, facts), clock),
                correspondences);
    }

    @Produces
    @Singleton
    EventHandler caseworkEvents(Correspondences correspondences, MessageQueue queue, SealOpener seal, Clock clock) {
        return new OfItsOrganisation(new CaseworkEvents(correspondences, queue, seal, clock), correspondences);
    }

    @Produces
    @Singleton
    EventHandler disclosureEvents(MessageQueue queue, SealOpener seal, Clock clock) {
        return new DisclosureEvents(queue, seal, clock);
    }

    @Produces
    @Singleton
    EventHandler retentionEvents(Correspondences correspondences, MessageQueue queue, SealOpener seal, Clock clock) {
        return new OfItsOrganisation(new RetentionEvents(queue, seal, clock), correspondences);
    }

    @Produces
    @Singleton
    EventHandler taskEvents(Correspondences correspondences, MessageQueue queue, Clock clock) {
        return new OfItsOrganisation(new TaskEvents(queue, organisations, clock), correspondences);
    }

    @Produces
    @Singleton
    EventHandler requestFileEvents(Correspondences correspondences) {
        return new RequestFileEvents(correspondences);
    }

    @Produces
    @Singleton
    EventHandler otherRetentionEvents() {
        return new OtherRetentionEvents();
    }

    @Produces
    @Singleton
    LetterPrinter letterPrinter(PublicUrlConfig config) {
        return new QuteLetterPrinter(new PrivateLinks(config.publicUrl()));
    }

    @Produces
    @Singleton
    LetterRenderer letterRenderer(PublicUrlConfig config) {
        return new QuteLetterRenderer(new PrivateLinks(config.publicUrl()));
    }

    /** Organisations are those that a policy is here of. */
    @Produces
    @Singleton
    KnownOrganisations knownOrganisations() {
        return KnownOrganisations.of("organisation_policy");
    }
}
