package nl.privacyloket.notification.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.Outcome;
import nl.privacyloket.notification.fixture.Contracts;
import org.junit.jupiter.api.Test;

/** What the samples of facts about the end of a request, and after it, lead to. */
class ClosingContractTest {
    private final Arrivals facts = new Arrivals();

    @Test
    void theEndOfARestrictionIsToldToTheContactThatComesWithIt() {
        facts.arrive("policy.published.v1.sample", "request.received.v1.sample");
        facts.close("restriction", "granted");
        facts.sendAll();
        String afterClosing = contactIsGone();

        facts.arrive("request.restriction-lifting-announced.v1.sample");

        assertThat(afterClosing).isEqualTo("t");
        assertThat(facts.claimed()).isInstanceOfSatisfying(Occasion.RestrictionLifting.class, lifting -> {
            assertThat(lifting.reason()).isEqualTo("Wij hebben samen met u vastgesteld dat uw adres nu klopt.");
            assertThat(lifting.contact().email()).isEqualTo("saskia.voorbeeld@example.org");
        });
        assertThat(contactIsGone()).isEqualTo("t");
    }

    @Test
    void theEndOfARestrictionIsToldOnceThoughItIsThenLifted() {
        facts.arrive("policy.published.v1.sample", "request.received.v1.sample");
        facts.close("restriction", "granted");

        facts.arrive("request.restriction-lifting-announced.v1.sample", "request.restriction-lifted.v1.sample");

        assertThat(facts.receivers())
                .containsExactly(
                        "confirmation requester e-mail queued",
                        "completion requester e-mail queued",
                        "restriction-lifting requester e-mail queued");
    }

    @Test
    void whoCannotBeReachedAfterTheEndIsReported() {
        facts.arrive("policy.published.v1.sample", "request.received.v1.sample");
        facts.close("restriction", "granted");
        facts.sendAll();

        facts.handle(
                without("contact", Contracts.event("nl.privacyloket.request.restriction-lifting-announced.v1.sample")));
        facts.handle(Arrivals.event(
                "nl.privacyloket.request.transferred.v1",
                "{\"requestId\":\"" + Arrivals.BY_MAIL
                        + "\",\"transferredAt\":\"2026-12-02T08:41:13Z\",\"contact\":null}"));

        assertThat(facts.room().messages())
                .endsWith("restriction-lifting failed 0 no-address", "transferred failed 0 no-address");
        assertThat(facts.room().events())
                .endsWith(
                        "nl.privacyloket.notification.failed.v1 restriction-lifting no-address",
                        "nl.privacyloket.notification.failed.v1 transferred no-address");
    }

    private static IncomingEvent without(String member, IncomingEvent event) {
        ObjectNode data = (ObjectNode) Contracts.json(new String(event.bytes(), StandardCharsets.UTF_8));
        return Arrivals.event(event.type(), data.putNull(member).toString());
    }

    @Test
    void theContactOfAnExportGoesAtTheCloseToo() {
        facts.arrive("policy.published.v1.sample", "request.received.v1.sample");
        facts.handle(Arrivals.event(
                "nl.privacyloket.request.closed.v1",
                "{\"requestId\":\"" + Arrivals.BY_MAIL + "\",\"right\":\"portability\",\"outcome\":\"granted\","
                        + "\"closedAt\":\"2026-11-22T11:00:00Z\",\"exportUntil\":\"2026-12-06T11:00:00Z\"}"));

        facts.sendAll();

        assertThat(contactIsGone()).isEqualTo("t");
    }

    private String contactIsGone() {
        return facts.room()
                .database
                .rows("select contact is null from correspondence where request_id = '" + Arrivals.BY_MAIL + "'")
                .get(0);
    }

    @Test
    void anotherControllerGetsItsOwnMessage() {
        facts.arrive("policy.published.v1.sample");
        facts.handle(Arrivals.with(
                Contracts.event("nl.privacyloket.request.received.v1.sample"),
                Arrivals.BY_MAIL.toString(),
                "c53f1b52-7a0e-4f0a-9c43-0a6a5d1f7b21"));

        facts.arrive("request.transfer-offered.v1.sample", "request.transferred.v1.sample");

        assertThat(facts.receivers())
                .containsExactly(
                        "confirmation requester e-mail queued",
                        "transfer controller e-mail queued",
                        "transferred requester e-mail queued");
        assertThat(facts.claimed())
                .isEqualTo(new Occasion.Transfer(
                        "Fotoclub Proefdam",
                        "privacy@example.org",
                        "Jd8sLk3vTq0WmXe5ZrYb2hNcA7uGiPo9fQyT1nDrB6E",
                        Instant.parse("2026-12-15T10:00:00Z")));
    }

    @Test
    void aDecisionByRuleNeedsNoCompletion() {
        facts.arrive("policy.published.v1.sample", "request.received.v1.sample");
        decidedByRule();

        facts.close("objection", "granted");

        assertThat(facts.receivers())
                .containsExactly("confirmation requester e-mail queued", "decision requester e-mail queued");
    }

    @Test
    void aDecisionByRuleThatWasNotCarriedOutInFullIsFollowedUp() {
        facts.arrive("policy.published.v1.sample", "request.received.v1.sample");
        decidedByRule();

        facts.handle(Arrivals.event(
                "nl.privacyloket.request.closed.v1",
                "{\"requestId\":\"" + Arrivals.BY_MAIL + "\",\"right\":\"objection\",\"outcome\":\"granted\","
                        + "\"closedAt\":\"2026-11-22T11:00:00Z\",\"overridden\":true}"));

        assertThat(facts.receivers()).last().isEqualTo("completion requester e-mail queued");
    }

    private void decidedByRule() {
        facts.handle(Arrivals.event(
                "nl.privacyloket.request.decided.v1",
                "{\"requestId\":\"" + Arrivals.BY_MAIL
                        + "\",\"right\":\"objection\",\"outcome\":\"granted\",\"byRule\":true,"
                        + "\"purpose\":\"marketing\",\"categories\":[]}"));
    }

    @Test
    void theSampleOfADecisionByRuleSaysForWhichPurpose() {
        facts.arrive("policy.published.v1.sample", "request.received.v1.sample");
        facts.sendAll();
        IncomingEvent decided = Contracts.event("nl.privacyloket.request.decided.v1.sample-by-rule");
        String id = Contracts.json(new String(decided.bytes(), StandardCharsets.UTF_8))
                .path("requestId")
                .asText();

        facts.handle(Arrivals.with(decided, id, Arrivals.BY_MAIL.toString()));

        assertThat(facts.claimed()).isInstanceOfSatisfying(Occasion.Decision.class, decision -> {
            assertThat(decision.outcome()).isEqualTo(Outcome.GRANTED);
            assertThat(decision.byRule()).isTrue();
            assertThat(decision.purpose()).isNotBlank();
        });
    }

    @Test
    void anOverriddenClosingIsKnownAsOne() {
        facts.arrive("policy.published.v1.sample");
        facts.handle(Arrivals.with(
                Contracts.event("nl.privacyloket.request.received.v1.sample"),
                Arrivals.BY_MAIL.toString(),
                "6a1e9c47-2d3b-4f58-8e70-1b2c3d4e5f60"));
        facts.sendAll();

        facts.arrive("request.closed.v1.sample-overridden");

        assertThat(facts.claimed()).isEqualTo(new Occasion.Completion(Outcome.GRANTED, List.of(), null, true));
    }

    @Test
    void theEndOfAReportIsKnownAsOne() {
        facts.arrive("policy.published.v1.sample");
        facts.handle(Arrivals.with(
                Contracts.event("nl.privacyloket.request.received.v1.sample"),
                Arrivals.BY_MAIL.toString(),
                "3f0b7d52-9c41-4a8e-b6d7-52e8c1a90f34"));
        facts.sendAll();

        facts.arrive("request.closed.v1.sample-report");

        assertThat(facts.claimed()).isEqualTo(new Occasion.Completion(Outcome.GRANTED, List.of(), null, false, true));
    }
}
