package nl.privacyloket.retention.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.retention.execution.UploadToken;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The course of an access request, with the data systems played by the test. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class AccessQuarkusTest {
    private static final String SECRET = "6URqCD1DXfEMVweWUpOOHQ7oroSUghS6vcdqJBsu3lM";
    private static final String URL = "http://localhost:8080/requests/any/export/parts";

    @Inject
    RetentionWorld world;

    @Inject
    SettableClock clock;

    @Inject
    OverdueCommands overdue;

    private String organisation;
    private PlayedSystem site;

    @BeforeEach
    void organisationWithASite() {
        organisation = world.newOrganisation();
        site = world.register(organisation, "account", "newsletter");
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    @Test
    void asksNothingBeforeTheDecision() {
        var requestId = world.requests().identityVerified(organisation, "access");

        Awaitility.await()
                .until(() -> world.number("select count(*) from request_case where request_id = ?", requestId) == 1);
        assertThat(site.commandsUpToNow()).isEmpty();
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure")
                .then()
                .statusCode(200)
                .body("state", equalTo("open"))
                .body("right", equalTo("access"));
    }

    @Test
    void givesEachSystemAnUploadTokenOfItsOwn() {
        var requestId = granted("access");

        var command = site.command(requestId, "access", 1);

        var commandId = UUID.fromString(command.text("commandId"));
        assertThat(site.subject(command).upload())
                .isEqualTo(new PlayedSystem.Upload(URL, UploadToken.of(SECRET, commandId)));
    }

    @Test
    void completesWhenAllSystemsHaveBroughtTheirParts() {
        var crm = world.register(organisation, "contact");
        var requestId = granted("portability");
        var siteCommand = site.command(requestId, "access", 1);
        site.accessed(siteCommand, Held.of("account", null, 1), Held.of("newsletter", null, 2));

        var crmCommand = crm.command(requestId, "access", 1);
        crm.accessed(crmCommand);

        var completed = world.fact(requestId, "access-completed");
        assertThat(completed.data().get("systems")).hasSize(2).anySatisfy(system -> {
            assertThat(system.get("system").asText()).isEqualTo(site.id());
            assertThat(system.get("commandId").asText()).isEqualTo(siteCommand.text("commandId"));
            assertThat(system.get("categories").findValuesAsText("category")).containsExactly("account", "newsletter");
            assertThat(system.get("categories").findValuesAsText("holdings")).containsExactly("1", "2");
        });
        assertThat(world.number(
                        "select count(*) from request_case where request_id = ? and state = 'completed'"
                                + " and identifiers is null and upload is null and subject_hash is null",
                        requestId))
                .isEqualTo(1);
        assertThat(world.audited(requestId.toString()))
                .containsSubsequence("access.started done", "access.completed done")
                .doesNotHaveDuplicates();
        assertThat(world.audited(siteCommand.text("commandId")))
                .containsExactly("command.access sent", "command.access done");
    }

    @Test
    void failsWithoutAnySystem() {
        var alone = world.newOrganisation();
        var requestId = world.requests().identityVerified(alone, "access");

        world.requests().decided(alone, "access", requestId, "granted", null, Map.of("url", URL, "secret", SECRET));

        assertThat(world.fact(requestId, "execution-failed").text("reason")).isEqualTo("no-system");
        assertThat(world.factsUpToNow(requestId, "access-completed")).isEmpty();
    }

    @Test
    void waitsForPeopleWhereASystemCannotGiveAccess() {
        var archive = world.register(organisation, List.of("erase", "verify"), "account");
        var requestId = granted("access");

        site.accessed(site.command(requestId, "access", 1), Held.of("account", null, 1));

        assertThat(world.facts(requestId, "task-changed", 3))
                .extracting(event -> event.text("system") + " " + event.text("state"))
                .containsExactlyInAnyOrder(archive.id() + " by-hand", site.id() + " sent", site.id() + " done");
        assertThat(world.factsUpToNow(requestId, "access-completed")).isEmpty();
    }

    @Test
    void showsASystemThatFailsForGoodAndAsksAnewWhenPeopleTakeItUp() {
        var requestId = granted("access");
        var first = site.command(requestId, "access", 1);
        for (var attempt = 1; attempt <= 8; attempt++) {
            site.failed(site.command(requestId, "access", attempt), "upload-refused");
            world.facts(requestId, "task-changed", attempt * 2);
            clock.advance(Duration.ofHours(7));
            if (attempt < 8) {
                overdue.takeUp();
            }
        }
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure")
                .then()
                .body("failure.reason", equalTo("upload-refused"))
                .body("tasks.state", contains("failed"));

        world.as("privacy-officer", organisation)
                .post("/requests/" + requestId + "/erasure/retry")
                .then()
                .statusCode(204);

        var anew = site.command(requestId, "access", 9);
        assertThat(anew.text("commandId")).isNotEqualTo(first.text("commandId"));
        site.accessed(anew, Held.of("account", null, 1));
        assertThat(world.fact(requestId, "access-completed")
                        .data()
                        .at("/systems/0/commandId")
                        .asText())
                .isEqualTo(anew.text("commandId"));
    }

    private UUID granted(String right) {
        var requestId = world.requests().identityVerified(organisation, right);
        world.requests().decided(organisation, right, requestId, "granted", null, Map.of("url", URL, "secret", SECRET));
        return requestId;
    }
}
