package nl.privacyloket.notification.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.announcement.PolicyAnnouncements;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.Outcome;
import nl.privacyloket.notification.correspondence.StaffOccasion;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.fixture.Keys;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.organisation.Organisation;
import nl.privacyloket.notification.queue.ClaimedMessage;
import nl.privacyloket.notification.queue.MessageFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples that others publish lead to the right messages; what this service publishes fits its schemas. */
class EventContractTest {
    private static final String EVENTS = "nl.privacyloket.";
    private static final UUID REQUEST = UUID.fromString("74abbffd-0d54-4937-a29c-8638659ef566");

    private final PostRoom room = new PostRoom();
    private final EventHandler requests =
            new RequestEvents(room.correspondences, room.queue, room.sending, Contracts.opener(), room.clock);
    private final EventHandler policies =
            new PolicyEvents(room.organisations, new PolicyAnnouncements(50, Duration.ofDays(7), room.clock));

    private void arrives(EventHandler handler, String sample) {
        handle(handler, Contracts.event(EVENTS + sample));
    }

    private void handle(EventHandler handler, IncomingEvent event) {
        room.run(connection -> {
            handler.handle(event, connection);
            return null;
        });
    }

    private ClaimedMessage sendNext() {
        ClaimedMessage message = room.claim(1).get(0);
        room.run(connection -> room.sending.sent(connection, message, true, room.clock.instant()));
        return message;
    }

    @Test
    void aPolicyGivesWhatLettersNeed() {
        arrives(policies, "policy.published.v1.sample");

        Organisation prifora = room.run(
                        connection -> room.organisations.find(connection, "prifora", 1, room.clock.instant()))
                .orElseThrow();
        assertThat(prifora.name()).isEqualTo("PRIFORA");
        assertThat(prifora.contact().email()).isEqualTo("info@prifora.com");
        assertThat(prifora.languages()).containsExactly("nl", "en");
        assertThat(prifora.categoryName("invoices", "en")).isEqualTo("Invoices and payments");
        assertThat(prifora.complaint().body()).isEqualTo("Autoriteit Persoonsgegevens");
        assertThat(prifora.warning("erasure", "nl")).isPresent();
        assertThat(room.database.rows("select version, scope, valid_from from organisation_policy"))
                .containsExactly("1 platform 2022-09-06");
    }

    @Test
    void aRequestIsToBeConfirmedByThePersonInTheSeal() {
        arrives(policies, "policy.published.v1.sample");

        arrives(requests, "request.received.v1.sample");

        assertThat(room.messages()).containsExactly("confirmation queued 0 null");
        Contact contact = room.run(connection -> room.correspondences.contact(connection, REQUEST))
                .orElseThrow();
        assertThat(contact.name()).isEqualTo("Saskia Voorbeeld");
        assertThat(contact.email()).isEqualTo("saskia.voorbeeld@example.org");
        assertThat(contact.confirmationCode()).isEqualTo("7QK4-M2ZD");
    }

    @Test
    void aRequestThatStaffTookInIsAcknowledgedAtOnce() {
        arrives(requests, "request.received.v1.sample-by-post");

        assertThat(room.messages()).containsExactly("acknowledgement to-print 0 null");
    }

    @Test
    void somebodyWithoutAnAddressIsReported() {
        arrives(requests, "request.received.v1.sample-without-contact");

        assertThat(room.messages()).containsExactly("acknowledgement failed 0 no-address");
    }

    @Test
    void aStoryLeadsToFourMessagesToThePersonAndThenTheContactGoes() {
        arrives(policies, "policy.published.v1.sample");
        arrives(requests, "request.received.v1.sample");
        arrives(requests, "request.confirmed.v1.sample");
        arrives(requests, "request.identity-verified.v1.sample");
        arrives(requests, "request.decided.v1.sample");
        arrives(requests, "request.closed.v1.sample");
        ClaimedMessage first = sendNext();
        ClaimedMessage second = sendNext();
        ClaimedMessage toStaff = sendNext();
        ClaimedMessage third = sendNext();
        ClaimedMessage fourth = room.claim(1).get(0);

        room.run(connection -> room.sending.sent(connection, fourth, false, room.clock.instant()));

        assertThat(room.queue.occasion(first)).isEqualTo(new Occasion.Confirmation());
        assertThat(room.queue.occasion(second)).isEqualTo(new Occasion.Acknowledgement(false));
        assertThat(room.queue.occasion(toStaff)).isEqualTo(new StaffOccasion.NewRequest("in-assessment"));
        assertThat(room.queue.occasion(third)).isEqualTo(new Occasion.Decision(Outcome.GRANTED, null, null));
        assertThat(room.queue.occasion(fourth))
                .isInstanceOfSatisfying(Occasion.Completion.class, completion -> assertThat(completion.verdicts())
                        .extracting(verdict -> verdict.category() + " " + verdict.verdict() + " " + verdict.holdings())
                        .contains("invoices retain 3"));
        assertThat(room.database.rows("select contact is null from correspondence"))
                .containsExactly("t");
    }

    @Test
    void aRefusalIsToldOnceWithItsReason() {
        arrives(requests, "request.decided.v1.sample-refused");

        arrives(requests, "request.closed.v1.sample-refused");

        assertThat(room.messages()).containsExactly("decision queued 0 null");
    }

    @Test
    void anExportIsToldUntilWhen() {
        arrives(requests, "request.closed.v1.sample-access");

        assertThat(room.messages()).containsExactly("completion queued 0 null");
    }

    @Test
    void aWithdrawalIsToldWhenTheRequestCloses() {
        arrives(requests, "request.withdrawn.v1.sample");

        assertThat(room.messages()).isEmpty();
    }

    @Test
    void whatIsPublishedFitsItsSchemas() {
        room.withPolicy();
        arrives(requests, "request.received.v1.sample");
        arrives(requests, "request.confirmed.v1.sample");
        sendNext();
        ClaimedMessage second = room.claim(1).get(0);

        room.run(connection -> room.sending.failed(connection, second, "smtp-550-5.1.1", room.clock.instant()));

        List<String> published = room.database.rows("select convert_from(data, 'UTF8') from outbox order by id");
        Contracts.assertValid("nl.privacyloket.notification.sent.v1", published.get(0));
        Contracts.assertValid("nl.privacyloket.notification.failed.v1", published.get(1));
        assertThat(room.database.rows("select distinct topic, key, organisation from outbox"))
                .containsExactly(MessageFacts.TOPIC + " " + REQUEST + " prifora");
    }

    @Test
    void aSealForSomebodyElseIsPoison() {
        EventHandler otherKeys = new RequestEvents(
                room.correspondences, room.queue, room.sending, Keys.own().opener("notification-service"), room.clock);
        IncomingEvent event = Contracts.event(EVENTS + "request.received.v1.sample");

        assertThatExceptionOfType(PoisonEventException.class)
                .isThrownBy(() -> room.transactional(connection -> {
                    otherKeys.handle(event, connection);
                    return null;
                }))
                .withMessage("seal-does-not-open");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"requestId\":\"74abbffd-0d54-4937-a29c-8638659ef566\"}",
                "{\"requestId\":\"nonsense\"}",
                "{\"requestId\":\"74abbffd-0d54-4937-a29c-8638659ef566\",\"outcome\":\"perhaps\",\"closedAt\":\"2026-11-22T11:31:07Z\"}"
            })
    void nonsenseIsPoisonOnEveryType(String data) {
        for (String type : List.of("received", "confirmed", "decided", "closed")) {
            IncomingEvent event = new IncomingEvent(
                    "1",
                    "nl.privacyloket.request." + type + ".v1",
                    "request-service",
                    "prifora",
                    PostRoom.START,
                    "privacyloket.requests.v1",
                    "key",
                    null,
                    data.getBytes(StandardCharsets.UTF_8));

            assertThatExceptionOfType(PoisonEventException.class)
                    .as(type)
                    .isThrownBy(() -> room.transactional(connection -> {
                        requests.handle(event, connection);
                        return null;
                    }));
        }
    }
}
