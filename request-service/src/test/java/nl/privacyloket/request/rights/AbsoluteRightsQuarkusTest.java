package nl.privacyloket.request.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rights that leave nothing to weigh: consent that is withdrawn, and an objection to direct marketing. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class AbsoluteRightsQuarkusTest {

    static final String STOPPED = "nl.privacyloket.retention.execution-completed.v1.sample-restrict";

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    SubjectHash hash;

    @ParameterizedTest
    @CsvSource({
        "primoforum, consent-withdrawal, testimonials",
        "primoforum, consent-withdrawal, newsletter",
        "compjoeter, consent-withdrawal, commercial-content",
        "prifora,    consent-withdrawal, marketing",
        "prifora,    objection,          newsletter",
        "pinkweb,    objection,          marketing",
    })
    @DisplayName("PF-5, CM-3, PR-3, PW-3: decided by rule the moment the address is confirmed")
    void isDecidedByRuleAtOnce(String organisation, String right, String purpose) {
        Taken request = counter.asks(organisation, about(right, purpose));

        counter.confirms(request).then().statusCode(200);

        JsonNode decided = bus.await("request.decided", request.id()).data();
        assertThat(decided.get("outcome").asText()).isEqualTo("granted");
        assertThat(bus.await("request.confirmed", request.id())
                        .data()
                        .get("byRule")
                        .asBoolean())
                .isTrue();
        assertThat(decided.get("byRule").asBoolean()).isTrue();
        assertThat(decided.get("purpose").asText()).isEqualTo(purpose);
        assertThat((String) counter.sees(request).path("status")).isEqualTo("in-execution");
    }

    @Test
    void closesWhenTheSystemsHaveStopped() {
        Taken request = counter.asks("prifora", about("consent-withdrawal", "marketing"));
        counter.confirms(request).then().statusCode(200);
        ObjectNode stopped = (ObjectNode) Contracts.sample(STOPPED, request.id());
        stopped.put("right", "consent-withdrawal");

        bus.tell("execution-completed", "prifora", stopped);

        assertThat(bus.await("request.closed", request.id())
                        .data()
                        .get("outcome")
                        .asText())
                .isEqualTo("granted");
    }

    @Test
    void whoIsOnAMailingListIsRecognisedByTheConfirmedAddressAlone() {
        Map<String, Object> body = about("consent-withdrawal", "marketing");
        body.put("identifiers", List.of(Map.of("type", "customer-number", "value", "C-1042")));
        Taken request = counter.asks("prifora", body);

        counter.confirms(request).then().statusCode(200);

        JsonNode decided = bus.await("request.decided", request.id()).data();
        Contracts.assertEvent("nl.privacyloket.request.decided.v1", decided);
        // The customer number may be somebody else's.
        assertThat(decided.get("subjectHashes")).hasSize(1);
        assertThat(decided.get("subjectHashes").get(0).asText())
                .isEqualTo(hash.of("prifora", "e-mail", "saskia@example.org"));
    }

    @Test
    void whoIsKnownToStaffIsRecognisedByAllThatIsKnown() {
        Map<String, Object> body = about("objection", "research");
        body.put("identifiers", List.of(Map.of("type", "customer-number", "value", "C-1042")));
        Taken request = counter.enters("prifora", body);
        counter.verifies(request, "prifora", Map.of("outcome", "verified", "method", "known-to-staff"));

        counter.decides(request, "prifora", Map.of("outcome", "granted")).then().statusCode(200);

        JsonNode decided = bus.await("request.decided", request.id()).data();
        assertThat(decided.get("subjectHashes"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(
                        hash.of("prifora", "e-mail", "saskia@example.org"),
                        hash.of("prifora", "customer-number", "C-1042"));
    }

    @Test
    @DisplayName("CM-3: an objection to something else is weighed, also against compelling grounds")
    void anotherObjectionIsWeighed() {
        Taken request = counter.inAssessment("prifora", about("objection", "research"));

        counter.decides(
                        request,
                        "prifora",
                        Map.of("outcome", "refused", "ground", "compelling-grounds", "reason", "Zonder kan het niet."))
                .then()
                .statusCode(200);

        JsonNode decided = bus.await("request.decided", request.id()).data();
        assertThat(decided.get("byRule").asBoolean()).isFalse();
        assertThat(decided.get("ground").asText()).isEqualTo("compelling-grounds");
        assertThat(decided.get("subjectHashes")).isEmpty();
    }

    @Test
    void aWithdrawalNamesThePurposeItIsAbout() {
        var refused =
                counter.anyone().body(Counter.body("consent-withdrawal")).post("/organisations/primoforum/requests");

        refused.then().statusCode(400);
        assertThat(refused.jsonPath().getList("errors.field", String.class)).containsExactly("purpose");
        assertThat((String) refused.path("errors[0].message")).contains("newsletter", "testimonials");
    }

    @Test
    void whatPeopleHaveToDoKeepsTheRequestOpenAndIsShownToStaff() {
        Taken request = counter.asks("pinkweb", about("objection", "marketing"));
        counter.confirms(request).then().statusCode(200);
        ObjectNode failed = (ObjectNode)
                Contracts.sample("nl.privacyloket.retention.execution-failed.v1.sample-no-system", request.id());

        bus.tell("execution-failed", "pinkweb", failed);

        await().untilAsserted(() -> assertThat(
                        (String) counter.staffSee(request, "pinkweb").path("forStaff.failure.reason"))
                .isEqualTo("no-system"));
        assertThat((String) counter.sees(request).path("status")).isEqualTo("in-execution");
    }

    @Test
    void theSenderIsToldWhatBelongsToAnotherRight() {
        Map<String, Object> body = Counter.body("access");
        body.put("purpose", "newsletter");
        body.put("corrections", List.of(Map.of("field", "address", "value", "Kade 1")));
        body.put("restrictionGround", "unlawful");

        var refused = counter.anyone().body(body).post("/organisations/prifora/requests");

        refused.then().statusCode(400);
        assertThat(refused.jsonPath().getList("errors.field", String.class))
                .containsExactlyInAnyOrder("purpose", "corrections", "restrictionGround");
    }

    private static Map<String, Object> about(String right, String purpose) {
        Map<String, Object> body = Counter.body(right);
        body.put("purpose", purpose);
        return body;
    }
}
