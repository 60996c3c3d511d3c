package nl.privacyloket.notification.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import org.junit.jupiter.api.Test;

class SendingQueueTest {
    private final PostRoom room = new PostRoom();

    @Test
    void nobodyCanTellTheIdOfAMessageFromTheIdOfItsRequest() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, new Occasion.Confirmation());

        UUID id = room.claim(1).get(0).id();

        String fact = request + "/confirmation";
        assertThat(id)
                .isEqualTo(room.queue.idOf(fact, "requester"))
                .isNotEqualTo(UUID.nameUUIDFromBytes((fact + "/requester").getBytes(StandardCharsets.UTF_8)));
        assertThat(id.version()).isEqualTo(8);
    }

    @Test
    void aFactIsQueuedOnce() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, new Occasion.Confirmation());

        boolean again = room.queue(request, new Occasion.Confirmation());

        assertThat(again).isFalse();
        assertThat(room.messages()).containsExactly("confirmation queued 0 null");
        assertThat(room.audit()).containsExactly("system:notification-service message.queued message confirmation");
    }

    @Test
    void aDecisionThatIsTakenAgainIsAnotherMessage() {
        UUID request = UUID.randomUUID();

        boolean first = room.queue(request, PostRoom.decision(), "event-1");
        boolean repeated = room.queue(request, PostRoom.decision(), "event-1");
        boolean second = room.queue(request, PostRoom.decision(), "event-2");

        assertThat(first).isTrue();
        assertThat(repeated).isFalse();
        assertThat(second).isTrue();
    }

    @Test
    void aMessageWaitsForThePolicyAndHoldsUpNoOther() {
        UUID unknown = UUID.randomUUID();
        room.queue(unknown, new Occasion.Confirmation());
        UUID waiting = room.request(Requests.saskia());
        room.queue(waiting, new Occasion.Confirmation());
        List<ClaimedMessage> before = room.claim(10);

        room.withPolicy();
        List<ClaimedMessage> after = room.claim(10);

        assertThat(before).isEmpty();
        assertThat(after).extracting(ClaimedMessage::requestId).containsExactly(waiting);
    }

    @Test
    void aMessageWaitsForItsRequest() {
        UUID request = UUID.randomUUID();
        room.withPolicy().queue(request, new Occasion.Acknowledgement(false));

        room.announce(request, Requests.saskia());

        assertThat(room.claim(10)).extracting(ClaimedMessage::requestId).containsExactly(request);
    }

    @Test
    void aLaterVersionOfThePolicyWillDo() {
        room.withPolicy(3, "platform", LocalDate.of(2022, 9, 6), Organisations.prifora());
        room.queue(room.request(Requests.saskia()), new Occasion.Confirmation());

        assertThat(room.claim(10)).hasSize(1);
    }

    @Test
    void anEarlierVersionOfThePolicyWillNot() {
        room.withPolicy(0, "platform", LocalDate.of(2022, 9, 6), Organisations.prifora());
        room.queue(room.request(Requests.saskia()), new Occasion.Confirmation());

        assertThat(room.claim(10)).isEmpty();
    }

    @Test
    void messagesOfOneRequestLeaveInTheirOrder() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, new Occasion.Confirmation());
        room.queue(request, new Occasion.Acknowledgement(false));
        ClaimedMessage first = room.claim(10).get(0);
        List<ClaimedMessage> meanwhile = room.claim(10);

        room.run(connection -> room.sending.sent(connection, first, true, room.clock.instant()));

        assertThat(first.kind()).isEqualTo("confirmation");
        assertThat(meanwhile).isEmpty();
        assertThat(room.claim(10)).extracting(ClaimedMessage::kind).containsExactly("acknowledgement");
    }

    @Test
    void workersThatClaimAtOnceGetDifferentMessages() throws Exception {
        room.withPolicy();
        for (int request = 0; request < 60; request++) {
            room.queue(room.request(Requests.saskia()), new Occasion.Confirmation());
        }
        ExecutorService workers = Executors.newFixedThreadPool(6);
        Callable<List<ClaimedMessage>> worker = () -> {
            List<ClaimedMessage> claimed = new ArrayList<>();
            for (int round = 0; round < 10; round++) {
                claimed.addAll(room.claim(1));
            }
            return claimed;
        };

        List<Future<List<ClaimedMessage>>> claims =
                workers.invokeAll(List.of(worker, worker, worker, worker, worker, worker));

        List<UUID> claimed = new ArrayList<>();
        for (Future<List<ClaimedMessage>> claim : claims) {
            claim.get().forEach(message -> claimed.add(message.id()));
        }
        Set<UUID> different = new HashSet<>(claimed);
        assertThat(claimed).hasSameSizeAs(different).hasSizeBetween(50, 60);
        workers.shutdown();
    }

    @Test
    void aLeaseThatEndsFreesTheMessage() {
        room.withPolicy().queue(room.request(Requests.saskia()), new Occasion.Confirmation());
        room.claim(10);

        room.clock.pass(PostRoom.LEASE);

        assertThat(room.claim(10)).singleElement().satisfies(message -> {
            assertThat(message.takenOver()).isTrue();
            assertThat(message.attempts()).isEqualTo(2);
        });
    }

    @Test
    void aLeaseThatIsProlongedDoesNot() {
        room.withPolicy().queue(room.request(Requests.saskia()), new Occasion.Confirmation());
        UUID claim = room.claim(10).get(0).claim();
        room.clock.pass(PostRoom.LEASE.dividedBy(2));
        room.run(connection -> {
            room.sending.renew(connection, claim, room.clock.instant().plus(PostRoom.LEASE));
            return null;
        });

        room.clock.pass(PostRoom.LEASE.dividedBy(2));

        assertThat(room.claim(10)).isEmpty();
    }

    @Test
    void aResultThatComesAfterTheLeaseIsNotRecorded() {
        room.withPolicy().queue(room.request(Requests.saskia()), new Occasion.Confirmation());
        ClaimedMessage late = room.claim(10).get(0);
        room.clock.pass(PostRoom.LEASE);
        room.claim(10);

        boolean recorded = room.run(connection -> room.sending.sent(connection, late, true, room.clock.instant()));

        assertThat(recorded).isFalse();
        assertThat(room.events()).isEmpty();
    }

    @Test
    void somebodyWithoutAnAddressIsReportedAtOnce() {
        UUID request = room.withPolicy().request(null);

        room.queue(request, PostRoom.decision());

        assertThat(room.messages()).containsExactly("decision failed 0 no-address");
        assertThat(room.events()).containsExactly("nl.privacyloket.notification.failed.v1 decision no-address");
        assertThat(room.database.rows("select occasion is null from message where receiver <> 'staff'"))
                .containsExactly("t");
        assertThat(room.staffMail()).containsExactly("staff-mail-failed queued");
    }

    @Test
    void whatWaitedForSomebodyWithoutAnAddressIsReportedWhenThatIsKnown() {
        UUID request = UUID.randomUUID();
        room.withPolicy().queue(request, PostRoom.decision());
        room.announce(request, null);

        room.run(connection -> {
            room.sending.failUnreachable(connection, request, room.clock.instant());
            return null;
        });

        assertThat(room.messages()).containsExactly("decision failed 0 no-address");
        assertThat(room.events()).containsExactly("nl.privacyloket.notification.failed.v1 decision no-address");
    }

    @Test
    void theNextRetryIsTheNextThingDue() {
        room.withPolicy().queue(room.request(Requests.saskia()), new Occasion.Confirmation());
        ClaimedMessage message = room.claim(1).get(0);
        room.run(connection -> room.sending.deferred(
                connection, message, "smtp-451", false, room.clock.instant().plusSeconds(90)));

        Optional<Instant> next = room.run(connection -> room.sending.nextDue(connection, room.clock.instant()));

        assertThat(next).contains(PostRoom.START.plusSeconds(90));
    }

    @Test
    void whatIsPutOffIsOldButNotLateUntilItsNextTry() {
        room.withPolicy().queue(room.request(Requests.saskia()), new Occasion.Confirmation());
        ClaimedMessage message = room.claim(1).get(0);
        Instant next = PostRoom.START.plusSeconds(3600);
        room.run(connection -> room.sending.deferred(connection, message, "smtp-451", false, next));

        QueueDepth depth = room.run(QueueDepth::read);

        assertThat(depth.waiting()).isEqualTo(1);
        assertThat(depth.oldest(next.minusSeconds(600))).isEqualTo(Duration.ofSeconds(3000));
        assertThat(depth.late(next.minusSeconds(600))).isZero();
        assertThat(depth.late(next.plusSeconds(40))).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void theContactGoesWhenTheRequestIsClosedAndNothingIsLeftToSend() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, PostRoom.decision());
        room.close(request);
        List<String> whileQueued = room.database.rows("select contact is null from correspondence");
        ClaimedMessage message = room.claim(1).get(0);

        room.run(connection -> room.sending.sent(connection, message, false, room.clock.instant()));

        assertThat(whileQueued).containsExactly("f");
        assertThat(room.database.rows("select contact is null, occasion is null from correspondence, message"
                        + " where receiver <> 'staff'"))
                .containsExactly("t t");
        assertThat(room.audit())
                .containsExactly(
                        "system:notification-service message.queued message decision",
                        "system:notification-service message.sent message done",
                        "system:notification-service contact.erased request done");
    }

    @Test
    void theContactOfAnOpenRequestStays() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, new Occasion.Confirmation());
        ClaimedMessage message = room.claim(1).get(0);

        room.run(connection -> room.sending.sent(connection, message, true, room.clock.instant()));

        assertThat(room.database.rows("select contact is null from correspondence"))
                .containsExactly("f");
    }

    @Test
    void theContactOfAMessageThatFailedStaysAWhileAndThenGoes() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, PostRoom.decision());
        ClaimedMessage message = room.claim(1).get(0);
        room.run(connection -> room.sending.failed(connection, message, "smtp-550", room.clock.instant()));
        room.close(request);
        List<String> before = room.database.rows("select contact is null from correspondence");
        room.clock.pass(PostRoom.FAILED_KEPT.plus(Duration.ofSeconds(1)));

        room.run(connection -> {
            room.sending.forgetDone(connection, null, room.clock.instant());
            return null;
        });

        assertThat(before).containsExactly("f");
        assertThat(room.database.rows("select contact is null, occasion is null from correspondence, message"
                        + " where receiver <> 'staff'"))
                .containsExactly("t t");
    }

    @Test
    void aRequestThatWasClosedBeforeItWasAnnouncedHereEndsWithoutAContactToo() {
        UUID request = UUID.randomUUID();
        room.withPolicy().queue(request, PostRoom.decision());
        room.close(request);
        room.announce(request, Requests.saskia());
        ClaimedMessage message = room.claim(1).get(0);

        room.run(connection -> room.sending.sent(connection, message, false, room.clock.instant()));

        assertThat(room.database.rows("select contact is null from correspondence"))
                .containsExactly("t");
    }

    @Test
    void nothingOfThePersonStandsInAPlainColumn() {
        UUID request = room.withPolicy().request(Requests.saskia());
        room.queue(request, PostRoom.decision());

        String everything = String.join(
                "\n",
                room.database.rows(
                        "select c, m, encode(contact, 'escape'), encode(occasion, 'escape') from correspondence c, message m"));

        assertThat(everything).doesNotContain("Saskia", "saskia", "example.org", "7QK4", "3rigmO7", "Omdat het zo is");
    }
}
