package nl.privacyloket.request.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class IdentityQuarkusTest {

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Test
    void aConfirmedAddressIsEnoughWhereThePolicySaysSo() {
        Taken request = counter.asks("prifora", "access");

        Response confirmed = counter.confirms(request);

        assertThat((String) confirmed.path("status")).isEqualTo("in-assessment");
        assertThat((String) confirmed.path("identity.method")).isEqualTo("confirmed-email");
    }

    @Test
    void whereThePolicyAsksForACopyAConfirmedAddressIsNotEnough() {
        Taken request = counter.asks("primoforum", "access");

        Response confirmed = counter.confirms(request);

        assertThat((String) confirmed.path("status")).isEqualTo("awaiting-identity");
        JsonNode event = bus.await("request.confirmed", request.id()).data();
        assertThat(event.get("status").asText()).isEqualTo("awaiting-identity");
    }

    @Test
    void aRepresentativeShowsMoreThanAnAddress() {
        Map<String, Object> body = Counter.body("erasure");
        body.put("representative", Map.of("name", "R", "email", "r@example.org", "capacity", "authorised"));
        Taken request = counter.asks("prifora", body);

        Response confirmed = counter.confirms(request);

        assertThat((String) confirmed.path("status")).isEqualTo("awaiting-identity");
    }

    @Test
    void staffEstablishWhoAsks() {
        Taken request = counter.asks("primoforum", "access");
        counter.confirms(request).then().statusCode(200);

        Response verified = counter.verifies(request, "primoforum", "verified");

        assertThat((String) verified.path("status")).isEqualTo("in-assessment");
        JsonNode event = bus.await("request.identity-verified", request.id()).data();
        assertThat(event.get("method").asText()).isEqualTo("masked-id-copy");
    }

    @Test
    void whoCannotBeIdentifiedGetsAClosedRequest() {
        Taken request = counter.asks("primoforum", "access");
        counter.confirms(request).then().statusCode(200);

        Response closed = counter.verifies(request, "primoforum", "not-verified");

        assertThat((String) closed.path("status")).isEqualTo("closed");
        assertThat((String) closed.path("outcome")).isEqualTo("not-identified");
        JsonNode event = bus.await("request.closed", request.id()).data();
        assertThat(event.get("outcome").asText()).isEqualTo("not-identified");
        // Whom it claimed to be about: a hold on that person keeps the file.
        JsonNode subject = counter.open("retention-service", event.get("subject"));
        Contracts.assertFits("sealed/subject", subject);
        assertThat(subject.findValuesAsText("value")).containsExactly("saskia@example.org");
        assertThat(stored.audited(request.id()))
                .containsSubsequence("request.identity-not-verified not-verified", "request.closed not-identified");
    }

    @Test
    void theSameRightCodeAgainChangesNothing() {
        Taken request = counter.asks("prifora", "access");
        String code = counter.code(request);
        counter.confirms(request, code).then().statusCode(200);
        Map<String, Long> before = stored.counts();

        Response again = counter.confirms(request, code);

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat((String) again.path("status")).isEqualTo("in-assessment");
        assertThat(stored.counts()).isEqualTo(before);
    }

    @Test
    void tooManyWrongCodesLockAndThenTheRightOneDoesNotHelp() {
        Taken request = counter.asks("prifora", "access");
        String code = counter.code(request);
        String wrong = code.equals("00000000") ? "11111111" : "00000000";
        for (int attempt = 1; attempt < 5; attempt++) {
            counter.confirms(request, wrong).then().statusCode(422);
        }
        counter.confirms(request, wrong).then().statusCode(409);

        Response locked = counter.confirms(request, code);

        locked.then().statusCode(409);
        assertThat((String) locked.path("type")).isEqualTo("urn:privacyloket:problem:confirmation-locked");
        assertThat((String) counter.sees(request).path("status")).isEqualTo("awaiting-confirmation");
        assertThat(stored.audited(request.id())).containsOnlyOnce("request.confirmation-locked done");
    }

    @Test
    void withAnotherTokenTheRequestDoesNotExist() {
        Taken request = counter.asks("prifora", "access");
        Taken other = counter.asks("prifora", "access");
        Taken mixed = new Taken(request.id(), other.statusToken(), null);

        counter.confirms(mixed, "12345678").then().statusCode(404);
        counter.sees(mixed).then().statusCode(404);
    }

    @Test
    void withoutAnyTokenTheCallerHasToSayWhoTheyAre() {
        Taken request = counter.asks("prifora", "access");

        Response refused = counter.anyone().get("/requests/" + request.id());

        refused.then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void aStepThatIsNotPossibleNowIsAConflictThatNamesWhatIs() {
        Taken request = counter.asks("prifora", "access");

        Response refused = counter.decides(request, "prifora", Map.of("outcome", "granted"));

        refused.then().statusCode(409).contentType("application/problem+json");
        assertThat((String) refused.path("type")).isEqualTo("urn:privacyloket:problem:illegal-step");
        assertThat(refused.jsonPath().getList("allowed", String.class))
                .containsExactly("extension", "identity-verification");
    }

    @Test
    void nothingThatSomebodyTypedIsPublishedAsTheMethod() {
        Taken request = counter.asks("primoforum", "access");
        counter.confirms(request).then().statusCode(200);

        Response refused =
                counter.verifies(request, "primoforum", Map.of("method", "bsn-123456782", "outcome", "verified"));

        refused.then().statusCode(400);
        assertThat((String) refused.path("errors[0].field")).isEqualTo("method");
        assertThat((String) refused.path("errors[0].message"))
                .contains("at-the-counter")
                .doesNotContain("123456782");
        assertThat((String) counter.sees(request).path("status")).isEqualTo("awaiting-identity");
    }
}
