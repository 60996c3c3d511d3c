package nl.privacyloket.request.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.export.ExportExpiry;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.DataSystem;
import nl.privacyloket.request.support.DataSystem.Held;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Portability to the person and straight to another controller, GDPR art. 20. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class PromisePortabilityQuarkusTest {

    private static final List<Held> PINKWEB = List.of(
            Held.of("account", "user_name", "saskia"),
            Held.of("usage", "page", "dashboard"),
            Held.of("approval-log", "document", "jaarrekening"));

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Inject
    DataSystem system;

    @Inject
    ExportExpiry expiry;

    @BeforeEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @Test
    @DisplayName("PW-8 portability in a structured, common, machine-readable form: what rests on consent or contract")
    void thePackageHoldsWhatIsPortableAndSaysWhatIsNot() {
        Taken request = closed("pinkweb", PINKWEB);

        Map<String, String> files = system.download(request);

        assertThat(files).containsOnlyKeys("index.html", "information.json", "data.json", "account.csv");
        assertThat(files.get("data.json")).contains("saskia").doesNotContain("dashboard");
        JsonNode told = DataSystem.json(files.get("information.json"));
        assertThat(told.get("leftOut"))
                .extracting(left ->
                        left.get("category").asText() + " " + left.get("reason").asText())
                .containsExactly(
                        "usage no-consent-or-contract",
                        "approval-log no-consent-or-contract",
                        "request-file no-consent-or-contract");
        assertThat(files.get("index.html"))
                .contains("Gebruik van het platform (1 regels): rust niet op toestemming of een overeenkomst");
    }

    @Test
    @DisplayName(
            "PF-6 portability as a computer file to another organisation that the person names, on the person's word")
    void anotherOrganisationFetchesTheDataOnce() {
        Taken request = closed(
                "primoforum",
                List.of(Held.of("account", "user_name", "saskia"), Held.of("payment", "card_last_four", "4242")));

        Response offered = offer(request);

        assertThat(offered.statusCode()).as(offered.asString()).isEqualTo(200);
        assertThat((String) offered.path("transfer.offeredAt")).isEqualTo("2026-11-22T10:00:00Z");
        JsonNode event = bus.await("request.transfer-offered", request.id()).data();
        assertThat(event.get("until").asText()).isEqualTo("2026-12-06T10:00:00Z");
        JsonNode receiver = counter.open("notification-service", event.get("receiver"));
        Contracts.assertFits("sealed/receiver", receiver);
        assertThat(receiver.get("email").asText()).isEqualTo("gegevens@example.org");
        Response fetched = fetch(request, receiver.get("token").asText());
        assertThat(fetched.statusCode()).isEqualTo(200);
        assertThat(DataSystem.unzip(fetched.asByteArray())).containsOnlyKeys("data.json", "account.csv", "payment.csv");
        JsonNode told = bus.await("request.transferred", request.id()).data();
        JsonNode contact = counter.open("notification-service", told.get("contact"));
        Contracts.assertFits("sealed/contact", contact);
        assertThat(contact.get("email").asText()).isEqualTo("saskia@example.org");
        assertThat((String) counter.sees(request).path("transfer.transferredAt"))
                .isEqualTo("2026-11-22T10:00:00Z");
        assertThat(counter.person(request)
                        .get("/requests/" + request.id() + "/timeline")
                        .jsonPath()
                        .getList("items.kind", String.class))
                .endsWith("transfer-offered", "transferred");
        Response again = fetch(request, receiver.get("token").asText());
        assertThat(again.statusCode()).isEqualTo(410);
        assertThat((String) again.path("type")).endsWith(":transfer-fetched");
    }

    @Test
    void aBrokenDownloadIsMadeGoodByANewOffer() {
        Taken request = closed("pinkweb", PINKWEB);
        offer(request).then().statusCode(200);
        String used = token(request, 0);
        fetch(request, used).then().statusCode(200);

        Response anew = offer(request);

        anew.then().statusCode(200);
        assertThat((String) anew.path("transfer.transferredAt")).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(fetch(request, used).statusCode()).isEqualTo(404);
        String fresh = token(request, 1);
        assertThat(fetch(request, fresh).statusCode()).isEqualTo(200);
        assertThat(fetch(request, fresh).statusCode()).isEqualTo(410);
        assertThat(counter.facts(request, "pinkweb"))
                .containsSubsequence("transfer-offered", "transferred", "transfer-offered", "transferred");
    }

    @Test
    void aNewOfferMakesTheOldOneVoid() {
        Taken request = closed("pinkweb", PINKWEB);
        offer(request).then().statusCode(200);
        String old = token(request, 0);
        SettableClock.advance(Duration.ofHours(1));

        offer(request).then().statusCode(200);

        assertThat(fetch(request, old).statusCode()).isEqualTo(404);
        assertThat(fetch(request, token(request, 1)).statusCode()).isEqualTo(200);
    }

    @Test
    void whoFetchedThePackageIsARecipientInALaterAccessAnswer() {
        Taken request = closed("primoforum", List.of(Held.of("account", "user_name", "saskia")));
        offer(request).then().statusCode(200);
        Taken before = counter.inAssessment("primoforum", "access");
        counter.decides(before, "primoforum", Map.of("outcome", "granted"))
                .then()
                .statusCode(200);
        system.answers(before, "primoforum", List.of(Held.of("account", "user_name", "saskia")));
        fetch(request, token(request, 0)).then().statusCode(200);
        Taken access = counter.inAssessment("primoforum", "access");
        counter.decides(access, "primoforum", Map.of("outcome", "granted"))
                .then()
                .statusCode(200);

        system.answers(access, "primoforum", List.of(Held.of("account", "user_name", "saskia")));

        String reference = counter.sees(request).path("reference");
        assertThat(given(before))
                .noneMatch(made -> made.get("reference").asText().equals(reference));
        assertThat(given(access))
                .filteredOn(made -> made.get("reference").asText().equals(reference))
                .singleElement()
                .satisfies(made -> {
                    assertThat(made.get("recipient").asText()).isEqualTo("Fotoclub Ander");
                    assertThat(made.get("askedBy").asText()).isEqualTo("person");
                    assertThat(made.get("disclosedAt").asText()).isEqualTo("2026-11-22T10:00:00Z");
                });
        assertThat(system.download(access).get("index.html"))
                .contains("uw recht op overdracht (AVG art. 20 lid 2)")
                .contains("U liet uw gegevens naar deze organisatie sturen.");
    }

    private JsonNode given(Taken access) {
        return DataSystem.json(system.download(access).get("information.json")).get("disclosures");
    }

    @Test
    void whoHasNoTokenFindsNothingAndUsesNothingUp() {
        Taken request = closed("pinkweb", PINKWEB);
        offer(request).then().statusCode(200);
        String token = token(request, 0);

        assertThat(fetch(request, "wrong").statusCode()).isEqualTo(404);
        assertThat(fetch(request, request.statusToken()).statusCode()).isEqualTo(404);
        assertThat(counter.anyone().get("/transfers/" + request.id()).statusCode())
                .isEqualTo(401);
        assertThat(counter.anyone()
                        .header("Transfer-Token", token)
                        .head("/transfers/" + request.id())
                        .statusCode())
                .isEqualTo(405);
        assertThat(counter.staff("privacy-officer", "pinkweb")
                        .post("/requests/" + request.id() + "/transfer")
                        .statusCode())
                .isEqualTo(401);
        assertThat(fetch(request, token).statusCode()).isEqualTo(200);
    }

    @Test
    void anOfferEndsWithThePackage() {
        Taken request = closed("pinkweb", PINKWEB);
        offer(request).then().statusCode(200);
        String token = token(request, 0);
        SettableClock.advance(Duration.ofDays(14));

        Response late = fetch(request, token);
        expiry.expire();
        Response gone = fetch(request, token);
        Response anew = offer(request);

        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(anew.statusCode()).isEqualTo(409);
        assertThat((String) anew.path("type")).endsWith(":nothing-to-transfer");
    }

    @Test
    void withoutAPackageOrSomebodyNamedThereIsNothingToOffer() {
        Taken open = counter.inAssessment("pinkweb", "portability");
        Taken access = counter.inAssessment("pinkweb", "access");
        Taken toNobody = counter.inAssessment("pinkweb", "portability");
        counter.decides(toNobody, "pinkweb", Map.of("outcome", "granted"))
                .then()
                .statusCode(200);
        system.answers(toNobody, "pinkweb", PINKWEB);

        assertThat((String) offer(open).path("type")).endsWith(":nothing-to-transfer");
        assertThat((String) offer(access).path("type")).endsWith(":nothing-to-transfer");
        assertThat((String) offer(toNobody).path("type")).endsWith(":no-receiver");
    }

    /** A closed portability request that names another controller. */
    private Taken closed(String organisation, List<Held> held) {
        Map<String, Object> body = Counter.body("portability");
        body.put("transferTo", Map.of("name", "Fotoclub Ander", "email", "gegevens@example.org"));
        Taken request = counter.asks(organisation, body);
        if (counter.confirms(request).path("status").equals("awaiting-identity")) {
            counter.verifies(request, organisation, "verified").then().statusCode(200);
        }
        counter.decides(request, organisation, Map.of("outcome", "granted"))
                .then()
                .statusCode(200);
        system.answers(request, organisation, held);
        return request;
    }

    private Response offer(Taken request) {
        return counter.person(request).post("/requests/" + request.id() + "/transfer");
    }

    private Response fetch(Taken request, String token) {
        return counter.anyone().header("Transfer-Token", token).get("/transfers/" + request.id());
    }

    /** The token of an offer, as the other controller gets it by mail. */
    private String token(Taken request, int offer) {
        String type = "nl.privacyloket.request.transfer-offered.v1";
        bus.await(event -> event.type().equals(type)
                && event.key().equals(request.id())
                && bus.all().stream()
                                .filter(other ->
                                        other.type().equals(type) && other.key().equals(request.id()))
                                .count()
                        > offer);
        List<Bus.Heard> offers = bus.all().stream()
                .filter(event -> event.type().equals(type) && event.key().equals(request.id()))
                .toList();
        return counter.open("notification-service", offers.get(offer).data().get("receiver"))
                .get("token")
                .asText();
    }
}
