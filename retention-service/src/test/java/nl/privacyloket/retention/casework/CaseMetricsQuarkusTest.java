package nl.privacyloket.retention.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What is told of cases that a data system keeps from getting on. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class CaseMetricsQuarkusTest {
    private static final int NOBODY_LISTENS = 1;

    @Inject
    RetentionWorld world;

    @Inject
    CaseMetrics metrics;

    @Inject
    MeterRegistry registry;

    @Inject
    CommandSettings settings;

    @Inject
    SettableClock clock;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    private String organisation;
    private PlayedSystem webshop;
    private UUID requestId;
    private Received verify;

    @AfterEach
    void setTheClockBack() {
        clock.set(SettableClock.BEGINNING);
    }

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

    @Test
    void aCommandIsLateFromWhenItsSystemShouldHaveAnswered() {
        metrics.read();
        assertThat(late()).isZero();

        clock.advance(Duration.ofMinutes(25));
        metrics.read();

        assertThat(late()).isBetween(600.0, 660.0);
    }

    @Test
    void figuresThatCannotBeReadAreNotTold() {
        var database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setUser(user);
        database.setPassword(password);
        database.setCurrentSchema("retention");
        var figures = new SimpleMeterRegistry();
        var read = new CaseMetrics(database, settings, clock, figures);
        read.register(null);
        read.read();
        assertThat(figures.get("privacyloket.tasks.oldest").gauge().value()).isNotNaN();
        assertThat(figures.find("privacyloket.tasks.late").gauges()).isNotEmpty();

        database.setPortNumbers(new int[] {NOBODY_LISTENS});
        read.read();

        assertThat(figures.get("privacyloket.tasks.oldest").gauge().value()).isNaN();
        assertThat(figures.find("privacyloket.tasks.late").gauges()).isEmpty();
        assertThat(figures.find("privacyloket.cases.failed").gauges()).isEmpty();
    }

    private double unanswered() {
        return registry.get("privacyloket.tasks.unanswered")
                .tag("system", webshop.id())
                .gauge()
                .value();
    }

    private double late() {
        return registry.get("privacyloket.tasks.late")
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
