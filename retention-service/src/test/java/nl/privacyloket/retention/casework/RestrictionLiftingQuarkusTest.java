package nl.privacyloket.retention.casework;

import static nl.privacyloket.retention.support.RetentionWorld.E_MAIL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a restriction, with the data systems played by the test. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class RestrictionLiftingQuarkusTest {

    @Inject
    RetentionWorld world;

    private String organisation;
    private PlayedSystem webshop;

    @BeforeEach
    void organisationWithAWebshop() {
        organisation = world.newOrganisation();
        webshop = world.register(organisation, "account", "newsletter");
    }

    private UUID restricted(String... categories) {
        var requestId = world.requests().identityVerifiedFor(organisation, "restriction", categories);
        world.requests().granted(organisation, "restriction", requestId, Map.of());
        return requestId;
    }

    @Test
    void liftsTheRestrictionOfACaseThatHasEnded() {
        var requestId = restricted("account");
        webshop.restricted(webshop.command(requestId, "restrict", 1), "account done 2");
        world.fact(requestId, "execution-completed");
        world.requests().closed(organisation, "restriction", requestId);

        world.requests().restrictionLifted(organisation, requestId, "account");

        var lift = webshop.command(requestId, "restrict", 2);
        assertThat(lift.text("action")).isEqualTo("lift");
        assertThat(lift.data().get("categories")).extracting(JsonNode::asText).containsExactly("account");
        assertThat(webshop.subject(lift).identifiers()).containsExactly(new PlayedSystem.Identifier("e-mail", E_MAIL));
        webshop.restricted(lift, "account done 2");
        assertThat(world.facts(requestId, "execution-completed", 2))
                .extracting(event -> event.text("action"))
                .containsExactly("restrict", "lift");
        assertThat(world.number(
                        "select count(*) from request_case where request_id = ? and state = 'completed'"
                                + " and identifiers is null and ended_at is not null",
                        requestId))
                .isEqualTo(1);
        assertThat(world.audited(lift.text("commandId"))).containsExactly("command.lift sent", "command.lift done");
    }

    @Test
    void liftsARestrictionThatItNeverHeardOf() {
        var requestId = UUID.randomUUID();

        world.requests().restrictionLifted(organisation, requestId);

        webshop.restricted(webshop.command(requestId, "restrict", 1), "account done 2", "newsletter done 0");
        assertThat(world.fact(requestId, "execution-completed").text("action")).isEqualTo("lift");
    }

    @Test
    void forgetsThePersonWhenPeopleHaveLiftedWhatASystemCouldNot() {
        var requestId = UUID.randomUUID();
        world.requests().restrictionLifted(organisation, requestId, "account");
        webshop.failed(webshop.command(requestId, "restrict", 1), "identifiers-ambiguous");
        world.fact(requestId, "execution-failed");

        world.requests().restrictionLiftingClosed(organisation, requestId);

        Awaitility.await()
                .until(() -> world.number(
                                "select count(*) from request_case where request_id = ? and state = 'closed'"
                                        + " and identifiers is null and subject_hash is null",
                                requestId)
                        == 1);
    }

    @Test
    void whatIsNoLiftingIsNotClosedAsOne() {
        var requestId = restricted("account");
        var command = webshop.command(requestId, "restrict", 1);
        world.requests().restrictionLiftingClosed(organisation, requestId);

        webshop.restricted(command, "account done 2");

        world.fact(requestId, "execution-completed");
    }
}
