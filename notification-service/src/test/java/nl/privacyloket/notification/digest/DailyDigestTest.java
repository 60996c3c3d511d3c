package nl.privacyloket.notification.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.correspondence.OrganisationFacts;
import nl.privacyloket.notification.correspondence.RequestFacts;
import nl.privacyloket.notification.correspondence.Right;
import nl.privacyloket.notification.correspondence.StaffOccasion;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest.Line;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest.Subject;
import nl.privacyloket.notification.correspondence.StaffOccasion.Digest.Topic;
import nl.privacyloket.notification.correspondence.StaffOccasion.TaskFailed;
import nl.privacyloket.notification.correspondence.StaffOccasion.TaskFailed.Trouble;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import nl.privacyloket.notification.organisation.PublishedVersion;
import nl.privacyloket.notification.queue.ClaimedMessage;
import org.junit.jupiter.api.Test;

/** Once a day at the hour of the organisation, never twice, and nothing falls between two of them. */
class DailyDigestTest {
    private static final LocalTime SEVEN = LocalTime.of(7, 0);

    private final PostRoom room = new PostRoom().withPolicy();
    private final DailyDigest digest = at(SEVEN);

    private DailyDigest at(LocalTime time) {
        return new DailyDigest(room.organisations, room.queue, time, room.clock);
    }

    /** Goes to a moment, and tells whether a digest was made then. */
    private boolean at(String moment) {
        return at(digest, "prifora", moment);
    }

    private boolean at(DailyDigest when, String organisation, String moment) {
        room.clock.pass(Duration.between(room.clock.instant(), Instant.parse(moment)));
        return room.run(connection -> when.makeWhenDue(connection, organisation));
    }

    private UUID request(int number, Right right, LocalDate dueOn) {
        return request("prifora", number, right, dueOn);
    }

    private UUID request(String organisation, int number, Right right, LocalDate dueOn) {
        UUID id = UUID.randomUUID();
        RequestFacts facts = new RequestFacts(
                id,
                organisation,
                "%s-2026-%06d".formatted(organisation.toUpperCase(Locale.ROOT), number),
                right,
                "nl",
                1,
                LocalDate.of(2026, 11, 22),
                null,
                dueOn,
                dueOn);
        room.run(connection -> {
            room.correspondences.open(connection, facts, Requests.saskia(), List.of());
            return null;
        });
        return id;
    }

    private void stands(UUID request, String status) {
        room.run(connection -> {
            room.correspondences.stands(connection, request, status);
            return null;
        });
    }

    /** What the last digest says. */
    private Digest last() {
        List<ClaimedMessage> digests = new ArrayList<>();
        for (List<ClaimedMessage> batch = room.claim(50); !batch.isEmpty(); batch = room.claim(50)) {
            for (ClaimedMessage message : batch) {
                if (message.kind().equals("staff-digest")) {
                    digests.add(message);
                }
                room.run(connection -> room.sending.sent(connection, message, true, room.clock.instant()));
            }
        }
        return (Digest) room.queue.occasion(digests.get(digests.size() - 1));
    }

    private List<String> everyMessage() {
        return room.database.rows("select kind, receiver, state from message order by place");
    }

    private static Map<Subject, Integer> counts(Digest digest) {
        return digest.topics().stream().collect(Collectors.toMap(Topic::subject, Topic::count));
    }

    private static List<Line> lines(Digest digest, Subject subject) {
        return digest.topics().stream()
                .filter(topic -> topic.subject() == subject)
                .flatMap(topic -> topic.lines().stream())
                .toList();
    }

    @Test
    void itComesAtItsHourOnceADay() {
        request(1, Right.ERASURE, LocalDate.of(2026, 12, 22));
        at("2026-11-22T15:00:00Z");

        List<Boolean> made = List.of(
                at("2026-11-23T05:59:59Z"),
                at("2026-11-23T06:00:00Z"),
                at("2026-11-23T06:01:00Z"),
                at("2026-11-23T22:59:59Z"),
                at("2026-11-24T05:59:59Z"),
                at("2026-11-24T06:00:00Z"));

        assertThat(made).containsExactly(false, true, false, false, false, true);
        assertThat(room.database.rows("select day from digest order by day"))
                .containsExactly("2026-11-22", "2026-11-23", "2026-11-24");
    }

    @Test
    void itKeepsItsHourWhenTheClocksChange() {
        request(1, Right.ERASURE, LocalDate.of(2027, 12, 22));
        at("2027-03-26T15:00:00Z");

        List<Boolean> spring = List.of(
                at("2027-03-27T05:59:00Z"), at("2027-03-27T06:00:00Z"),
                at("2027-03-28T04:59:00Z"), at("2027-03-28T05:00:00Z"));
        List<Boolean> autumn = List.of(
                at("2027-10-30T04:59:00Z"), at("2027-10-30T05:00:00Z"),
                at("2027-10-31T05:59:00Z"), at("2027-10-31T06:00:00Z"));

        assertThat(spring).containsExactly(false, true, false, true);
        assertThat(autumn).containsExactly(false, true, false, true);
    }

    @Test
    void anHourThatTheClocksSkipOrRepeatIsOneDigestAllTheSame() {
        request(1, Right.ERASURE, LocalDate.of(2027, 12, 22));
        DailyDigest early = at(LocalTime.of(2, 30));
        at(early, "prifora", "2027-03-27T15:00:00Z");

        // 02:30 does not exist on the 28th of March, and comes twice on the 31st of October.
        List<Boolean> made = List.of(
                at(early, "prifora", "2027-03-28T01:29:00Z"),
                at(early, "prifora", "2027-03-28T01:30:00Z"),
                at(early, "prifora", "2027-10-31T00:30:00Z"),
                at(early, "prifora", "2027-10-31T01:30:00Z"));

        assertThat(made).containsExactly(false, true, true, false);
    }

    @Test
    void aNewOrganisationBeginsAtTheNextHourThatComes() {
        request(1, Right.ERASURE, LocalDate.of(2026, 12, 22));

        List<Boolean> made =
                List.of(at("2026-11-22T05:30:00Z"), at("2026-11-22T05:59:00Z"), at("2026-11-22T06:00:00Z"));

        assertThat(made).containsExactly(false, false, true);
    }

    @Test
    void aDayOnWhichThereIsNothingToTellIsDoneWithToo() {
        at("2026-11-22T15:00:00Z");
        boolean quiet = at("2026-11-23T06:00:00Z");
        request(1, Right.ERASURE, LocalDate.of(2026, 12, 22));

        boolean later = at("2026-11-23T12:00:00Z");

        assertThat(quiet).isFalse();
        assertThat(later).isFalse();
        assertThat(everyMessage()).isEmpty();
    }

    @Test
    void itTellsHowThingsStand() {
        LocalDate today = LocalDate.of(2026, 11, 23);
        at("2026-11-22T15:00:00Z");
        UUID late = request(1, Right.ACCESS, today.minusDays(1));
        stands(late, "awaiting-identity");
        stands(request(2, Right.ERASURE, today), "in-assessment");
        stands(request(3, Right.OBJECTION, today.plusDays(7)), "awaiting-clarification");
        stands(request(4, Right.ACCESS, today.plusDays(8)), "in-execution");
        UUID closed = request(5, Right.ACCESS, today.minusDays(3));
        stands(closed, "awaiting-identity");
        room.close(closed);

        at("2026-11-23T06:00:00Z");

        Digest told = last();
        assertThat(told.open()).isEqualTo(4);
        assertThat(told.day()).isEqualTo(today);
        assertThat(counts(told))
                .containsOnly(entry(Subject.OVERDUE, 1), entry(Subject.DUE_SOON, 2), entry(Subject.WAITING, 2));
        assertThat(lines(told, Subject.OVERDUE))
                .containsExactly(new Line("PRIFORA-2026-000001", "access", today.minusDays(1)));
        assertThat(lines(told, Subject.DUE_SOON))
                .containsExactly(
                        new Line("PRIFORA-2026-000002", "erasure", today),
                        new Line("PRIFORA-2026-000003", "objection", today.plusDays(7)));
        assertThat(lines(told, Subject.WAITING))
                .extracting(Line::reference)
                .containsExactly("PRIFORA-2026-000001", "PRIFORA-2026-000003");
    }

    @Test
    void itTellsWhatHappenedSinceTheLastOneAndNothingTwice() {
        at("2026-11-22T15:00:00Z");
        UUID request = request(1, Right.ERASURE, LocalDate.of(2027, 1, 22));
        room.queue(request, new StaffOccasion.NewRequest("in-assessment"));
        room.queue(request, new TaskFailed(Trouble.STUCK, "prifora-crm", "no-answer", null, null, null), "1");
        room.queue(request, new TaskFailed(Trouble.STUCK, "prifora-crm", "no-answer", null, null, null), "2");
        fail(request, new Occasion.Acknowledgement(false), "bounced-5-1-1");
        fail(request, PostRoom.decision(), "suppressed");
        UUID byPost = requestByPost();
        at("2026-11-23T06:00:00Z");
        Digest first = last();

        at("2026-11-24T06:00:00Z");

        assertThat(counts(first))
                .containsOnly(
                        entry(Subject.NEW, 1),
                        entry(Subject.TASKS_FAILED, 2),
                        entry(Subject.MESSAGES_FAILED, 1),
                        entry(Subject.SUPPRESSED, 1),
                        entry(Subject.TO_PRINT, 1));
        assertThat(lines(first, Subject.TASKS_FAILED))
                .containsExactly(new Line("PRIFORA-2026-000001", "erasure", null));
        assertThat(byPost).isNotNull();
        assertThat(counts(last())).containsOnly(entry(Subject.TO_PRINT, 1));
    }

    private UUID requestByPost() {
        UUID id = room.request(Requests.byPost());
        room.queue(id, new Occasion.Acknowledgement(false));
        return id;
    }

    /** The other messages that wait are given back. */
    private void fail(UUID request, Occasion occasion, String reason) {
        room.queue(request, occasion);
        room.run(connection -> {
            for (ClaimedMessage message :
                    room.sending.claim(connection, room.clock.instant(), PostRoom.LEASE, 50, true)) {
                if (message.kind().equals(occasion.kind())) {
                    room.sending.failed(connection, message, reason, room.clock.instant());
                } else {
                    room.sending.release(connection, message);
                }
            }
            return null;
        });
    }

    @Test
    void whatIsDatedInTheLastMinuteIsForTheNextOne() {
        UUID request = request(1, Right.ERASURE, LocalDate.of(2027, 1, 22));
        at("2026-11-23T04:00:00Z");
        room.clock.pass(Duration.between(room.clock.instant(), Instant.parse("2026-11-23T05:59:30Z")));
        room.queue(request, new StaffOccasion.NewRequest("in-assessment"));
        at("2026-11-23T06:00:00Z");
        Digest first = last();

        at("2026-11-24T06:00:00Z");

        assertThat(counts(first)).isEmpty();
        assertThat(counts(last())).containsOnly(entry(Subject.NEW, 1));
    }

    @Test
    void anAnnouncementThatIsNotOverIsCounted() {
        at("2026-11-22T15:00:00Z");
        announcement("prifora", "running");
        announcement("prifora", "paused");
        announcement("prifora", "completed");
        announcement("pinkweb", "running");

        at("2026-11-23T06:00:00Z");

        assertThat(last().topics()).containsExactly(new Topic(Subject.ANNOUNCEMENTS, 2, List.of(), false));
    }

    private void announcement(String organisation, String state) {
        room.database.run("""
                insert into announcement (id, organisation, kind, purpose, policy_version, texts, asked, started_by, state,
                  started_at, per_second, last_place, total, ended_at)
                values (gen_random_uuid(), '%1$s', 'news', 'marketing', 1, '{}', 'asked', 'staff:1', '%2$s', now(), 50, 0, 0,
                  case when '%2$s' = 'completed' then now() end)
                """.formatted(organisation, state));
    }

    @Test
    void atMostTwentyRequestsAreNamed() {
        at("2026-11-22T15:00:00Z");
        for (int number = 1; number <= 21; number++) {
            request(number, Right.ACCESS, LocalDate.of(2026, 11, 25));
        }

        at("2026-11-23T06:00:00Z");

        Topic topic = last().topics().get(0);
        assertThat(topic.count()).isEqualTo(21);
        assertThat(topic.lines())
                .hasSize(20)
                .last()
                .isEqualTo(new Line("PRIFORA-2026-000020", "access", LocalDate.of(2026, 11, 25)));
        assertThat(topic.more()).isTrue();
    }

    @Test
    void anOrganisationHearsOfItsOwnRequestsAlone() {
        publish("pinkweb", "privacy@pinkweb.nl");
        request("pinkweb", 7, Right.ACCESS, LocalDate.of(2026, 11, 20));
        request(1, Right.ERASURE, LocalDate.of(2026, 11, 20));
        at("2026-11-22T15:00:00Z");

        at("2026-11-23T06:00:00Z");

        Digest told = last();
        assertThat(told.about()).isEqualTo(OrganisationFacts.about("staff-digest", "prifora", 1));
        assertThat(told.open()).isEqualTo(1);
        assertThat(lines(told, Subject.OVERDUE)).extracting(Line::reference).containsExactly("PRIFORA-2026-000001");
    }

    private void publish(String organisation, String email) {
        room.run(connection -> {
            room.organisations.keep(
                    connection,
                    new PublishedVersion(
                            organisation,
                            1,
                            "platform",
                            LocalDate.of(2022, 9, 6),
                            PostRoom.START,
                            Organisations.reachedAt(email, Organisations.pinkweb()),
                            Map.of()));
            return null;
        });
    }

    @Test
    void withoutAnAddressThereIsNobodyToTell() {
        publish("silent", null);
        request("silent", 1, Right.ACCESS, LocalDate.of(2026, 11, 20));
        at(digest, "silent", "2026-11-22T15:00:00Z");

        boolean made = at(digest, "silent", "2026-11-23T06:00:00Z");

        assertThat(made).isFalse();
        assertThat(everyMessage()).isEmpty();
    }

    @Test
    void instancesThatLookAtTheSameMomentMakeOne() throws Exception {
        request(1, Right.ERASURE, LocalDate.of(2026, 12, 22));
        at("2026-11-22T15:00:00Z");
        room.clock.pass(Duration.between(room.clock.instant(), Instant.parse("2026-11-23T06:00:00Z")));
        ExecutorService instances = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> looks = new ArrayList<>();
            for (int each = 0; each < 4; each++) {
                DailyDigest instance = at(SEVEN);
                looks.add(() -> room.transactional(connection -> instance.makeWhenDue(connection, "prifora")));
            }

            List<Boolean> made = new ArrayList<>();
            for (Future<Boolean> look : instances.invokeAll(looks)) {
                made.add(look.get());
            }

            assertThat(made).containsExactlyInAnyOrder(true, false, false, false);
            assertThat(everyMessage()).containsExactly("staff-digest staff queued");
        } finally {
            instances.shutdownNow();
        }
    }
}
