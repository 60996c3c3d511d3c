package nl.privacyloket.notification.announcement;

import static nl.privacyloket.notification.announcement.AnnouncementRoom.NEWS;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.ORGANISATION;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.notification.announcement.AnnouncementCycle.Outcome;
import nl.privacyloket.notification.subscriber.EndedBy;
import nl.privacyloket.notification.suppression.SuppressedAddresses.Reason;
import org.junit.jupiter.api.Test;

/** Who is taken, how many, and what is counted. */
class AnnouncementCycleTest extends CycleByHand {

    private void sendRest() {
        for (List<TakenMail> taken = take(100); !taken.isEmpty(); taken = take(100)) {
            taken.forEach(mail -> record(Settled.sent(mail)));
            clock.pass(Duration.ofSeconds(2));
        }
    }

    @Test
    void takesSubscribersInTheirOrderAndAsManyAsCanBeSent() {
        room.withSubscribers(5);
        announce(FAST);

        List<TakenMail> first = take(3);
        List<TakenMail> second = take(3);

        assertThat(addresses(first)).containsExactly(address(1), address(2), address(3));
        assertThat(addresses(second)).containsExactly(address(4), address(5));
    }

    @Test
    void theLastResultCompletesIt() {
        room.withSubscribers(2);
        UUID id = announce(FAST);
        List<TakenMail> taken = take(8);
        record(Settled.sent(taken.get(0)));
        String before = room.view(id).state();

        Outcome last = record(Settled.sent(taken.get(1)));

        AnnouncementView view = room.view(id);
        assertThat(before).isEqualTo("running");
        assertThat(last.told()).isTrue();
        assertThat(view.state()).isEqualTo("completed");
        assertThat(view.completedAt()).isEqualTo(clock.instant());
        assertThat(view.sent()).isEqualTo(2);
        assertThat(view.waiting()).isZero();
        assertThat(room.events())
                .containsExactly(
                        "nl.privacyloket.announcement.started.v1 null",
                        "nl.privacyloket.announcement.completed.v1 completed");
        assertThat(room.audit())
                .containsExactly(
                        "p-1f2e-pseudonym-abcde announcement.started announcement done",
                        "system:notification-service announcement.completed announcement done");
    }

    @Test
    void oneToNobodyIsCompletedAtOnce() {
        UUID id = announce(FAST);

        take(8);

        assertThat(room.view(id).state()).isEqualTo("completed");
        assertThat(room.view(id).total()).isZero();
    }

    @Test
    void oneAddressGetsOneMail() {
        room.subscribe(1, 3, number -> number == 2 ? "other@example.org" : "same@example.org", "nl", NEWS);
        UUID id = announce(FAST);

        List<TakenMail> taken = take(8);

        assertThat(addresses(taken)).containsExactly("same@example.org", "other@example.org");
        assertThat(room.view(id).skipped()).contains(entry("same-address", 1L));
    }

    @Test
    void whoSubscribesLaterHearsOfTheNextOne() {
        room.withSubscribers(2);
        announce(FAST);
        room.subscribe(3, 3, AnnouncementRoom::address, "nl", NEWS);

        List<TakenMail> taken = take(8);

        assertThat(addresses(taken)).containsExactly(address(1), address(2));
    }

    @Test
    void whoUnsubscribesWhileItRunsIsPassedOver() {
        room.withSubscribers(4);
        UUID id = announce(FAST);
        take(2);
        room.run(connection -> {
            room.subscriptions.end(
                    connection,
                    ORGANISATION,
                    List.of(room.hash(address(3))),
                    NEWS,
                    EndedBy.LINK,
                    clock.instant(),
                    clock.instant());
            return null;
        });

        List<TakenMail> taken = take(2);

        assertThat(addresses(taken)).containsExactly(address(4));
        assertThat(room.view(id).skipped()).contains(entry("unsubscribed", 1L), entry("not-subscribed", 0L));
    }

    @Test
    void fewAmongManyAreFoundAndTheOthersCounted() {
        room.subscribe(1, 3_000, AnnouncementRoom::address, "nl", "policy-change");
        room.subscribe(3_001, 3_002, AnnouncementRoom::address, "nl", NEWS);
        UUID id = announce(FAST);

        List<TakenMail> taken = take(2);

        assertThat(addresses(taken)).containsExactly(address(3_001), address(3_002));
        assertThat(room.view(id).skipped()).contains(entry("not-subscribed", 3_000L));
        assertThat(room.view(id).total()).isEqualTo(3_002);
    }

    @Test
    void aSuppressedAddressIsPassedOver() {
        room.withSubscribers(2);
        room.run(connection -> room.suppressed.suppress(
                connection,
                ORGANISATION,
                room.hash(address(1)),
                Reason.UNWANTED,
                null,
                "p-1f2e-pseudonym-abcde",
                clock.instant()));
        UUID id = announce(FAST);

        List<TakenMail> taken = take(8);

        assertThat(addresses(taken)).containsExactly(address(2));
        assertThat(room.view(id).skipped()).contains(entry("suppressed", 1L));
    }

    @Test
    void nothingIsTakenWhilePausedAndItGoesOnWhereItWas() {
        room.withSubscribers(4);
        UUID id = announce(FAST);
        take(2);
        room.pause(id);
        List<TakenMail> whilePaused = take(2);
        room.resume(id);

        List<TakenMail> taken = take(2);

        assertThat(whilePaused).isEmpty();
        assertThat(addresses(taken)).containsExactly(address(3), address(4));
        assertThat(room.audit())
                .containsSubsequence(
                        "p-1f2e-pseudonym-abcde announcement.paused announcement done",
                        "p-1f2e-pseudonym-abcde announcement.resumed announcement done");
    }

    @Test
    void aMailThatWasInHandWhenItWasPausedIsRecorded() {
        room.withSubscribers(2);
        UUID id = announce(FAST);
        List<TakenMail> taken = take(1);
        room.pause(id);

        record(Settled.sent(taken.get(0)));

        assertThat(room.view(id).sent()).isEqualTo(1);
        assertThat(room.view(id).waiting()).isEqualTo(1);
        assertThat(room.view(id).state()).isEqualTo("paused");
    }

    @Test
    void aCancelledOneGoesNoFurtherAndSaysHowMany() {
        room.withSubscribers(5);
        UUID id = announce(FAST);
        List<TakenMail> taken = take(3);
        record(Settled.sent(taken.get(0)), Settled.later(taken.get(1), "smtp-451", clock.instant(), false));
        room.cancel(id);
        List<TakenMail> after = take(8);

        record(Settled.sent(taken.get(2)));

        AnnouncementView view = room.view(id);
        assertThat(after).isEmpty();
        assertThat(view.sent()).isEqualTo(2);
        assertThat(view.skipped()).contains(entry("cancelled", 3L));
        assertThat(view.waiting()).isZero();
        assertThat(room.events()).last().isEqualTo("nl.privacyloket.announcement.completed.v1 cancelled");
        assertThat(room.audit()).containsOnlyOnce("p-1f2e-pseudonym-abcde announcement.cancelled announcement done");
    }

    @Test
    void aResultThatIsRecordedTwiceIsCountedOnce() {
        room.withSubscribers(2);
        UUID id = announce(FAST);
        List<TakenMail> taken = take(2);
        record(Settled.sent(taken.get(0)));

        record(Settled.sent(taken.get(0)));

        assertThat(room.view(id).sent()).isEqualTo(1);
    }

    @Test
    void anAddressThatIsNoneIsSuppressed() {
        room.withSubscribers(1);
        UUID id = announce(FAST);
        TakenMail taken = take(1).get(0);

        record(Settled.failed(taken, "smtp-550-5.1.1", "5.1.1"));

        assertThat(room.view(id).failed()).isEqualTo(1);
        assertThat(room.database.rows("select address_hash, reason, status from suppressed_address"))
                .containsExactly(room.hash(address(1)) + " bounced 5.1.1");
    }

    @Test
    void noMoreGoInASecondThanMay() {
        room.withSubscribers(200);
        room.announce(40);
        int taken = 0;
        for (int tick = 0; tick < 100; tick++) {
            clock.pass(Duration.ofMillis(20));
            taken += take(8).size();
        }

        assertThat(taken).isEqualTo(80);
    }

    @Test
    void severalInstancesShareTheRate() {
        room.withSubscribers(200);
        room.announce(40);
        AnnouncementCycle other = room.cycle();
        int taken = 0;
        for (int tick = 0; tick < 100; tick++) {
            clock.pass(Duration.ofMillis(20));
            taken +=
                    take(8).size() + run(other, List.of(), List.of(), 8).taken().size();
        }

        assertThat(taken).isEqualTo(80);
    }

    @Test
    void aPauseIsNotMadeUpForByAFlood() {
        room.withSubscribers(200);
        room.announce(40);
        clock.pass(Duration.ofHours(1));

        List<TakenMail> taken = take(200);

        assertThat(taken).hasSize(10);
    }

    @Test
    void restsUntilAsManyMayGoAsCan() {
        room.withSubscribers(20);
        room.announce(40);
        clock.pass(Duration.ofMillis(100));

        Outcome tooEarly = run(cycle, List.of(), List.of(), 8);

        assertThat(tooEarly.taken()).isEmpty();
        assertThat(tooEarly.rest()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void twoRunSideBySide() {
        room.withSubscribers(100);
        UUID large = announce(FAST);
        UUID small = announce(FAST);
        List<UUID> order = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            take(4).forEach(mail -> order.add(mail.announcement()));
        }

        assertThat(order).contains(large, small);
        assertThat(order.stream().filter(large::equals)).hasSize(8);
    }

    @Test
    void eachSubscriberIsCountedOnceHoweverItWent() {
        room.withSubscribers(30);
        UUID id = announce(FAST);
        List<TakenMail> taken = take(10);
        record(Settled.failed(taken.get(0), "smtp-550", null));
        record(Settled.later(taken.get(1), "smtp-451", clock.instant(), true));
        taken.subList(2, 10).forEach(mail -> record(Settled.sent(mail)));

        sendRest();

        AnnouncementView view = room.view(id);
        assertThat(view.state()).isEqualTo("completed");
        assertThat(List.of(view.total(), view.sent(), view.failed(), view.possiblyTwice()))
                .containsExactly(30L, 29L, 1L, 1L);
        assertThat(view.skipped().values()).containsOnly(0L);
    }
}
