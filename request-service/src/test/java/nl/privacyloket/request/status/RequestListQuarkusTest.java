package nl.privacyloket.request.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class RequestListQuarkusTest {

    @Inject
    Counter counter;

    @BeforeEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @Test
    void theMostUrgentComesFirstAndNothingTellsWhoseItIs() {
        Taken late = entered("2026-11-02T09:00:00Z");
        Taken early = entered("2026-11-01T09:00:00Z");

        Response list = list("?size=200");

        List<String> ids = list.jsonPath().getList("items.id", String.class);
        assertThat(ids.indexOf(early.id())).isLessThan(ids.indexOf(late.id()));
        assertThat(list.asString()).doesNotContain("Saskia", "saskia@example.org");
    }

    @Test
    void aListIsPaged() {
        entered("2026-11-03T09:00:00Z");
        entered("2026-11-03T09:00:00Z");

        Response first = list("?page=0&size=1");
        Response second = list("?page=1&size=1");

        assertThat(first.jsonPath().getList("items")).hasSize(1);
        assertThat((int) first.path("total")).isGreaterThanOrEqualTo(2);
        assertThat((String) second.path("items[0].id")).isNotEqualTo(first.path("items[0].id"));
    }

    @Test
    void filtersNarrowTheList() {
        Taken request = entered("2026-10-10T09:00:00Z");
        String reference = request.answer().path("reference");

        assertThat(ids("?reference=" + reference)).containsExactly(request.id());
        assertThat(ids("?size=200&status=awaiting-identity&right=access&dueBefore=2026-10-18"))
                .contains(request.id());
        assertThat(ids("?size=200&dueBefore=2026-10-17")).doesNotContain(request.id());
        assertThat(ids("?size=200&right=erasure")).doesNotContain(request.id());
        assertThat(ids("?size=200&status=closed")).doesNotContain(request.id());
    }

    @Test
    void aRequestIsOverdueTheDayAfterItWasDueWhateverItWaitsFor() {
        Taken request = entered("2026-11-10T09:00:00Z");

        SettableClock.set(Instant.parse("2026-11-17T22:59:59Z"));
        assertThat((boolean) counter.sees(request).path("overdue")).isFalse();
        assertThat(ids("?size=200&overdue=true")).doesNotContain(request.id());

        SettableClock.set(Instant.parse("2026-11-17T23:00:00Z"));
        assertThat((boolean) counter.sees(request).path("overdue")).isTrue();
        assertThat(ids("?size=200&overdue=true")).contains(request.id());
        assertThat(ids("?size=200&overdue=false")).doesNotContain(request.id());
    }

    @Test
    void aClosedRequestIsNotOverdue() {
        Taken request = entered("2026-11-10T09:00:00Z");
        counter.person(request)
                .post("/requests/" + request.id() + "/withdrawal")
                .then()
                .statusCode(200);

        SettableClock.set(Instant.parse("2027-01-01T00:00:00Z"));

        assertThat((boolean) counter.sees(request).path("overdue")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "?status=lost, status",
        "?right=oblivion, right",
        "?dueBefore=tomorrow, dueBefore",
        "?overdue=maybe, overdue",
        "?reference=%00, reference",
        "?page=-1, page",
        "?size=0, size",
        "?size=1000, size",
    })
    void aFilterThatIsNotRightIsRefused(String query, String field) {
        Response refused = list(query);

        refused.then().statusCode(400).contentType("application/problem+json");
        assertThat((String) refused.path("errors[0].field")).isEqualTo(field);
    }

    @Test
    void theTimelineOfThePersonLeavesOutHowTheOrganisationWorksInside() {
        Taken request = counter.inAssessment("infactor", "access");
        counter.decides(request, "infactor", Map.of("outcome", "refused", "ground", "excessive", "reason", "Te vaak."))
                .then()
                .statusCode(200);

        Response timeline = counter.person(request).get("/requests/" + request.id() + "/timeline");

        assertThat(timeline.jsonPath().getList("items.kind", String.class))
                .containsExactly("received", "confirmed", "identity-verified", "decided", "closed");
        assertThat((String) timeline.path("items[0].details.dueOn")).isEqualTo("2026-11-29");
        assertThat((String) timeline.path("items[3].details.ground")).isEqualTo("excessive");
    }

    @Test
    void thePersonSeesNothingThatIsForStaff() {
        Taken request = counter.inAssessment("infactor", "access");

        Response seen = counter.sees(request);

        assertThat((Object) seen.path("forStaff")).isNull();
        assertThat(seen.asString()).doesNotContain("Saskia", "planHash");
        assertThat((String) seen.path("organisationName")).isEqualTo("InFactor");
    }

    @Test
    void lookingAtARequestDoesNotChangeIt() {
        Taken request = counter.inAssessment("infactor", "access");
        String before = counter.staffSee(request, "infactor").header("ETag");

        String after = counter.staffSee(request, "infactor").header("ETag");

        assertThat(after).isEqualTo(before).matches("\"\\d+\"");
    }

    private Taken entered(String receivedAt) {
        Map<String, Object> body = Counter.body("access");
        body.put("channel", "post");
        body.put("receivedAt", receivedAt);
        return counter.enters("infactor", body);
    }

    private List<String> ids(String query) {
        return list(query).jsonPath().getList("items.id", String.class);
    }

    private Response list(String query) {
        return counter.staff("case-handler", "infactor")
                .urlEncodingEnabled(false)
                .get("/organisations/infactor/requests" + query);
    }
}
