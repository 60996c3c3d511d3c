package nl.privacyloket.retention.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which version of the policy gives the rules of a plan. Requests here name version 1. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class PolicyOfTheRequestQuarkusTest {

    @Inject
    RetentionWorld world;

    private String organisation;
    private PlayedSystem webshop;

    @BeforeEach
    void newOrganisation() {
        organisation = world.newOrganisation();
    }

    private int versionPlannedWith() {
        webshop = world.register(organisation, "invoices");
        var requestId = world.identityVerified(organisation, "erasure");
        webshop.verified(webshop.command(requestId, "verify", 1), Held.of("invoices", "2020-06-01", 1));
        return world.fact(requestId, "erasure-planned")
                .data()
                .get("policyVersion")
                .asInt();
    }

    @Test
    void isTheNewestOfThePartThatTheRequestIsAbout() {
        world.publishPolicy(organisation, 1, "2020-01-01", "P7Y", "platform");
        world.publishPolicy(organisation, 2, "2021-01-01", "P6Y", "platform");
        world.publishPolicy(organisation, 3, "2022-01-01", "P1Y", "recruitment");

        assertThat(versionPlannedWith()).isEqualTo(2);
    }

    @Test
    void isTheOneThatWillApplyFirstWhenNoneDoesYet() {
        world.publishPolicy(organisation, 1, "2027-01-01", "P7Y", "platform");
        world.publishPolicy(organisation, 2, "2027-06-01", "P6Y", "platform");

        assertThat(versionPlannedWith()).isEqualTo(1);
    }

    @Test
    void isTheNewestOfAllWhenTheVersionOfTheRequestIsNotKnown() {
        world.publishPolicy(organisation, 4, "2020-01-01", "P7Y", "platform");
        world.publishPolicy(organisation, 5, "2021-01-01", "P6Y", "recruitment");

        assertThat(versionPlannedWith()).isEqualTo(5);
    }
}
