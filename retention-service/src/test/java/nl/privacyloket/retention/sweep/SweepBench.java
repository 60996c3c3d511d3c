package nl.privacyloket.retention.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.retention.result.ResultTypes;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.Test;

/**
 * What a sweep of 20,000 due records costs when few and when many are stored: orders, answers and verification, up to the
 * rows' leaving the register. The data system answers at once, in this process. No test: {@code verify} passes it over.
 * From the root of the project:
 *
 * <pre>mvn -pl retention-service -am -Dtest=SweepBench -Dsurefire.failIfNoSpecifiedTests=false -Dtest.jvm= package</pre>
 *
 * <p>{@code -Dbench.few=100000 -Dbench.many=10000000 -Dbench.due=20000 -Dbench.rounds=3} are the defaults.
 */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class SweepBench {
    private static final long FEW = Long.getLong("bench.few", 100_000);
    private static final long MANY = Long.getLong("bench.many", 10_000_000);
    private static final int DUE = Integer.getInteger("bench.due", 20_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

    @Inject
    RetentionWorld world;

    @Inject
    SweepWorld sweeps;

    @Inject
    Sweeper sweeper;

    @Inject
    SweepAnswers answers;

    @Inject
    Transactions transactions;

    @Inject
    DataSource dataSource;

    private int stored;

    @Test
    void sweeping() throws Exception {
        var few = new ArrayList<Duration>();
        var many = new ArrayList<Duration>();
        var organisation = world.newOrganisation();
        sweeps.publish(organisation, 1, "form-year form maximum collected P12M trigger erase");
        var system = sweeps.system(organisation, List.of(), "form");
        sweeps.register(
                organisation, sweeps.record(organisation, system, "form", "saskia", "form:first", "2025-01-01"));
        swept(organisation, system);
        store(system, FEW, false);
        for (var round = 0; round < ROUNDS; round++) {
            few.add(round(organisation, system));
        }
        store(system, MANY - FEW, false);
        for (var round = 0; round < ROUNDS; round++) {
            many.add(round(organisation, system));
        }
        System.out.printf("%d due of %d: %s%n", DUE, FEW, few);
        System.out.printf("%d due of %d: %s%n", DUE, MANY, many);
        var ratio = (double) median(many).toMillis() / median(few).toMillis();
        System.out.printf("ratio of medians: %.2f%n", ratio);
    }

    private static Duration median(List<Duration> rounds) {
        return rounds.stream().sorted().toList().get(rounds.size() / 2);
    }

    private Duration round(String organisation, PlayedSystem system) throws Exception {
        store(system, DUE, true);
        execute("checkpoint");
        var begun = System.nanoTime();
        swept(organisation, system);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(due(system)).isZero();
        return took;
    }

    /** Ten records of each person, due in the past or in the years to come. */
    private void store(PlayedSystem system, long rows, boolean due) throws SQLException {
        execute("""
                insert into holding (stream, record_ref, subject, triggered, started_on, due_on, rule, action)
                select s.id, 'form:' || n, sha256((n / 10)::text::bytea), 1, started, started + interval '12 months',
                       'form-year', 1
                  from holding_stream s, generate_series(%d, %d) n,
                       lateral (select case when %s then date '2025-06-01' + (n %% 30)::int
                                            else date '2026-01-01' + (n %% 320)::int end) dates(started)
                 where s.system = '%s'
                """.formatted(stored + 1, stored + rows, due, system.id()));
        stored += (int) rows;
        execute("vacuum analyze holding");
    }

    private void execute(String statement) throws SQLException {
        try (var connection = dataSource.getConnection();
                var execution = connection.createStatement()) {
            execution.execute(statement);
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private long due(PlayedSystem system) {
        return world.number(
                "select count(*) from holding h join holding_stream s on s.id = h.stream"
                        + " where s.system = ? and h.due_on <= '2026-11-22'",
                system.id());
    }

    private void swept(String organisation, PlayedSystem system) throws Exception {
        var slice = new SliceKey(organisation, system.id());
        sweeper.sweep();
        transactions.inTransaction(connection -> {
            connection
                    .createStatement()
                    .execute("update sweep_slice set awaits_answer = true, cursor_due = null, cursor_subject = null,"
                            + " cursor_stream = null, cursor_ref = null");
            return null;
        });
        do {
            sweeper.goOn(slice);
        } while (answered(organisation, system));
    }

    private boolean answered(String organisation, PlayedSystem system) throws Exception {
        var any = false;
        for (var purge : open(system, "command_id", "purging")) {
            answer(organisation, system, purge, ResultTypes.PURGED, Map.of("categories", List.of(), "kept", List.of()));
            any = true;
        }
        for (var question : open(system, "verify_id", "verifying")) {
            answer(
                    organisation,
                    system,
                    question,
                    ResultTypes.VERIFIED,
                    Map.of("holdings", List.of(), "present", List.of()));
        }
        return any;
    }

    private List<UUID> open(PlayedSystem system, String id, String state) throws Exception {
        return transactions.inTransaction(connection -> {
            try (var query = connection.prepareStatement(
                    "select " + id + " from sweep_command where system = ? and state = ?")) {
                query.setString(1, system.id());
                query.setString(2, state);
                var ids = new ArrayList<UUID>();
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getObject(1, UUID.class));
                    }
                }
                return ids;
            }
        });
    }

    private void answer(String organisation, PlayedSystem system, UUID commandId, String type, Map<String, Object> rest)
            throws Exception {
        var data = new HashMap<>(rest);
        data.put("commandId", commandId);
        data.put("system", system.id());
        data.put("at", "2026-11-22T10:00:00Z");
        var event = new IncomingEvent(
                UUID.randomUUID().toString(),
                type,
                system.id(),
                organisation,
                Instant.now(),
                "privacyloket.results.v1",
                commandId.toString(),
                null,
                EventJson.write(data));
        transactions.inTransaction(connection -> {
            answers.answered(event, commandId);
            return null;
        });
    }
}
