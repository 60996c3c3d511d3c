package nl.privacyloket.request.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.RequestEnvironment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask for whom; the clock stands at 2026-11-22. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class PeopleIntakeQuarkusTest {

    @Inject
    Counter counter;

    @ParameterizedTest
    @CsvSource({
        "2014-11-23,          , 400", // eleven
        "2014-11-23, guardian , 201",
        "2014-11-22,          , 201", // twelve today
        "2014-11-22, guardian , 201",
        "2010-11-23,          , 201", // fifteen
        "2010-11-23, guardian , 201",
        "2010-11-22,          , 201", // sixteen today
        "2010-11-22, guardian , 400",
        "2008-11-23, guardian , 400", // seventeen
        "2008-11-22, guardian , 201", // eighteen today: an adult can be under guardianship
        "1950-01-01, guardian , 201",
        "2010-11-22, mentor   , 201",
        "2014-11-23, mentor   , 400", // a child of eleven authorises nobody
        "2014-11-23, authorised, 400",
        "2014-11-22, authorised, 201",
        "2010-11-22, authorised, 201",
    })
    void fromTwelveAChildMayAskAndFromSixteenOnlyThePerson(String birthDate, String capacity, int status) {
        Map<String, Object> body = body(birthDate, capacity);

        Response answer = counter.anyone().body(body).post("/organisations/prifora/requests");

        answer.then().statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({
        // Just before midnight in Amsterdam on the last day of the old rules, and just after.
        "2026-08-31T21:59:59Z, 2012-01-01,          , 400",
        "2026-08-31T21:59:59Z, 2012-01-01, guardian , 201",
        "2026-08-31T22:00:00Z, 2012-01-01,          , 201",
        "2026-08-31T21:59:59Z, 2010-01-01,          , 201",
        "2026-08-31T21:59:59Z, 2010-01-01, guardian , 400",
        "2026-08-31T22:00:00Z, 2016-01-01,          , 400",
    })
    void theDayOfReceiptDecidesWhichLawHoldsAlsoForWhatStaffEnter(
            String receivedAt, String birthDate, String capacity, int status) {
        Map<String, Object> body = body(birthDate, capacity);
        body.put("receivedAt", receivedAt);
        body.put("channel", "post");

        Response answer = counter.staff("case-handler", "prifora").body(body).post("/organisations/prifora/requests");

        answer.then().statusCode(status);
    }

    @Test
    void aRefusalSaysInTheCallersLanguageWhoHasToAsk() {
        Response english = counter.anyone().body(body("2020-01-01", null)).post("/organisations/prifora/requests");
        Response dutch = counter.anyoneRaw()
                .contentType("application/json")
                .header("Accept-Language", "nl")
                .body(body("2010-11-22", "guardian"))
                .post("/organisations/prifora/requests");

        assertThat((String) english.path("errors[0].field")).isEqualTo("representative");
        assertThat((String) english.path("errors[0].message")).contains("legal representative");
        assertThat((String) dutch.path("errors[0].field")).isEqualTo("representative");
        assertThat((String) dutch.path("errors[0].message")).isNotBlank();
    }

    @Test
    void withoutABirthDateNoRuleHoldsAndNoneIsAskedFor() {
        counter.asks("prifora", body(null, null));
        counter.asks("prifora", body(null, "guardian"));
    }

    @Test
    void whoIsRepresentedNeedsNoAddressButHasToBeFound() {
        Map<String, Object> found = body(null, "authorised");
        found.put("requester", Map.of("name", "Oma Voorbeeld"));
        found.put("identifiers", List.of(Map.of("type", "customer-number", "value", "C-77")));
        Map<String, Object> nowhere = new HashMap<>(found);
        nowhere.remove("identifiers");

        counter.asks("prifora", found);
        Response refused = counter.anyone().body(nowhere).post("/organisations/prifora/requests");

        refused.then().statusCode(400);
        assertThat(refused.jsonPath().getList("errors.field", String.class)).containsExactly("identifiers");
    }

    @Test
    @DisplayName("PF-10 a report is about the erasure of data of a child that can be found, and invokes nothing else")
    void aReportIsAboutAChild() {
        assertThat(refusedFields(report(), "right", "access")).contains("representative.capacity");
        assertThat(refusedFields(report(), "erasureGround", "unlawful")).contains("representative.capacity");
        assertThat(refusedFields(report(), "furtherRights", List.of("access"))).contains("furtherRights");
        assertThat(refusedFields(report(), "requester", Map.of("name", "Kind", "birthDate", "2010-11-22")))
                .contains("requester.birthDate", "identifiers");
        counter.asks("primoforum", report());
    }

    private List<String> refusedFields(Map<String, Object> body, String member, Object value) {
        body.put(member, value);
        Response refused = counter.anyone().body(body).post("/organisations/primoforum/requests");
        refused.then().statusCode(400);
        return refused.jsonPath().getList("errors.field", String.class);
    }

    private static Map<String, Object> report() {
        Map<String, Object> body = Counter.body("erasure");
        body.put("erasureGround", "child");
        body.put("requester", Map.of("name", "Kind", "email", "kind@example.org", "birthDate", "2010-11-23"));
        body.put("representative", Map.of("name", "Melder", "email", "melder@example.org", "capacity", "reporter"));
        return body;
    }

    private static Map<String, Object> body(String birthDate, String capacity) {
        Map<String, Object> body = Counter.body("erasure");
        Map<String, Object> requester = new HashMap<>(Map.of("name", "Voorbeeld", "email", "voorbeeld@example.org"));
        if (birthDate != null) {
            requester.put("birthDate", birthDate);
        }
        body.put("requester", requester);
        if (capacity != null) {
            body.put("representative", Map.of("name", "Ouder", "email", "ouder@example.org", "capacity", capacity));
        }
        return body;
    }
}
