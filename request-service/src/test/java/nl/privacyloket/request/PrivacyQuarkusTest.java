package nl.privacyloket.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.privacyloket.contract.fuzz.HeardLog;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Copies;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.DataSystem;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.Test;

/** Marked personal data go through a request and are then looked for wherever they must not be. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class PrivacyQuarkusTest {

    private static final List<String> MARKS = List.of(
            "Xanthippe",
            "xanthippe.merkteken",
            "K-778899",
            "wederwaardigheid",
            "Zilverkade",
            "Besluitkade",
            "motivering-merk",
            "Ontvangermerk",
            "waarvoormerk",
            "Postbusmerk",
            "zaakmerk",
            "overnamemerk",
            "verlengreden-merk",
            "vraagtekst-merk",
            "antwoordtekst-merk",
            "sluitreden-merk",
            "1977-07-07");

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Inject
    DataSystem system;

    @Test
    void nothingOfThePersonIsReadableInTheDatabaseOrOnATopic() {
        Taken request = counter.asks("prifora", marked());
        counter.confirms(request).then().statusCode(200);
        counter.staffSee(request, "prifora").then().statusCode(200);
        counter.extendsTerm(request, "prifora", "Een verlengreden-merk.").then().statusCode(200);
        counter.isAsked(request, "prifora", "Een vraagtekst-merk?").then().statusCode(200);
        counter.answers(request, "Een antwoordtekst-merk.").then().statusCode(200);
        counter.decides(
                        request,
                        "prifora",
                        Map.of(
                                "outcome", "partly-granted",
                                "ground", "data-are-correct",
                                "corrections", List.of(Map.of("field", "address", "value", "Besluitkade 8")),
                                "reason", "Een motivering-merk voor u."))
                .then()
                .statusCode(200);
        counter.overrides(request, "prifora", "Een sluitreden-merk.").then().statusCode(200);
        bus.await("request.closed", request.id());

        discloses();
        String transferToken = transfers();

        String database = stored.everything();
        String topics = bus.all().stream().map(Bus.Heard::raw).collect(Collectors.joining("\n"));

        for (String mark : MARKS) {
            assertThat(database).doesNotContainIgnoringCase(mark);
            assertThat(topics).doesNotContainIgnoringCase(mark);
        }
        assertThat(database).doesNotContain(request.statusToken());
        assertThat(topics).doesNotContain(request.statusToken());
        assertThat(database).doesNotContain(transferToken);
        assertThat(topics).doesNotContain(transferToken);
    }

    @Test
    void nothingOfAHandedInFileIsReadableInTheDatabaseOnATopicInTheLogOrAfterwards() {
        List<String> marks = List.of("Merkwaardigheid", "Kenteken-van-Xanthippe", Copies.BSN, "SPECI2014");
        byte[] masked = Copies.pdf(Copies.with("Merkwaardigheid"));
        byte[] unmasked = Copies.pdf(Copies.with("Kenteken-van-Xanthippe", Copies.BSN, "SPECI2014"));
        try (HeardLog log = HeardLog.start()) {
            Taken request = counter.asks("primoforum", "access");
            counter.confirms(request).then().statusCode(200);
            counter.handsIn(request, "identity-document", unmasked).then().statusCode(422);
            counter.handsIn(request, "identity-document", new byte[] {'%', 'P', 'D', 'F', '-', 'M', 'e', 'r', 'k'})
                    .then()
                    .statusCode(422);
            counter.handsIn(request, "identity-document", masked).then().statusCode(201);
            String whileThere = stored.everything();
            counter.verifies(request, "primoforum", "verified").then().statusCode(200);
            bus.await("request.identity-verified", request.id());

            assertThat(whileThere)
                    .doesNotContain(new String(masked, 200, 60, StandardCharsets.ISO_8859_1))
                    .doesNotContain(
                            "%PDF-",
                            "FlateDecode", HexFormat.of().formatHex("FlateDecode".getBytes(StandardCharsets.US_ASCII)));
            assertThat(stored.number(
                            "select count(*) from identity_evidence where request_id = '" + request.id() + "'"))
                    .isZero();
            String everywhere = whileThere
                    + stored.everything()
                    + log.text()
                    + bus.all().stream().map(Bus.Heard::raw).collect(Collectors.joining("\n"));
            assertThat(marks).allSatisfy(mark -> assertThat(everywhere).doesNotContainIgnoringCase(mark));
        }
    }

    @Test
    void everyStepAndEveryLookOfStaffIsInTheAuditLogUnderAPseudonym() {
        Taken request = counter.asks("prifora", marked());
        counter.confirms(request).then().statusCode(200);
        counter.staffSee(request, "prifora").then().statusCode(200);
        counter.person(request)
                .post("/requests/" + request.id() + "/withdrawal")
                .then()
                .statusCode(200);

        bus.await(event -> isAudit(event, request, "request.closed"));

        List<Bus.Heard> entries = bus.all().stream()
                .filter(event -> event.topic().equals("privacyloket.audit.v1"))
                .filter(event -> event.data().at("/object/id").asText().equals(request.id()))
                .toList();
        assertThat(entries.stream().map(event -> event.data().get("action").asText()))
                .containsExactly(
                        "request.received",
                        "request.confirmed",
                        "request.identity-verified",
                        "request.read",
                        "request.withdrawn",
                        "request.closed");
        assertThat(entries.get(0).data().get("actor").asText()).isEqualTo("subject");
        assertThat(entries.get(3).data().get("actor").asText()).matches("[A-Za-z0-9_-]{22}");
        assertThat(entries.get(3).data().get("policyVersion").asInt()).isEqualTo(1);
    }

    /** A disclosure that the person allows, and that is made. */
    private void discloses() {
        String id = counter.staff("privacy-officer", "prifora")
                .body(Map.of(
                        "recipient", Map.of("name", "Ontvangermerk BV", "country", "NL"),
                        "askedBy", "third-party",
                        "basis", "consent",
                        "categories", List.of("account"),
                        "purpose", "Een waarvoormerk.",
                        "reference", "zaakmerk 1",
                        "subject",
                                Map.of(
                                        "name", "Xanthippe Merkteken",
                                        "email", "xanthippe.merkteken@example.org",
                                        "postalAddress", "Postbusmerk 1",
                                        "identifiers",
                                                List.of(Map.of("type", "customer-number", "value", "K-778899")))))
                .post("/organisations/prifora/disclosures")
                .path("id");
        String token = counter.open(
                        "notification-service",
                        bus.await("disclosure.consent-asked", id).data().get("contact"))
                .get("statusToken")
                .asText();
        counter.anyone()
                .header("Status-Token", token)
                .body(Map.of("consent", "given"))
                .post("/disclosures/" + id + "/consent")
                .then()
                .statusCode(200);
        counter.staff("privacy-officer", "prifora")
                .body("{}")
                .post("/disclosures/" + id + "/completion")
                .then()
                .statusCode(200);
        bus.await("disclosure.made", id);
    }

    /** A portability package that goes to another controller; gives the token of the offer. */
    private String transfers() {
        Map<String, Object> body = marked();
        body.put("right", "portability");
        body.remove("corrections");
        body.put("transferTo", Map.of("name", "overnamemerk BV", "email", "overnamemerk@example.org"));
        Taken request = counter.asks("prifora", body);
        counter.confirms(request).then().statusCode(200);
        counter.decides(request, "prifora", Map.of("outcome", "granted")).then().statusCode(200);
        system.answers(request, "prifora", List.of(DataSystem.Held.of("account", "name", "Xanthippe Merkteken")));
        counter.person(request)
                .post("/requests/" + request.id() + "/transfer")
                .then()
                .statusCode(200);
        String token = counter.open(
                        "notification-service",
                        bus.await("request.transfer-offered", request.id())
                                .data()
                                .get("receiver"))
                .get("token")
                .asText();
        counter.anyone()
                .header("Transfer-Token", token)
                .get("/transfers/" + request.id())
                .then()
                .statusCode(200);
        bus.await("request.transferred", request.id());
        return token;
    }

    private static boolean isAudit(Bus.Heard event, Taken request, String action) {
        return event.topic().equals("privacyloket.audit.v1")
                && event.data().at("/object/id").asText().equals(request.id())
                && event.data().get("action").asText().equals(action);
    }

    private static Map<String, Object> marked() {
        Map<String, Object> body = Counter.body("rectification");
        body.put(
                "requester",
                Map.of(
                        "name", "Xanthippe Merkteken",
                        "email", "xanthippe.merkteken@example.org",
                        "birthDate", "1977-07-07"));
        body.put("identifiers", List.of(Map.of("type", "customer-number", "value", "K-778899")));
        body.put("details", "Mijn wederwaardigheid staat hier.");
        body.put("corrections", List.of(Map.of("field", "address", "value", "Zilverkade 7")));
        return body;
    }
}
