package nl.privacyloket.notification.announcement;

import static nl.privacyloket.notification.announcement.AnnouncementRoom.LEASE;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.NEWS;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.ORGANISATION;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.RETRY;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.notification.announcement.AnnouncementCycle.Outcome;
import org.junit.jupiter.api.Test;

/** What becomes of mails that were taken and did not go, and of those for whom they were. */
class LookBackTest extends CycleByHand {

    @Test
    void whatWasDeferredGoesAgainAtItsTimeAndNotBefore() {
        room.withSubscribers(1);
        UUID id = announce(FAST);
        TakenMail first = take(1).get(0);
        record(Settled.later(first, "smtp-451-4.7.1", clock.instant().plus(RETRY), false));
        clock.pass(RETRY.minusSeconds(1));
        List<TakenMail> tooEarly = take(1);
        clock.pass(Duration.ofSeconds(2));

        List<TakenMail> again = take(1);

        assertThat(tooEarly).isEmpty();
        assertThat(again).hasSize(1);
        assertThat(again.get(0).attempts()).isEqualTo(2);
        assertThat(again.get(0).takenOver()).isFalse();
        assertThat(room.view(id).possiblyTwice()).isZero();
        assertThat(room.view(id).state()).isEqualTo("running");
    }

    @Test
    void aServerThatWasNotAskedCountsAsNoAttempt() {
        room.withSubscribers(1);
        announce(FAST);
        TakenMail first = take(1).get(0);
        record(Settled.untried(first, "smtp-paused", clock.instant()));
        clock.pass(Duration.ofSeconds(1));

        List<TakenMail> again = take(1);

        assertThat(again).extracting(TakenMail::attempts).containsExactly(1);
    }

    @Test
    void whatAnInstanceLeftIsTakenOverWhenTheLeaseHasEndedAndCounted() {
        room.withSubscribers(2);
        UUID id = announce(FAST);
        List<TakenMail> killed = take(2);
        AnnouncementCycle other = room.cycle();
        List<TakenMail> whileLeased = run(other, List.of(), List.of(), 8).taken();
        clock.pass(LEASE.plusSeconds(1));

        List<TakenMail> takenOver = run(other, List.of(), List.of(), 8).taken();

        assertThat(whileLeased).isEmpty();
        assertThat(takenOver)
                .extracting(TakenMail::subscriber)
                .containsExactlyInAnyOrderElementsOf(
                        killed.stream().map(TakenMail::subscriber).toList());
        assertThat(takenOver).allMatch(TakenMail::takenOver);
        assertThat(room.view(id).possiblyTwice()).isEqualTo(2);
    }

    @Test
    void nothingIsTakenOverWhileTheDatabaseHasOnlyJustComeBack() {
        room.withSubscribers(2);
        announce(FAST);
        TakenMail deferred = take(1).get(0);
        record(Settled.later(deferred, "smtp-451", clock.instant().plusSeconds(1), false));
        take(1);
        clock.pass(LEASE.plusSeconds(1));

        Outcome outcome = room.run(connection ->
                room.cycle().run(connection, List.of(), List.of(), 8, false, Duration.ofSeconds(2), clock.instant()));

        assertThat(outcome.taken()).extracting(TakenMail::addressHash).containsExactly(deferred.addressHash());
    }

    @Test
    void aResultThatComesAfterTheTakeOverChangesNothing() {
        room.withSubscribers(1);
        UUID id = announce(FAST);
        TakenMail slow = take(1).get(0);
        clock.pass(LEASE.plusSeconds(1));
        TakenMail second = run(room.cycle(), List.of(), List.of(), 1).taken().get(0);
        Outcome late = record(Settled.failed(slow, "smtp-550", null));

        record(Settled.sent(second));

        assertThat(late.lost()).isEqualTo(1);
        assertThat(room.view(id).sent()).isEqualTo(1);
        assertThat(room.view(id).failed()).isZero();
    }

    @Test
    void aLeaseThatIsProlongedIsNotTakenOver() {
        room.withSubscribers(1);
        announce(FAST);
        List<TakenMail> slow = take(1);
        clock.pass(LEASE.minusSeconds(1));
        run(cycle, List.of(), slow, 0);
        clock.pass(LEASE.minusSeconds(1));

        List<TakenMail> other = run(room.cycle(), List.of(), List.of(), 8).taken();

        assertThat(other).isEmpty();
    }

    @Test
    void anInstanceThatStoodStillProlongsWhatItHasInHandBeforeItTakesOverAnything() {
        room.withSubscribers(1);
        announce(FAST);
        List<TakenMail> slow = take(1);
        clock.pass(LEASE.multipliedBy(10));

        List<TakenMail> taken = run(cycle, List.of(), slow, 8).taken();

        assertThat(taken).isEmpty();
    }

    @Test
    void whoWasErasedIsNotWrittenToAndLeavesNothingBehind() {
        room.withSubscribers(4);
        UUID id = announce(FAST);
        List<TakenMail> taken = take(2);
        record(Settled.sent(taken.get(0)), Settled.later(taken.get(1), "smtp-451", clock.instant(), false));
        room.run(connection -> {
            for (int number : List.of(1, 2, 3)) {
                room.subscribers.erase(
                        connection,
                        ORGANISATION,
                        List.of(room.hash(address(number))),
                        clock.instant(),
                        clock.instant());
            }
            return null;
        });
        clock.pass(Duration.ofSeconds(2));

        List<TakenMail> rest = take(8);

        assertThat(addresses(rest)).containsExactly(address(4));
        assertThat(room.database.rows("select address_hash from announcement_mail"))
                .containsExactly(room.hash(address(4)));
        record(Settled.sent(rest.get(0)));
        assertThat(room.view(id).state()).isEqualTo("completed");
        // The first got it before: that was counted, and nothing else is left of it.
        assertThat(room.view(id).sent()).isEqualTo(2);
        assertThat(room.view(id).skipped()).contains(entry("erased", 2L));
    }

    @Test
    void whoIsErasedWithTheMailInHandLeavesNothingBehindEither() {
        room.withSubscribers(1);
        UUID id = announce(FAST);
        TakenMail taken = take(1).get(0);
        room.run(connection -> {
            room.subscribers.remove(connection, ORGANISATION, "customer-1", "p-1f2e-pseudonym-abcde", clock.instant());
            return null;
        });

        Outcome outcome = record(Settled.sent(taken));

        assertThat(outcome.lost()).isEqualTo(1);
        assertThat(room.database.rows("select * from announcement_mail")).isEmpty();
        assertThat(room.view(id).state()).isEqualTo("completed");
    }

    @Test
    void aListThatDropsOneOfTwoEntriesOfAnAddressDoesNotBringTheMailTwice() {
        room.subscribe(1, 2, number -> "same@example.org", "nl", NEWS);
        announce(FAST);
        TakenMail taken = take(1).get(0);
        record(Settled.sent(taken));
        room.run(connection -> {
            room.subscribers.remove(connection, ORGANISATION, "customer-1", "p-1f2e-pseudonym-abcde", clock.instant());
            return null;
        });
        clock.pass(Duration.ofSeconds(2));

        List<TakenMail> rest = take(8);

        assertThat(rest).isEmpty();
    }

    @Test
    void whenTheFirstOfTwoAtAnAddressLeavesBeforeTheMailWentTheSecondGetsIt() {
        room.subscribe(1, 2, number -> "same@example.org", "nl", NEWS);
        UUID id = announce(FAST);
        TakenMail taken = take(8).get(0);
        record(Settled.later(taken, "smtp-451", clock.instant(), false));
        room.run(connection -> {
            room.subscribers.remove(connection, ORGANISATION, "customer-1", "p-1f2e-pseudonym-abcde", clock.instant());
            return null;
        });
        clock.pass(Duration.ofSeconds(2));

        List<TakenMail> again = take(8);

        assertThat(again).extracting(TakenMail::subscriber).containsExactly(room.subscriber(2));
        assertThat(room.view(id).skipped()).contains(entry("same-address", 1L));
    }

    @Test
    void whoMovesToAnotherAddressWhileTheMailWaitsGetsItThereOnce() {
        room.withSubscribers(2);
        UUID id = announce(FAST);
        List<TakenMail> taken = take(2);
        record(Settled.later(taken.get(0), "smtp-451", clock.instant(), false), Settled.sent(taken.get(1)));
        room.moveTo(1, "moved@example.org");
        clock.pass(Duration.ofSeconds(2));
        List<TakenMail> followed = new ArrayList<>(take(8));
        clock.pass(Duration.ofSeconds(2));
        followed.addAll(take(8));

        followed.forEach(mail -> record(Settled.sent(mail)));

        assertThat(addresses(followed)).containsExactly("moved@example.org");
        assertThat(room.view(id).sent()).isEqualTo(2);
        assertThat(room.view(id).skipped().values()).containsOnly(0L);
        assertThat(room.view(id).state()).isEqualTo("completed");
    }

    @Test
    void whoUnsubscribesWhileTheMailWaitsForAnotherAttemptGetsNone() {
        room.withSubscribers(1);
        UUID id = announce(FAST);
        TakenMail taken = take(1).get(0);
        record(Settled.later(taken, "smtp-451", clock.instant(), false));
        room.run(connection -> room.subscriptions.endByLink(connection, taken.subscriber(), NEWS, clock.instant()));
        clock.pass(Duration.ofSeconds(2));

        List<TakenMail> again = take(8);

        assertThat(again).isEmpty();
        assertThat(room.view(id).skipped()).contains(entry("unsubscribed", 1L));
        assertThat(room.view(id).state()).isEqualTo("completed");
    }
}
