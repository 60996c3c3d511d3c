package nl.privacyloket.notification.announcement;

import static nl.privacyloket.notification.announcement.AnnouncementRoom.ORGANISATION;
import static nl.privacyloket.notification.announcement.AnnouncementRoom.address;
import static nl.privacyloket.notification.fixture.PostRoom.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.notification.bounce.BounceStatus;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.SettableClock;
import nl.privacyloket.notification.organisation.PublishedVersion;
import nl.privacyloket.notification.organisation.Words;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when an announcement is over: mail that comes back, forgetting; and what starts one by itself. */
class AfterwardsTest {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration LATE = Duration.ofDays(7);

    private final SettableClock clock = new SettableClock(START);
    private final AnnouncementRoom room = AnnouncementRoom.open(clock);
    private final AnnouncementCycle cycle = room.cycle();
    private final AnnouncedBounces bounces = new AnnouncedBounces(room.suppressed, KEPT);
    private final AnnouncementRetention retention = new AnnouncementRetention(KEPT);
    private UUID id;
    private TakenMail first;

    @BeforeEach
    void anAnnouncementToTwoIsOver() {
        room.withSubscribers(2);
        id = room.announce(10_000);
        clock.pass(Duration.ofSeconds(1));
        List<TakenMail> taken = run(List.of(), 8);
        first = taken.get(0);
        run(taken.stream().map(Settled::sent).toList(), 0);
    }

    private List<TakenMail> run(List<Settled> settled, int idle) {
        return room.run(connection ->
                        cycle.run(connection, settled, List.of(), idle, true, Duration.ofSeconds(2), clock.instant()))
                .taken();
    }

    private boolean bounced(String organisation, String mailId, String code) {
        BounceStatus status = new BounceStatus(code, List.of(new BounceStatus.Recipient(address(1), code)));
        return room.run(connection -> bounces.bounced(connection, organisation, mailId, status, clock.instant()));
    }

    private String mailId() {
        return AnnouncedBounces.mailId(id, first.subscriber());
    }

    private List<Long> counts() {
        return List.of(room.view(id).sent(), room.view(id).failed());
    }

    @Test
    void aMailThatComesBackCountsAsFailedAndItsAddressIsNotWrittenToAgain() {
        boolean believed = bounced(ORGANISATION, mailId(), "5.1.1");

        assertThat(believed).isTrue();
        assertThat(counts()).containsExactly(1L, 1L);
        assertThat(room.database.rows("select last_failure from announcement_mail where state = 'failed'"))
                .containsExactly("bounced-5-1-1");
        assertThat(room.database.rows("select address_hash from suppressed_address"))
                .containsExactly(room.hash(address(1)));
    }

    @Test
    void aReportThatComesTwiceChangesNothingMore() {
        bounced(ORGANISATION, mailId(), "5.1.1");

        boolean believed = bounced(null, mailId(), "5.1.1");

        assertThat(believed).isTrue();
        assertThat(counts()).containsExactly(1L, 1L);
    }

    @Test
    void aFullMailboxIsWrittenToAgain() {
        bounced(ORGANISATION, mailId(), "5.2.2");

        assertThat(counts()).containsExactly(1L, 1L);
        assertThat(room.database.rows("select 1 from suppressed_address")).isEmpty();
    }

    @Test
    void aReportIsNotBelievedFromAnotherOrganisationTooLateOrOfNoMailOfOurs() {
        boolean foreign = bounced("pinkweb", mailId(), "5.1.1");
        boolean unknown = bounced(ORGANISATION, AnnouncedBounces.mailId(id, UUID.randomUUID()), "5.1.1");
        boolean other = bounced(ORGANISATION, UUID.randomUUID().toString(), "5.1.1");
        clock.pass(KEPT.plusSeconds(1));

        boolean late = bounced(ORGANISATION, mailId(), "5.1.1");

        assertThat(List.of(foreign, unknown, other, late)).containsOnly(false);
        assertThat(counts()).containsExactly(2L, 0L);
    }

    @Test
    void toWhomItWentIsForgottenAndTheCountsStay() {
        boolean tooEarly = room.run(connection -> retention.erase(connection, clock.instant()));
        List<String> kept = room.database.rows("select state from announcement_mail");
        clock.pass(KEPT.plusSeconds(1));

        boolean erased = room.run(connection -> retention.erase(connection, clock.instant()));

        boolean again = room.run(connection -> retention.erase(connection, clock.instant()));
        assertThat(again).isFalse();
        assertThat(tooEarly).isFalse();
        assertThat(kept).hasSize(2);
        assertThat(erased).isTrue();
        assertThat(room.database.rows("select 1 from announcement_mail")).isEmpty();
        assertThat(counts()).containsExactly(2L, 0L);
        assertThat(room.audit())
                .last()
                .isEqualTo("system:notification-service announcement.mails-erased announcement done");
    }

    private List<String> published(int version, Instant at, Map<String, Words> words) {
        PolicyAnnouncements announcements = new PolicyAnnouncements(50, LATE, clock);
        room.run(connection -> {
            announcements.start(
                    connection,
                    new PublishedVersion(
                            ORGANISATION,
                            version,
                            "platform",
                            LocalDate.of(2027, 1, 1),
                            at,
                            Organisations.prifora(),
                            words));
            return null;
        });
        return room.database.rows(
                "select kind, purpose, policy_version, state, total from announcement where policy_version = "
                        + version);
    }

    @Test
    void aPolicyWithWordsStartsOneHoweverOftenItIsTold() {
        Map<String, Words> words = Map.of("nl", new Words("Onze verklaring verandert", "Vanaf 1 januari."));
        published(2, clock.instant(), words);

        List<String> started = published(2, clock.instant(), words);

        assertThat(started).containsExactly("policy-change policy-change 2 running 2");
    }

    @Test
    void aPolicyOfLongAgoWaitsForSomebodyToResumeIt() {
        Map<String, Words> words = Map.of("nl", new Words("Onze verklaring verandert", "Vanaf 1 januari."));

        List<String> started = published(3, clock.instant().minus(LATE).minusSeconds(1), words);

        assertThat(started).containsExactly("policy-change policy-change 3 paused 2");
    }

    @Test
    void aPolicyWithoutWordsStartsNone() {
        assertThat(published(4, clock.instant(), Map.of())).isEmpty();
    }
}
