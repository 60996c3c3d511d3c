package nl.privacyloket.notification.wiring;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import nl.privacyloket.crypto.FieldCipher;
import nl.privacyloket.crypto.TokenSigner;
import nl.privacyloket.kit.web.StreamedBodies;
import nl.privacyloket.notification.subscriber.Enrolment;
import nl.privacyloket.notification.subscriber.Subscribers;
import nl.privacyloket.notification.subscriber.Subscriptions;
import nl.privacyloket.notification.unsubscribe.UnsubscribeLinks;

/** Subscribers and what they end, put together. */
class SubscriberBeans {

    @Produces
    @Singleton
    Subscribers subscribers(FieldCipher cipher) {
        return new Subscribers(cipher);
    }

    @Produces
    @Singleton
    Enrolment enrolment(Subscribers subscribers) {
        return new Enrolment(subscribers);
    }

    @Produces
    @Singleton
    Subscriptions subscriptions() {
        return new Subscriptions();
    }

    @Produces
    @Singleton
    UnsubscribeLinks unsubscribeLinks(MailConfig config, TokenSigner signer) {
        return new UnsubscribeLinks(config.unsubscribeUrl(), signer);
    }

    @Produces
    @Singleton
    StreamedBodies lists() {
        return new StreamedBodies(Pattern.compile("/organisations/[^/]+/subscribers/?"));
    }
}
