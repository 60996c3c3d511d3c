package nl.privacyloket.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import nl.privacyloket.faults.check.Finding.Kind;
import nl.privacyloket.faults.client.Entry;
import nl.privacyloket.faults.client.Entry.What;
import nl.privacyloket.faults.evidence.Evidence.Arrived;
import nl.privacyloket.faults.evidence.Evidence.Message;
import nl.privacyloket.faults.evidence.Evidence.Noted;
import nl.privacyloket.faults.evidence.Evidence.Removal;
import nl.privacyloket.faults.evidence.Evidence.StoredRequest;
import org.junit.jupiter.api.Test;

/** Each check is content with what went well, and reports that one thing in it was changed. */
class ChecksTest {
    private final Outcome outcome = Outcome.good();

    @Test
    void nothingIsFoundInWhatWentWell() {
        assertThat(Checks.all(outcome.evidence())).isEmpty();
    }

    @Test
    void aRequestThatIsNotThereIsLost() {
        outcome.requests.clear();

        assertThat(found(new RequestsOnce())).containsExactly(Kind.LOST);
    }

    @Test
    void aRequestUnderAnotherReferenceIsLost() {
        outcome.requests.set(
                0, new StoredRequest(Outcome.ID, "COMPJOETER-2026-000002", "erasure", "closed", "granted"));

        assertThat(found(new RequestsOnce())).containsExactly(Kind.LOST);
    }

    @Test
    void aRequestThatNobodyFiledIsADouble() {
        outcome.requests.add(new StoredRequest("another", "COMPJOETER-2026-000002", "erasure", "closed", "granted"));

        assertThat(found(new RequestsOnce())).containsExactly(Kind.DOUBLED);
    }

    @Test
    void aRequestWhoseAnswerGotLostIsNone() {
        outcome.requests.add(new StoredRequest("another", "COMPJOETER-2026-000002", "erasure", "closed", "granted"));
        outcome.enter(10, What.ASKING, null, null, "another key");

        assertThat(found(new RequestsOnce())).isEmpty();
    }

    @Test
    void aFactThatIsNotOnTheTopicIsLost() {
        outcome.records.remove(1);

        assertThat(found(new FactsOnce())).containsExactly(Kind.LOST);
    }

    @Test
    void anEventThatCameAgainIsCountedApart() {
        outcome.record(0, Outcome.ID, "nl.privacyloket.request.decided.v1", "event-decided");

        assertThat(found(new FactsOnce())).isEmpty();
        assertThat(found(new OrderHeld())).isEmpty();
        assertThat(FactsOnce.again(outcome.evidence())).isEqualTo(1);
    }

    @Test
    void anEventThatCameAgainAsAnotherFactIsWrong() {
        outcome.record(0, Outcome.ID, "nl.privacyloket.request.withdrawn.v1", "event-decided");

        assertThat(found(new FactsOnce())).containsExactly(Kind.WRONG);
    }

    @Test
    void aFactUnderTwoEventsIsADouble() {
        outcome.record(0, Outcome.ID, "nl.privacyloket.request.closed.v1", "another event");

        assertThat(found(new FactsOnce())).containsExactly(Kind.DOUBLED);
    }

    @Test
    void anEventThatAConsumerHasNotTakenIsLost() {
        outcome.inbox.remove(3);

        assertThat(found(new TakenOnce())).containsExactly(Kind.LOST);
    }

    @Test
    void anEventThatAConsumerHasTakenTwiceIsADouble() {
        outcome.inbox.set(3, new Noted("notification.requests", "request-service", "event-confirmed", 2));

        assertThat(found(new TakenOnce())).containsExactly(Kind.DOUBLED);
    }

    @Test
    void aMailThatCountsAsSentAndIsNotThereIsLost() {
        outcome.mails.remove(2);

        assertThat(found(new MailsOnce())).containsExactly(Kind.LOST, Kind.LOST);
    }

    @Test
    void aStepThatWasNeverMailedIsLost() {
        outcome.mails.remove(3);
        outcome.messages.remove(3);

        assertThat(found(new MailsOnce())).containsExactly(Kind.LOST);
    }

    @Test
    void aMailUnderTwoMessageIdsIsADouble() {
        Arrived mail = outcome.mails.get(3);
        outcome.mails.add(new Arrived("<mail-5@localhost>", mail.to(), mail.subject(), mail.about()));
        outcome.messages.add(new Message("mail-5", Outcome.ID, "kind-4", "requester", "sent", 1, 0));

        assertThat(found(new MailsOnce())).containsExactly(Kind.DOUBLED);
    }

    @Test
    void aMailThatArrivedMoreOftenThanItWasSentIsADouble() {
        outcome.mails.add(outcome.mails.get(0));

        assertThat(found(new MailsOnce())).containsExactly(Kind.DOUBLED);
    }

    @Test
    void aMailThatWasTriedAgainForCertainMayNotArriveTwice() {
        outcome.mails.add(outcome.mails.get(0));
        outcome.messages.set(0, new Message("mail-1", Outcome.ID, "kind-1", "requester", "sent", 7, 0));

        assertThat(found(new MailsOnce())).containsExactly(Kind.DOUBLED);
    }

    @Test
    void aMailArrivesAgainNoMoreOftenThanItsOutcomeWasUncertain() {
        outcome.mails.add(outcome.mails.get(0));
        outcome.mails.add(outcome.mails.get(0));
        outcome.messages.set(0, new Message("mail-1", Outcome.ID, "kind-1", "requester", "sent", 7, 1));

        assertThat(found(new MailsOnce())).containsExactly(Kind.DOUBLED);
        outcome.messages.set(0, new Message("mail-1", Outcome.ID, "kind-1", "requester", "sent", 7, 2));
        assertThat(found(new MailsOnce())).isEmpty();
    }

    @Test
    void aMailThatWentAgainUnderItsMessageIdIsCountedApart() {
        outcome.mails.add(outcome.mails.get(0));
        outcome.messages.set(0, new Message("mail-1", Outcome.ID, "kind-1", "requester", "sent", 2, 1));

        assertThat(found(new MailsOnce())).isEmpty();
        assertThat(MailsOnce.again(outcome.evidence())).isEqualTo(1);
    }

    @Test
    void whoGoesWithoutADecisionIsWrong() {
        outcome.removals.add(new Removal(Outcome.BEGIN, "K-2", 502));

        assertThat(found(new ErasedOnce())).containsExactly(Kind.WRONG);
    }

    @Test
    void whoCameBackAndGoesOnceMoreIsADouble() {
        outcome.enter(12, What.RETURNED, Outcome.ID, null, null);

        assertThat(found(new ErasedOnce())).containsExactly(Kind.DOUBLED);
        outcome.customers.add(Outcome.PERSON);
        assertThat(found(new ErasedOnce())).isEmpty();
    }

    @Test
    void whoCameBackBeforeARestoreMayGo() {
        outcome.enter(12, What.RETURNED, Outcome.ID, null, null);
        outcome.ledger.add(new Entry(Outcome.BEGIN.plusSeconds(20), What.RESTORED, null, null, null, null));

        assertThat(found(new ErasedOnce())).isEmpty();
    }

    @Test
    void factsOfARequestInAnotherOrderAreWrong() {
        Collections.swap(outcome.records, 3, 4);

        assertThat(found(new OrderHeld())).containsExactly(Kind.WRONG);
    }

    @Test
    void factsOfARequestInTwoPartitionsAreWrong() {
        outcome.records.set(
                4,
                Outcome.record(
                        "privacyloket.requests.v1",
                        1,
                        Outcome.ID,
                        "nl.privacyloket.request.closed.v1",
                        "event-closed"));

        assertThat(found(new OrderHeld())).containsExactly(Kind.WRONG);
    }

    @Test
    void whatGoesUnderAHoldIsWrong() {
        outcome.enter(2, What.HELD, "hold", null, null);
        outcome.enter(8, What.LIFTING, "hold", null, null);

        assertThat(found(new HoldsKept())).containsExactly(Kind.WRONG);
    }

    @Test
    void whatGoesAfterAHoldIsNot() {
        outcome.enter(2, What.HELD, "hold", null, null);
        outcome.enter(5, What.LIFTING, "hold", null, null);

        assertThat(found(new HoldsKept())).isEmpty();
    }

    @Test
    void whoIsUnderAHoldAndNotThereIsWrong() {
        outcome.removals.clear();
        outcome.enter(2, What.HELD, "hold", null, null);

        assertThat(found(new HoldsKept())).containsExactly(Kind.WRONG);
        outcome.customers.add(Outcome.PERSON);
        assertThat(found(new HoldsKept())).isEmpty();
    }

    @Test
    void whoIsThereAfterTheErasureIsWrong() {
        outcome.customers.add(Outcome.PERSON);

        assertThat(found(new ErasedStaysErased())).containsExactly(Kind.WRONG);
    }

    @Test
    void whatTheVerifierSaysIsWrong() {
        outcome.audit.add("request-service: entry 7 is missing");

        assertThat(found(new AuditComplete())).containsExactly(Kind.WRONG);
    }

    @Test
    void whatWaitsIsStuck() {
        outcome.waiting.put("outbox of request", 3L);
        outcome.enter(30, What.GIVEN_UP, Outcome.ID, null, "waiting for: the decision to be taken");

        assertThat(found(new NothingStuck())).containsExactly(Kind.STUCK, Kind.STUCK);
    }

    @Test
    void aFailureThatDoesNotSayWhenToComeAgainIsWrong() {
        outcome.enter(10, What.BARE_FAILURE, null, null, "request-service answered POST /requests with 500");

        assertThat(found(new ToldPlainly())).containsExactly(Kind.WRONG);
    }

    @Test
    void aMarkInAFileIsWrong() {
        outcome.traces.add("file logs/request-service.log");

        assertThat(found(new NoTrace())).containsExactly(Kind.WRONG);
    }

    private List<Kind> found(Check check) {
        return check.look(outcome.evidence()).stream().map(Finding::kind).toList();
    }
}
