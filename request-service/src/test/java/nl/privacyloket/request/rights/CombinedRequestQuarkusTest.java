package nl.privacyloket.request.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import org.junit.jupiter.api.Test;

/** Several rights in one message: one code, one token, a request for each. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class CombinedRequestQuarkusTest {

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Test
    void oneMessageBecomesARequestForEachRight() {
        Taken first = both();

        Taken second = other(first);

        assertThat((String) first.answer().path("combined[0].right")).isEqualTo("erasure");
        JsonNode received = bus.await("request.received", second.id()).data();
        assertThat(received.get("combinedWith").asText()).isEqualTo(first.id());
        Response seen = counter.sees(second);
        assertThat((String) seen.path("right")).isEqualTo("erasure");
        assertThat(seen.jsonPath().getList("combinedWith", String.class)).containsExactly(first.id());
        assertThat((String) seen.path("dueOn")).isEqualTo(first.answer().path("dueOn"));
    }

    @Test
    void oneCodeConfirmsThemAll() {
        Taken first = both();
        String code = counter.code(first);

        counter.confirms(other(first), code).then().statusCode(200);

        assertThat((String) counter.sees(first).path("status")).isEqualTo("in-assessment");
        assertThat((String) counter.sees(other(first)).path("status")).isEqualTo("in-assessment");
    }

    @Test
    void wrongCodesAreCountedTogether() {
        Taken first = both();
        for (int i = 0; i < 3; i++) {
            counter.confirms(first, "000000").then().statusCode(422);
        }
        counter.confirms(other(first), "000000").then().statusCode(422);

        Response fifth = counter.confirms(other(first), "000000");

        fifth.then().statusCode(409);
        assertThat((String) fifth.path("type")).endsWith("confirmation-locked");
        counter.confirms(first, counter.code(first)).then().statusCode(409);
    }

    @Test
    void theCopyComesBeforeTheErasure() {
        Taken first = both();
        counter.confirms(first).then().statusCode(200);
        Taken erasure = other(first);
        String plan = planned(erasure);

        Response early = counter.decides(erasure, "prifora", Map.of("outcome", "granted", "planHash", plan));

        early.then().statusCode(409);
        assertThat((String) early.path("type")).endsWith("copy-comes-first");
        counter.decides(
                        first,
                        "prifora",
                        Map.of("outcome", "refused", "ground", "excessive", "reason", "Vorige week al gekregen."))
                .then()
                .statusCode(200);
        counter.decides(erasure, "prifora", Map.of("outcome", "granted", "planHash", plan))
                .then()
                .statusCode(200);
    }

    @Test
    void aRightIsInvokedOnce() {
        Map<String, Object> body = Counter.body("access");
        body.put("furtherRights", List.of("access", "erasure", "erasure", "everything"));

        Response refused = counter.anyone().body(body).post("/organisations/prifora/requests");

        refused.then().statusCode(400);
        assertThat(refused.jsonPath().getList("errors.field", String.class))
                .containsExactly("furtherRights[0]", "furtherRights[2]", "furtherRights[3]");
    }

    @Test
    void aRepetitionUnderTheSameKeyGetsTheSameRequests() {
        Map<String, Object> body = Counter.body("access");
        body.put("furtherRights", List.of("erasure"));
        Response first = counter.anyone()
                .header("Idempotency-Key", "combined-1")
                .body(body)
                .post("/organisations/prifora/requests");

        Response again = counter.anyone()
                .header("Idempotency-Key", "combined-1")
                .body(body)
                .post("/organisations/prifora/requests");

        assertThat(again.asString()).isEqualTo(first.asString());
    }

    private Taken both() {
        Map<String, Object> body = Counter.body("access");
        body.put("furtherRights", List.of("erasure"));
        return counter.asks("prifora", body);
    }

    private static Taken other(Taken first) {
        return new Taken(first.answer().path("combined[0].id"), first.statusToken(), first.answer());
    }

    private String planned(Taken request) {
        JsonNode planned = Contracts.sample("nl.privacyloket.retention.erasure-planned.v1.sample", request.id());
        bus.tell("erasure-planned", "prifora", planned);
        org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(
                        (String) counter.staffSee(request, "prifora").path("planHash"))
                .isNotNull());
        return planned.get("planHash").asText();
    }
}
