package nl.privacyloket.retention.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RegisterWorld;
import nl.privacyloket.retention.support.RegisterWorld.Line;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import nl.privacyloket.stack.oidc.StaffClaims;
import nl.privacyloket.stack.oidc.TokenRequests;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * How fast records are registered over REST, with a plain COPY of the same rows into the same, empty table before and
 * after as the ceiling. No test: {@code verify} passes it over. From the root of the project:
 *
 * <pre>mvn -pl retention-service -am -Dtest=RetentionBench -Dsurefire.failIfNoSpecifiedTests=false -Dtest.jvm= package</pre>
 *
 * <p>{@code -Dbench.rows=1000000 -Dbench.rounds=3} are the defaults. Client, service and database share the machine.
 */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class RetentionBench {
    private static final int ROWS = Integer.getInteger("bench.rows", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int RECORDS_OF_A_PERSON = 10;
    /** Two ceilings of a round further apart than this say that something else was running. */
    private static final double APART = 0.15;

    @Inject
    RetentionWorld world;

    @Inject
    RegisterWorld register;

    @Inject
    DataSource dataSource;

    @TestHTTPResource
    URI service;

    @ConfigProperty(name = "quarkus.oidc.auth-server-url")
    String issuer;

    private String organisation;
    private PlayedSystem shop;
    private String token;

    @Test
    void registering() throws Exception {
        organisation = world.newOrganisation();
        register.publishRules(
                organisation, 1, "2020-01-01", List.of(RegisterWorld.rule("orders", "maximum", "collected", "P12M")));
        shop = world.register(organisation, "orders");
        token = new TokenRequests(issuer).token(StaffClaims.of("system", organisation));
        // Warms both sides up, and gives the stream its number.
        run("warm-up, registering", Math.min(ROWS, 50_000), this::register);
        var ratios = new ArrayList<Double>();
        for (var round = 1; round <= ROUNDS; round++) {
            var before = run("ceiling, COPY", ROWS, this::copy);
            var registered = run("registering", ROWS, this::register);
            var again = run("the same again", ROWS, this::registerAgain, false);
            var after = run("ceiling, COPY", ROWS, this::copy);
            var ceiling = (before + after) / 2;
            var counts = Math.abs(before - after) / ceiling <= APART;
            say(
                    "round %d: %.2f of the ceiling, the same again %.2f%s",
                    round,
                    registered / ceiling,
                    again / ceiling,
                    counts ? "" : " (does not count: the ceilings differ too much)");
            if (counts) {
                ratios.add(registered / ceiling);
            }
        }
        ratios.sort(null);
        say(
                "registering against COPY: %s",
                ratios.isEmpty()
                        ? "no round counts"
                        : "median %.2f, from %.2f to %.2f of %d rounds"
                                .formatted(
                                        ratios.get(ratios.size() / 2),
                                        ratios.get(0),
                                        ratios.get(ratios.size() - 1),
                                        ratios.size()));
    }

    private interface Work {
        void on(int rows) throws Exception;
    }

    private double run(String name, int rows, Work work) throws Exception {
        return run(name, rows, work, true);
    }

    /** @return rows per second */
    private double run(String name, int rows, Work work, boolean empty) throws Exception {
        if (empty) {
            execute("truncate holding");
        }
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var processor = system.getProcessCpuTime();
        var began = System.nanoTime();
        work.on(rows);
        var seconds = (System.nanoTime() - began) / 1e9;
        assertThat(world.number("select count(*) from holding")).isEqualTo(rows);
        say(
                "%s: %d rows in %.1f s, %.0f rows/s, %.1f s of processor time in this JVM",
                name, rows, seconds, rows / seconds, (system.getProcessCpuTime() - processor) / 1e9);
        return rows / seconds;
    }

    private void register(int rows) throws Exception {
        post(rows, 0);
    }

    private void registerAgain(int rows) throws Exception {
        post(rows, rows);
    }

    private void post(int rows, int unchanged) throws Exception {
        var request = HttpRequest.newBuilder(service.resolve("/organisations/" + organisation + "/holdings"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-ndjson")
                .timeout(Duration.ofMinutes(30))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Generated(rows, this::line)))
                .build();

        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"accepted\":" + rows, "\"unchanged\":" + unchanged);
    }

    private String line(int at) {
        return Line.of(
                                shop,
                                "orders",
                                person(at),
                                "orders:" + at,
                                "collected",
                                startedOn(at).toString())
                        .json()
                + "\n";
    }

    /** Persons and dates in no order, as records come from a table. */
    private static String person(int at) {
        return "C-" + Math.floorMod(at * 2_654_435_761L, Math.max(1, ROWS / RECORDS_OF_A_PERSON));
    }

    private static LocalDate startedOn(int at) {
        return LocalDate.of(2022, 1, 1).plusDays(Math.floorMod(at * 40_503L, 1_700));
    }

    private void copy(int rows) throws SQLException {
        var stream = world.number("select id from holding_stream where system = ?", shop.id());
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            copy(connection, rows, stream);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    /** Subjects are hashes there as here; these are cheap ones, so that the ceiling is the database's. */
    private void copy(Connection connection, int rows, long stream) throws SQLException {
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "copy holding (stream, record_ref, subject, triggered, started_on, due_on, rule, action) from stdin");
        var text = new StringBuilder();
        for (var at = 0; at < rows; at++) {
            var subject = Math.floorMod(at * 2_654_435_761L, Math.max(1, ROWS / RECORDS_OF_A_PERSON));
            text.append(stream).append("\torders:").append(at).append("\t\\\\x");
            for (var part = 1; part <= 4; part++) {
                text.append("%016x".formatted(subject * part * 0x9E3779B97F4A7C15L));
            }
            text.append("\t1\t")
                    .append(startedOn(at))
                    .append('\t')
                    .append(startedOn(at).plusYears(1))
                    .append("\torders-maximum\t1\n");
            if (text.length() > 500_000 || at == rows - 1) {
                var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
                text.setLength(0);
            }
        }
        copy.endCopy();
    }

    /** Lines that are made while they are read. */
    private static final class Generated extends InputStream {
        private final int rows;
        private final IntFunction<String> line;
        private byte[] piece = {};
        private int at;
        private int next;

        Generated(int rows, IntFunction<String> line) {
            this.rows = rows;
            this.line = line;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read in pieces");
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (at == piece.length) {
                if (next == rows) {
                    return -1;
                }
                var text = new StringBuilder();
                for (var lines = 0; lines < 200 && next < rows; lines++) {
                    text.append(line.apply(next++));
                }
                piece = text.toString().getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            var given = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, into, from, given);
            at += given;
            return given;
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void say(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }
}
