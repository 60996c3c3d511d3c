package nl.privacyloket.retention.hold;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the permits of commands when holds come. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class PermitsQuarkusTest {
    private static final String PERSON = "'identifier':{'type':'e-mail','value':'Fatima.Verzonnen@example.org'}";
    private static final String ON_PERSON = "{'reason':'legal-claim','scope':{" + PERSON + "}}";

    @Inject
    RetentionWorld world;

    @Inject
    Holds holds;

    @Inject
    Permits permits;

    private String organisation;
    private String system;

    @BeforeEach
    void organisationWithASystem() {
        organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        system = world.register(organisation, "account", "orders").id();
    }

    @Test
    void takesEffectAsSoonAsWhatWasAboutToCommitHas() {
        var permit = issued();
        redeem(permit).statusCode(204);

        var answer = world.hold(organisation, ON_PERSON);

        String id = answer.path("id");
        answer.then().statusCode(202).body("state", equalTo("taking-effect")).body("inFlight", equalTo(1));
        settle(permit).statusCode(204);
        one(id).body("state", equalTo("in-force")).body("inFlight", equalTo(0));
    }

    @Test
    void aHoldOnOtherDataWaitsForNothingAndRevokesNothing() {
        var permit = issued();
        redeem(permit).statusCode(204);

        var other = world.register(organisation, "account").id();
        placed("{'reason':'investigation','scope':{'category':'account','system':'" + other + "'}}");

        settle(permit).statusCode(204);
        redeem(permit).statusCode(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"{'category':'orders'}", "{'category':'orders'," + PERSON + "}"})
    void aHoldOnWhatGoesWithTheRecordsOfACommandRevokesItsPermit(String scope) {
        var permit = issued();
        redeem(permit).statusCode(204);

        var answer = world.hold(organisation, "{'reason':'investigation','scope':" + scope + "}");

        answer.then().statusCode(202).body("inFlight", equalTo(1));
        settle(permit).statusCode(204);
        one(answer.path("id")).body("state", equalTo("in-force"));
        redeem(permit).statusCode(409).body("type", equalTo("urn:privacyloket:problem:permit-revoked"));
    }

    @Test
    void aPermitIsRedeemedAnewUntilAHoldRevokesIt() {
        var permit = issued();
        redeem(permit).statusCode(204);
        settle(permit).statusCode(204);
        redeem(permit).statusCode(204);
        settle(permit).statusCode(204);
        var holdId = placed(ON_PERSON);

        redeem(permit)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:permit-revoked"));

        assertThat(audited(permit))
                .containsExactly(
                        "permit.redeemed done",
                        "permit.settled done",
                        "permit.redeemed done",
                        "permit.settled done",
                        "permit.revoked done");
        // What was sealed into the command does not change because the hold has gone again.
        world.liftHold(organisation, holdId);
        redeem(permit).statusCode(409);
    }

    @Test
    void aLiftedHoldRevokesNothing() {
        var permit = issued();
        world.liftHold(organisation, placed(ON_PERSON));

        redeem(permit).statusCode(204);
    }

    @Test
    void anAnsweredCommandCommitsNothingMore() {
        var permit = issued();
        redeem(permit).statusCode(204);

        QuarkusTransaction.requiringNew().run(() -> permits.answered(commandOf(permit)));

        placed(ON_PERSON);
        redeem(permit).statusCode(409);
    }

    @Test
    void aCommandToOneWhoRedeemsNothingIsInFlightUntilItIsAnswered() {
        var command = UUID.randomUUID();
        var epoch = holds.inForce(organisation, holds.today(organisation)).epoch();
        boolean mayBeSent = QuarkusTransaction.requiringNew()
                .call(() -> permits.issueRedeemed(command, organisation, "request-service", List.of("account"), epoch));
        String id = world.hold(organisation, ON_PERSON).path("id");
        one(id).body("state", equalTo("taking-effect"));

        QuarkusTransaction.requiringNew().run(() -> permits.answered(command));

        assertThat(mayBeSent).isTrue();
        one(id).body("state", equalTo("in-force"));
        boolean another = QuarkusTransaction.requiringNew()
                .call(() -> permits.issueRedeemed(
                        UUID.randomUUID(), organisation, "request-service", List.of("account"), epoch));
        assertThat(another).isFalse();
    }

    @Test
    void thePermitIsWorthNothingWithoutItsToken() {
        var permit = issued();
        var other = issued();

        given().post(URI.create(permit.url()).getPath()).then().statusCode(404);
        given().header("Permit-Token", other.token())
                .post(URI.create(permit.url()).getPath())
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:privacyloket:problem:not-found"));
        given().header("Permit-Token", other.token())
                .delete(URI.create(permit.url()).getPath())
                .then()
                .statusCode(404);
        given().header("Permit-Token", permit.token())
                .post("/permits/none/redemption")
                .then()
                .statusCode(404);
    }

    @Test
    void whatChangesNothingHasNoEntry() {
        var permit = issued();
        settle(permit).statusCode(204);
        redeem(permit).statusCode(204);
        redeem(permit).statusCode(204);
        settle(permit).statusCode(204);
        settle(permit).statusCode(204);

        for (var times = 0; times < 2; times++) {
            QuarkusTransaction.requiringNew().run(() -> permits.answered(commandOf(permit)));
        }

        assertThat(audited(permit)).containsExactly("permit.redeemed done", "permit.settled done", "permit.ended done");
        assertThat(world.text(
                        "select actor || ' ' || object_type || ' ' || organisation from ("
                                + "select actor, object_type, organisation, object_id from audit_entry"
                                + " union select actor, object_type, organisation, object_id from audit_pending) entry"
                                + " where object_id = ?",
                        commandOf(permit).toString()))
                .isEqualTo("system:retention-service command " + organisation);
    }

    @Test
    void aFailureEndsAPermitUnlessAnotherCopyMayStillCommitUnderIt() {
        var idle = issued();
        var redeemed = issued();
        redeem(redeemed).statusCode(204);

        QuarkusTransaction.requiringNew().run(() -> {
            permits.failed(commandOf(idle));
            permits.failed(commandOf(redeemed));
        });

        assertThat(audited(idle)).containsExactly("permit.ended done");
        assertThat(audited(redeemed)).containsExactly("permit.redeemed done");
    }

    @Test
    void eachOfThePermitsThatAreWithdrawnTogetherHasItsEntryOnce() {
        var one = issued();
        var other = issued();
        var ended = issued();
        QuarkusTransaction.requiringNew().run(() -> permits.answered(commandOf(ended)));
        var all = List.of(commandOf(one), commandOf(other), commandOf(ended), UUID.randomUUID());

        for (var times = 0; times < 2; times++) {
            QuarkusTransaction.requiringNew().run(() -> permits.withdraw(all));
        }

        assertThat(audited(one)).containsExactly("permit.withdrawn done");
        assertThat(audited(other)).containsExactly("permit.withdrawn done");
        assertThat(audited(ended)).containsExactly("permit.ended done");
        redeem(one).statusCode(409);
        assertThat(audited(one)).containsExactly("permit.withdrawn done", "permit.revoked done");
    }

    @Test
    void whatIsRolledBackHasNoEntry() {
        var permit = issued();

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    permits.withdraw(List.of(commandOf(permit)));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessageContaining("rolled back");

        assertThat(audited(permit)).isEmpty();
        redeem(permit).statusCode(204);
    }

    private PermitAddress issued() {
        var command = UUID.randomUUID();
        var epoch = holds.inForce(organisation, holds.today(organisation)).epoch();
        return QuarkusTransaction.requiringNew().call(() -> permits.issue(command, organisation, system, epoch));
    }

    private static UUID commandOf(PermitAddress permit) {
        return UUID.fromString(URI.create(permit.url()).getPath().split("/")[2]);
    }

    private static ValidatableResponse redeem(PermitAddress permit) {
        return given().header("Permit-Token", permit.token())
                .post(URI.create(permit.url()).getPath())
                .then();
    }

    private static ValidatableResponse settle(PermitAddress permit) {
        return given().header("Permit-Token", permit.token())
                .delete(URI.create(permit.url()).getPath())
                .then();
    }

    private String placed(String order) {
        return world.hold(organisation, order).then().statusCode(201).extract().path("id");
    }

    private ValidatableResponse one(String id) {
        return world.as("privacy-officer", organisation)
                .get("/organisations/" + organisation + "/holds/" + id)
                .then();
    }

    private List<String> audited(PermitAddress permit) {
        return world.audited(commandOf(permit).toString());
    }
}
