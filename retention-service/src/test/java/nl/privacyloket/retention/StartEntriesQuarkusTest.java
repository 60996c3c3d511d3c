package nl.privacyloket.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What the log says of an instance that starts and of a policy that a service takes. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class StartEntriesQuarkusTest {
    private static final String ALL =
            "(select index place, organisation, actor, action, object_type, object_id, outcome"
                    + " from audit_entry union all select 1000000000 + id, organisation, actor, action, object_type, object_id,"
                    + " outcome from audit_pending) entry";

    @Inject
    RetentionWorld world;

    @ConfigProperty(name = "quarkus.application.version")
    String version;

    @Test
    void anInstanceSaysWithWhichVersionAndSettingsItStarted() {
        assertThat(first("service.started")).isEqualTo("- system:retention-service version " + version + " done");
        assertThat(first("configuration.effective"))
                .matches("- system:retention-service configuration [0-9a-f]{32} done");
        assertThat(world.number("select count(*) from " + ALL + " where action = 'service.started'"))
                .isEqualTo(world.number("select count(*) from " + ALL + " where action = 'configuration.effective'"))
                .isPositive();
    }

    @Test
    void aPolicyIsTakenOnce() {
        var organisation = world.newOrganisation();

        world.publishPolicy(organisation);
        world.register(organisation, "account");

        assertThat(world.text(
                        "select string_agg(actor || ' ' || object_type || ' ' || outcome, ',') from " + ALL
                                + " where action = 'policy.projected' and organisation = ?",
                        organisation))
                .isEqualTo("system:retention-service policy done");
    }

    private String first(String action) {
        return world.text(
                "select concat_ws(' ', organisation, actor, object_type, object_id, outcome) from " + ALL
                        + " where action = ? order by place limit 1",
                action);
    }
}
