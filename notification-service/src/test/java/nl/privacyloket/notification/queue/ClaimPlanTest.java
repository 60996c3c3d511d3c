package nl.privacyloket.notification.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import nl.privacyloket.notification.correspondence.Occasion;
import nl.privacyloket.notification.fixture.PostRoom;
import nl.privacyloket.notification.fixture.Requests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How PostgreSQL carries out the claims of {@link SendingQueue}, whatever it knew when the tables were last analysed. */
class ClaimPlanTest {
    private final PostRoom room = new PostRoom();

    @BeforeEach
    void manyRequests() {
        room.withPolicy().queue(room.request(Requests.saskia()), new Occasion.Confirmation());
        room.database.run("""
                insert into correspondence (request_id, organisation, policy_version, contact)
                select gen_random_uuid(), organisation, policy_version, contact
                from correspondence, generate_series(1, 6000)
                """);
    }

    @ParameterizedTest
    @MethodSource("claims")
    void aClaimSortsNothingHoweverMuchIsDue(String claim, String index) {
        room.database.run("""
                insert into message (id, organisation, request_id, kind, receiver, fact, state, created_at, queued_at,
                  next_attempt_at, claim, lease_until)
                select request_id, organisation, request_id, 'confirmation', 'requester', request_id, s.state, now, now, now,
                  case s.state when 'sending' then request_id end, case s.state when 'sending' then now end
                from correspondence, (values ('queued'), ('sending')) as s (state),
                  (values ('2026-11-22T09:00:00Z'::timestamptz)) as at (now)
                where ('x' || left(request_id::text, 1))::bit(4)::int % 2 = case s.state when 'queued' then 0 else 1 end
                """);
        room.database.run("analyze message");
        room.database.run("analyze correspondence");

        List<String> plan = room.run(connection -> plan(connection, claim));

        assertThat(plan).anyMatch(line -> line.contains("Index Scan using " + index + " on message q"));
        assertThat(plan).noneMatch(line -> line.contains("Sort"));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void aClaimLooksUpWhatEachMessageWaitsForThoughTheQueueWasEmptyWhenItWasLastAnalysed(String claim, String index) {
        room.database.run("""
                insert into message (id, organisation, request_id, kind, receiver, fact, state, created_at, queued_at,
                  next_attempt_at, settled_at)
                select request_id, organisation, request_id, 'confirmation', 'requester', request_id, 'sent', now(), now(), now(), now()
                from correspondence
                """);
        room.database.run("delete from message where state <> 'sent'");
        room.database.run("vacuum analyze message");
        room.database.run("vacuum analyze correspondence");

        List<String> plan = room.run(connection -> plan(connection, claim));

        assertThat(plan).anyMatch(line -> line.contains("Index Scan using " + index + " on message q"));
        assertThat(plan).noneMatch(line -> line.matches(".*(Sort|Hash|Merge|Materialize).*"));
        assertThat(plan).anyMatch(line -> line.contains("Index Cond: (request_id = q.request_id)"));
        assertThat(plan)
                .anyMatch(
                        line -> line.contains("Index Cond: ((request_id = q.request_id) AND (receiver = q.receiver)"));
    }

    static Stream<Arguments> claims() {
        return Stream.of(
                Arguments.of(SendingQueue.CLAIM_QUEUED, "message_due"),
                Arguments.of(SendingQueue.CLAIM_ABANDONED, "message_leased"));
    }

    private List<String> plan(Connection connection, String claim) throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement("explain " + claim)) {
            OffsetDateTime now = room.clock.instant().atOffset(ZoneOffset.UTC);
            explain.setObject(1, now.minusDays(1));
            explain.setObject(2, now);
            explain.setInt(3, 5);
            explain.setObject(4, UUID.randomUUID());
            explain.setObject(5, now.plus(PostRoom.LEASE));
            List<String> plan = new ArrayList<>();
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.add(lines.getString(1));
                }
            }
            return plan;
        }
    }
}
