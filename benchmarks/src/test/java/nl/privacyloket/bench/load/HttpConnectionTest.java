package nl.privacyloket.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/echo", exchange -> {
            byte[] body = (exchange.getRequestHeaders().getFirst("Idempotency-Key") + ":"
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            boolean chunked = exchange.getRequestURI().getPath().endsWith("/chunked");
            exchange.sendResponseHeaders(201, chunked ? 0 : body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void carries_one_call_after_the_other_however_the_answer_is_framed() throws Exception {
        byte[] json = "{\"naam\":\"Zoë\"}".getBytes(StandardCharsets.UTF_8);
        try (var connection = HttpConnection.to(uri())) {
            var whole = connection.post("/echo", "Idempotency-Key: 1\r\n", json);
            var chunked = connection.post("/echo/chunked", "Idempotency-Key: 2\r\n", json);
            var again = connection.post("/echo", "Idempotency-Key: 3\r\n", json);

            assertThat(whole).isEqualTo(new HttpConnection.Answer(201, "1:{\"naam\":\"Zoë\"}"));
            assertThat(chunked).isEqualTo(new HttpConnection.Answer(201, "2:{\"naam\":\"Zoë\"}"));
            assertThat(again.body()).startsWith("3:");
        }
    }

    @Test
    void an_answer_that_is_not_wanted_is_told() throws Exception {
        try (var connection = HttpConnection.to(uri())) {
            var answer = connection.post("/elsewhere", "", new byte[0]);

            assertThatThrownBy(() -> answer.expecting(201))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Status 404 in place of 201");
        }
    }

    private URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }
}
