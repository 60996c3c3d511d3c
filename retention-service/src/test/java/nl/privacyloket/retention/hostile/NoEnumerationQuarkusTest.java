package nl.privacyloket.retention.hostile;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import nl.privacyloket.contract.fuzz.SameAnswers;
import nl.privacyloket.contract.fuzz.SameAnswers.Call;
import nl.privacyloket.retention.hold.Holds;
import nl.privacyloket.retention.hold.Permits;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.Test;

/** From no answer, nor from the time that it takes, does anybody learn what there is. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class NoEnumerationQuarkusTest {
    private static final int PAIRS = 300;

    @Inject
    RetentionWorld world;

    @Inject
    Holds holds;

    @Inject
    Permits permits;

    @Test
    void aWrongPermitTokenIsAnsweredLikeACommandThatDoesNotExist() throws Exception {
        var organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        var system = world.register(organisation, "account");
        var command = UUID.randomUUID();
        var epoch = holds.inForce(organisation, holds.today(organisation)).epoch();
        QuarkusTransaction.requiringNew().run(() -> permits.issue(command, organisation, system.id(), epoch));

        alike(
                command,
                id -> new Call(
                        "POST",
                        "/permits/" + id + "/redemption",
                        Map.of("Permit-Token", "vXqk0f9a2LQfT3oUZrXyb7hS1cN8wEjD5gMzK6iPtYs"),
                        null));
    }

    @Test
    void staffOfAnotherOrganisationAreAnsweredLikeForARequestThatDoesNotExist() throws Exception {
        var organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        var system = world.register(organisation, "account");
        var request = world.requests().identityVerified(organisation, "erasure");
        system.command(request, "verify", 1);
        var stranger = "Bearer " + world.bearer(List.of("case-handler"), "vreemd");

        alike(request, id -> new Call("GET", "/requests/" + id + "/erasure", Map.of("Authorization", stranger), null));
    }

    private static void alike(UUID existing, Function<UUID, Call> call) throws Exception {
        var times = new SameAnswers(RestAssured.port)
                .check(404, PAIRS, i -> call.apply(existing), i -> call.apply(UUID.randomUUID()));

        System.out.println(call.apply(existing).path() + ": " + times);
    }
}
