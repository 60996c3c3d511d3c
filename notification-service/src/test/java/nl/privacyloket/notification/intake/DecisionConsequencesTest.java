package nl.privacyloket.notification.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.UUID;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.fixture.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was decided ends purposes of the person's subscriptions, or nothing. */
class DecisionConsequencesTest extends SaskiasRequests {
    private void decided(UUID id, String right, String outcome, String purpose, String hashes) {
        arrives("decided.v1", """
                {"requestId": "%s", "right": "%s", "outcome": "%s", "purpose": %s, "byRule": true,
                 "decidedAt": "2026-11-22T09:59:00Z", "subjectHashes": %s}
                """.formatted(id, right, outcome, purpose == null ? null : '"' + purpose + '"', hashes));
    }

    @Test
    void aWithdrawnConsentEndsThePurposeAtOnce() {
        saskiaSubscribes();

        decided(Requests.ID, "consent-withdrawal", "granted", "newsletter", hashes(HER_HASH));

        assertThat(purposes()).containsExactly("marketing,policy-change");
        assertThat(room.database.rows(
                        "select distinct purpose, ended_at at time zone 'UTC', ended_by from ended_purpose"))
                .containsExactly("newsletter 2026-11-22 09:59:00 request");
        assertThat(room.messages()).containsExactly("decision queued 0 null");
    }

    @Test
    void anObjectionThatNamesNoPurposeEndsAllButNewsOfTheStatement() {
        saskiaSubscribes();

        decided(Requests.ID, "objection", "partly-granted", null, hashes(HER_HASH));

        assertThat(purposes()).containsExactly("policy-change");
    }

    @ParameterizedTest
    @CsvSource({"objection, refused", "access, granted", "erasure, granted", "restriction, granted"})
    void otherDecisionsEndNothing(String right, String outcome) {
        saskiaSubscribes();

        decided(Requests.ID, right, outcome, "newsletter", hashes(HER_HASH));

        assertThat(purposes()).containsExactly("marketing,newsletter,policy-change");
    }

    @Test
    void aDecisionThatSaysNotOfWhomEndsNothing() {
        saskiaSubscribes();

        decided(Requests.ID, "objection", "granted", "newsletter", "[]");
        decided(Requests.ID, "objection", "granted", "newsletter", "null");

        assertThat(purposes()).containsExactly("marketing,newsletter,policy-change");
    }

    @Test
    void aDecisionOfNobodyIsSetAside() {
        assertThatExceptionOfType(PoisonEventException.class)
                .isThrownBy(() -> room.transactional(connection -> {
                    requests.handle(
                            Arrivals.event(
                                    "nl.privacyloket.request.decided.v1",
                                    "{\"requestId\":\"" + Requests.ID + "\",\"right\":\"objection\",\"outcome\":"
                                            + "\"granted\",\"decidedAt\":\"2026-11-22T09:59:00Z\",\"subjectHashes\":[null]}"),
                            connection);
                    return null;
                }));
    }

    @Test
    void theSamplesAreUnderstood() {
        saskiaSubscribes();

        room.run(connection -> {
            requests.handle(Contracts.event("nl.privacyloket.request.decided.v1.sample-by-rule"), connection);
            requests.handle(Contracts.event("nl.privacyloket.request.closed.v1.sample"), connection);
            requests.handle(Contracts.event("nl.privacyloket.request.closed.v1.sample-report"), connection);
            return null;
        });

        assertThat(room.messages()).isNotEmpty();
    }
}
