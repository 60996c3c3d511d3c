package nl.privacyloket.request.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.stack.oidc.StaffClaims;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PinkWeb promises an extra factor for important acts. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class StepUpQuarkusTest {

    private static final Map<String, ?> GRANT = Map.of(
            "outcome", "granted", "corrections", List.of(Map.of("field", "last-name", "value", "Bedacht-Nieuw")));

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Test
    @DisplayName("PW-10: a change of data is granted only with an extra factor, and the attempt is on record")
    void withoutTheFactorAGrantIsRefusedWithAChallenge() {
        Taken request = counter.inAssessment("pinkweb", anotherSurname());

        Response refused = counter.decides(request, "pinkweb", GRANT);

        refused.then().statusCode(401).contentType("application/problem+json");
        assertThat((String) refused.path("type")).isEqualTo("urn:privacyloket:problem:step-up-required");
        assertThat(refused.headers().getValues("WWW-Authenticate"))
                .containsExactly("Bearer error=\"insufficient_user_authentication\","
                        + " error_description=\"A different authentication level is required\", acr_values=\"gold\"");
        assertThat((String) counter.sees(request).path("status")).isEqualTo("in-assessment");
        Bus.Heard attempt = bus.await(event -> event.topic().equals("privacyloket.audit.v1")
                && event.data().at("/object/id").asText().equals(request.id())
                && event.data().get("action").asText().equals("request.decision"));
        assertThat(attempt.data().get("outcome").asText()).isEqualTo("step-up-required");
    }

    @Test
    @DisplayName("PW-10: with the extra factor it is granted")
    void withTheFactorItIsGranted() {
        Taken request = counter.inAssessment("pinkweb", anotherSurname());

        Response granted = counter.decides(request, "pinkweb", GRANT, "gold");

        granted.then().statusCode(200);
        assertThat((String) granted.path("status")).isEqualTo("in-execution");
    }

    @Test
    void oneOfTheNamedMeansIsAsGoodAsTheLevel() {
        Taken request = counter.inAssessment("pinkweb", "restriction");

        counter.staff(new StaffClaims(
                        "with-a-key", List.of("privacy-officer"), List.of("pinkweb"), null, List.of("pwd", "hwk")))
                .body(Map.of("outcome", "granted"))
                .post("/requests/" + request.id() + "/decision")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"silver", "golden", ""})
    void anotherLevelIsNotEnough(String acr) {
        Taken request = counter.inAssessment("pinkweb", anotherSurname());

        counter.decides(request, "pinkweb", GRANT, acr.isEmpty() ? null : acr)
                .then()
                .statusCode(401);
    }

    @Test
    void aRefusalNeedsNoFactor() {
        Taken request = counter.inAssessment("pinkweb", anotherSurname());

        counter.decides(
                        request,
                        "pinkweb",
                        Map.of("outcome", "refused", "ground", "data-are-correct", "reason", "Het klopt."))
                .then()
                .statusCode(200);
    }

    @Test
    void aRightThatThePolicyDoesNotNameNeedsNone() {
        Taken request = counter.inAssessment("pinkweb", "access");

        counter.decides(request, "pinkweb", Map.of("outcome", "granted")).then().statusCode(200);
    }

    private static Map<String, Object> anotherSurname() {
        Map<String, Object> body = Counter.body("rectification");
        body.put("corrections", List.of(Map.of("field", "last-name", "value", "Bedacht")));
        return body;
    }
}
