package nl.privacyloket.notification.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.messaging.inbox.EventHandler;
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.Correspondences;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.Outcome;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.queue.ClaimedMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the samples of facts on the way, after the end and beside any request lead to. */
class CaseworkContractTest {
    private static final UUID BY_POST = UUID.fromString("0d5e4719-60c2-4523-ac55-6f8defca0596");
    private static final UUID BY_MAIL = UUID.fromString("74abbffd-0d54-4937-a29c-8638659ef566");

    private final PostRoom room = new PostRoom();
    private final List<EventHandler> handlers = List.of(
            new PolicyEvents(room.organisations),
            new RequestEvents(room.correspondences, room.queue, room.sending, Contracts.opener(), room.clock),
            new CaseworkEvents(room.correspondences, room.queue, Contracts.opener(), room.clock),
            new DisclosureEvents(room.queue, Contracts.opener(), room.clock),
            new RequestFileEvents(room.correspondences));

    private void arrives(String... samples) {
        for (String sample : samples) {
            handle(Contracts.event("nl.privacyloket." + sample));
        }
    }

    private void handle(IncomingEvent event) {
        room.run(connection -> {
            handler(event.type()).handle(event, connection);
            return null;
        });
    }

    private EventHandler handler(String type) {
        return handlers.stream()
                .filter(handler -> handler.types().contains(type))
                .findFirst()
                .orElseThrow();
    }

    private Occasion printed() {
        UUID id = UUID.fromString(room.database
                .rows("select id from message order by place desc limit 1")
                .get(0));
        return room.run(connection ->
                room.queue.occasion(room.outTray.find(connection, id).orElseThrow()));
    }

    private Occasion claimed() {
        List<ClaimedMessage> messages = room.claim(10);
        return room.queue.occasion(messages.get(messages.size() - 1));
    }

    private List<String> receivers() {
        return room.database.rows("select kind, receiver, channel, state from message order by place");
    }

    @Test
    void aCopyThatIsRefusedIsToldWithEachFinding() {
        arrives("request.received.v1.sample-by-post", "request.identity-copy-refused.v1.sample");

        assertThat(printed()).isEqualTo(new Occasion.IdentityCopyRefused(List.of("bsn", "mrz")));
    }

    @Test
    void aSecondCopyThatIsRefusedIsToldToo() {
        arrives(
                "request.received.v1.sample-by-post",
                "request.identity-copy-refused.v1.sample",
                "request.identity-copy-refused.v1.sample",
                "request.identity-copy-refused.v1.sample-unreadable");

        assertThat(receivers())
                .containsExactly(
                        "acknowledgement requester letter to-print",
                        "identity-copy-refused requester letter to-print",
                        "identity-copy-refused requester letter to-print");
    }

    @Test
    void aQuestionIsPassedOnInItsOwnWords() {
        arrives("request.received.v1.sample-by-post", "request.clarification-asked.v1.sample");

        assertThat(printed())
                .isEqualTo(
                        new Occasion.Clarification(
                                "U vraagt ons om ‘alles over de verbouwing’. Welke verbouwing bedoelt u: die van 2021 of die van 2024?"));
    }

    @Test
    void anAnswerMovesTheDatesAndIsNoNews() {
        arrives("request.received.v1.sample-by-post", "request.answered.v1.sample");

        assertThat(room.database.rows("select statutory_due_on, due_on from correspondence"))
                .containsExactly("2026-12-24 2026-12-18");
        assertThat(receivers()).containsExactly("acknowledgement requester letter to-print");
    }

    @Test
    void anExtensionMovesTheDatesAndIsToldWithItsReason() {
        arrives("request.received.v1.sample-by-post", "request.extended.v1.sample");

        assertThat(room.database.rows("select statutory_due_on, due_on from correspondence"))
                .containsExactly("2027-02-22 2027-02-22");
        assertThat(printed())
                .isEqualTo(
                        new Occasion.Extension(
                                LocalDate.of(2027, 2, 22),
                                "Uw gegevens staan op vier plekken en voor een daarvan hebben wij een oude reservekopie nodig."));
    }

    @Test
    void staffHearOfATermOnceForEachLastDay() {
        arrives("policy.published.v1.sample", "request.received.v1.sample");
        IncomingEvent again = Contracts.event("nl.privacyloket.request.due-soon.v1.sample");

        arrives("request.due-soon.v1.sample", "request.due-soon.v1.sample", "request.overdue.v1.sample");
        handle(with(again, "2026-12-22", "2027-02-22"));

        assertThat(receivers())
                .containsExactly(
                        "confirmation requester e-mail queued",
                        "staff-due-soon staff e-mail queued",
                        "staff-overdue staff e-mail queued",
                        "staff-due-soon staff e-mail queued");
    }

    private static IncomingEvent with(IncomingEvent event, String what, String instead) {
        String data = new String(event.bytes(), StandardCharsets.UTF_8).replace(what, instead);
        return event(event.type(), data);
    }

    private static IncomingEvent event(String type, String data) {
        return new IncomingEvent(
                UUID.randomUUID().toString(),
                type,
                "request-service",
                "prifora",
                PostRoom.START,
                "privacyloket.requests.v1",
                "key",
                null,
                data.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theEndOfARestrictionIsToldToTheContactThatComesWithIt() {
        arrives("policy.published.v1.sample", "request.received.v1.sample");
        closes("restriction", "granted");
        sendAll();
        String afterClosing = contactIsGone();

        arrives("request.restriction-lifting-announced.v1.sample");

        assertThat(afterClosing).isEqualTo("t");
        assertThat(claimed()).isInstanceOfSatisfying(Occasion.RestrictionLifting.class, lifting -> {
            assertThat(lifting.reason()).isEqualTo("Wij hebben samen met u vastgesteld dat uw adres nu klopt.");
            assertThat(lifting.contact().email()).isEqualTo("saskia.voorbeeld@example.org");
        });
        assertThat(contactIsGone()).isEqualTo("t");
    }

    @Test
    void theEndOfARestrictionIsToldOnceThoughItIsThenLifted() {
        arrives("policy.published.v1.sample", "request.received.v1.sample");
        closes("restriction", "granted");

        arrives("request.restriction-lifting-announced.v1.sample", "request.restriction-lifted.v1.sample");

        assertThat(receivers())
                .containsExactly(
                        "confirmation requester e-mail queued",
                        "completion requester e-mail queued",
                        "restriction-lifting requester e-mail queued");
    }

    @Test
    void whoCannotBeReachedAfterTheEndIsReported() {
        arrives("policy.published.v1.sample", "request.received.v1.sample");
        closes("restriction", "granted");
        sendAll();

        handle(without("contact", Contracts.event("nl.privacyloket.request.restriction-lifting-announced.v1.sample")));
        handle(event(
                "nl.privacyloket.request.transferred.v1",
                "{\"requestId\":\"" + BY_MAIL + "\",\"transferredAt\":\"2026-12-02T08:41:13Z\",\"contact\":null}"));

        assertThat(room.messages())
                .endsWith("restriction-lifting failed 0 no-address", "transferred failed 0 no-address");
        assertThat(room.events())
                .endsWith(
                        "nl.privacyloket.notification.failed.v1 restriction-lifting no-address",
                        "nl.privacyloket.notification.failed.v1 transferred no-address");
    }

    private static IncomingEvent without(String member, IncomingEvent event) {
        ObjectNode data = (ObjectNode) Contracts.json(new String(event.bytes(), StandardCharsets.UTF_8));
        return event(event.type(), data.putNull(member).toString());
    }

    @Test
    void theContactOfAnExportGoesAtTheCloseToo() {
        arrives("policy.published.v1.sample", "request.received.v1.sample");
        handle(event(
                "nl.privacyloket.request.closed.v1",
                "{\"requestId\":\"" + BY_MAIL + "\",\"right\":\"portability\",\"outcome\":\"granted\","
                        + "\"closedAt\":\"2026-11-22T11:00:00Z\",\"exportUntil\":\"2026-12-06T11:00:00Z\"}"));

        sendAll();

        assertThat(contactIsGone()).isEqualTo("t");
    }

    private void closes(String right, String outcome) {
        handle(event(
                "nl.privacyloket.request.closed.v1",
                "{\"requestId\":\"" + BY_MAIL + "\",\"right\":\"" + right + "\",\"outcome\":\"" + outcome
                        + "\",\"closedAt\":\"2026-11-22T11:00:00Z\"}"));
    }

    private void sendAll() {
        for (List<ClaimedMessage> batch = room.claim(10); !batch.isEmpty(); batch = room.claim(10)) {
            for (ClaimedMessage message : batch) {
                room.run(connection -> room.sending.sent(connection, message, false, room.clock.instant()));
            }
        }
    }

    private String contactIsGone() {
        return room.database
                .rows("select contact is null from correspondence where request_id = '" + BY_MAIL + "'")
                .get(0);
    }

    @Test
    void anotherControllerGetsItsOwnMessage() {
        arrives("policy.published.v1.sample");
        handle(with(
                Contracts.event("nl.privacyloket.request.received.v1.sample"),
                BY_MAIL.toString(),
                "c53f1b52-7a0e-4f0a-9c43-0a6a5d1f7b21"));

        arrives("request.transfer-offered.v1.sample", "request.transferred.v1.sample");

        assertThat(receivers())
                .containsExactly(
                        "confirmation requester e-mail queued",
                        "transfer controller e-mail queued",
                        "transferred requester e-mail queued");
        assertThat(claimed())
                .isEqualTo(new Occasion.Transfer(
                        "Fotoclub Proefdam",
                        "privacy@example.org",
                        "Jd8sLk3vTq0WmXe5ZrYb2hNcA7uGiPo9fQyT1nDrB6E",
                        Instant.parse("2026-12-15T10:00:00Z")));
    }

    @Test
    void consentToADisclosureIsAskedByMail() {
        arrives("policy.published.v1.sample", "disclosure.consent-asked.v1.sample");

        assertThat(receivers()).containsExactly("disclosure-consent data-subject e-mail queued");
        assertThat(claimed()).isInstanceOfSatisfying(Occasion.DisclosureConsent.class, asked -> {
            assertThat(asked.recipient()).isEqualTo("Proefdrukkerij Testdam B.V.");
            assertThat(asked.purpose()).isEqualTo("Uw foto’s afdrukken op het formaat dat u koos.");
            assertThat(asked.categories()).containsExactly("account", "invoices");
            assertThat(asked.contact().email()).isEqualTo("saskia.voorbeeld@example.org");
        });
    }

    @Test
    void aDisclosureIsToldByPostToWhomHasNoMail() {
        arrives("policy.published.v1.sample", "disclosure.made.v1.sample", "disclosure.made.v1.sample");

        assertThat(receivers()).containsExactly("disclosure data-subject letter to-print");
        assertThat(printed()).isInstanceOfSatisfying(Occasion.DisclosureMade.class, made -> {
            assertThat(made.recipient()).isEqualTo("Politie, eenheid Proefland");
            assertThat(made.basis()).isEqualTo("authority-order");
            assertThat(made.askedBy()).isEqualTo("authority");
            assertThat(made.contact().postalAddress()).isEqualTo("Proefstraat 12\n1234 AB Testdam");
        });
    }

    @Test
    void aRequestThatCameInWithAnotherIsNotConfirmedByItself() {
        arrives("policy.published.v1.sample", "request.received.v1.sample", "request.received.v1.sample-combined");

        assertThat(receivers()).containsExactly("confirmation requester e-mail queued");
    }

    @Test
    void aRequestThatCameInWithAnotherIsAcknowledgedByItself() {
        arrives("policy.published.v1.sample", "request.received.v1.sample-combined");

        handle(event(
                "nl.privacyloket.request.confirmed.v1",
                "{\"requestId\":\"5e0b7f38-1c1d-4a52-9df6-b0c2a3d4e5f6\",\"status\":\"in-assessment\"}"));

        assertThat(receivers()).containsExactly("acknowledgement requester e-mail queued");
    }

    @Test
    void whoWritesForSomebodyElseIsTheContact() {
        arrives("request.received.v1.sample-represented");

        Contact contact = room.run(connection -> room.correspondences.contact(
                        connection, UUID.fromString("8f6c2d10-4b7a-4e93-a1c5-d7e8f9a0b1c2")))
                .orElseThrow();
        assertThat(contact.name()).isEqualTo("Mila Proef");
        assertThat(contact.onBehalfOf()).isEqualTo("Harm Proef");
    }

    @Test
    void aDecisionByRuleNeedsNoCompletion() {
        arrives("policy.published.v1.sample", "request.received.v1.sample");
        decidedByRule();

        closes("objection", "granted");

        assertThat(receivers())
                .containsExactly("confirmation requester e-mail queued", "decision requester e-mail queued");
    }

    @Test
    void aDecisionByRuleThatWasNotCarriedOutInFullIsFollowedUp() {
        arrives("policy.published.v1.sample", "request.received.v1.sample");
        decidedByRule();

        handle(event(
                "nl.privacyloket.request.closed.v1",
                "{\"requestId\":\"" + BY_MAIL + "\",\"right\":\"objection\",\"outcome\":\"granted\","
                        + "\"closedAt\":\"2026-11-22T11:00:00Z\",\"overridden\":true}"));

        assertThat(receivers()).last().isEqualTo("completion requester e-mail queued");
    }

    private void decidedByRule() {
        handle(event(
                "nl.privacyloket.request.decided.v1",
                "{\"requestId\":\"" + BY_MAIL + "\",\"right\":\"objection\",\"outcome\":\"granted\",\"byRule\":true,"
                        + "\"purpose\":\"marketing\",\"categories\":[]}"));
    }

    @Test
    void theSampleOfADecisionByRuleSaysForWhichPurpose() {
        arrives("policy.published.v1.sample", "request.received.v1.sample");
        sendAll();
        IncomingEvent decided = Contracts.event("nl.privacyloket.request.decided.v1.sample-by-rule");
        String id = Contracts.json(new String(decided.bytes(), StandardCharsets.UTF_8))
                .path("requestId")
                .asText();

        handle(with(decided, id, BY_MAIL.toString()));

        assertThat(claimed()).isInstanceOfSatisfying(Occasion.Decision.class, decision -> {
            assertThat(decision.outcome()).isEqualTo(Outcome.GRANTED);
            assertThat(decision.byRule()).isTrue();
            assertThat(decision.purpose()).isNotBlank();
        });
    }

    @Test
    void anOverriddenClosingIsKnownAsOne() {
        arrives("policy.published.v1.sample");
        handle(with(
                Contracts.event("nl.privacyloket.request.received.v1.sample"),
                BY_MAIL.toString(),
                "6a1e9c47-2d3b-4f58-8e70-1b2c3d4e5f60"));
        sendAll();

        arrives("request.closed.v1.sample-overridden");

        assertThat(claimed()).isEqualTo(new Occasion.Completion(Outcome.GRANTED, List.of(), null, true));
    }

    @Test
    void theEndOfAReportIsKnownAsOne() {
        arrives("policy.published.v1.sample");
        handle(with(
                Contracts.event("nl.privacyloket.request.received.v1.sample"),
                BY_MAIL.toString(),
                "3f0b7d52-9c41-4a8e-b6d7-52e8c1a90f34"));
        sendAll();

        arrives("request.closed.v1.sample-report");

        assertThat(claimed()).isEqualTo(new Occasion.Completion(Outcome.GRANTED, List.of(), null, false, true));
    }

    @Test
    void whatWaitedForSomebodyByPostIsPrinted() {
        arrives("request.clarification-asked.v1.sample", "request.received.v1.sample-by-post");

        assertThat(receivers())
                .containsExactly(
                        "clarification requester letter to-print", "acknowledgement requester letter to-print");
    }

    @Test
    void anAddressOnPaperIsNotConfirmedWithACode() {
        IncomingEvent received = Contracts.event("nl.privacyloket.request.received.v1.sample-by-post");

        handle(with(received, "awaiting-identity", "awaiting-confirmation"));

        assertThat(receivers()).isEmpty();
        assertThat(room.run(connection -> room.correspondences.find(connection, BY_POST))
                        .map(Correspondences.Entry::channel))
                .isPresent();
    }

    @Test
    void everyFactOnTheTopicIsKnownHere() throws Exception {
        Set<String> published;
        try (var in = Contracts.class.getResourceAsStream("/contracts/asyncapi.yaml")) {
            published = Pattern.compile("name: (nl\\.privacyloket\\.(?:request|disclosure)\\.\\S+)")
                    .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        Stream<String> known = handlers.stream()
                .filter(handler -> handler.channel().equals(RequestEvents.CHANNEL))
                .flatMap(handler -> handler.types().stream());

        assertThat(known).containsExactlyInAnyOrderElementsOf(published).hasSizeGreaterThan(15);
    }

    static Stream<String> types() {
        return Stream.of(
                "request.identity-copy-refused",
                "request.clarification-asked",
                "request.answered",
                "request.extended",
                "request.due-soon",
                "request.overdue",
                "request.restriction-lifting-announced",
                "request.transfer-offered",
                "request.transferred",
                "disclosure.consent-asked",
                "disclosure.made");
    }

    @ParameterizedTest
    @MethodSource("types")
    void nonsenseIsPoison(String type) {
        for (String data : List.of("{}", "[]", "null", "{\"requestId\":\"nonsense\"}")) {
            IncomingEvent event = event("nl.privacyloket." + type + ".v1", data);

            assertThatExceptionOfType(PoisonEventException.class)
                    .as(type + " " + data)
                    .isThrownBy(() -> room.transactional(connection -> {
                        handler(event.type()).handle(event, connection);
                        return null;
                    }));
        }
    }
}
