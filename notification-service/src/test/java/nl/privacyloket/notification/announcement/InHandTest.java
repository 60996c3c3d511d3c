package nl.privacyloket.notification.announcement;

import static nl.privacyloket.notification.announcement.AnnouncementRoom.ORGANISATION;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.address;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.notification.announcement.AnnouncementCycle.Outcome;
import nl.privacyloket.notification.subscriber.EndedBy;
import nl.privacyloket.stack.mail.SmtpSink;
import org.junit.jupiter.api.Test;

/** Mails that were taken and have not been begun, and what happens to them until they are. */
class InHandTest extends CycleByHand {

    /** What a sender says of a mail. */
    private Settled sent(TakenMail mail, SmtpSink sink) throws InterruptedException {
        BlockingQueue<TakenMail> toSend = new LinkedBlockingQueue<>(List.of(mail));
        BlockingQueue<Optional<Settled>> results = new LinkedBlockingQueue<>();
        Thread sender = new Thread(() -> room.sender(sink.port()).work(toSend, results, new Pace(1)));
        sender.start();
        try {
            return results.poll(30, TimeUnit.SECONDS).orElseThrow();
        } finally {
            sender.interrupt();
            sender.join();
        }
    }

    private void withdraw(int subscriber) {
        room.run(connection -> {
            room.subscriptions.end(
                    connection,
                    ORGANISATION,
                    List.of(room.hash(address(subscriber))),
                    AnnouncementRoom.NEWS,
                    EndedBy.REQUEST,
                    clock.instant(),
                    clock.instant());
            return null;
        });
    }

    @Test
    void aMailThatWaitedTooLongIsNotSent() throws Exception {
        room.withSubscribers(1);
        announce(FAST);
        TakenMail mail = take(1).get(0).toBeginBefore(clock.instant().plus(AnnouncementEngine.FRESH));
        clock.pass(AnnouncementEngine.FRESH);
        try (SmtpSink sink = SmtpSink.start()) {
            Settled settled = sent(mail, sink);

            assertThat(settled).isEqualTo(Settled.untried(mail, "taken-too-long-ago", clock.instant()));
            assertThat(sink.count()).isZero();
        }
    }

    @Test
    void oneThatDidNotIsSent() throws Exception {
        room.withSubscribers(1);
        announce(FAST);
        TakenMail mail = take(1).get(0).toBeginBefore(clock.instant().plus(AnnouncementEngine.FRESH));
        clock.pass(AnnouncementEngine.FRESH.minusMillis(1));
        try (SmtpSink sink = SmtpSink.start()) {
            Settled settled = sent(mail, sink);

            assertThat(settled).isEqualTo(Settled.sent(mail));
            assertThat(sink.perAddress()).containsOnlyKeys(address(1));
        }
    }

    @Test
    void whatGoesBackIsTakenAgainOnlyOfWhoStillWantsIt() {
        room.withSubscribers(2);
        UUID id = announce(FAST);
        List<TakenMail> taken = take(2);
        withdraw(1);
        record(
                Settled.untried(taken.get(0), "taken-too-long-ago", clock.instant()),
                Settled.untried(taken.get(1), "taken-too-long-ago", clock.instant()));
        clock.pass(Duration.ofSeconds(2));

        List<TakenMail> again = take(2);

        assertThat(addresses(again)).containsExactly(address(2));
        assertThat(again.get(0).attempts()).isEqualTo(1);
        assertThat(again.get(0).takenOver()).isFalse();
        assertThat(room.view(id).skipped()).containsEntry("unsubscribed", 1L);
    }

    /** The database was away meanwhile, and the time at which it was to be tried again is long past when it is written. */
    @Test
    void aResultThatWasRecordedLateIsFoundAllTheSame() {
        room.withSubscribers(2);
        announce(FAST);
        List<TakenMail> taken = take(2);
        Settled early = Settled.later(taken.get(0), "smtp-451", clock.instant().plusSeconds(1), false);
        for (int look = 0; look < 3; look++) {
            clock.pass(Duration.ofSeconds(5));
            take(1);
        }
        record(early);
        clock.pass(Duration.ofSeconds(2));

        assertThat(addresses(take(2))).containsExactly(address(1));
    }

    @Test
    void aClockThatWasFarAheadHidesNothing() {
        room.withSubscribers(2);
        announce(FAST);
        take(1);
        clock.pass(Duration.ofHours(1));
        run(room.cycle(), List.of(), List.of(), 1);
        clock.pass(Duration.ofMinutes(-59));
        TakenMail second = take(1).get(0);
        record(Settled.later(second, "smtp-451", clock.instant(), false));
        clock.pass(Duration.ofSeconds(2));

        assertThat(addresses(take(2))).containsExactly(address(2));
    }

    /** One instance is ahead by more than clocks may differ, and goes on looking from its own time. */
    @Test
    void whatGoesBackAtASlowClockIsNotLostAtOneThatIsAhead() {
        Duration ahead = Duration.ofSeconds(6);
        room.withSubscribers(3);
        UUID id = announce(FAST);
        List<TakenMail> taken = take(2);
        record(Settled.sent(taken.get(1)));
        clock.pass(ahead);
        AnnouncementCycle other = room.cycle();
        TakenMail last = run(other, List.of(), List.of(), 1).taken().get(0);
        run(other, List.of(Settled.sent(last)), List.of(), 0);
        clock.pass(ahead.negated());
        record(Settled.untried(taken.get(0), "taken-too-long-ago", clock.instant()));
        clock.pass(ahead.plusSeconds(2));

        List<TakenMail> again = run(other, List.of(), List.of(), 8).taken();

        assertThat(addresses(again)).containsExactly(address(1));
        assertThat(room.view(id).state()).isEqualTo("running");
    }

    /** Somebody's clock was an hour ahead while it was sent; it was paused, and resumed after that hour. */
    @Test
    void nothingIsCompletedOverAMailThatLiesBeforeTheTimeUpToWhichWasLooked() {
        room.withSubscribers(2);
        UUID id = announce(FAST);
        List<TakenMail> taken = take(2);
        record(
                Settled.sent(taken.get(1)),
                Settled.later(taken.get(0), "smtp-451", clock.instant().plusSeconds(60), false));
        room.database.run("update announcement_progress set looked_until = '"
                + clock.instant().plus(Duration.ofHours(1)) + "'");
        room.pause(id);
        clock.pass(Duration.ofHours(2));
        room.resume(id);
        List<TakenMail> first = take(8);
        String state = room.view(id).state();
        clock.pass(Duration.ofSeconds(2));

        List<TakenMail> second = take(8);

        assertThat(first).isEmpty();
        assertThat(state).isEqualTo("running");
        assertThat(addresses(second)).containsExactly(address(1));
        record(Settled.sent(second.get(0)));
        assertThat(room.view(id).state()).isEqualTo("completed");
        assertThat(room.view(id).sent()).isEqualTo(2);
    }

    /** Otherwise each transaction would walk past all of them while somebody holds a snapshot open. */
    @Test
    void progressIsAddedAndNotRewritten() {
        room.withSubscribers(3);
        UUID id = announce(FAST);
        for (int mail = 0; mail < 3; mail++) {
            Outcome outcome = run(cycle, List.of(), List.of(), 1);
            record(Settled.sent(outcome.taken().get(0)));
        }

        assertThat(room.view(id).sent()).isEqualTo(3);
        assertThat(room.database.rows("select step from announcement_progress")).containsExactly("7");
    }
}
