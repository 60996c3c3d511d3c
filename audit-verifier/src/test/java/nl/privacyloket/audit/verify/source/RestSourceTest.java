package nl.privacyloket.audit.verify.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.privacyloket.audit.verify.fixture.Verifying.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import nl.privacyloket.audit.verify.AuditVerdict;
import nl.privacyloket.audit.verify.TrustedKeys;
import nl.privacyloket.audit.verify.UnusableInputException;
import nl.privacyloket.audit.verify.VerifyRun;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.log.LogVerdict;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.state.StateFile;
import nl.privacyloket.tlog.Hash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service's answers, honest and not. */
class RestSourceTest {
    private final PlayedLog log = PlayedLog.of("request-service", 5, 5);
    private final PlayedLog other = PlayedLog.of("retention-service", 5, 5);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private String note = log.lastNote();
    private String entries = lines(log);
    private boolean hangs;
    private String query;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/audit/checkpoint", exchange -> answer(exchange, note));
        server.createContext("/audit/entries", exchange -> {
            query = exchange.getRequestURI().getQuery();
            answer(exchange, entries);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void a_log_is_complete_up_to_the_checkpoint_that_was_answered() throws Exception {
        AuditVerdict verdict = verify(null, keys(log.key()));

        assertThat(verdict.exitCode()).isZero();
        assertThat(query).isEqualTo("from=0&to=4");
    }

    @Test
    void a_log_that_no_source_was_asked_for_is_not_complete_though_it_once_was() throws Exception {
        StateFile state = new StateFile(folder.resolve("state.json"));
        TrustedKeys both = keys(log.key(), other.key());
        verify(state, both);
        note = other.lastNote();
        entries = lines(other);

        AuditVerdict verdict = verify(state, both);

        assertThat(verdict.of("retention-service").verdict()).isEqualTo(LogVerdict.Verdict.COMPLETE);
        assertThat(verdict.of("request-service").verdict()).isEqualTo(LogVerdict.Verdict.UNJUDGED);
        assertThat(verdict.of("request-service").why()).startsWith("it was not read");
    }

    @Test
    void nothing_but_hashes_is_not_judged() throws Exception {
        StringBuilder hashes = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            Hash leaf = Hash.ofLeaf(log.records().get(i).value());
            hashes.append("{\"index\":" + i + ",\"leafHash\":\"" + leaf + "\"}\n");
        }
        entries = hashes.toString();

        assertThat(verify(null, keys(log.key())).exitCode()).isEqualTo(2);
    }

    @Test
    void entries_of_another_log_are_not_taken_for_that_log() throws Exception {
        entries = lines(other);

        AuditVerdict verdict = verify(null, keys(log.key(), other.key()));

        assertThat(verdict.of("request-service").verdict()).isEqualTo(LogVerdict.Verdict.TAMPERED);
        assertThat(verdict.of("retention-service").verdict()).isEqualTo(LogVerdict.Verdict.UNJUDGED);
    }

    @Test
    void a_service_that_answers_more_than_it_was_asked_for_is_not_listened_to() {
        entries = entries + "\n".repeat(10);

        assertThatThrownBy(() -> verify(null, keys(log.key())))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("answers more than the 5 entries");
    }

    @Test
    void a_service_that_stops_in_the_middle_is_not_waited_for() {
        hangs = true;

        assertThatThrownBy(() -> verify(null, keys(log.key())))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("said nothing for");
    }

    private AuditVerdict verify(StateFile state, TrustedKeys keys) throws Exception {
        URI address = URI.create("http://localhost:" + server.getAddress().getPort());
        RestSource source = new RestSource(address, "token", keys, Duration.ofSeconds(2));
        return new VerifyRun(keys, List.of(source), List.of(), List.of(), state, null, Set.of(), null)
                .run(Clock.fixed(PlayedLog.BEGIN.plusSeconds(60), ZoneOffset.UTC), records -> {});
    }

    private void answer(HttpExchange exchange, String text) throws IOException {
        boolean stops = hangs && text.equals(entries);
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, stops ? bytes.length + 1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        if (!stops) {
            exchange.close();
        }
    }

    private static String lines(PlayedLog of) {
        return of.records().subList(0, 5).stream()
                .map(Delivered::value)
                .map(value -> new String(value, UTF_8) + "\n")
                .collect(Collectors.joining());
    }
}
