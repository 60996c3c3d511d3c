package nl.privacyloket.retention.sweep;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import nl.privacyloket.retention.register.HoldingRegister;
import nl.privacyloket.retention.register.Registration;
import nl.privacyloket.retention.rule.Trigger;
import nl.privacyloket.retention.support.Bus.Received;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order that is under way when the term of one of its records moves must not commit any more. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class MovedTermsQuarkusTest {
    private static final String FORM_YEAR = "form-year form maximum last-activity P12M trigger erase";

    @Inject
    RetentionWorld world;

    @Inject
    SweepWorld sweeps;

    @Inject
    Sweeper sweeper;

    @Inject
    OverdueOrders overdue;

    @Inject
    HoldingRegister register;

    @Inject
    DataSource dataSource;

    @Inject
    SettableClock clock;

    private String organisation;
    private PlayedSystem site;

    @BeforeEach
    void organisationWithTwoDueRecords() throws Exception {
        clock.set(SettableClock.BEGINNING);
        organisation = world.newOrganisation();
        sweeps.publish(organisation, 1, FORM_YEAR);
        site = sweeps.system(organisation, List.of(), "form");
        sweeps.register(organisation, form("saskia", "form:1", "2025-01-01"), form("tom", "form:2", "2025-01-02"));
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    @Test
    void aRecordThatIsRegisteredWithALaterDateStays() throws Exception {
        var purge = ordered();
        assertThat(redeemed(purge)).isEqualTo(204);
        assertThat(settled(purge)).isEqualTo(204);

        sweeps.register(organisation, form("saskia", "form:1", "2026-06-01"));

        assertThat(redeemed(purge)).isEqualTo(409);
        world.awaitHandled(site.failed(purge, "permit-revoked"));
        assertThat(world.audited(purge.text("commandId")))
                .containsExactly(
                        "purge.ordered done",
                        "permit.redeemed done",
                        "permit.settled done",
                        "permit.withdrawn done",
                        "permit.revoked done",
                        "permit.ended done",
                        "purge.revoked done");
        sweeper.sweep();
        assertThat(SweepWorld.refs(site, site.purges(2).subList(1, 2))).containsExactly("form:2");
    }

    @Test
    void aRecordThatIsTakenOutOfTheRegisterStays() throws Exception {
        var purge = ordered();

        sweeps.register(organisation, new Registration(site.id(), "form", null, "form:1", null, null, null, true));

        assertThat(redeemed(purge)).isEqualTo(409);
    }

    @Test
    void aRecordOfSomebodyWhoWasSeenSinceStays() throws Exception {
        var purge = ordered();

        QuarkusTransaction.requiringNew()
                .run(() -> register.tell(
                        organisation,
                        sweeps.subject(organisation, "tom"),
                        Trigger.LAST_ACTIVITY,
                        LocalDate.parse("2026-10-01"),
                        null,
                        clock.instant()));

        assertThat(redeemed(purge)).isEqualTo(409);
    }

    @Test
    void otherRulesTakeThePermitBack() throws Exception {
        var purge = ordered();

        sweeps.publish(organisation, 2, "form-years form maximum last-activity P5Y trigger erase");

        await().untilAsserted(() -> assertThat(withdrawn(purge)).isEqualTo(1));
        assertThat(redeemed(purge)).isEqualTo(409);
    }

    @Test
    void anOrderThatWasGivenUpMayNotCommitLate() throws Exception {
        var purge = ordered();
        for (var attempt = 2; attempt <= 9; attempt++) {
            assertThat(redeemed(purge)).isEqualTo(204);
            clock.advance(Duration.ofHours(7));
            overdue.takeUp();
        }
        sweeps.facts(site.id(), "purge-failed", 1);

        // What was redeemed may be committing: a hold has to wait for it.
        assertThat(world.number(
                        "select count(*) from permit where command_id = ?::uuid and state = 'redeemed'",
                        purge.text("commandId")))
                .isEqualTo(1);
        assertThat(redeemed(purge)).isEqualTo(409);
    }

    @Test
    void newsAboutOtherRecordsTakesNothingBack() throws Exception {
        var purge = ordered();

        sweeps.register(organisation, form("saskia", "form:1", "2025-01-01"), form("anna", "form:3", "2025-01-03"));
        sweeps.register(organisation, form("anna", "form:3", "2026-01-03"));

        assertThat(redeemed(purge)).isEqualTo(204);
    }

    @Test
    void aRecordThatIsBeingChangedIsNotOrdered() throws Exception {
        try (var changing = dataSource.getConnection()) {
            changing.setAutoCommit(false);
            try (var update = changing.prepareStatement("update holding set started_on = date '2026-06-01', due_on ="
                    + " date '2027-06-01' where record_ref = 'form:1' and stream in (select id from holding_stream"
                    + " where system = '" + site.id() + "')")) {
                assertThat(update.executeUpdate()).isEqualTo(1);
            }

            var purge = ordered();

            assertThat(SweepWorld.refs(site, List.of(purge))).containsExactly("form:2");
            changing.rollback();
            changing.setAutoCommit(true);
        }
    }

    private Registration form(String person, String ref, String startedOn) {
        return sweeps.record(
                organisation, site, "form", person, ref, Trigger.LAST_ACTIVITY, LocalDate.parse(startedOn));
    }

    private Received ordered() throws Exception {
        sweeper.sweep();
        return site.purges(1).get(0);
    }

    private int redeemed(Received purge) {
        var permit = site.permit(purge);
        return given().header("Permit-Token", permit.token())
                .post(URI.create(permit.url()).getPath())
                .statusCode();
    }

    private int settled(Received purge) {
        var permit = site.permit(purge);
        return given().header("Permit-Token", permit.token())
                .delete(URI.create(permit.url()).getPath())
                .statusCode();
    }

    private long withdrawn(Received purge) {
        return world.number(
                "select count(*) from permit where command_id = ?::uuid and withdrawn", purge.text("commandId"));
    }
}
