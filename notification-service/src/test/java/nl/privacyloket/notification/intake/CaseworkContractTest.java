package nl.privacyloket.notification.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
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
import nl.privacyloket.notification.correspondence.Contact;
import nl.privacyloket.notification.correspondence.Correspondences;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.Contracts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the samples of facts on the way of a request lead to. */
class CaseworkContractTest {
    private static final UUID BY_POST = UUID.fromString("0d5e4719-60c2-4523-ac55-6f8defca0596");

    private final Arrivals facts = new Arrivals();

    @Test
    void aCopyThatIsRefusedIsToldWithEachFinding() {
        facts.arrive("request.received.v1.sample-by-post", "request.identity-copy-refused.v1.sample");

        assertThat(facts.printed()).isEqualTo(new Occasion.IdentityCopyRefused(List.of("bsn", "mrz")));
    }

    @Test
    void aSecondCopyThatIsRefusedIsToldToo() {
        facts.arrive(
                "request.received.v1.sample-by-post",
                "request.identity-copy-refused.v1.sample",
                "request.identity-copy-refused.v1.sample",
                "request.identity-copy-refused.v1.sample-unreadable");

        assertThat(facts.receivers())
                .containsExactly(
                        "acknowledgement requester letter to-print",
                        "staff-new staff e-mail queued",
                        "identity-copy-refused requester letter to-print",
                        "identity-copy-refused requester letter to-print");
    }

    @Test
    void aQuestionIsPassedOnInItsOwnWords() {
        facts.arrive("request.received.v1.sample-by-post", "request.clarification-asked.v1.sample");

        assertThat(facts.printed())
                .isEqualTo(
                        new Occasion.Clarification(
                                "U vraagt ons om ‘alles over de verbouwing’. Welke verbouwing bedoelt u: die van 2021 of die van 2024?"));
    }

    @Test
    void anAnswerMovesTheDatesAndIsNewsToStaffAlone() {
        facts.arrive("request.received.v1.sample-by-post", "request.answered.v1.sample");

        assertThat(facts.room().database.rows("select statutory_due_on, due_on from correspondence"))
                .containsExactly("2026-12-24 2026-12-18");
        assertThat(facts.receivers())
                .containsExactly(
                        "acknowledgement requester letter to-print",
                        "staff-new staff e-mail queued",
                        "staff-answered staff e-mail queued");
    }

    @Test
    void anExtensionMovesTheDatesAndIsToldWithItsReason() {
        facts.arrive("request.received.v1.sample-by-post", "request.extended.v1.sample");

        assertThat(facts.room().database.rows("select statutory_due_on, due_on from correspondence"))
                .containsExactly("2027-02-22 2027-02-22");
        assertThat(facts.printed())
                .isEqualTo(
                        new Occasion.Extension(
                                LocalDate.of(2027, 2, 22),
                                "Uw gegevens staan op vier plekken en voor een daarvan hebben wij een oude reservekopie nodig."));
    }

    @Test
    void staffHearOfATermOnceForEachLastDay() {
        facts.arrive("policy.published.v1.sample", "request.received.v1.sample");
        IncomingEvent again = Contracts.event("nl.privacyloket.request.due-soon.v1.sample");

        facts.arrive("request.due-soon.v1.sample", "request.due-soon.v1.sample", "request.overdue.v1.sample");
        facts.handle(Arrivals.with(again, "2026-12-22", "2027-02-22"));

        assertThat(facts.receivers())
                .containsExactly(
                        "confirmation requester e-mail queued",
                        "staff-due-soon staff e-mail queued",
                        "staff-overdue staff e-mail queued",
                        "staff-due-soon staff e-mail queued");
    }

    @Test
    void aRequestThatCameInWithAnotherIsNotConfirmedByItself() {
        facts.arrive("policy.published.v1.sample", "request.received.v1.sample", "request.received.v1.sample-combined");

        assertThat(facts.receivers()).containsExactly("confirmation requester e-mail queued");
    }

    @Test
    void aRequestThatCameInWithAnotherIsAcknowledgedByItself() {
        facts.arrive("policy.published.v1.sample", "request.received.v1.sample-combined");

        facts.handle(Arrivals.event(
                "nl.privacyloket.request.confirmed.v1",
                "{\"requestId\":\"5e0b7f38-1c1d-4a52-9df6-b0c2a3d4e5f6\",\"status\":\"in-assessment\"}"));

        assertThat(facts.receivers())
                .containsExactly("acknowledgement requester e-mail queued", "staff-new staff e-mail queued");
    }

    @Test
    void whoWritesForSomebodyElseIsTheContact() {
        facts.arrive("request.received.v1.sample-represented");

        Contact contact = facts.room()
                .run(connection -> facts.room()
                        .correspondences
                        .contact(connection, UUID.fromString("8f6c2d10-4b7a-4e93-a1c5-d7e8f9a0b1c2")))
                .orElseThrow();
        assertThat(contact.name()).isEqualTo("Mila Proef");
        assertThat(contact.onBehalfOf()).isEqualTo("Harm Proef");
    }

    @Test
    void whatWaitedForSomebodyByPostIsPrinted() {
        facts.arrive("request.clarification-asked.v1.sample", "request.received.v1.sample-by-post");

        assertThat(facts.receivers())
                .containsExactly(
                        "clarification requester letter to-print",
                        "acknowledgement requester letter to-print",
                        "staff-new staff e-mail queued");
    }

    @Test
    void anAddressOnPaperIsNotConfirmedWithACode() {
        IncomingEvent received = Contracts.event("nl.privacyloket.request.received.v1.sample-by-post");

        facts.handle(Arrivals.with(received, "awaiting-identity", "awaiting-confirmation"));

        assertThat(facts.receivers()).isEmpty();
        assertThat(facts.room()
                        .run(connection -> facts.room().correspondences.find(connection, BY_POST))
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

        Stream<String> known = facts.handlers().stream()
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
                "request.export-expiring",
                "disclosure.consent-asked",
                "disclosure.made");
    }

    @ParameterizedTest
    @MethodSource("types")
    void nonsenseIsPoison(String type) {
        for (String data : List.of("{}", "[]", "null", "{\"requestId\":\"nonsense\"}")) {
            IncomingEvent event = Arrivals.event("nl.privacyloket." + type + ".v1", data);

            assertThatExceptionOfType(PoisonEventException.class)
                    .as(type + " " + data)
                    .isThrownBy(() -> facts.room().transactional(connection -> {
                        facts.handler(event.type()).handle(event, connection);
                        return null;
                    }));
        }
    }
}
