package nl.privacyloket.notification.intake;

import static nl.privacyloket.notification.fixture.PostRoom.START;

import java.util.List;
import java.util.Set;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.fixture.Keys;
import nl.privacyloket.notification.fixture.MailingLists;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.queue.ErasureReach;
import nl.privacyloket.notification.queue.MessageFacts;
import nl.privacyloket.notification.subscriber.Enrolment;
import nl.privacyloket.notification.subscriber.Subscribers;
import nl.privacyloket.notification.subscriber.Subscription;
import nl.privacyloket.notification.subscriber.Subscription.Consent;
import nl.privacyloket.notification.subscriber.Subscriptions;

/** Saskia, who may be on a mailing list, and what arrives of requests that she made. */
abstract class SaskiasRequests {
    static final String HER_ADDRESS = "saskia.voorbeeld@example.org";
    static final String HER_HASH = MailingLists.saskiasHash();

    final PostRoom room = new PostRoom().withPolicy();
    final Subscribers subscribers = new Subscribers(Keys.cipher());
    final RequestConsequences requests = new RequestConsequences(
            new RequestEvents(room.correspondences, room.queue, room.sending, Contracts.opener(), room.clock),
            new Subscriptions(),
            subscribers,
            new ErasureReach(room.correspondences, room.queue, new MessageFacts()),
            room.clock);

    void arrives(String type, String data) {
        room.run(connection -> {
            requests.handle(Arrivals.event("nl.privacyloket.request." + type, data), connection);
            return null;
        });
    }

    static String hashes(String... hashes) {
        return "[\"" + String.join("\",\"", hashes) + "\"]";
    }

    void saskiaSubscribes() {
        Subscription saskia = new Subscription(
                "C-1042",
                HER_ADDRESS,
                "nl",
                Set.of("newsletter", "marketing"),
                List.of(HER_HASH, MailingLists.hash("prifora", "subscriber", "C-1042")),
                new Consent("account-page", START.minusSeconds(3600)));
        room.run(connection ->
                new Enrolment(subscribers).store(connection, "prifora", saskia, "crm-system-pseudonym-1", START));
    }

    List<String> purposes() {
        return room.database.rows("select array_to_string(purposes, ',') from subscriber");
    }
}
