package nl.privacyloket.retention.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of cases that a data system keeps from getting on. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class CaseMetricsQuarkusTest {
    @Inject
    RetentionWorld world;

    @Inject
    CaseMetrics metrics;

    @Inject
    MeterRegistry registry;

    private String organisation;
    private PlayedSystem webshop;
    private UUID requestId;
    private Received verify;

    @BeforeEach
    void webshopIsAsked() {
        organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        webshop = world.register(organisation, "account", "invoices");
        requestId = world.requests().identityVerified(organisation, "erasure");
        verify = webshop.command(requestId, "verify", 1);
    }

    @Test
    void aCommandCountsUntilItIsAnswered() {
        metrics.read();
        assertThat(unanswered()).isEqualTo(1);

        webshop.failed(verify, "identifiers-ambiguous");
        world.fact(requestId, "erasure-failed");
        metrics.read();

        assertThat(unanswered()).isZero();
    }

    @Test
    void aSystemThatFailsForGoodMakesTheCaseOneThatPeopleHaveToLookAt() {
        metrics.read();
        assertThat(stuck()).isZero();
        assertThat(escalated()).isZero();

        webshop.failed(verify, "identifiers-ambiguous");
        world.fact(requestId, "erasure-failed");
        metrics.read();

        assertThat(stuck()).isEqualTo(1);
        assertThat(escalated()).isEqualTo(1);
    }

    private double unanswered() {
        return registry.get("privacyloket.tasks.unanswered")
                .tag("system", webshop.id())
                .gauge()
                .value();
    }

    private double stuck() {
        return registry.get("privacyloket.cases.failed")
                .tag("organisation", organisation)
                .gauge()
                .value();
    }

    private double escalated() {
        return registry.get("privacyloket.cases.escalated")
                .tag("organisation", organisation)
                .tag("system", webshop.id())
                .counter()
                .count();
    }
}
