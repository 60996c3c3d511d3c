package nl.privacyloket.request.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class IntakeQuarkusTest {

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @BeforeEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @ParameterizedTest(name = "{0}: promised {1}, due {3}")
    @CsvSource({
        "primoforum, 2026-12-20, 2026-12-22, 2026-12-20",
        "compjoeter,           , 2026-12-22, 2026-12-22",
        "pinkweb,    2026-12-22, 2026-12-22, 2026-12-22",
        "infactor,   2026-11-29, 2026-12-22, 2026-11-29",
        "prifora,              , 2026-12-22, 2026-12-22",
    })
    void theAnswerHoldsTheDatesThatTheOrganisationIsBoundTo(
            String organisation, String promised, String statutory, String due) {
        Response answer = counter.asks(organisation, "access").answer();

        assertThat((String) answer.path("promisedOn")).isEqualTo(promised);
        assertThat((String) answer.path("statutoryDueOn")).isEqualTo(statutory);
        assertThat((String) answer.path("alarmOn")).isEqualTo("2026-12-22");
        assertThat((String) answer.path("dueOn")).isEqualTo(due);
        assertThat((String) answer.path("receivedAt")).isEqualTo("2026-11-22T10:00:00Z");
        assertThat((String) answer.path("status")).isEqualTo("awaiting-confirmation");
        assertThat((String) answer.path("reference"))
                .matches(organisation.toUpperCase(java.util.Locale.ROOT) + "-2026-\\d{6}");
        assertThat(answer.header("Location")).endsWith("/requests/" + answer.path("id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access",
                "rectification",
                "erasure",
                "restriction",
                "objection",
                "portability",
                "consent-withdrawal"
            })
    void everyRightIsAcceptedEvenWhereTheStatementForgetsIt(String right) {
        Map<String, Object> body = Counter.body(right);
        if (right.equals("consent-withdrawal")) {
            body.put("purpose", "contact");
        }

        Response answer = counter.asks("infactor", body).answer();

        assertThat((String) answer.path("right")).isEqualTo(right);
    }

    @Test
    void aRequestWithEverythingInItIsTakenInAndShownToStaff() {
        Map<String, Object> body = Counter.body("portability");
        body.put(
                "requester",
                Map.of(
                        "name", "Zoë van 't Hof",
                        "email", "zoe.hof+prifora@example.org",
                        "role", "webshop-customer",
                        "birthDate", "1980-02-29"));
        body.put("representative", Map.of("name", "R", "email", "r@example.org", "capacity", "authorised"));
        body.put("identifiers", List.of(Map.of("type", "customer-number", "value", "C-1042")));
        body.put("details", "Regel 1\nRegel 2");
        body.put("categories", List.of("orders"));
        body.put("corrections", List.of(Map.of("field", "address", "value", "Kade 1")));
        body.put("purpose", "newsletter");
        body.put("furtherRights", List.of("rectification", "consent-withdrawal"));
        body.put("transferTo", Map.of("name", "Ander", "email", "in@example.com"));
        body.put("locale", "en");
        body.put("channel", "web");

        Taken request = counter.asks("prifora", body);

        Response seen = counter.staffSee(request, "prifora");
        assertThat((String) seen.path("forStaff.person.requester.name")).isEqualTo("Zoë van 't Hof");
        assertThat((String) seen.path("forStaff.person.requester.birthDate")).isEqualTo("1980-02-29");
        assertThat((String) seen.path("forStaff.person.representative.capacity"))
                .isEqualTo("authorised");
        assertThat((String) seen.path("forStaff.person.identifiers[0].value")).isEqualTo("C-1042");
        assertThat((String) seen.path("forStaff.person.details")).isEqualTo("Regel 1\nRegel 2");
        assertThat((String) seen.path("forStaff.person.corrections[0].value")).isEqualTo("Kade 1");
        assertThat((String) seen.path("forStaff.person.transferTo.email")).isEqualTo("in@example.com");
        assertThat((String) seen.path("forStaff.categories[0]")).isEqualTo("orders");
        Taken withdrawal = new Taken(request.answer().path("combined[1].id"), request.statusToken(), request.answer());
        assertThat((String) counter.staffSee(withdrawal, "prifora").path("forStaff.purpose"))
                .isEqualTo("newsletter");
        assertThat((String) seen.path("locale")).isEqualTo("en");
    }

    @Test
    void staffEnterALetterWithTheDayThatItReallyCame() {
        Map<String, Object> body = Counter.body("access");
        body.put("channel", "post");
        body.put("receivedAt", "2026-11-19T23:30:00Z");

        Response answer = counter.enters("primoforum", body).answer();

        assertThat((String) answer.path("status")).isEqualTo("awaiting-identity");
        assertThat((String) answer.path("receivedAt")).isEqualTo("2026-11-19T23:30:00Z");
        assertThat((String) answer.path("dueOn")).isEqualTo("2026-12-18");
    }

    @Test
    void aVisitorWithoutMailIsTakenInByStaffAndNobodyIsMailed() {
        Map<String, Object> body = Counter.body("objection");
        body.put("requester", Map.of("name", "Zonder Mail"));
        body.put("identifiers", List.of(Map.of("type", "phone", "value", "020 555 01 00")));
        body.put("channel", "counter");

        Taken request = counter.enters("compjoeter", body);

        JsonNode received = bus.await("request.received", request.id()).data();
        assertThat(received.get("contact").isNull()).isTrue();
        assertThat(received.get("channel").asText()).isEqualTo("counter");
    }

    @Test
    void aLetterIsNotAskedToConfirmAMail() {
        Map<String, Object> body = Counter.body("access");
        body.put("channel", "post");

        Taken request = counter.enters("primoforum", body);

        assertThat(counter.contact(request).get("confirmationCode").isNull()).isTrue();
    }

    @Test
    void theSameKeyAndBodyGetTheSameAnswer() {
        String key = UUID.randomUUID().toString();
        Response first = withKey(key, "erasure");
        Map<String, Long> before = stored.counts();

        Response second = withKey(key, "erasure");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(stored.counts()).isEqualTo(before);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        String key = UUID.randomUUID().toString();
        withKey(key, "erasure").then().statusCode(201);
        Map<String, Long> before = stored.counts();

        Response refused = withKey(key, "access");

        refused.then().statusCode(422).contentType("application/problem+json");
        assertThat((String) refused.path("type")).isEqualTo("urn:privacyloket:problem:idempotency-key-reused");
        assertThat(stored.counts()).isEqualTo(before);
    }

    @Test
    void theSameKeySentTwiceAtOnceMakesOneRequest() {
        String key = UUID.randomUUID().toString();
        long before = stored.number("select count(*) from request");

        List<String> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> withKey(key, "erasure").asString()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(stored.number("select count(*) from request")).isEqualTo(before + 1);
    }

    @Test
    void referencesAreNumberedByOrganisationAndNeverTwice() {
        List<String> references = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> counter.asks("pinkweb", "access").answer().<String>path("reference")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(references).doesNotHaveDuplicates().allMatch(reference -> reference.startsWith("PINKWEB-2026-"));
    }

    @Test
    void aSecondRequestOfTheSamePersonIsShownToStaffAndNotRefused() {
        Map<String, Object> body = Counter.body("restriction");
        body.put("requester", Map.of("name", "D", "email", "dubbel@example.org"));
        Taken first = counter.asks("infactor", body);
        body.put("requester", Map.of("name", "D", "email", " DUBBEL@example.org".strip()));

        Taken second = counter.asks("infactor", body);

        assertThat(counter.staffSee(second, "infactor").<List<String>>path("forStaff.possibleDuplicates"))
                .containsExactly(first.id());
    }

    private Response withKey(String key, String right) {
        return counter.anyone()
                .header("Idempotency-Key", key)
                .body(Counter.body(right))
                .post("/organisations/prifora/requests");
    }
}
