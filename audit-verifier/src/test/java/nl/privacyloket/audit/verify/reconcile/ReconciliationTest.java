package nl.privacyloket.audit.verify.reconcile;

import static nl.privacyloket.audit.verify.fixture.Verifying.keys;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import nl.privacyloket.audit.verify.AuditVerdict;
import nl.privacyloket.audit.verify.AuditVerification;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.state.VerifiedState;
import org.junit.jupiter.api.Test;

/** One erasure through all logs, and what is said when one of them lacks a fact or has one too many. */
class ReconciliationTest {
    private static final String REQUEST = "74abbffd-0d54-4937-a29c-8638659ef566";
    private static final String COMMAND = "5b0a7f1e-6d0f-4c5e-9d0e-0d6a3c6f1a11";
    private static final Instant AT = PlayedLog.BEGIN;

    private final PlayedLog requests = new PlayedLog("request-service");
    private final PlayedLog retention = new PlayedLog("retention-service");
    private final PlayedLog notifications = new PlayedLog("notification-service");
    private final PlayedLog webshop = new PlayedLog("webshop");

    /** What is left out of the story. */
    private String without = "";

    @Test
    void a_whole_story_fits_together() {
        tell();

        assertThat(judge(Duration.ofMinutes(5))).isEmpty();
    }

    @Test
    void every_rule_has_an_id_of_its_own_and_a_reason() {
        assertThat(Rules.list()).extracting(Rule::id).doesNotHaveDuplicates();
        assertThat(Rules.list()).allSatisfy(rule -> {
            assertThat(rule.reason()).isNotBlank();
            assertThat(rule.then()).isNotEmpty();
        });
    }

    @Test
    void a_request_that_never_came_in_is_named_with_its_log() {
        without = "request-service request.received done";
        tell();

        List<Discrepancy> found = judge(Duration.ofMinutes(5));

        assertThat(found)
                .extracting(Discrepancy::rule)
                .contains(
                        "origin-request-service",
                        "origin-retention-service",
                        "origin-notification-service",
                        "origin-data-systems");
        assertThat(found).allSatisfy(one -> {
            assertThat(one.requestId()).isEqualTo(REQUEST);
            assertThat(one.log()).isEqualTo("request-service");
        });
    }

    @Test
    void a_decision_that_retention_never_heard_of_is_named() {
        without = "retention-service fact.taken request.decided";
        tell();

        assertThat(judge(Duration.ofMinutes(5))).singleElement().satisfies(one -> {
            assertThat(one.rule()).isEqualTo("heard-request-decided-by-retention-service");
            assertThat(one.log()).isEqualTo("retention-service");
            assertThat(one.words())
                    .isEqualTo("the log request-service says in entry 3 of 2026-11-22T12:00:00Z of request " + REQUEST
                            + ": request.decided; but retention-service has no fact.taken (request.decided) about it"
                            + " (retention-service takes every such fact and says so)");
        });
    }

    @Test
    void an_erasure_without_a_decision_is_named() {
        without = "request-service request.decided granted";
        tell();

        assertThat(judge(Duration.ofMinutes(5)))
                .extracting(Discrepancy::rule)
                .contains("carried-out-after-decision", "said-request-decided-by-retention-service");
    }

    @Test
    void an_erasure_that_nobody_ordered_at_a_data_system_is_named_by_its_command() {
        tell();
        webshop.entry(AT, "command.erase", "command", "99999999-6d0f-4c5e-9d0e-0d6a3c6f1a11", "done", REQUEST);
        webshop.checkpoint(AT.plus(Duration.ofHours(2)));

        assertThat(judge(Duration.ofMinutes(5))).singleElement().satisfies(one -> {
            assertThat(one.rule()).isEqualTo("ordered-command-erase");
            assertThat(one.words()).contains("of command 99999999-6d0f-4c5e-9d0e-0d6a3c6f1a11");
        });
    }

    /** Terms order without a request: the command alone is what both logs know. */
    @Test
    void what_goes_by_its_term_at_a_data_system_was_ordered() {
        String ordered = "88888888-6d0f-4c5e-9d0e-0d6a3c6f1a11";
        String repeated = "77777777-6d0f-4c5e-9d0e-0d6a3c6f1a11";
        retention.entry(AT, "purge.ordered", "command", ordered, "done", null);
        retention.entry(AT, "command.purge", "command", repeated, "sent", null);
        webshop.entry(AT, "command.purge", "command", ordered, "done", null);
        webshop.entry(AT, "command.purge", "command", repeated, "done", null);
        webshop.entry(AT, "command.purge", "command", "99999999-6d0f-4c5e-9d0e-0d6a3c6f1a11", "done", null);
        tell();

        assertThat(judge(Duration.ofMinutes(5))).singleElement().satisfies(one -> {
            assertThat(one.rule()).isEqualTo("ordered-command-purge");
            assertThat(one.words()).contains("of command 99999999-6d0f-4c5e-9d0e-0d6a3c6f1a11");
        });
    }

    @Test
    void a_request_that_was_closed_though_nothing_was_erased_is_named() {
        without = "retention-service erasure.completed done";
        tell();

        assertThat(judge(Duration.ofMinutes(5))).extracting(Discrepancy::rule).contains("erased-before-closed");
    }

    @Test
    void a_person_who_was_never_told_is_named() {
        without = "notification-service message.queued decision";
        tell();

        assertThat(judge(Duration.ofMinutes(5))).extracting(Discrepancy::rule).containsExactly("told-of-decision");
    }

    @Test
    void what_is_younger_than_the_grace_is_not_missed_yet() {
        without = "retention-service fact.taken request.decided";
        tell();

        assertThat(judge(Duration.ofHours(3))).isEmpty();
    }

    @Test
    void nothing_is_missed_in_a_log_that_cannot_be_judged() {
        without = "retention-service fact.taken request.decided";
        tell();
        AuditVerification verification = new AuditVerification(
                keys(requests.key(), notifications.key(), webshop.key()), VerifiedState.nothing(), Set.of());

        assertThat(judge(verification, Duration.ofMinutes(5))).isEmpty();
    }

    private void tell() {
        say(requests, "request.received", "done");
        say(requests, "request.identity-verified", "done");
        hear("request.received", "request.identity-verified");
        say(retention, "case.opened", "done");
        say(retention, "erasure.planned", "done");
        take(requests, "retention.erasure-planned");
        take(notifications, "retention.erasure-planned");
        say(requests, "request.decided", "granted");
        hear("request.decided");
        message("decision");
        say(retention, "erasure.started", "done");
        command(retention, "sent");
        command(webshop, "done");
        command(retention, "done");
        say(retention, "erasure.completed", "done");
        take(requests, "retention.erasure-completed");
        take(notifications, "retention.erasure-completed");
        say(requests, "request.closed", "granted");
        hear("request.closed");
        message("completion-of-another-kind");
        for (PlayedLog log : logs()) {
            log.checkpoint(AT.plus(Duration.ofHours(1)));
        }
    }

    private void hear(String... facts) {
        for (String fact : facts) {
            take(retention, fact);
            take(notifications, fact);
        }
    }

    private void take(PlayedLog log, String fact) {
        say(log, "fact.taken", fact);
    }

    private void say(PlayedLog log, String action, String outcome) {
        if (!without.equals(log.service() + " " + action + " " + outcome)) {
            log.entry(AT, action, "request", REQUEST, outcome, REQUEST);
        }
    }

    private void message(String kind) {
        if (!without.equals("notification-service message.queued " + kind)) {
            notifications.entry(AT, "message.queued", "message", PlayedLog.requestOf(1), kind, REQUEST);
        }
    }

    private void command(PlayedLog log, String outcome) {
        log.entry(AT, "command.erase", "command", COMMAND, outcome, REQUEST);
    }

    private List<PlayedLog> logs() {
        return List.of(requests, retention, notifications, webshop);
    }

    private List<Discrepancy> judge(Duration grace) {
        return judge(
                new AuditVerification(
                        keys(requests.key(), retention.key(), notifications.key(), webshop.key()),
                        VerifiedState.nothing(),
                        Set.of()),
                grace);
    }

    private List<Discrepancy> judge(AuditVerification verification, Duration grace) {
        Reconciliation reconciliation = new Reconciliation();
        verification.listen(reconciliation);
        logs().forEach(log -> log.records().forEach(verification::accept));
        AuditVerdict verdict = new AuditVerdict(
                verification.finish(PlayedLog.BEGIN.plus(Duration.ofHours(1)), null), verification.strays(), null);
        return reconciliation.judge(verdict.logs(), grace);
    }
}
