package nl.privacyloket.retention.casework;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Erasures of a part: what was asked about, what was granted, what systems cannot do. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class PartialErasureQuarkusTest {
    private static final Held ACCOUNT = Held.of("account", "2026-01-05", 1);
    private static final Held OLD_INVOICES = Held.of("invoices", "2018-12-31", 2);
    private static final Held NEWSLETTER = Held.of("newsletter", null, 1);

    @Inject
    RetentionWorld world;

    private String organisation;
    private PlayedSystem webshop;

    @BeforeEach
    void organisationWithAWebshop() {
        organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        webshop = world.register(organisation, "account", "invoices", "newsletter");
    }

    @Test
    void erasesWhatWasAskedAboutAndLeavesTheRest() {
        var requestId = world.requests().identityVerifiedFor(organisation, "erasure", "newsletter");
        webshop.verified(webshop.command(requestId, "verify", 1), ACCOUNT, OLD_INVOICES, NEWSLETTER);
        var planned = world.fact(requestId, "erasure-planned");
        assertThat(lines(planned.data().get("verdicts"), "category", "verdict", "holdings"))
                .containsExactly(List.of("newsletter", "erase", "1"));

        world.requests().decided(organisation, "erasure", requestId, "granted", planned.text("planHash"), null);

        var erase = webshop.command(requestId, "erase", 1);
        assertThat(lines(erase.data().get("instructions"), "category", "verdict"))
                .containsExactly(List.of("newsletter", "erase"));
        webshop.erased(erase, 1, 0, 0);
        webshop.verified(webshop.command(requestId, "verify", 2), ACCOUNT, OLD_INVOICES);
        var completed = world.fact(requestId, "erasure-completed");
        assertThat(lines(completed.data().get("verified"), "category")).containsExactly(List.of("newsletter"));
    }

    @Test
    void erasesWhatWasGrantedAndSaysThatTheRestStays() {
        var requestId = planned();
        var planHash = world.fact(requestId, "erasure-planned").text("planHash");

        world.requests()
                .decided(
                        organisation,
                        "erasure",
                        requestId,
                        "partly-granted",
                        planHash,
                        null,
                        Map.of("categories", List.of("newsletter", "invoices")));

        var erase = webshop.command(requestId, "erase", 1);
        assertThat(erase.data().get("instructions").findValuesAsText("category"))
                .containsOnly("newsletter", "invoices");
        webshop.erased(erase, 2, 0, 0);
        // The account is in use, and has grown since.
        webshop.verified(webshop.command(requestId, "verify", 2), ACCOUNT, Held.of("account", "2026-11-22", 1));
        var completed = world.fact(requestId, "erasure-completed");
        assertThat(completed.text("planHash")).isEqualTo(planHash);
        assertThat(lines(completed.data().get("verdicts"), "category", "verdict", "until", "basis", "holdings"))
                .containsExactly(
                        List.of("account", "retain", "null", "decision", "1"),
                        List.of("invoices", "erase", "null", "null", "2"),
                        List.of("newsletter", "erase", "null", "null", "1"));
        assertThat(lines(completed.data().get("verified"), "category"))
                .containsExactly(List.of("invoices"), List.of("newsletter"));
    }

    @Test
    void failsWhenSomethingOfWhatWasGrantedIsLeft() {
        var requestId = planned();
        world.requests()
                .decided(
                        organisation,
                        "erasure",
                        requestId,
                        "partly-granted",
                        world.fact(requestId, "erasure-planned").text("planHash"),
                        null,
                        Map.of("categories", List.of("newsletter")));
        webshop.erased(webshop.command(requestId, "erase", 1), 1, 0, 0);

        webshop.verified(webshop.command(requestId, "verify", 2), ACCOUNT, OLD_INVOICES, NEWSLETTER);

        assertThat(world.fact(requestId, "erasure-failed").text("reason")).isEqualTo("left-over");
    }

    @Test
    void aRefusalToCountIsToldAtOnce() {
        var requestId = world.requests().identityVerified(organisation, "erasure");

        webshop.failed(webshop.command(requestId, "verify", 1), "identifiers-ambiguous");

        var failed = world.fact(requestId, "erasure-failed");
        assertThat(failed.text("system")).isEqualTo(webshop.id());
        assertThat(failed.text("reason")).isEqualTo("identifiers-ambiguous");
    }

    @Test
    void showsAnEmptyPlanAndThatNobodyCouldBeAskedWithoutAnySystem() {
        var alone = world.newOrganisation();
        world.publishPolicy(alone);

        var requestId = world.requests().identityVerified(alone, "erasure");

        assertThat(world.fact(requestId, "erasure-planned").data().get("verdicts"))
                .isEmpty();
        var failed = world.fact(requestId, "erasure-failed");
        assertThat(failed.data().get("system").isNull()).isTrue();
        assertThat(failed.text("reason")).isEqualTo("no-system");
    }

    @Test
    void doesNotCompleteWithoutAnySystemAndPlansWhenThereIsOne() {
        var alone = world.newOrganisation();
        world.publishPolicy(alone);
        var requestId = world.requests().identityVerified(alone, "erasure");
        var planHash = world.fact(requestId, "erasure-planned").text("planHash");
        world.requests().decided(alone, "erasure", requestId, "granted", planHash, null);
        assertThat(world.facts(requestId, "erasure-failed", 2))
                .extracting(event -> event.text("reason"))
                .containsOnly("no-system");
        assertThat(world.factsUpToNow(requestId, "erasure-completed")).isEmpty();
        var late = world.register(alone, "account");

        world.as("privacy-officer", alone)
                .post("/requests/" + requestId + "/erasure/retry")
                .then()
                .statusCode(204);

        late.verified(late.command(requestId, "verify", 1), ACCOUNT);
        assertThat(lines(world.fact(requestId, "plan-drifted").data().get("verdicts"), "category", "verdict"))
                .containsExactly(List.of("account", "erase"));
    }

    @Test
    void waitsForPeopleWhereASystemCannotErase() {
        var archive = world.register(organisation, List.of("access"), "account");
        var elsewhere = world.register(organisation, List.of("access"), "visits");
        var requestId = world.requests().identityVerifiedFor(organisation, "erasure", "account");
        webshop.verified(webshop.command(requestId, "verify", 1), ACCOUNT);
        var planHash = world.fact(requestId, "erasure-planned").text("planHash");
        world.requests().decided(organisation, "erasure", requestId, "granted", planHash, null);
        webshop.erased(webshop.command(requestId, "erase", 1), 1, 0, 0);

        webshop.verified(webshop.command(requestId, "verify", 2));

        assertThat(world.facts(requestId, "task-changed", 7))
                .filteredOn(event -> event.text("state").equals("by-hand"))
                .singleElement()
                .satisfies(event -> assertThat(event.text("system") + " " + event.text("command"))
                        .isEqualTo(archive.id() + " erase"));
        assertThat(world.factsUpToNow(requestId, "erasure-completed")).isEmpty();
        assertThat(elsewhere.commandsUpToNow()).isEmpty();
    }

    private UUID planned() {
        var requestId = world.requests().identityVerified(organisation, "erasure");
        webshop.verified(webshop.command(requestId, "verify", 1), ACCOUNT, OLD_INVOICES, NEWSLETTER);
        world.fact(requestId, "erasure-planned");
        return requestId;
    }

    private static List<List<String>> lines(JsonNode array, String... members) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(line -> List.of(members).stream()
                        .map(member -> line.get(member).asText())
                        .toList())
                .toList();
    }
}
