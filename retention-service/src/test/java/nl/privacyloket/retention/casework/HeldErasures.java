package nl.privacyloket.retention.casework;

import static io.restassured.RestAssured.given;
import static nl.privacyloket.retention.support.RetentionWorld.E_MAIL;
import static org.hamcrest.Matchers.equalTo;

import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of erasures under holds say to the service, and what they hear of it. */
abstract class HeldErasures {
    static final String PERSON = "'identifier':{'type':'e-mail','value':'" + E_MAIL + "'}";
    static final String SOMEBODY = "'identifier':{'type':'customer-number','value':'K-0815'}";

    @Inject
    RetentionWorld world;

    @Inject
    SettableClock clock;

    String organisation;
    PlayedSystem webshop;

    @BeforeEach
    void organisationWithAWebshop() {
        organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        webshop = world.register(organisation, "account", "invoices", "orders");
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    int redeem(Received erase) {
        var permit = webshop.permit(erase);
        return given().header("Permit-Token", permit.token())
                .post(URI.create(permit.url()).getPath())
                .statusCode();
    }

    void awaitHolds(String reason, int count) {
        Awaitility.await()
                .until(() -> world.number(
                                "select count(*) from hold where organisation = ? and reason = ? and lifted_at is null",
                                organisation,
                                reason)
                        == count);
    }

    Received planned(Held... held) {
        var requestId = world.requests().identityVerified(organisation, "erasure");
        webshop.verified(webshop.command(requestId, "verify", 1), held);
        return world.fact(requestId, "erasure-planned");
    }

    /** Grants what was planned; returns the request. */
    UUID decided(Received planned) {
        var requestId = UUID.fromString(planned.text("requestId"));
        world.requests().decided(organisation, "erasure", requestId, "granted", planned.text("planHash"), null);
        return requestId;
    }

    List<Received> erasures() {
        return webshop.commandsUpToNow().stream()
                .filter(command -> command.type().equals("nl.privacyloket.command.erase.v1"))
                .toList();
    }

    String stateOf(UUID requestId) {
        return world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure")
                .path("state");
    }

    void awaitState(UUID requestId, String state) {
        Awaitility.await().until(() -> state.equals(stateOf(requestId)));
    }

    static List<String> lines(Received fact) {
        return StreamSupport.stream(fact.data().get("verdicts").spliterator(), false)
                .map(line -> List.of("category", "verdict", "until", "basis", "holdings").stream()
                        .map(member -> line.get(member).asText())
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    UUID held() {
        var requestId = decided(planned(Held.of("account", "2026-01-05", 1)));
        webshop.verified(webshop.command(requestId, "verify", 2), Held.of("account", "2026-01-05", 1));
        world.fact(requestId, "erasure-completed");
        return requestId;
    }

    String hold(String reason, String scope, String until) {
        return world.hold(
                        organisation,
                        "{'reason':'" + reason + "','scope':{" + scope + "}"
                                + (until == null ? "}" : ",'until':'" + until + "'}"))
                .then()
                .statusCode(201)
                .body("state", equalTo("in-force"))
                .extract()
                .path("id");
    }
}
