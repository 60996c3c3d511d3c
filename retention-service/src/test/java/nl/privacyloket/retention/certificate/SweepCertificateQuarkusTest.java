package nl.privacyloket.retention.certificate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import nl.privacyloket.crypto.CertificateVerifier;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes by itself is certified once it was verified, command by command. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class SweepCertificateQuarkusTest {

    @Inject
    RetentionWorld world;

    @Inject
    SweepCertificates certificates;

    private String organisation;
    private PlayedSystem webshop;

    @BeforeEach
    void organisationWithAWebshop() {
        organisation = world.newOrganisation();
        world.publishPolicy(organisation);
        webshop = world.unregistered(organisation);
        var registration = world.registration(webshop, "invoices");
        registration.put("backupWindow", "P56D");
        world.registered(organisation, webshop, registration, 201);
    }

    @Test
    void saysWhatWentByWhichRuleAndWhatStayed() {
        var commandId = command("done");
        outcome(commandId, 480, 0, 3);
        world.update(
                "insert into sweep_kept (command_id, line, organisation, record, category, reason, kept_rows)"
                        + " values (?, 0, ?, 17, 'invoices', 'held', 3)",
                commandId,
                organisation);

        certificates.certify();

        var answer = world.as("compliance", organisation)
                .get("/organisations/" + organisation + "/sweeps/" + commandId + "/certificate");
        answer.then()
                .statusCode(200)
                .body("certificate.kind", equalTo("sweep"))
                .body("certificate.commandId", equalTo(commandId.toString()))
                .body("certificate.requestId", nullValue())
                .body("certificate.policyVersion", equalTo(1))
                .body("certificate.systems[0].system", equalTo(webshop.id()))
                .body("certificate.systems[0].attempts", equalTo(2))
                .body("certificate.systems[0].categories[0].erased", equalTo(480))
                .body("certificate.systems[0].categories[0].retained", equalTo(3))
                .body("certificate.systems[0].categories[0].verified", equalTo(true))
                .body("certificate.systems[0].categories[0].verdicts.verdict", contains("erase"))
                .body("certificate.systems[0].categories[0].verdicts.basis", contains("AWR art. 52(4)"))
                .body("certificate.notChecked.reason", contains("held", "backups"))
                .body("certificate.backupsUntil", equalTo("2027-01-18"));
        var keys = given().get("/certificate-keys").asString();
        assertThat(CertificateVerifier.of(keys)
                        .verify(answer.asString())
                        .path("commandId")
                        .asText())
                .isEqualTo(commandId.toString());
        assertThat(world.number(
                        "select count(*) from backup_end where command_id = ? and erased_on = '2026-11-23'"
                                + " and expires_on = '2027-01-18'",
                        commandId))
                .isEqualTo(1);
    }

    @Test
    void isMadeOnceAndNotBeforeTheSystemShowedWhatIsLeft() {
        var done = command("done");
        var open = command("verifying");
        outcome(done, 0, 0, 0);
        outcome(open, 1, 0, 0);

        certificates.certify();
        certificates.certify();

        assertThat(issued(done)).isEqualTo(1);
        assertThat(issued(open)).isZero();
        assertThat(world.number("select count(*) from backup_end where command_id in (?, ?)", done, open))
                .isZero();
        world.as("case-handler", organisation)
                .get("/organisations/" + organisation + "/sweeps/" + open + "/certificate")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:privacyloket:problem:not-found"));
    }

    @Test
    void theFileOfARequestRestsOnTheWordOfOurOwnService() {
        var commandId = command("done");
        world.update(
                "update sweep_command set scope = 'request-file', request_id = ? where command_id = ?",
                UUID.randomUUID(),
                commandId);
        outcome(commandId, 1, 0, 0);

        certificates.certify();

        certificate(commandId)
                .body("certificate.systems[0].verifiedAt", nullValue())
                .body("certificate.systems[0].categories[0].verified", equalTo(false))
                .body("certificate.notChecked.reason", contains("own-word", "backups"));
    }

    @Test
    void countsHowOftenItWasOrderedAndNamesTheBasisOfThen() {
        var commandId = command("done");
        world.update(
                "update sweep_command set verify_id = ?, order_attempts = 4, attempts = 1 where command_id = ?",
                UUID.randomUUID(),
                commandId);
        outcome(commandId, 1, 0, 0);
        world.publishPolicy(organisation, 2, "2021-01-01", "P7Y", "platform", "orders");

        certificates.certify();

        certificate(commandId)
                .body("certificate.systems[0].attempts", equalTo(4))
                .body("certificate.policyVersion", equalTo(1))
                .body("certificate.systems[0].categories[0].verdicts.basis", contains("AWR art. 52(4)"));
    }

    @Test
    void saysWhatASeparateLookFoundLeftBesideWhatWent() {
        var commandId = command("failed");
        world.update(
                "update sweep_command set verified_at = null, last_failure = 'left-over', verify_id = ?"
                        + " where command_id = ?",
                UUID.randomUUID(),
                commandId);
        outcome(commandId, 499, 0, 0);
        var nothingWent = command("failed");
        world.update(
                "update sweep_command set verified_at = null, last_failure = 'left-over' where command_id = ?",
                nothingWent);

        certificates.certify();

        certificate(commandId)
                .body("certificate.systems[0].verifiedAt", nullValue())
                .body("certificate.systems[0].categories[0].erased", equalTo(499))
                .body("certificate.systems[0].categories[0].verified", equalTo(false))
                .body("certificate.notChecked.reason", contains("left-over", "backups"))
                .body("certificate.notChecked.category", contains("invoices", null))
                .body("certificate.completedAt", equalTo("2026-11-22T23:20:00Z"))
                .body("certificate.backupsUntil", equalTo("2027-01-18"));
        assertThat(world.number("select count(*) from backup_end where command_id = ?", commandId))
                .isEqualTo(1);
        assertThat(issued(nothingWent)).isZero();
    }

    @Test
    void tellsTheCategoryOfWhichSomeIsLeftFromTheOthers() {
        var commandId = command("failed");
        world.update("update sweep_command set last_failure = 'left-over' where command_id = ?", commandId);
        outcome(commandId, 300, 0, 0);
        world.update(
                "insert into sweep_outcome select command_id, 'orders', organisation, rule, 199, 0, 0, 0, 0"
                        + " from sweep_outcome where command_id = ?",
                commandId);
        world.update(
                "with stream as (insert into holding_stream (organisation, system, category) values (?, ?, 'orders')"
                        + " returning id) insert into sweep_claim (stream, record_ref, command_id, position, rule,"
                        + " started_on) select id, 'orders:7', ?, 7, 'orders-norm', '2020-01-01' from stream",
                organisation,
                webshop.id(),
                commandId);

        certificates.certify();

        certificate(commandId)
                .body("certificate.systems[0].categories.category", contains("invoices", "orders"))
                .body("certificate.systems[0].categories.verified", contains(true, false))
                .body("certificate.notChecked[0].reason", equalTo("left-over"))
                .body("certificate.notChecked[0].category", equalTo("orders"));
    }

    @Test
    void saysOfAnOrderThatStoppedHalfWayWhatHadGoneAndThatTheRestIsNotKnown() {
        var stopped = stopped("failed", "constraint-violated");
        outcome(stopped, 120, 0, 0);
        var revoked = stopped("revoked", "permit-revoked");
        outcome(revoked, 7, 0, 0);

        certificates.certify();

        certificate(stopped)
                .body("certificate.completedAt", equalTo("2026-11-22T23:40:00Z"))
                .body("certificate.systems[0].verifiedAt", nullValue())
                .body("certificate.systems[0].categories[0].erased", equalTo(120))
                .body("certificate.systems[0].categories[0].verified", equalTo(false))
                .body("certificate.notChecked.reason", contains("stopped", "backups"))
                .body("certificate.notChecked.failure", contains("constraint-violated", null))
                .body("certificate.backupsUntil", equalTo("2027-01-18"));
        certificate(revoked)
                .body("certificate.systems[0].categories[0].erased", equalTo(7))
                .body("certificate.notChecked.reason", contains("stopped", "backups"))
                .body("certificate.notChecked.failure", contains("permit-revoked", null));
    }

    @ParameterizedTest
    @CsvSource({"no-answer, not-answered", "unsupported, failed"})
    void saysOfAnOrderThatNamedNoNumbersThatItFailedAndWhy(String failure, String reason) {
        var commandId = stopped("failed", failure);

        certificates.certify();

        certificate(commandId)
                .body("certificate.categories", contains("invoices"))
                .body("certificate.systems[0].categories", empty())
                .body("certificate.notChecked.reason", contains(reason))
                .body("certificate.notChecked.failure", contains(failure))
                .body("certificate.backupsUntil", nullValue());
    }

    @Test
    void saysOfAnOrderAfterWhichNobodyCouldLookThatNothingWasChecked() {
        var commandId = stopped("failed", "database-unavailable");
        world.update(
                "update sweep_command set verify_id = ?, executed_at = '2026-11-22T23:20:00Z' where command_id = ?",
                UUID.randomUUID(),
                commandId);
        outcome(commandId, 480, 0, 0);

        certificates.certify();

        certificate(commandId)
                .body("certificate.completedAt", equalTo("2026-11-22T23:20:00Z"))
                .body("certificate.systems[0].categories[0].erased", equalTo(480))
                .body("certificate.systems[0].categories[0].verified", equalTo(false))
                .body("certificate.notChecked.reason", contains("not-answered", "backups"));
    }

    @Test
    void waitsWithAnOrderThatFailedUntilNoAnswerCanCountAnyMore() {
        var commandId = stopped("failed", "constraint-violated");
        world.update("update sweep_command set closed = false where command_id = ?", commandId);
        outcome(commandId, 120, 0, 0);

        certificates.certify();

        assertThat(issued(commandId)).isZero();
    }

    /** Ended at twenty to one in Amsterdam, without being through. */
    private UUID stopped(String state, String failure) {
        var commandId = command(state);
        world.update(
                "update sweep_command set executed_at = null, verified_at = null, closed = true, last_failure = ?,"
                        + " stopped_at = '2026-11-22T23:40:00Z' where command_id = ?",
                failure,
                commandId);
        return commandId;
    }

    private ValidatableResponse certificate(UUID commandId) {
        return world.as("compliance", organisation)
                .get("/organisations/" + organisation + "/sweeps/" + commandId + "/certificate")
                .then()
                .statusCode(200);
    }

    private long issued(UUID commandId) {
        return world.number("select count(*) from certificate where command_id = ?", commandId);
    }

    /** In Amsterdam it was executed on the 23rd. */
    private UUID command(String state) {
        var commandId = UUID.randomUUID();
        world.update(
                "insert into sweep_command (command_id, organisation, system, on_day, scope, action, categories,"
                        + " records, policy_version, state, event_type, attempts, issued_at, executed_at, verified_at)"
                        + " values (?, ?, ?, '2026-11-23', 'records', 'erase', '{invoices}', 483, 1, ?,"
                        + " 'nl.privacyloket.command.purge.v1', 2, '2026-11-22T23:10:00Z', '2026-11-22T23:20:00Z',"
                        + " '2026-11-22T23:21:00Z')",
                commandId,
                organisation,
                webshop.id(),
                state);
        return commandId;
    }

    private void outcome(UUID commandId, long erased, long restricted, long kept) {
        world.update(
                "insert into sweep_outcome (command_id, category, organisation, rule, erased, anonymised, restricted,"
                        + " absent, kept) values (?, 'invoices', ?, 'invoices-fiscal', ?, 0, ?, 0, ?)",
                commandId,
                organisation,
                erased,
                restricted,
                kept);
    }
}
