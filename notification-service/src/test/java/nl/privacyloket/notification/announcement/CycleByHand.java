package nl.privacyloket.notification.announcement;

import static nl.privacyloket.notification.fixture.PostRoom.START;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.notification.announcement.AnnouncementCycle.Outcome;
import nl.privacyloket.notification.fixture.SettableClock;
import org.junit.jupiter.api.BeforeEach;

/** One transaction after the other, by hand, against a clock that is told the time. */
abstract class CycleByHand {
    static final int FAST = 10_000;
    static final Duration POLL = Duration.ofSeconds(2);

    final SettableClock clock = new SettableClock(START);
    final AnnouncementRoom room = AnnouncementRoom.open(clock);
    final AnnouncementCycle cycle = room.cycle();

    @BeforeEach
    void tokensHaveGathered() {
        clock.pass(Duration.ofSeconds(10));
    }

    UUID announce(int perSecond) {
        UUID id = room.announce(perSecond);
        clock.pass(Duration.ofSeconds(1));
        return id;
    }

    Outcome run(AnnouncementCycle of, List<Settled> settled, Collection<TakenMail> kept, int idle) {
        return room.run(connection -> of.run(connection, settled, kept, idle, true, POLL, clock.instant()));
    }

    List<TakenMail> take(int idle) {
        return run(cycle, List.of(), List.of(), idle).taken();
    }

    Outcome record(Settled... settled) {
        return run(cycle, List.of(settled), List.of(), 0);
    }

    List<String> addresses(List<TakenMail> mails) {
        return mails.stream()
                .map(mail -> room.subscribers.email(mail.subscriber(), mail.email()))
                .toList();
    }
}
