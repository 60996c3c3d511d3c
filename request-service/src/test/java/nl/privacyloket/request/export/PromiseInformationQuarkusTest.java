package nl.privacyloket.request.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.DataSystem;
import nl.privacyloket.request.support.DataSystem.Held;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an access answer tells beside the data, GDPR art. 15(1) and (2). */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class PromiseInformationQuarkusTest {

    @Inject
    Counter counter;

    @Inject
    DataSystem system;

    @BeforeEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @Test
    @DisplayName("PF-1 each category of data has its purposes with their legal basis")
    void eachCategoryHasItsPurposes() {
        Map<String, String> files = answered(
                "primoforum",
                Counter.body("access"),
                List.of(
                        Held.of("newsletter", "email", "saskia@example.org"),
                        Held.of("account", "user_name", "saskia")));

        JsonNode told = DataSystem.json(files.get("information.json"));
        assertThat(told.get("categories")).hasSize(6).allSatisfy(category -> assertThat(category.get("purposes"))
                .isNotEmpty()
                .allSatisfy(
                        purpose -> assertThat(purpose.get("article").asText()).startsWith("GDPR art. 6(1)(")));
        JsonNode newsletter = category(told, "newsletter");
        assertThat(newsletter.get("found").asInt()).isEqualTo(1);
        assertThat(newsletter.at("/purposes/0/name").asText()).isEqualTo("De nieuwsbrief sturen");
        assertThat(newsletter.at("/purposes/0/article").asText()).isEqualTo("GDPR art. 6(1)(a)");
        assertThat(newsletter.at("/retention/0/period").asText()).isEqualTo("P0D");
        assertThat(newsletter.at("/recipients/0/kind").asText()).isEqualTo("processor");
        assertThat(newsletter.at("/source/code").asText()).isEqualTo("person");
        assertThat(files.get("index.html")).contains("De nieuwsbrief sturen (toestemming)");
    }

    @Test
    void theAnswerTellsAllThatTheArticleNames() {
        Map<String, String> files =
                answered("prifora", Counter.body("access"), List.of(Held.of("orders", "order_number", "O-1")));

        JsonNode told = DataSystem.json(files.get("information.json"));
        assertThat(told.at("/controller/name").asText()).isEqualTo("Innovu B.V.");
        assertThat(told.get("rights")).hasSize(7);
        assertThat(told.at("/complaint/body").asText()).isEqualTo("Autoriteit Persoonsgegevens");
        assertThat(told.at("/complaint/firstWithOrganisation").asBoolean()).isTrue();
        assertThat(told.at("/automatedDecisions/any").asBoolean(true)).isFalse();
        assertThat(category(told, "invoices").get("retention"))
                .anySatisfy(rule -> assertThat(rule.get("basis").asText()).isEqualTo("AWR art. 52(4)"));
        assertThat(files.get("index.html"))
                .contains("Besluiten door een machine alleen, profilering inbegrepen: geen.")
                .contains("Bezwaar: ons laten stoppen")
                .contains("Bent u het niet met ons eens, kom dan eerst naar ons.")
                .contains("meteen na het intrekken van de toestemming (AVG art. 7(3))")
                .contains("geen verstrekking van uw gegevens aan een derde op naam vastgelegd")
                .doesNotContain("NOT_FOUND");
    }

    @Test
    @DisplayName("PR-8 processors are established in Europe: the answer names them, and no transfer outside the EEA")
    void processorsAreNamedAndNothingLeavesTheArea() {
        Map<String, String> files =
                answered("prifora", Counter.body("access"), List.of(Held.of("orders", "order_number", "O-1")));

        JsonNode told = DataSystem.json(files.get("information.json"));
        assertThat(category(told, "orders").get("recipients"))
                .extracting(recipient -> recipient.get("id").asText() + " "
                        + recipient.get("kind").asText())
                .containsExactly("carrier third-party", "hosting processor");
        assertThat(told.at("/transfersOutsideEea/any").asBoolean(true)).isFalse();
        assertThat(files.get("index.html"))
                .contains("IT-leveranciers in Europa (in onze opdracht)")
                .contains("Doorgifte buiten de Europese Economische Ruimte: geen.");
    }

    @Test
    @DisplayName("CM-6 what customers carry over the network is named as out of reach in an access answer")
    void whatIsOutOfReachIsSaid() {
        Map<String, String> files =
                answered("compjoeter", Counter.body("access"), List.of(Held.of("contact", "name", "Saskia")));

        JsonNode told = DataSystem.json(files.get("information.json"));
        assertThat(told.get("outOfReach"))
                .extracting(category -> category.get("id").asText())
                .containsExactly("network-transport");
        assertThat(told.get("categories"))
                .noneMatch(category -> category.get("id").asText().equals("network-transport"));
        assertThat(files.get("index.html"))
                .contains(
                        "Buiten ons bereik, en daarom niet in dit overzicht: Wat klanten over het netwerk vervoeren.");
    }

    @Test
    void thePersonsRequestsAreAmongTheData() {
        Map<String, Object> other = Counter.body("access");
        other.put("requester", Map.of("name", "Iemand Anders", "email", "saskia.dossier@example.org"));
        counter.asks("prifora", other);
        Map<String, Object> body = Counter.body("access");
        body.put("requester", Map.of("name", "Saskia Dossier", "email", "saskia.dossier@example.org"));
        body.put("details", "Alles, graag.");

        Map<String, String> files = answered("prifora", body, List.of(Held.of("orders", "order_number", "O-1")));

        assertThat(files.get("request-file.csv"))
                .contains(
                        "access,2026-11-22,web,in-execution,,Saskia Dossier,saskia.dossier@example.org,,,,\"Alles, graag.\"")
                .doesNotContain("Iemand Anders");
        assertThat(category(DataSystem.json(files.get("information.json")), "request-file")
                        .get("found")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void requestsOfSomebodyElseWithTheSameMailboxAreNotAmongTheData() {
        Map<String, Object> partner = Counter.body("access");
        partner.put("requester", Map.of("name", "Pieter Samen", "email", "samen@example.org"));
        partner.put("details", "Van Pieter.");
        counter.inAssessment("prifora", partner);
        Map<String, Object> earlier = Counter.body("access");
        earlier.put("requester", Map.of("name", "saskia  SAMEN", "email", "Samen@example.org"));
        earlier.put("details", "Van Saskia, eerder.");
        counter.inAssessment("prifora", earlier);
        Map<String, Object> represented = Counter.body("access");
        represented.put("requester", Map.of("name", "Saskia Samen", "email", "samen@example.org"));
        represented.put(
                "representative",
                Map.of("name", "Anna Advocaat", "email", "anna@example.org", "capacity", "authorised"));
        represented.put("details", "Namens Saskia.");
        Taken acted = counter.asks("prifora", represented);
        counter.confirms(acted).then().statusCode(200);
        counter.verifies(
                        acted,
                        "prifora",
                        Map.of("method", "masked-id-copy", "outcome", "verified", "representation", "verified"))
                .then()
                .statusCode(200);
        Map<String, Object> body = Counter.body("access");
        body.put("requester", Map.of("name", "Saskia Samen", "email", "samen@example.org"));

        Map<String, String> files = answered("prifora", body, List.of(Held.of("orders", "order_number", "O-1")));

        assertThat(files.get("request-file.csv"))
                .contains("Van Saskia, eerder.", "Namens Saskia.")
                .doesNotContain("Pieter");
    }

    @Test
    void aReportAboutAChildIsNotForWhoeverReadsTheChildsMail() {
        Map<String, Object> report = Counter.body("erasure");
        report.put("requester", Map.of("name", "Kim Kind", "email", "kim.kind@example.org", "birthDate", "2014-05-01"));
        report.put("erasureGround", "child");
        report.put(
                "representative", Map.of("name", "Een Melder", "email", "melder@example.org", "capacity", "reporter"));
        report.put("details", "Woorden van de melder.");
        Taken reported = counter.asks("primoforum", report);
        counter.confirms(reported).then().statusCode(200);
        counter.verifies(reported, "primoforum", "verified").then().statusCode(200);
        Map<String, Object> body = Counter.body("access");
        body.put("requester", Map.of("name", "Kim Kind", "email", "kim.kind@example.org"));

        Map<String, String> files = answered("primoforum", body, List.of(Held.of("account", "user_name", "kim")));

        assertThat(files.get("request-file.csv")).contains("access").doesNotContain("melder", "erasure");
    }

    @Test
    void onlyWhatWasAskedForIsPacked() {
        Map<String, Object> body = Counter.body("access");
        body.put("categories", List.of("invoices"));
        body.put("locale", "en");

        Map<String, String> files = answered(
                "prifora",
                body,
                List.of(Held.of("orders", "order_number", "O-1"), Held.of("invoices", "invoice_number", "F-1")));

        assertThat(files).containsOnlyKeys("index.html", "information.json", "data.json", "invoices.csv");
        assertThat(files.get("data.json")).contains("F-1").doesNotContain("O-1");
        assertThat(DataSystem.json(files.get("information.json")).get("categories"))
                .extracting(category -> category.get("id").asText())
                .containsExactly("invoices");
        assertThat(files.get("index.html")).contains("You asked only about: Invoices and payments.");
    }

    @Test
    void whatWasGrantedInPartIsHandedOutInPartAndTheRestIsNamed() {
        Taken request = counter.inAssessment("prifora", "access");
        counter.decides(
                        request,
                        "prifora",
                        Map.of(
                                "outcome", "partly-granted",
                                "ground", "excessive",
                                "reason", "Uw bestellingen kreeg u vorige week.",
                                "categories", List.of("invoices")))
                .then()
                .statusCode(200);

        system.answers(
                request,
                "prifora",
                List.of(Held.of("orders", "order_number", "O-1"), Held.of("invoices", "invoice_number", "F-1")));

        Map<String, String> files = system.download(request);
        assertThat(files).containsOnlyKeys("index.html", "information.json", "data.json", "invoices.csv");
        assertThat(files.get("data.json")).contains("F-1").doesNotContain("O-1");
        JsonNode told = DataSystem.json(files.get("information.json"));
        assertThat(told.get("leftOut"))
                .extracting(left ->
                        left.get("category").asText() + " " + left.get("reason").asText())
                .containsExactlyInAnyOrder("orders decision", "request-file decision");
        assertThat(category(told, "orders").get("found").isNull()).isTrue();
        assertThat(category(told, "invoices").get("found").asInt()).isEqualTo(1);
        assertThat(files.get("index.html"))
                .contains("Wat er niet in staat", "u las de reden in onze beslissing")
                .doesNotContain("NOT_FOUND");
    }

    @Test
    void whatThePolicyDoesNotDescribeIsSaid() {
        Map<String, String> files =
                answered("prifora", Counter.body("access"), List.of(Held.of("shadow-profile", "score", "7")));

        assertThat(DataSystem.json(files.get("information.json"))
                        .at("/undescribed/0/id")
                        .asText())
                .isEqualTo("shadow-profile");
        assertThat(files.get("index.html"))
                .contains("ons beleid beschrijft ze niet")
                .contains("shadow-profile");
    }

    @Test
    @DisplayName("PW-1 an account needs surname, e-mail and user name, no more")
    void anAccountNeedsThreeThings() {
        Response pinkweb = counter.anyone().get("/organisations/pinkweb");

        assertThat(fields(pinkweb, "mandatory"))
                .containsOnly(Map.entry("platform-user", List.of("last-name", "e-mail", "user-name")));
        assertThat(fields(pinkweb, "optional")).containsOnly(Map.entry("platform-user", List.of()));
    }

    @Test
    @DisplayName("PR-1 each role has its mandatory and optional data, for anyone to read")
    void rolesHaveTheirFields() {
        Response prifora = counter.anyone().get("/organisations/prifora");

        assertThat(fields(prifora, "mandatory"))
                .containsEntry("home-station-user", List.of("mobile", "user-name", "first-name", "last-name", "e-mail"))
                .containsEntry("contact", List.of("mobile", "user-name", "first-name", "last-name"))
                .containsEntry("support-contact", List.of("e-mail", "mobile", "name"))
                .containsEntry(
                        "webshop-customer",
                        List.of(
                                "name",
                                "address",
                                "postcode",
                                "town",
                                "country",
                                "e-mail",
                                "mobile",
                                "delivery-address",
                                "payment-name",
                                "payment-account"));
        assertThat(fields(prifora, "optional"))
                .containsEntry(
                        "home-station-user", List.of("photo", "birth-date", "other-date", "home-address", "notes"))
                .containsEntry("contact", List.of("photo", "e-mail"))
                .containsEntry("webshop-customer", List.of("company"));
    }

    @Test
    @DisplayName(
            "IF-1 financial data of customers, prospects and employees; accounts of administrators; identity of employees")
    void eachKindOfDataBelongsToItsRoles() {
        Response infactor = counter.anyone().get("/organisations/infactor");

        assertThat(rolesWith(infactor, "financial-data")).containsExactlyInAnyOrder("customer", "prospect", "employee");
        assertThat(rolesWith(infactor, "administrator-account"))
                .containsExactlyInAnyOrder("customer", "prospect", "employee");
        assertThat(rolesWith(infactor, "identity-data")).containsExactly("employee");
    }

    @Test
    @DisplayName("PR-5 who asks for erasure is warned that the service then ends or shrinks")
    void thePersonIsWarnedBeforeAnErasure() {
        Taken erasure = counter.asks("prifora", "erasure");
        Taken access = counter.asks("prifora", "access");

        assertThat((String) counter.anyone().get("/organisations/prifora").path("warnings.erasure.nl"))
                .contains("werken Home Station en apps niet");
        assertThat((String) counter.sees(erasure).path("status")).isEqualTo("awaiting-confirmation");
        assertThat((String) counter.sees(erasure).path("warning")).contains("werken Home Station en apps niet");
        assertThat((Object) counter.sees(access).path("warning")).isNull();
    }

    private static Map<String, List<String>> fields(Response organisation, String kind) {
        Map<String, List<String>> fields = new HashMap<>();
        organisation
                .jsonPath()
                .<Map<String, Object>>getList("roles")
                .forEach(role -> fields.put((String) role.get("id"), strings(role.get(kind))));
        return fields;
    }

    private static List<String> rolesWith(Response organisation, String field) {
        return organisation.jsonPath().<Map<String, Object>>getList("roles").stream()
                .filter(role -> strings(role.get("mandatory")).contains(field)
                        || strings(role.get("optional")).contains(field))
                .map(role -> (String) role.get("id"))
                .toList();
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String.class::cast).toList();
    }

    private static JsonNode category(JsonNode told, String id) {
        for (JsonNode category : told.get("categories")) {
            if (category.get("id").asText().equals(id)) {
                return category;
            }
        }
        throw new AssertionError(id);
    }

    private Map<String, String> answered(String organisation, Map<String, Object> body, List<Held> held) {
        Taken request = counter.asks(organisation, body);
        Response confirmed = counter.confirms(request);
        if (confirmed.path("status").equals("awaiting-identity")) {
            counter.verifies(request, organisation, "verified").then().statusCode(200);
        }
        counter.decides(request, organisation, Map.of("outcome", "granted"))
                .then()
                .statusCode(200);
        system.answers(request, organisation, held);
        Map<String, String> files = system.download(request);
        keep(organisation + "-" + body.get("right"), files);
        return files;
    }

    /** For eyes: what a stranger would find in the archive. */
    private static void keep(String name, Map<String, String> files) {
        Path folder = Path.of("target", "packages", name);
        files.forEach((file, text) -> {
            try {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve(file), text);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }
}
