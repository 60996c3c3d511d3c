package nl.privacyloket.retention.casework;

import static nl.privacyloket.retention.support.RetentionWorld.E_MAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Correction;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rectification, restriction, objection, withdrawal of consent, with the data systems played by the test. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class ExecutionQuarkusTest {
    private static final Map<String, Object> NOTHING_MORE = Map.of();

    @Inject
    RetentionWorld world;

    @Inject
    SettableClock clock;

    @Inject
    OverdueCommands overdue;

    private String organisation;
    private PlayedSystem webshop;

    @BeforeEach
    void organisationWithAWebshop() {
        organisation = world.newOrganisation();
        webshop = world.register(organisation, "account", "newsletter");
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    private UUID granted(String right, Map<String, Object> rest) {
        var requestId = world.requests().identityVerified(organisation, right);
        world.requests().granted(organisation, right, requestId, rest);
        return requestId;
    }

    private UUID restricted(String... categories) {
        var requestId = world.requests().identityVerifiedFor(organisation, "restriction", categories);
        world.requests().granted(organisation, "restriction", requestId, NOTHING_MORE);
        return requestId;
    }

    @Test
    void sendsTheCorrectionsSealedToEachSystemAndCompletesWithWhatTheyDid() {
        var requestId = granted("rectification", world.requests().correcting("address", "Kade 1", "town", "Ede"));
        var command = webshop.command(requestId, "rectify", 1);

        webshop.rectified(command, "address changed 1", "town unchanged 1");

        assertThat(webshop.subject(command))
                .isEqualTo(new PlayedSystem.Subject(
                        List.of(new PlayedSystem.Identifier("e-mail", E_MAIL)),
                        null,
                        List.of(new Correction("address", "Kade 1"), new Correction("town", "Ede"))));
        assertThat(command.data().toString()).doesNotContain("Kade");
        var completed = world.fact(requestId, "execution-completed");
        assertThat(completed.text("right")).isEqualTo("rectification");
        assertThat(completed.text("action")).isEqualTo("rectify");
        assertThat(lines(completed.data().at("/systems/0/fields"), "field", "outcome", "rows"))
                .containsExactly(List.of("address", "changed", "1"), List.of("town", "unchanged", "1"));
        assertThat(world.facts(requestId, "task-changed", 2))
                .extracting(event -> event.text("command") + " " + event.text("state"))
                .containsExactly("rectify sent", "rectify done");
        assertThat(world.number(
                        "select count(*) from request_case where request_id = ? and state = 'completed'"
                                + " and identifiers is null and corrections is null and subject_hash is null",
                        requestId))
                .isEqualTo(1);
    }

    @Test
    void correctionsAreEncryptedWhileTheCaseIsOpen() {
        var requestId = granted("rectification", world.requests().correcting("address", "Kade 1"));
        webshop.command(requestId, "rectify", 1);

        assertThat(world.number(
                        "select count(*) from request_case where request_id = ?"
                                + " and corrections is not null and position('Kade'::bytea in corrections) = 0",
                        requestId))
                .isEqualTo(1);
    }

    @Test
    void aFieldThatNoSystemHasIsLeftToPeople() {
        var crm = world.register(organisation, "contact");
        var requestId = granted("rectification", world.requests().correcting("address", "Kade 1", "shoe-size", "41"));
        webshop.rectified(webshop.command(requestId, "rectify", 1), "address changed 1", "shoe-size unknown-field 0");

        crm.rectified(crm.command(requestId, "rectify", 1), "address unknown-field 0", "shoe-size unknown-field 0");

        var failed = world.fact(requestId, "execution-failed");
        assertThat(failed.data().get("system").isNull()).isTrue();
        assertThat(failed.text("reason")).isEqualTo("unknown-field");
        assertThat(world.factsUpToNow(requestId, "execution-completed")).isEmpty();
    }

    @Test
    void aFieldThatNoSystemHoldsARowOfIsLeftToPeople() {
        var crm = world.register(organisation, "contact");
        var requestId = granted("rectification", world.requests().correcting("address", "Kade 1", "town", "Ede"));
        webshop.rectified(webshop.command(requestId, "rectify", 1), "address changed 1", "town unchanged 0");

        crm.rectified(crm.command(requestId, "rectify", 1), "address unchanged 0", "town unknown-field 0");

        var failed = world.fact(requestId, "execution-failed");
        assertThat(failed.data().get("system").isNull()).isTrue();
        assertThat(failed.text("reason")).isEqualTo("no-rows");
        assertThat(world.factsUpToNow(requestId, "execution-completed")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "field-twice",
                "unknown-field-name",
                "value-does-not-fit",
                "identifiers-disagree",
                "identifier-taken",
                "constraint-violated"
            })
    void aRefusalIsToldAtOnceAndNotTriedAgain(String reason) {
        var requestId = granted("rectification", world.requests().correcting("address", "Kade 1"));

        webshop.failed(webshop.command(requestId, "rectify", 1), reason);

        var failed = world.fact(requestId, "execution-failed");
        assertThat(failed.text("system")).isEqualTo(webshop.id());
        assertThat(failed.text("reason")).isEqualTo(reason);
        clock.advance(Duration.ofDays(2));
        overdue.takeUp();
        assertThat(webshop.commandsUpToNow()).hasSize(1);
        assertThat(world.audited(requestId.toString())).containsOnlyOnce("execution.failed " + reason);
    }

    @Test
    void aSystemThatIsAwayIsAskedAgainAndPeopleAreToldWhenItStaysAway() {
        var requestId = granted("rectification", world.requests().correcting("address", "Kade 1"));
        webshop.command(requestId, "rectify", 1);
        for (var attempt = 2; attempt <= 8; attempt++) {
            clock.advance(Duration.ofHours(7));
            overdue.takeUp();
            webshop.command(requestId, "rectify", attempt);
        }
        clock.advance(Duration.ofHours(7));

        overdue.takeUp();

        assertThat(world.fact(requestId, "execution-failed").text("reason")).isEqualTo("no-answer");
    }

    @Test
    void peopleCanTakeUpARectificationThatFailed() {
        var requestId = granted("rectification", world.requests().correcting("address", "Kade 1"));
        var first = webshop.command(requestId, "rectify", 1);
        webshop.failed(first, "value-does-not-fit");
        world.fact(requestId, "execution-failed");

        world.as("privacy-officer", organisation)
                .post("/requests/" + requestId + "/erasure/retry")
                .then()
                .statusCode(204);

        var again = webshop.command(requestId, "rectify", 2);
        assertThat(again.text("commandId")).isNotEqualTo(first.text("commandId"));
        webshop.rectified(again, "address changed 1");
        world.fact(requestId, "execution-completed");
        assertThat(world.audited(requestId.toString()))
                .containsSubsequence(
                        "execution.failed value-does-not-fit", "execution.retried done", "execution.completed done");
        assertThat(world.audited(again.text("commandId")))
                .containsExactly("command.rectify sent", "command.rectify done");
    }

    @Test
    void restrictsWhatWasAskedInTheSystemsThatHoldIt() {
        var crm = world.register(organisation, "contact");
        var requestId = restricted("account");
        var command = webshop.command(requestId, "restrict", 1);

        webshop.restricted(command, "account done 2");

        assertThat(command.text("action")).isEqualTo("restrict");
        assertThat(command.data().get("purpose").isNull()).isTrue();
        assertThat(command.data().get("categories"))
                .extracting(JsonNode::asText)
                .containsExactly("account");
        var completed = world.fact(requestId, "execution-completed");
        assertThat(completed.text("action")).isEqualTo("restrict");
        assertThat(lines(completed.data().at("/systems/0/categories"), "category", "outcome", "rows"))
                .containsExactly(List.of("account", "done", "2"));
        assertThat(crm.commandsUpToNow()).isEmpty();
        assertThat(world.audited(requestId.toString()))
                .containsSubsequence("execution.started done", "execution.completed done")
                .doesNotHaveDuplicates();
        assertThat(world.audited(command.text("commandId")))
                .containsExactly("command.restrict sent", "command.restrict done");
    }

    @Test
    void whatWasGrantedOutranksWhatWasAsked() {
        var requestId = world.requests().identityVerifiedFor(organisation, "restriction", "account", "newsletter");

        world.requests().granted(organisation, "restriction", requestId, Map.of("categories", List.of("newsletter")));

        assertThat(webshop.command(requestId, "restrict", 1).data().get("categories"))
                .extracting(JsonNode::asText)
                .containsExactly("newsletter");
    }

    @Test
    void aCategoryThatASystemCannotRestrictIsLeftToPeople() {
        var requestId = restricted();

        webshop.restricted(webshop.command(requestId, "restrict", 1), "account done 1", "newsletter unsupported 3");

        var failed = world.fact(requestId, "execution-failed");
        assertThat(failed.text("system")).isEqualTo(webshop.id());
        assertThat(failed.text("reason")).isEqualTo("unsupported");
        world.as("case-handler", organisation)
                .get("/requests/" + requestId + "/erasure")
                .then()
                .body("tasks[0].effects.item", contains("account", "newsletter"))
                .body("tasks[0].effects.outcome", contains("done", "unsupported"))
                .body("tasks[0].effects.rows", contains(1, 3));
    }

    @ParameterizedTest
    @CsvSource({"objection", "consent-withdrawal"})
    void stopsUsingDataForThePurpose(String right) {
        var requestId = granted(right, Map.of("purpose", "newsletter", "byRule", true));
        var command = webshop.command(requestId, "restrict", 1);

        webshop.restricted(command, "newsletter done 1");

        assertThat(command.text("purpose")).isEqualTo("newsletter");
        assertThat(command.data().get("categories")).isEmpty();
        var completed = world.fact(requestId, "execution-completed");
        assertThat(completed.text("right")).isEqualTo(right);
        assertThat(completed.text("action")).isEqualTo("restrict");
    }

    @Test
    void aPurposeThatNoSystemKnowsIsLeftToPeople() {
        var requestId = granted("objection", Map.of("purpose", "profiling"));

        webshop.restricted(webshop.command(requestId, "restrict", 1));

        assertThat(world.fact(requestId, "execution-failed").text("reason")).isEqualTo("unknown-purpose");
    }

    @Test
    void anObjectionWithoutAPurposeStopsNothingByItself() {
        var requestId = granted("objection", NOTHING_MORE);

        assertThat(world.fact(requestId, "execution-failed").text("reason")).isEqualTo("purpose-missing");
        assertThat(webshop.commandsUpToNow()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rectification", "restriction", "objection", "consent-withdrawal"})
    void failsWithoutAnySystem(String right) {
        var alone = world.newOrganisation();
        var requestId = world.requests().identityVerified(alone, right);

        world.requests()
                .granted(
                        alone,
                        right,
                        requestId,
                        right.equals("rectification")
                                ? world.requests().correcting("address", "Kade 1")
                                : Map.of("purpose", "newsletter"));

        var failed = world.fact(requestId, "execution-failed");
        assertThat(failed.data().get("system").isNull()).isTrue();
        assertThat(failed.text("reason")).isEqualTo("no-system");
        world.as("case-handler", alone)
                .get("/requests/" + requestId + "/erasure")
                .then()
                .body("state", equalTo("executing"))
                .body("failure.system", nullValue())
                .body("failure.reason", equalTo("no-system"));
    }

    @Test
    void waitsForPeopleWhereASystemCannotBeToldAndEndsWhenTheyCloseTheRequest() {
        var archive = world.register(organisation, List.of("access"), "account");
        var requestId = granted("rectification", world.requests().correcting("address", "Kade 1"));
        webshop.rectified(webshop.command(requestId, "rectify", 1), "address changed 1");
        assertThat(world.facts(requestId, "task-changed", 3))
                .extracting(event -> event.text("system") + " " + event.text("command") + " " + event.text("state"))
                .containsExactlyInAnyOrder(
                        archive.id() + " rectify by-hand",
                        webshop.id() + " rectify sent",
                        webshop.id() + " rectify done");
        assertThat(world.factsUpToNow(requestId, "execution-completed")).isEmpty();

        world.requests().closed(organisation, "rectification", requestId);

        Awaitility.await()
                .until(() -> world.number(
                                "select count(*) from request_case where request_id = ? and state = 'closed'"
                                        + " and corrections is null and identifiers is null",
                                requestId)
                        == 1);
    }

    @Test
    void asksASystemThatHasLearnedWhatWasLeftToPeople() {
        var archive = world.register(organisation, List.of("access"), "account");
        var requestId = granted("rectification", world.requests().correcting("address", "Kade 1"));
        webshop.rectified(webshop.command(requestId, "rectify", 1), "address changed 1");
        world.facts(requestId, "task-changed", 3);
        retry(requestId, 409);
        world.registered(organisation, archive, world.registration(archive, "account"), 200);

        retry(requestId, 204);

        archive.rectified(archive.command(requestId, "rectify", 1), "address changed 1");
        webshop.rectified(webshop.command(requestId, "rectify", 2), "address unchanged 1");
        assertThat(world.fact(requestId, "execution-completed").data().get("systems"))
                .hasSize(2);
    }

    private void retry(UUID requestId, int status) {
        world.as("privacy-officer", organisation)
                .post("/requests/" + requestId + "/erasure/retry")
                .then()
                .statusCode(status);
    }

    @Test
    void aSecondResultChangesNothing() {
        var requestId = restricted("account");
        Received command = webshop.command(requestId, "restrict", 1);
        webshop.restricted(command, "account done 2");
        world.fact(requestId, "execution-completed");

        var again = webshop.restricted(command, "account done 2");

        world.awaitHandled(again);
        assertThat(world.factsUpToNow(requestId, "execution-completed")).hasSize(1);
    }

    private static List<List<String>> lines(JsonNode array, String... members) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(line -> List.of(members).stream()
                        .map(member -> line.get(member).asText())
                        .toList())
                .toList();
    }
}
