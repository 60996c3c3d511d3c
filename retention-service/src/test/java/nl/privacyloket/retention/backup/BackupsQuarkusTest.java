package nl.privacyloket.retention.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.PlayedSystem.Held;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.retention.support.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An erasure is complete when the backups have forgotten too (PW-7). */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class BackupsQuarkusTest {

    @Inject
    RetentionWorld world;

    @Inject
    SettableClock clock;

    @Inject
    ExpiredBackups expired;

    private String organisation;
    private PlayedSystem portal;

    @BeforeEach
    void organisationWithBackupsOfFiftySixDays() {
        organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        portal = world.unregistered(organisation);
        var registration = world.registration(portal, "account");
        registration.put("backupWindow", "P56D");
        world.registered(organisation, portal, registration, 201);
    }

    @AfterEach
    void backToTheBeginning() {
        clock.set(SettableClock.BEGINNING);
    }

    @Test
    void backupsAreToldToHaveExpiredAfterExactlyFiftySixDays() {
        // In Amsterdam it is the 23rd already: the day of the erasure is the organisation's.
        clock.set(Instant.parse("2026-11-22T23:30:00Z"));
        var requestId = erased(1);

        clock.set(Instant.parse("2027-01-17T22:59:50Z"));
        expired.tell();
        assertThat(world.number("select count(*) from backup_end where request_id = ? and told_at is null", requestId))
                .isEqualTo(1);
        assertThat(world.factsUpToNow(requestId, "backups-expired")).isEmpty();

        clock.set(Instant.parse("2027-01-17T23:00:00Z"));
        expired.tell();

        var fact = world.fact(requestId, "backups-expired");
        assertThat(fact.text("system")).isEqualTo(portal.id());
        assertThat(fact.text("erasedOn")).isEqualTo("2026-11-23");
        assertThat(fact.text("expiredOn")).isEqualTo("2027-01-18");
        assertThat(fact.data().get("commandId").isNull()).isTrue();
        assertThat(world.number(
                        "select (select count(*) from audit_entry where action = 'backups.expired' and object_id = ?)"
                                + " + (select count(*) from audit_pending where action = 'backups.expired'"
                                + " and object_id = ?)",
                        requestId.toString(),
                        requestId.toString()))
                .isEqualTo(1);
    }

    @Test
    void theyAreToldOnce() {
        var requestId = erased(1);
        clock.set(Instant.parse("2027-06-01T10:00:00Z"));

        expired.tell();
        expired.tell();

        world.fact(requestId, "backups-expired");
        assertThat(world.number("select count(*) from backup_end where request_id = ?", requestId))
                .isEqualTo(1);
    }

    @Test
    void whatWasNotThereIsInNoBackup() {
        var requestId = erased(0);

        assertThat(world.number("select count(*) from backup_end where request_id = ?", requestId))
                .isZero();
        assertThat(world.fact(requestId, "erasure-completed").text("backupsUntil"))
                .isIn("null", null);
    }

    private UUID erased(int rows) {
        var requestId = world.requests().identityVerified(organisation, "erasure");
        portal.verified(portal.command(requestId, "verify", 1), Held.of("account", "2026-01-05", 1));
        var planHash = world.fact(requestId, "erasure-planned").text("planHash");
        world.requests().decided(organisation, "erasure", requestId, "granted", planHash, null);
        portal.erased(portal.command(requestId, "erase", 1), rows, 0, 0);
        portal.verified(portal.command(requestId, "verify", 2));
        world.fact(requestId, "erasure-completed");
        return requestId;
    }
}
