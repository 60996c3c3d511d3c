package nl.privacyloket.retention.casework;

import static nl.privacyloket.retention.support.RetentionWorld.E_MAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever got the data hears what was decided about them (GDPR art. 19): by command, or else by mail. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class RecipientQuarkusTest {
    private static final String ADDRESS = "proefdrukkerij@example.org";

    @Inject
    RetentionWorld world;

    @ConfigProperty(name = RetentionEnvironment.KEYS)
    Path keys;

    private String organisation;
    private PlayedSystem webshop;
    private PlayedSystem printer;

    @BeforeEach
    void organisationThatGaveDataToAPrinter() {
        organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        webshop = world.register(organisation, "account");
        printer = world.unregistered(organisation);
        world.registered(organisation, printer, recipient(), 201);
    }

    @Test
    void anErasureIsCompleteWhenTheRecipientWasWrittenTo() {
        var requestId = executed();

        var told = world.fact(requestId, "recipient-told");

        assertThat(told.text("system")).isEqualTo(printer.id());
        assertThat(told.text("action")).isEqualTo("erase");
        assertThat(told.data().toString()).doesNotContain(ADDRESS, E_MAIL);
        var contact = contact(told);
        assertThat(contact.path("recipient").asText()).isEqualTo("Proefdrukkerij");
        assertThat(contact.path("email").asText()).isEqualTo(ADDRESS);
        assertThat(contact.at("/identifiers/0/value").asText()).isEqualTo(E_MAIL);
        assertThat(contact.at("/categories/0").asText()).isEqualTo("account");
        assertThat(world.factsUpToNow(requestId, "erasure-completed")).isEmpty();

        notified(told, "sent", Map.of("sentAt", "2026-11-22T10:02:00Z"));

        world.fact(requestId, "erasure-completed");
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure")
                .then()
                .body("tasks.state", hasItem("told"))
                .body("progress.done", equalTo(4))
                .body("progress.total", equalTo(4));
        world.as("compliance", organisation)
                .get("/requests/" + requestId + "/certificate")
                .then()
                .statusCode(200)
                .body("certificate.notChecked.reason", hasItems("told-by-mail"))
                .body("certificate.notChecked.system", hasItems(printer.id()));
        assertThat(printer.commandsUpToNow()).isEmpty();
    }

    @Test
    void peopleHearWhenTheRecipientCannotBeWrittenTo() {
        var requestId = executed();
        var told = world.fact(requestId, "recipient-told");

        notified(told, "failed", Map.of("failedAt", "2026-11-22T10:02:00Z", "reason", "rejected"));

        var failed = world.fact(requestId, "erasure-failed");
        assertThat(failed.text("system")).isEqualTo(printer.id());
        assertThat(failed.text("reason")).isEqualTo("recipient-not-reached");

        // Somebody had it sent once more.
        notified(told, "sent", Map.of("sentAt", "2026-11-22T10:05:00Z"));
        world.fact(requestId, "erasure-completed");
    }

    @Test
    void peopleHearWhenNothingIsSentToTheRecipient() {
        var requestId = executed();
        var told = world.fact(requestId, "recipient-told");

        notified(told, "suppressed", Map.of("suppressedAt", "2026-11-22T10:02:00Z"));

        assertThat(world.fact(requestId, "erasure-failed").text("reason")).isEqualTo("recipient-not-reached");
    }

    @Test
    void whatComesBackAfterItWasToldStaysTold() {
        var requestId = executed();
        var told = world.fact(requestId, "recipient-told");
        notified(told, "sent", Map.of("sentAt", "2026-11-22T10:02:00Z"));
        world.fact(requestId, "erasure-completed");

        world.awaitHandled(notified(
                told,
                "bounced",
                Map.of("bouncedAt", "2026-11-22T14:02:00Z", "reason", "bounced-5-1-1", "status", "5.1.1")));

        assertThat(world.factsUpToNow(requestId, "erasure-failed")).isEmpty();
    }

    @Test
    void otherMessagesAreNobodysBusinessHere() {
        var requestId = executed();
        var told = world.fact(requestId, "recipient-told");
        var event = world.bus()
                .send(
                        "privacyloket.notifications.v1",
                        requestId.toString(),
                        "nl.privacyloket.notification.sent.v1",
                        "notification-service",
                        organisation,
                        Map.of(
                                "messageId",
                                UUID.randomUUID(),
                                "requestId",
                                requestId,
                                "kind",
                                "decision",
                                "sentAt",
                                "2026-11-22T10:02:00Z"));

        world.awaitHandled(event);

        assertThat(world.deadLetters(event, "unknown-command")).isZero();
        notified(told, "sent", Map.of("sentAt", "2026-11-22T10:02:00Z"));
        world.fact(requestId, "erasure-completed");
    }

    @Test
    void aCorrectionIsToldWithWhatItMustSay() {
        var requestId = world.requests().identityVerified(organisation, "rectification");

        world.requests()
                .granted(
                        organisation,
                        "rectification",
                        requestId,
                        world.requests().correcting("phone", "06 12345678"));

        var told = world.fact(requestId, "recipient-told");
        var contact = contact(told);
        assertThat(contact.at("/corrections/0/field").asText()).isEqualTo("phone");
        assertThat(contact.at("/corrections/0/value").asText()).isEqualTo("06 12345678");
        webshop.rectified(webshop.command(requestId, "rectify", 1), "phone changed 1");
        notified(told, "sent", Map.of("sentAt", "2026-11-22T10:02:00Z"));
        world.fact(requestId, "execution-completed");
    }

    @Test
    void theAddressIsEncryptedAtRestAndShownToOperators() {
        assertThat(world.number(
                        "select count(*) from data_system where id = ? and contact_email is not null"
                                + " and position(convert_to('example.org', 'UTF8') in contact_email) = 0",
                        printer.id()))
                .isEqualTo(1);
        world.as("operator", organisation)
                .get("/organisations/" + organisation + "/systems/" + printer.id())
                .then()
                .body("contactEmail", equalTo(ADDRESS))
                .body("version", equalTo(0));
        // The same again changes nothing, though it is encrypted differently each time.
        world.registered(organisation, printer, recipient(), 200);
        world.as("operator", organisation)
                .get("/organisations/" + organisation + "/systems/" + printer.id())
                .then()
                .body("version", equalTo(0));
    }

    @Test
    void whatTakesNoCommandsNeedsAnAddressAndAnAddressNeedsARecipient() {
        var without = new HashMap<>(recipient());
        without.remove("contactEmail");
        put(without).then().statusCode(400).body("type", equalTo("urn:privacyloket:problem:invalid-input"));
        var own = new HashMap<>(recipient());
        own.put("kind", "own");
        own.put("capabilities", List.of("access"));
        put(own).then().statusCode(400);
        var nonsense = new HashMap<>(recipient());
        nonsense.put("contactEmail", "nowhere");
        put(nonsense).then().statusCode(400);
    }

    private Response put(Map<String, Object> registration) {
        return world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body(registration)
                .put("/organisations/" + organisation + "/systems/" + printer.id());
    }

    private Map<String, Object> recipient() {
        var registration = world.registration(printer, "account");
        registration.put("name", "Proefdrukkerij");
        registration.put("kind", "recipient");
        registration.put("capabilities", List.of());
        registration.put("contactEmail", ADDRESS);
        return registration;
    }

    private UUID executed() {
        var requestId = world.requests().identityVerified(organisation, "erasure");
        webshop.verified(webshop.command(requestId, "verify", 1), Held.of("account", "2026-01-05", 1));
        var planHash = world.fact(requestId, "erasure-planned").text("planHash");
        world.requests().decided(organisation, "erasure", requestId, "granted", planHash, null);
        webshop.erased(webshop.command(requestId, "erase", 1), 1, 0, 0);
        world.awaitHandled(webshop.verified(webshop.command(requestId, "verify", 2)));
        return requestId;
    }

    private String notified(Received told, String what, Map<String, Object> rest) {
        var data = new HashMap<>(rest);
        data.put("messageId", UUID.randomUUID());
        data.put("requestId", told.text("requestId"));
        data.put("kind", "recipient-notice");
        data.put("commandId", told.text("commandId"));
        return world.bus()
                .send(
                        "privacyloket.notifications.v1",
                        told.text("requestId"),
                        "nl.privacyloket.notification." + what + ".v1",
                        "notification-service",
                        organisation,
                        data);
    }

    private JsonNode contact(Received told) {
        try {
            var sealed = EventJson.mapper().treeToValue(told.data().get("contact"), Sealed.class);
            return KeyFolder.at(keys.resolve("notification-service"))
                    .opener("notification-service")
                    .open(sealed, JsonNode.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
