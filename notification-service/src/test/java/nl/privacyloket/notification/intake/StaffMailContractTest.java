package nl.privacyloket.notification.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.event.PoisonEventException;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.OrganisationFacts;
import nl.privacyloket.notification.correspondence.StaffOccasion.Answered;
import nl.privacyloket.notification.correspondence.StaffOccasion.NewRequest;
import nl.privacyloket.notification.correspondence.StaffOccasion.TaskFailed;
import nl.privacyloket.notification.correspondence.StaffOccasion.TaskFailed.Trouble;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.queue.ClaimedMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which facts staff hear of, how often, and that nothing of the person is in it. */
class StaffMailContractTest {
    private static final String TASK = "nl.privacyloket.retention.task-changed.v1";

    private final Arrivals facts = new Arrivals();

    /** What staff mail says, in the order of the queue. */
    private List<Occasion> told() {
        List<Occasion> told = new ArrayList<>();
        for (List<ClaimedMessage> batch = facts.room().claim(20);
                !batch.isEmpty();
                batch = facts.room().claim(20)) {
            for (ClaimedMessage message : batch) {
                if (message.kind().startsWith("staff-")) {
                    told.add(facts.room().queue.occasion(message));
                }
                facts.room().run(connection -> facts.room()
                        .sending
                        .sent(connection, message, false, facts.room().clock.instant()));
            }
        }
        return told;
    }

    private void requestIsKnown() {
        facts.arrive("policy.published.v1.sample", "request.received.v1.sample");
    }

    @Test
    void aRequestIsNewOnceItsAddressIsConfirmed() {
        requestIsKnown();
        List<String> before = facts.receivers();

        facts.arrive("request.confirmed.v1.sample", "request.confirmed.v1.sample");

        assertThat(before).containsExactly("confirmation requester e-mail queued");
        assertThat(told()).containsExactly(new NewRequest("in-assessment"));
    }

    @Test
    void aRequestThatNeedsNoConfirmationIsNewAtOnce() {
        facts.room().withPolicy();
        IncomingEvent byPost = Contracts.event("nl.privacyloket.request.received.v1.sample-by-post");

        facts.handle(Arrivals.with(byPost, "\"channel\":\"post\"", "\"channel\":\"counter\""));

        assertThat(told()).containsExactly(new NewRequest("awaiting-identity"));
    }

    @Test
    void whatARuleDecidesIsNotForStaff() {
        facts.room().withPolicy();
        IncomingEvent confirmed = Contracts.event("nl.privacyloket.request.confirmed.v1.sample");

        facts.arrive("request.received.v1.sample");
        facts.handle(Arrivals.with(confirmed, "\"byRule\":false", "\"byRule\":true"));

        assertThat(facts.receivers())
                .containsExactly("confirmation requester e-mail queued", "acknowledgement requester e-mail queued");
    }

    @Test
    void consentThatSomebodyElseWithdrawsIsForStaffWhoSeeWhoAsks() {
        facts.room().withPolicy();
        IncomingEvent received = Contracts.event("nl.privacyloket.request.received.v1.sample");
        IncomingEvent confirmed = Contracts.event("nl.privacyloket.request.confirmed.v1.sample");

        facts.handle(Arrivals.with(received, "\"right\":\"erasure\"", "\"right\":\"consent-withdrawal\""));
        facts.handle(Arrivals.with(confirmed, "\"in-assessment\"", "\"awaiting-identity\""));

        assertThat(told()).containsExactly(new NewRequest("awaiting-identity"));
    }

    @Test
    void anAnswerIsToldWithTheNewLastDay() {
        facts.arrive("request.received.v1.sample-by-post", "request.answered.v1.sample", "request.answered.v1.sample");
        facts.room().database.run("update message set organisation = 'prifora'");
        facts.room().database.run("update correspondence set organisation = 'prifora'");
        facts.room().withPolicy();

        assertThat(told())
                .containsExactly(new NewRequest("awaiting-identity"), new Answered(LocalDate.of(2026, 12, 18)));
    }

    @Test
    void aRequestThatIsStuckIsToldWithItsSystemAndReason() {
        requestIsKnown();

        facts.arrive("retention.erasure-failed.v1.sample", "retention.erasure-failed.v1.sample");

        assertThat(told())
                .containsExactly(
                        new TaskFailed(Trouble.STUCK, "prifora-webshop", "identifiers-disagree", null, null, null));
    }

    @Test
    void whatFailsOnceMoreAfterPeopleHadItTriedAgainIsToldAgain() {
        requestIsKnown();
        IncomingEvent failed = Contracts.event("nl.privacyloket.retention.erasure-failed.v1.sample");
        facts.handle(failed);

        facts.handle(Arrivals.with(failed, "identifiers-disagree", "no-answer"));

        assertThat(told())
                .extracting(occasion -> ((TaskFailed) occasion).reason())
                .containsExactly("identifiers-disagree", "no-answer");
    }

    @ParameterizedTest
    @CsvSource({
        "retention.execution-failed.v1.sample, value-does-not-fit",
        "retention.erasure-failed.v1.sample-no-system, no-system"
    })
    void otherRightsGetStuckTooAndWithoutASystem(String sample, String reason) {
        facts.arrive(sample);

        assertThat(facts.receivers()).containsExactly("staff-task-failed staff e-mail queued");
        assertThat(facts.first()).isInstanceOfSatisfying(TaskFailed.class, failed -> assertThat(failed.reason())
                .isEqualTo(reason));
    }

    @Test
    void aSystemThatTakesNoCommandsIsLeftToPeopleOnce() {
        facts.arrive("retention.task-changed.v1.sample-by-hand", "retention.task-changed.v1.sample-by-hand");

        assertThat(facts.receivers()).containsExactly("staff-task-failed staff e-mail queued");
        assertThat(facts.first())
                .isEqualTo(new TaskFailed(Trouble.BY_HAND, "prifora-archive", null, "restrict", null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sent", "done", "failed", "told"})
    void aTaskThatGetsOnOrIsTriedAgainByItselfIsNoNews(String state) {
        facts.handle(task("prifora-webshop", "erase", state));

        assertThat(facts.receivers()).isEmpty();
    }

    private static IncomingEvent task(String system, String command, String state) {
        return Arrivals.event(
                TASK,
                "{\"requestId\":\"" + Arrivals.BY_MAIL + "\",\"system\":\"" + system + "\",\"command\":\"" + command
                        + "\",\"state\":\"" + state + "\",\"at\":\"2026-11-22T11:45:02Z\"}");
    }

    @Test
    void aPlanThatChangedAfterTheDecisionAsksForAnotherDecision() {
        requestIsKnown();

        facts.arrive("retention.plan-drifted.v1.sample");

        assertThat(told()).containsExactly(new TaskFailed(Trouble.PLAN_DRIFTED, null, null, null, null, null));
    }

    @Test
    void whatIsNotPurgedIsToldOnceForASystemAndADay() {
        facts.room().withPolicy();
        IncomingEvent failed = Contracts.event("nl.privacyloket.retention.purge-failed.v1.sample");
        facts.handle(failed);

        facts.handle(Arrivals.with(
                failed,
                "85bed6df-6a16-45ad-a203-50fdcbc3df5f",
                UUID.randomUUID().toString()));
        facts.handle(Arrivals.with(failed, "prifora-webshop", "prifora-crm"));
        facts.handle(Arrivals.with(failed, "2026-11-22", "2026-11-23"));

        OrganisationFacts house = OrganisationFacts.about("purge-failed", "prifora", 1);
        assertThat(facts.receivers()).hasSize(3);
        assertThat(facts.first())
                .isEqualTo(new TaskFailed(
                        Trouble.NOT_PURGED, "prifora-webshop", "no-answer", null, LocalDate.of(2026, 11, 22), house));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jan Jansen", "jan@example.org", "no-answer\\nBcc: x", "NO-ANSWER", ""})
    void whatIsNoCodeIsNotPassedOn(String reason) {
        IncomingEvent failed = Arrivals.with(
                Contracts.event("nl.privacyloket.retention.erasure-failed.v1.sample"), "identifiers-disagree", reason);

        assertThatExceptionOfType(PoisonEventException.class)
                .isThrownBy(() -> facts.room().transactional(connection -> {
                    facts.handler(failed.type()).handle(failed, connection);
                    return null;
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"erasure-failed", "execution-failed", "task-changed", "plan-drifted", "purge-failed"})
    void nonsenseIsPoison(String type) {
        for (String data : List.of("{}", "[]", "null", "{\"requestId\":\"nonsense\"}")) {
            IncomingEvent event = Arrivals.event("nl.privacyloket.retention." + type + ".v1", data);

            assertThatExceptionOfType(PoisonEventException.class)
                    .as(type + " " + data)
                    .isThrownBy(() -> facts.room().transactional(connection -> {
                        facts.handler(event.type()).handle(event, connection);
                        return null;
                    }));
        }
    }

    @Test
    void anExportThatNobodyFetchedIsToldOnceToTheContactThatComesWithIt() {
        facts.room().withPolicy();

        facts.arrive("request.export-expiring.v1.sample", "request.export-expiring.v1.sample");

        assertThat(facts.receivers()).containsExactly("export-expiring requester e-mail queued");
        assertThat(facts.first()).isInstanceOfSatisfying(Occasion.ExportExpiring.class, expiring -> {
            assertThat(expiring.until()).isEqualTo("2026-12-05T08:35:00Z");
            assertThat(expiring.contact().email()).isEqualTo("saskia.voorbeeld@example.org");
        });
    }

    @Test
    void staffMailThatFailsDoesNotKeepThePersonsContact() {
        requestIsKnown();
        facts.arrive("request.confirmed.v1.sample");
        facts.close("erasure", "refused");
        facts.room().run(connection -> {
            for (var message :
                    facts.room().sending.claim(connection, facts.room().clock.instant(), Duration.ofSeconds(30), 20)) {
                if (message.kind().startsWith("staff-")) {
                    facts.room()
                            .sending
                            .failed(
                                    connection,
                                    message,
                                    "smtp-550",
                                    facts.room().clock.instant());
                } else {
                    facts.room()
                            .sending
                            .sent(connection, message, false, facts.room().clock.instant());
                }
            }
            return null;
        });

        facts.sendAll();

        assertThat(facts.room().database.rows("select contact is null from correspondence"))
                .containsExactly("t");
    }
}
