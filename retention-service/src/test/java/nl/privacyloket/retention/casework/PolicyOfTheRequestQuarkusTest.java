package nl.privacyloket.retention.casework;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

    private JsonNode planned(String category, String startedOn) {
        webshop = world.register(organisation, "invoices", "applications");
        var requestId = world.requests().identityVerified(organisation, "erasure");
        webshop.verified(webshop.command(requestId, "verify", 1), Held.of(category, startedOn, 1));
        return world.fact(requestId, "erasure-planned").data();
    }

    private static String verdict(JsonNode planned) {
        return planned.at("/verdicts/0/verdict").asText() + " "
                + planned.at("/verdicts/0/until").asText();
    }

    @Test
    void isItsOwnAlthoughANewerOneIsShorter() {
        world.publishPolicy(organisation, 1, "2020-01-01", "P7Y", "platform");
        world.publishPolicy(organisation, 2, "2021-01-01", "P1Y", "platform");

        var planned = planned("invoices", "2020-06-01");

        assertThat(planned.get("policyVersion").asInt()).isEqualTo(1);
        assertThat(verdict(planned)).isEqualTo("retain 2027-12-31");
    }

    @Test
    void whatTheNewestThatAppliesProtectsStaysNevertheless() {
        world.publishPolicy(organisation, 1, "2020-01-01", "P1Y", "platform");
        world.publishPolicy(organisation, 2, "2021-01-01", "P7Y", "platform");
        world.publishPolicy(organisation, 3, "2026-11-23", "P9Y", "platform");

        var planned = planned("invoices", "2020-06-01");

        assertThat(planned.get("policyVersion").asInt()).isEqualTo(1);
        assertThat(verdict(planned)).isEqualTo("retain 2027-12-31");
    }

    @Test
    void aCategoryThatItSaysNothingAboutIsKeptAsAnotherPartOfTheOrganisationMust() {
        world.publishPolicy(organisation, 1, "2020-01-01", "P7Y", "platform", "invoices");
        world.publishPolicy(organisation, 2, "2021-01-01", "P9Y", "recruitment", "applications");

        assertThat(verdict(planned("applications", "2020-06-01"))).isEqualTo("retain 2029-12-31");
    }

    @Test
    void aCategoryThatItHasARuleForIsNoBusinessOfTheOtherParts() {
        world.publishPolicy(organisation, 1, "2020-01-01", "P1Y", "platform");
        world.publishPolicy(organisation, 2, "2021-01-01", "P7Y", "recruitment");

        assertThat(verdict(planned("invoices", "2020-06-01"))).isEqualTo("erase null");
    }

    @Test
    void aCategoryThatNoPartHasARuleForGoes() {
        world.publishPolicy(organisation, 1, "2020-01-01", "P7Y", "platform");
        world.publishPolicy(organisation, 2, "2021-01-01", "P7Y", "recruitment");

        assertThat(verdict(planned("applications", "2020-06-01"))).isEqualTo("erase null");
    }

    @Test
    void nothingThatAnyPartProtectsGoesWhenItIsNotKnownWhichPartIsMeant() {
        world.publishPolicy(organisation, 4, "2020-01-01", "P7Y", "platform");
        world.publishPolicy(organisation, 5, "2021-01-01", "P1Y", "recruitment");

        assertThat(verdict(planned("invoices", "2020-06-01"))).isEqualTo("retain 2027-12-31");
    }
}
