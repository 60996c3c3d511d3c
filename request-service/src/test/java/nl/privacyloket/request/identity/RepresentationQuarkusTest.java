package nl.privacyloket.request.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Copies;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class RepresentationQuarkusTest {

    private static final String EVIDENCE = "representation-evidence";

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Test
    void whoActsForAnotherHandsInEvidenceWhichIsDestroyedWithTheOutcomeKept() {
        Taken request = confirmed("prifora", represented("mentor"));
        byte[] evidence = Copies.png(List.of("Beschikking van de kantonrechter", "BSN " + Copies.BSN));

        Response taken = counter.handsIn(request, EVIDENCE, evidence);

        taken.then().statusCode(201);
        assertThat((String) taken.path("inspection")).isEqualTo("not-inspected");
        Response seen = counter.staff("case-handler", "prifora")
                .accept("*/*")
                .get("/requests/" + request.id() + "/" + EVIDENCE);
        assertThat(seen.asByteArray()).isEqualTo(evidence);
        assertThat(seen.contentType()).isEqualTo("image/png");
        assertThat((String) counter.sees(request).path("identity.representation.evidence.inspection"))
                .isEqualTo("not-inspected");

        Response verified = verify(request, "verified", "verified");

        verified.then().statusCode(200);
        assertThat((String) verified.path("status")).isEqualTo("in-assessment");
        assertThat((String) verified.path("identity.representation.capacity")).isEqualTo("mentor");
        assertThat((String) verified.path("identity.representation.outcome")).isEqualTo("verified");
        assertThat((Object) verified.path("identity.representation.evidence")).isNull();
        assertThat(stored.number("select count(*) from identity_evidence where request_id = '" + request.id() + "'"))
                .isZero();
        assertThat(stored.texts("select capacity || ' ' || outcome || ' ' || length(checked_by) from"
                        + " representation_check where request_id = '" + request.id() + "'"))
                .containsExactly("mentor verified 22");
        assertThat(counter.person(request)
                        .get("/requests/" + request.id() + "/timeline")
                        .jsonPath()
                        .getList("items.kind", String.class))
                .containsSubsequence("representation-evidence-received", "representation-evidence-destroyed");
        assertThat(stored.audited(request.id()))
                .containsSubsequence(
                        "request.representation-evidence-received done",
                        "request.representation-evidence-read done",
                        "request.representation-evidence-destroyed done");
    }

    @Test
    void whoMayNotActForAnotherGetsAClosedRequest() {
        Taken request = confirmed("prifora", represented("authorised"));

        Response closed = verify(request, "verified", "not-verified");

        assertThat((String) closed.path("status")).isEqualTo("closed");
        assertThat((String) closed.path("outcome")).isEqualTo("not-identified");
        assertThat((String) closed.path("identity.outcome")).isEqualTo("verified");
        assertThat((String) closed.path("identity.representation.outcome")).isEqualTo("not-verified");
        assertThat(bus.await("request.closed", request.id())
                        .data()
                        .get("outcome")
                        .asText())
                .isEqualTo("not-identified");
    }

    @Test
    void staffSayWhetherSomebodyMayActForThePersonWhenSomebodyDoesAndOnlyThen() {
        Taken represented = confirmed("prifora", represented("authorised"));
        Taken alone = confirmed("primoforum", Counter.body("access"));

        Response missing = verify(represented, "verified", null);
        Response tooMuch = counter.verifies(
                alone,
                "primoforum",
                Map.of("method", "masked-id-copy", "outcome", "verified", "representation", "verified"));

        missing.then().statusCode(400);
        assertThat((String) missing.path("errors[0].field")).isEqualTo("representation");
        tooMuch.then().statusCode(400);
        assertThat((String) tooMuch.path("errors[0].field")).isEqualTo("representation");
        assertThat((String) counter.sees(represented).path("status")).isEqualTo("awaiting-identity");
    }

    @Test
    void evidenceIsTakenFromWhoActsForAnotherOnly() {
        Taken request = confirmed("primoforum", Counter.body("access"));

        Response refused = counter.handsIn(request, EVIDENCE, Copies.pdf(Copies.MASKED));

        refused.then().statusCode(409);
        assertThat((String) refused.path("type"))
                .isEqualTo("urn:privacyloket:problem:representation-evidence-not-asked");
    }

    @Test
    void dataSystemsLookForThePersonAndNotForWhoActsForThem() {
        Map<String, Object> body = represented("authorised");
        body.put("requester", Map.of("name", "Oma Voorbeeld"));
        body.put("identifiers", List.of(Map.of("type", "customer-number", "value", "C-77")));
        Taken request = confirmed("prifora", body);

        verify(request, "verified", "verified").then().statusCode(200);

        JsonNode subject = counter.open(
                "retention-service",
                bus.await("request.identity-verified", request.id()).data().get("subject"));
        assertThat(subject.get("identifiers").toString())
                .isEqualTo("[{\"type\":\"customer-number\",\"value\":\"C-77\"}]");
        assertThat(counter.contact(request).get("email").asText()).isEqualTo("helper@example.org");
    }

    @Test
    @DisplayName(
            "PF-10 anybody reports data of a child under 16; the child's data are looked for at once, without any ID")
    void aReportAboutAChildGoesOnAtOnce() {
        Taken request = counter.asks("primoforum", report());

        Response confirmed = counter.confirms(request);

        assertThat((String) confirmed.path("status")).isEqualTo("in-assessment");
        assertThat((String) confirmed.path("identity.rule")).isEqualTo("report");
        assertThat((String) confirmed.path("identity.method")).isEqualTo("report");
        JsonNode event = bus.await("request.identity-verified", request.id()).data();
        assertThat(event.get("method").asText()).isEqualTo("report");
        assertThat(event.get("right").asText()).isEqualTo("erasure");
        assertThat(counter.open("retention-service", event.get("subject"))
                        .get("identifiers")
                        .toString())
                .isEqualTo("[{\"type\":\"e-mail\",\"value\":\"kind@example.org\"},"
                        + "{\"type\":\"user-name\",\"value\":\"voetbalfan12\"}]");
        assertThat(counter.contact(request).get("email").asText()).isEqualTo("melder@example.org");
        counter.handsIn(request, "identity-document", Copies.pdf(Copies.MASKED))
                .then()
                .statusCode(409);
        counter.handsIn(request, EVIDENCE, Copies.pdf(Copies.MASKED)).then().statusCode(409);
    }

    @Test
    @DisplayName("PF-10 a report that came by telephone is let through by staff without a check of representation")
    void staffLetAReportThroughThatCameByTelephone() {
        Map<String, Object> body = report();
        body.put("channel", "phone");
        Taken request = counter.enters("primoforum", body);

        Response verified = counter.verifies(request, "primoforum", Map.of("method", "report", "outcome", "verified"));

        assertThat((String) verified.path("status")).isEqualTo("in-assessment");
    }

    static Map<String, Object> report() {
        Map<String, Object> body = Counter.body("erasure");
        body.put("erasureGround", "child");
        body.put("requester", Map.of("name", "Kind", "email", "kind@example.org", "birthDate", "2015-05-05"));
        body.put("representative", Map.of("name", "Melder", "email", "melder@example.org", "capacity", "reporter"));
        body.put("identifiers", List.of(Map.of("type", "user-name", "value", "voetbalfan12")));
        return body;
    }

    private static Map<String, Object> represented(String capacity) {
        Map<String, Object> body = Counter.body("access");
        body.put("representative", Map.of("name", "Helper", "email", "helper@example.org", "capacity", capacity));
        return body;
    }

    private Taken confirmed(String organisation, Map<String, Object> body) {
        Taken request = counter.asks(organisation, body);
        counter.confirms(request).then().statusCode(200);
        return request;
    }

    private Response verify(Taken request, String outcome, String representation) {
        Map<String, Object> finding = new java.util.HashMap<>(Map.of("method", "confirmed-email", "outcome", outcome));
        if (representation != null) {
            finding.put("representation", representation);
        }
        return counter.verifies(request, "prifora", finding);
    }
}
