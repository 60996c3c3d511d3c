package nl.privacyloket.retention.certificate;

import static io.restassured.RestAssured.given;
import static nl.privacyloket.retention.support.RetentionWorld.E_MAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.crypto.CertificateVerifier;
import nl.privacyloket.crypto.CryptoException;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The certificate of an erasure: what it says, and that it holds without this service. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class RequestCertificateQuarkusTest {

    @Inject
    RetentionWorld world;

    @Inject
    SettableClock clock;

    private String organisation;
    private PlayedSystem webshop;

    @BeforeEach
    void organisationWithAWebshop() {
        organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        webshop = world.unregistered(organisation);
        var registration = world.registration(webshop, "account", "invoices");
        registration.put("backupWindow", "P30D");
        world.registered(organisation, webshop, registration, 201);
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    @Test
    void tellsWhatWentWhatStaysAndWhatNobodyCouldCheck() {
        var requestId = completed();
        var planHash = world.fact(requestId, "erasure-planned").text("planHash");

        var certificate = certificate(requestId);

        assertThat(certificate.path("kind").asText()).isEqualTo("request");
        assertThat(certificate.path("organisation").asText()).isEqualTo(organisation);
        assertThat(certificate.path("requestId").asText()).isEqualTo(requestId.toString());
        assertThat(certificate.path("reference").asText()).matches("ORG[0-9A-F]+-2026-000001");
        assertThat(certificate.path("policyVersion").asInt()).isEqualTo(1);
        assertThat(certificate.path("planHash").asText()).isEqualTo(planHash);
        assertThat(certificate.path("overridden").asBoolean()).isFalse();
        assertThat(certificate.path("startedAt").asText()).startsWith("2026-11-22T");
        var system = certificate.path("systems").path(0);
        assertThat(system.path("system").asText()).isEqualTo(webshop.id());
        assertThat(system.path("attempts").asInt()).isEqualTo(1);
        assertThat(system.path("verifiedAt").asText()).startsWith("2026-11-22T");
        assertThat(system.path("backupsUntil").asText()).isEqualTo("2026-12-22");
        assertThat(lines(system.path("categories"), "category", "erased", "anonymised", "retained", "verified"))
                .containsExactly(List.of("account", "2", "0", "3", "true"), List.of("invoices", "2", "0", "3", "true"));
        assertThat(lines(system.path("categories").path(1).path("verdicts"), "verdict", "until", "basis", "holdings"))
                .containsExactly(
                        List.of("erase", "null", "null", "2"), List.of("retain", "2033-12-31", "AWR art. 52(4)", "3"));
        assertThat(lines(certificate.path("notChecked"), "system", "category", "reason", "until"))
                .containsExactly(List.of(webshop.id(), "null", "backups", "2026-12-22"));
        assertThat(certificate.path("backupsUntil").asText()).isEqualTo("2026-12-22");
        assertThat(world.fact(requestId, "erasure-completed").text("backupsUntil"))
                .isEqualTo("2026-12-22");
        assertThat(world.audited(requestId.toString()))
                .containsSubsequence("certificate.issued done", "certificate.read done");
    }

    @Test
    void isCheckedWithThePublicKeysAlone() throws IOException {
        var requestId = completed();
        var publicKeys = given().get("/certificate-keys").then().statusCode(200).extract();

        var answer = world.as("compliance", organisation)
                .get("/requests/" + requestId + "/certificate")
                .asString();
        var raw = world.as("compliance", organisation)
                .accept("application/jose")
                .get("/requests/" + requestId + "/certificate")
                .then()
                .statusCode(200)
                .contentType("application/jose")
                .extract()
                .asString();

        assertThat(publicKeys.asString()).doesNotContain("\"d\"");
        var verifier = CertificateVerifier.of(publicKeys.asString());
        assertThat(verifier.verify(raw)).isEqualTo(verifier.verify(answer));
        assertThat(EventJson.mapper().readTree(answer).path("jws").asText()).isEqualTo(raw);
        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> verifier.verify(answer.replace("\"erased\":2", "\"erased\":9")));
    }

    @Test
    void holdsNothingOfThePerson() {
        var requestId = completed();

        var certificate = certificate(requestId).toString();

        assertThat(certificate)
                .doesNotContain(
                        "Saskia", "saskia", "example.org", world.subjectHash().of(organisation, "e-mail", E_MAIL));
    }

    @Test
    void listsWhatPeopleDidAndWhatNobodyHolds() {
        var crm = world.register(organisation, List.of("access"), "contact");
        var requestId = world.requests().identityVerifiedFor(organisation, "erasure", "account", "contact", "photos");
        webshop.verified(webshop.command(requestId, "verify", 1), Held.of("account", "2026-01-05", 1));
        grant(requestId);
        webshop.erased(webshop.command(requestId, "erase", 1), 1, 0, 0);
        webshop.verified(webshop.command(requestId, "verify", 2));
        world.facts(requestId, "task-changed", 7);

        world.requests().closed(organisation, "erasure", requestId);

        org.awaitility.Awaitility.await()
                .until(() -> world.as("case-handler", organisation)
                                .get("/requests/" + requestId + "/certificate")
                                .statusCode()
                        == 200);
        var certificate = certificate(requestId);
        assertThat(certificate.path("overridden").asBoolean()).isTrue();
        assertThat(lines(certificate.path("notChecked"), "system", "category", "reason"))
                .containsExactly(
                        List.of(webshop.id(), "null", "backups"),
                        List.of(crm.id(), "null", "by-hand"),
                        List.of("null", "photos", "no-system"));
    }

    @Test
    void aPartThatAHoldKeptIsCertifiedOnceItWent() {
        String holdId = world.hold(organisation, "{'reason':'legal-claim','scope':{'category':'invoices'}}")
                .path("id");
        var requestId = world.requests().identityVerified(organisation, "erasure");
        webshop.verified(
                webshop.command(requestId, "verify", 1),
                Held.of("account", "2026-01-05", 1),
                Held.of("invoices", "2018-12-31", 2));
        grant(requestId);
        webshop.erased(webshop.command(requestId, "erase", 1), 1, 0, 0);
        webshop.verified(webshop.command(requestId, "verify", 2), Held.of("invoices", "2018-12-31", 2));
        world.fact(requestId, "erasure-completed");
        var first = certificate(requestId);
        assertThat(lines(first.path("notChecked"), "category", "reason"))
                .containsExactly(List.of("invoices", "held"), List.of("null", "backups"));

        world.liftHold(organisation, holdId);
        webshop.verified(webshop.command(requestId, "verify", 3), Held.of("invoices", "2018-12-31", 2));
        webshop.erased(webshop.command(requestId, "erase", 2), 2, 0, 0);
        webshop.verified(webshop.command(requestId, "verify", 4));
        world.facts(requestId, "erasure-completed", 2);

        var second = certificate(requestId);
        assertThat(second.path("id")).isNotEqualTo(first.path("id"));
        assertThat(lines(second.at("/systems/0/categories"), "category", "erased", "verified"))
                .containsExactly(List.of("account", "1", "true"), List.of("invoices", "2", "true"));
        assertThat(lines(second.path("notChecked"), "category", "reason")).containsExactly(List.of("null", "backups"));
        assertThat(world.number("select count(*) from backup_end where request_id = ?", requestId))
                .isEqualTo(1);
    }

    @Test
    void isThereWhenTheErasureIsComplete() {
        var requestId = planned();
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/certificate")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:privacyloket:problem:not-found"));
        world.as("case-handler", world.newOrganisation())
                .get("/requests/" + completed() + "/certificate")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:privacyloket:problem:not-found"));
    }

    private JsonNode certificate(UUID requestId) {
        try {
            var answer = world.as("case-handler", organisation)
                    .get("/requests/" + requestId + "/certificate")
                    .then()
                    .statusCode(200)
                    .contentType("application/json")
                    .extract()
                    .asString();
            return EventJson.mapper().readTree(answer).path("certificate");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private UUID planned() {
        var requestId = world.requests().identityVerified(organisation, "erasure");
        webshop.verified(
                webshop.command(requestId, "verify", 1),
                Held.of("account", "2026-01-05", 1),
                Held.of("invoices", "2018-12-31", 2),
                Held.of("invoices", "2026-05-05", 3));
        world.fact(requestId, "erasure-planned");
        return requestId;
    }

    private void grant(UUID requestId) {
        var planHash = world.fact(requestId, "erasure-planned").text("planHash");
        world.requests().decided(organisation, "erasure", requestId, "granted", planHash, null);
    }

    private UUID completed() {
        var requestId = planned();
        grant(requestId);
        webshop.erased(webshop.command(requestId, "erase", 1), 2, 0, 3);
        webshop.verified(webshop.command(requestId, "verify", 2), Held.of("invoices", "2026-05-05", 3));
        world.fact(requestId, "erasure-completed");
        return requestId;
    }

    private static List<List<String>> lines(JsonNode array, String... members) {
        var lines = new ArrayList<List<String>>();
        array.forEach(line -> {
            var values = new ArrayList<String>();
            for (var member : members) {
                values.add(line.path(member).asText());
            }
            lines.add(values);
        });
        return lines;
    }
}
