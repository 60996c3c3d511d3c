package nl.privacyloket.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log says of an event that was set aside, and of what operators do with it. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class DeadLetterEntriesQuarkusTest {
    @Inject
    RetentionWorld world;

    private String organisation;
    private PlayedSystem webshop;
    private Received asked;

    @BeforeEach
    void webshopIsAsked() {
        organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        webshop = world.register(organisation, "account");
        asked = webshop.command(world.requests().identityVerified(organisation, "erasure"), "verify", 1);
    }

    @Test
    void aReplayThatFailsIsNotedAndSoIsTheOneThatDoesNot() {
        var commandId = UUID.randomUUID();
        var letter = setAside(commandId);

        replay(letter)
                .statusCode(409)
                .body("type", equalTo("urn:privacyloket:problem:replay-failed"))
                .body("fault", equalTo("PoisonEventException"));
        assertThat(letters(letter)).isEqualTo(1);
        assertThat(world.audited(letter))
                .containsExactly("dead-letter.parked unknown-command", "dead-letter.replayed failed");
        // Now the service knows the command that the result is of.
        world.update(
                "update system_task set command_id = ?::uuid where command_id = ?::uuid",
                commandId.toString(),
                asked.text("commandId"));

        replay(letter).statusCode(204);

        assertThat(letters(letter)).isZero();
        assertThat(world.audited(letter))
                .containsExactly(
                        "dead-letter.parked unknown-command",
                        "dead-letter.replayed failed",
                        "dead-letter.replayed done");
        assertThat(actorOfTheLast(letter)).doesNotStartWith("system:").matches("[A-Za-z0-9_-]{20,}");
    }

    @Test
    void givingOneUpIsNoted() {
        var letter = setAside(UUID.randomUUID());
        world.as("operator", world.newOrganisation())
                .delete("/dead-letters/" + letter)
                .then()
                .statusCode(404);

        world.as("operator", organisation)
                .delete("/dead-letters/" + letter)
                .then()
                .statusCode(204);

        assertThat(letters(letter)).isZero();
        assertThat(world.audited(letter))
                .containsExactly("dead-letter.parked unknown-command", "dead-letter.removed done");
        replay(letter).statusCode(404);
        assertThat(world.audited(letter)).hasSize(2);
    }

    /** The answer to a command that nobody gave. */
    private String setAside(UUID commandId) {
        var result = webshop.verified(new Received(
                asked.topic(),
                asked.key(),
                asked.type(),
                asked.source(),
                organisation,
                EventJson.mapper().valueToTree(Map.of("commandId", commandId))));
        world.awaitHandled(result);
        return world.text("select id::text from dead_letter where event_id = ?", result);
    }

    private ValidatableResponse replay(String letter) {
        return world.as("operator", organisation)
                .post("/dead-letters/" + letter + "/replay")
                .then();
    }

    private long letters(String letter) {
        return world.number("select count(*) from dead_letter where id = ?::uuid", letter);
    }

    private String actorOfTheLast(String letter) {
        return world.text(
                "select actor from (select at, actor, object_id from audit_entry"
                        + " union all select at, actor, object_id from audit_pending) entry"
                        + " where object_id = ? order by at desc limit 1",
                letter);
    }
}
