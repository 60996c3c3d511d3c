package nl.privacyloket.request.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data that go to a third party. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class PromiseDisclosureQuarkusTest {

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Inject
    DataSystem system;

    @BeforeEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @DisplayName(
            "PF-11, CM-5, PW-12, IF-3, PR-4: on which bases data go at once, and on which the person is asked first")
    @CsvSource({
        "primoforum, contract, disclosed",
        "primoforum, legal-obligation, disclosed",
        "primoforum, authority-order, disclosed",
        "primoforum, consent, awaiting-consent",
        "primoforum, fraud-or-safety, awaiting-consent",
        "primoforum, legal-claim, awaiting-consent",
        "compjoeter, authority-order, disclosed",
        "compjoeter, fraud-or-safety, disclosed",
        "compjoeter, consent, awaiting-consent",
        "pinkweb, contract, disclosed",
        "pinkweb, legal-obligation, disclosed",
        "pinkweb, legal-claim, disclosed",
        "pinkweb, consent, awaiting-consent",
        "pinkweb, fraud-or-safety, awaiting-consent",
        "infactor, contract, disclosed",
        "infactor, legal-obligation, disclosed",
        "infactor, authority-order, disclosed",
        "infactor, consent, awaiting-consent",
        "infactor, fraud-or-safety, awaiting-consent",
        "infactor, legal-claim, awaiting-consent",
        "prifora, authority-order, disclosed",
    })
    void thePolicySaysWhetherThePersonIsAskedFirst(String organisation, String basis, String state) {
        String category = organisation.equals("compjoeter") || organisation.equals("infactor") ? "contact" : "account";

        Response recorded = record(organisation, body(basis, category));

        assertThat(recorded.statusCode()).as(recorded.asString()).isEqualTo(201);
        assertThat((String) recorded.path("state")).isEqualTo(state);
        assertThat((String) recorded.path("reference"))
                .matches(organisation.toUpperCase(java.util.Locale.ROOT) + "-D-2026-\\d{6}");
    }

    @Test
    @DisplayName("PR-4 when data go to a third party, the person is always told")
    void thePersonIsTold() {
        Response recorded = record("prifora", body("authority-order", "account"));

        String id = recorded.path("id");
        JsonNode made = bus.await("disclosure.made", id).data();
        assertThat(made.get("askedBy").asText()).isEqualTo("authority");
        assertThat(made.get("categories").get(0).asText()).isEqualTo("account");
        JsonNode contact = counter.open("notification-service", made.get("contact"));
        Contracts.assertFits("sealed/disclosure-contact", contact);
        assertThat(contact.get("email").asText()).isEqualTo("wim@example.org");
        assertThat(contact.get("recipient").asText()).isEqualTo("Politie Eenheid Proefdam");
        JsonNode subject = counter.open("retention-service", made.get("subject"));
        Contracts.assertFits("sealed/subject", subject);
        assertThat(subject.get("identifiers").get(0).get("value").asText()).isEqualTo("wim@example.org");
        assertThat(actions(id)).containsExactly("disclosure.made");
    }

    @Test
    @DisplayName("PR-4 nobody is left untold: without an e-mail or postal address nothing is recorded")
    void whoCannotBeToldIsRefused() {
        Map<String, Object> body = body("authority-order", "account");
        body.put("subject", Map.of("name", "Wim Zonderadres"));
        Map<String, Object> byPost = body("authority-order", "account");
        byPost.put("subject", Map.of("name", "Wim Zonderadres", "postalAddress", "Proefdam 1\n1012 AB Proefstad"));

        Response refused = record("prifora", body);
        Response taken = record("prifora", byPost);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat((String) refused.path("errors[0].field")).isEqualTo("subject.email");
        assertThat(taken.statusCode()).isEqualTo(201);
        JsonNode made = bus.await("disclosure.made", taken.path("id")).data();
        JsonNode contact = counter.open("notification-service", made.get("contact"));
        assertThat(made.get("subject").isNull()).as("nothing to find them by").isTrue();
        assertThat(contact.get("postalAddress").asText()).startsWith("Proefdam 1");
    }

    @Test
    @DisplayName("IF-3 any other sharing needs the person's consent first")
    void withoutConsentNothingGoes() {
        Response asked = record("infactor", body("legal-claim", "contact"));
        String id = asked.path("id");
        JsonNode event = bus.await("disclosure.consent-asked", id).data();
        JsonNode contact = counter.open("notification-service", event.get("contact"));
        Contracts.assertFits("sealed/disclosure-contact", contact);
        String token = contact.get("statusToken").asText();

        Response early = complete("infactor", id);
        Response seen = counter.anyone().header("Status-Token", token).get("/disclosures/" + id);
        Response given = consents(id, token, "given");
        Response done = complete("infactor", id);
        Response late = consents(id, token, "refused");

        assertThat(early.statusCode()).isEqualTo(409);
        assertThat((String) early.path("type")).endsWith(":consent-not-given");
        assertThat((String) seen.path("recipient.name")).isEqualTo("Politie Eenheid Proefdam");
        assertThat((String) seen.path("purpose")).startsWith("Voor een onderzoek");
        assertThat(seen.jsonPath().getList("allowed", String.class)).containsExactly("consent");
        assertThat((Object) seen.path("subject")).isNull();
        assertThat((Object) seen.path("askerReference")).isNull();
        assertThat((String) given.path("state")).isEqualTo("consented");
        assertThat((String) done.path("state")).isEqualTo("disclosed");
        assertThat(late.statusCode()).isEqualTo(409);
        bus.await("disclosure.made", id);
        assertThat(actions(id))
                .containsExactly(
                        "disclosure.consent-asked", "disclosure.consent-given", "disclosure.made", "disclosure.read");
    }

    @Test
    @DisplayName("PW-12 permission for that party can be refused, and taken back until the data are given")
    void consentIsFree() {
        Response first = record("pinkweb", body("consent", "account"));
        String refused = first.path("id");
        String refusedToken = token(refused);
        String withdrawn = record("pinkweb", body("consent", "account")).path("id");
        String withdrawnToken = token(withdrawn);

        assertThat((String) consents(refused, refusedToken, "refused").path("state"))
                .isEqualTo("refused");
        assertThat(consents(refused, refusedToken, "refused").statusCode()).isEqualTo(200);
        assertThat(consents(refused, refusedToken, "given").statusCode()).isEqualTo(409);
        assertThat(complete("pinkweb", refused).statusCode()).isEqualTo(409);
        assertThat(consents(withdrawn, withdrawnToken, "given").statusCode()).isEqualTo(200);
        assertThat((String) consents(withdrawn, withdrawnToken, "refused").path("state"))
                .isEqualTo("refused");
        assertThat(complete("pinkweb", withdrawn).statusCode()).isEqualTo(409);
        assertThat(consents(withdrawn, refusedToken, "given").statusCode()).isEqualTo(404);
        assertThat(stored.audited(refused))
                .containsExactly("disclosure.consent-asked done", "disclosure.consent-refused done");
        assertThat(stored.audited(withdrawn))
                .containsExactly(
                        "disclosure.consent-asked done",
                        "disclosure.consent-given done",
                        "disclosure.consent-withdrawn done");
    }

    @Test
    void whatWasGivenIsInTheAccessAnswerOfThatPersonAlone() {
        Map<String, Object> abroad = body("contract", "orders");
        abroad.put("recipient", Map.of("name", "Parcel Corp", "country", "US"));
        abroad.put("subject", Map.of("name", "S. Voorbeeld", "email", "Saskia.Given@example.org"));
        record("prifora", abroad).then().statusCode(201);
        Map<String, Object> byNumber = body("authority-order", "account");
        byNumber.put(
                "subject",
                Map.of(
                        "name", "S. Voorbeeld",
                        "postalAddress", "Proefdam 1",
                        "identifiers", List.of(Map.of("type", "customer-number", "value", "C-77001"))));
        record("prifora", byNumber).then().statusCode(201);
        Map<String, Object> waiting = body("consent", "account");
        waiting.put("recipient", Map.of("name", "Nog Niet BV"));
        waiting.put("subject", Map.of("name", "S. Voorbeeld", "email", "saskia.given@example.org"));
        record("prifora", waiting).then().statusCode(201);
        Map<String, Object> elsewhere = body("contract", "account");
        elsewhere.put("recipient", Map.of("name", "Elders BV"));
        elsewhere.put("subject", Map.of("name", "S. Voorbeeld", "email", "saskia.given@example.org"));
        record("pinkweb", elsewhere).then().statusCode(201);
        Map<String, Object> access = Counter.body("access");
        access.put("requester", Map.of("name", "Saskia Voorbeeld", "email", "saskia.given@example.org"));
        access.put("identifiers", List.of(Map.of("type", "customer-number", "value", "C-77001")));
        Taken request = counter.asks("prifora", access);
        counter.confirms(request).then().statusCode(200);
        counter.decides(request, "prifora", Map.of("outcome", "granted")).then().statusCode(200);

        system.answers(request, "prifora", List.of(Held.of("orders", "order_number", "O-1")));

        Map<String, String> files = system.download(request);
        JsonNode told = DataSystem.json(files.get("information.json"));
        assertThat(told.get("disclosures"))
                .extracting(made -> made.get("recipient").asText() + ", "
                        + made.get("basis").asText())
                .containsExactlyInAnyOrder("Parcel Corp, contract", "Politie Eenheid Proefdam, authority-order");
        assertThat(told.at("/transfersOutsideEea/transfers/0/country").asText()).isEqualTo("US");
        assertThat(files.get("index.html"))
                .contains("Politie Eenheid Proefdam", "een bevel van een bevoegde autoriteit", "22 november 2026")
                .contains("US: verstrekt aan Parcel Corp op 22 november 2026.")
                .doesNotContain("Nog Niet BV", "Elders BV");
    }

    @Test
    void whatWasGivenOfSomebodyElseIsNotTold() {
        List<Map<String, String>> shared = List.of(Map.of("type", "customer-number", "value", "C-77009"));
        Map<String, Object> ofPartner = body("contract", "orders");
        ofPartner.put("recipient", Map.of("name", "Van de partner BV"));
        ofPartner.put(
                "subject", Map.of("name", "Pieter Gedeeld", "email", "pieter@example.org", "identifiers", shared));
        record("prifora", ofPartner).then().statusCode(201);
        Map<String, Object> byPost = body("contract", "orders");
        byPost.put("recipient", Map.of("name", "Van de huisgenoot BV"));
        byPost.put("subject", Map.of("name", "Pieter Gedeeld", "postalAddress", "Proefdam 1", "identifiers", shared));
        record("prifora", byPost).then().statusCode(201);
        Map<String, Object> more = body("contract", "orders");
        more.put("recipient", Map.of("name", "Van een ander nummer BV"));
        more.put(
                "subject",
                Map.of(
                        "name",
                        "Saskia Gedeeld",
                        "postalAddress",
                        "Proefdam 1",
                        "identifiers",
                        List.of(shared.get(0), Map.of("type", "customer-number", "value", "C-77010"))));
        record("prifora", more).then().statusCode(201);
        Map<String, Object> own = body("contract", "orders");
        own.put("recipient", Map.of("name", "Van haarzelf BV"));
        own.put("subject", Map.of("name", "S. GEDEELD", "postalAddress", "Proefdam 1", "identifiers", shared));
        record("prifora", own).then().statusCode(201);
        Map<String, Object> access = Counter.body("access");
        access.put("requester", Map.of("name", "Saskia Gedeeld", "email", "saskia.gedeeld@example.org"));
        access.put("identifiers", shared);
        Taken request = counter.inAssessment("prifora", access);
        counter.decides(request, "prifora", Map.of("outcome", "granted")).then().statusCode(200);

        system.answers(request, "prifora", List.of(Held.of("orders", "order_number", "O-1")));

        JsonNode told = DataSystem.json(system.download(request).get("information.json"));
        assertThat(told.get("disclosures"))
                .extracting(made -> made.get("recipient").asText())
                .containsExactly("Van haarzelf BV");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Map<String, Object> wrong = body("curiosity", "account");
        wrong.put("categories", List.of("account", "account", "secrets"));
        wrong.put("locale", "fr");
        Map<String, Object> before = body("consent", "account");
        before.put("disclosedAt", "2026-11-20T10:00:00Z");
        Map<String, Object> later = body("contract", "account");
        later.put("disclosedAt", "2026-11-23T10:00:00Z");

        Response answer = record("prifora", wrong);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getList("errors.field", String.class))
                .containsExactlyInAnyOrder("basis", "categories[1]", "categories[2]", "locale");
        assertThat((String) record("prifora", before).path("errors[0].field")).isEqualTo("disclosedAt");
        assertThat((String) record("prifora", later).path("errors[0].field")).isEqualTo("disclosedAt");
    }

    @Test
    void listsAreForThePrivacyOfficerAndNameNobody() {
        String id = record("prifora", body("authority-order", "account")).path("id");

        Response list =
                counter.staff("privacy-officer", "prifora").get("/organisations/prifora/disclosures?state=disclosed");
        Response handler = counter.staff("case-handler", "prifora").get("/organisations/prifora/disclosures");
        Response handlerOne = counter.staff("case-handler", "prifora").get("/disclosures/" + id);
        Response officer = counter.staff("privacy-officer", "prifora").get("/disclosures/" + id);
        Response other = counter.staff("privacy-officer", "pinkweb").get("/disclosures/" + id);
        Response changed = counter.staff("privacy-officer", "prifora")
                .header("If-Match", "\"77\"")
                .body("{}")
                .post("/disclosures/" + id + "/completion");

        assertThat(list.jsonPath().getList("items.id", String.class)).contains(id);
        assertThat(list.asString()).doesNotContain("Wim", "Politie");
        assertThat(handler.statusCode()).isEqualTo(403);
        assertThat(handlerOne.statusCode()).isEqualTo(403);
        assertThat((String) officer.path("subject.name")).isEqualTo("Wim Voorbeeld");
        assertThat((String) officer.path("askerReference")).isEqualTo("PV 2026-1");
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(changed.statusCode()).isEqualTo(412);
    }

    private static Map<String, Object> body(String basis, String category) {
        Map<String, Object> body = new HashMap<>();
        body.put("recipient", Map.of("name", "Politie Eenheid Proefdam", "country", "NL"));
        body.put("askedBy", "authority");
        body.put("basis", basis);
        body.put("categories", List.of(category));
        body.put("purpose", "Voor een onderzoek naar een inbraak.");
        body.put("reference", "PV 2026-1");
        body.put("subject", Map.of("name", "Wim Voorbeeld", "email", "wim@example.org"));
        return body;
    }

    private Response record(String organisation, Map<String, Object> body) {
        return counter.staff("privacy-officer", organisation)
                .body(body)
                .post("/organisations/" + organisation + "/disclosures");
    }

    private Response consents(String id, String token, String consent) {
        return counter.anyone()
                .header("Status-Token", token)
                .body(Map.of("consent", consent))
                .post("/disclosures/" + id + "/consent");
    }

    private Response complete(String organisation, String id) {
        return counter.staff("privacy-officer", organisation).body("{}").post("/disclosures/" + id + "/completion");
    }

    private String token(String id) {
        JsonNode contact = counter.open(
                "notification-service",
                bus.await("disclosure.consent-asked", id).data().get("contact"));
        return contact.get("statusToken").asText();
    }

    /** What the audit log has about a disclosure, once its last event has come. */
    private List<String> actions(String id) {
        bus.await(event -> event.topic().equals("privacyloket.audit.v1")
                && event.data().at("/object/id").asText().equals(id)
                && event.data().get("action").asText().equals("disclosure.made"));
        return bus.all().stream()
                .filter(event -> event.topic().equals("privacyloket.audit.v1"))
                .filter(event -> event.data().at("/object/id").asText().equals(id))
                .map(event -> event.data().get("action").asText())
                .toList();
    }
}
