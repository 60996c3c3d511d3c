package nl.privacyloket.contract.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import nl.privacyloket.contract.fuzz.Described.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A matrix has to notice who gets through, and also when it asked about nothing. */
class AccessMatrixTest {
    private static final String DOCUMENT = """
            paths:
              /things/{id}:
                get:
                  responses: {'200': {description: it}, '401': {description: no}, '403': {description: no}, '404': {description: no}}
                  security: [{bearer: [operator]}, {Thing-Token: []}]
            """;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/q/openapi", call -> answer(call, 200, DOCUMENT));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatIsAsDocumentedHasNoFault() throws IOException {
        assertThat(faults(AccessMatrixTest::asDocumented)).isEmpty();
    }

    @Test
    void whatIsThereForNobodyProvesNothing() throws IOException {
        assertThat(faults(call -> asDocumented(call) == 200 ? 404 : asDocumented(call)))
                .anyMatch(fault -> fault.contains("is refused to everybody, so that no refusal proves anything"))
                .anyMatch(fault -> fault.contains("with the right Thing-Token: 404"));
    }

    @Test
    void anotherOrganisationThatGetsThroughIsNoticed() throws IOException {
        assertThat(faults(call -> authorization(call).equals("Bearer operator elsewhere") ? 200 : asDocumented(call)))
                .anyMatch(fault -> fault.contains("by operator of another organisation: 200"));
    }

    @Test
    void anotherRoleThatGetsThroughIsNoticed() throws IOException {
        assertThat(faults(call -> authorization(call).equals("Bearer system home") ? 200 : asDocumented(call)))
                .anyMatch(fault -> fault.contains("by system: 200"));
    }

    @Test
    void anyTokenThatOpensIsNoticed() throws IOException {
        assertThat(faults(call -> call.getRequestHeaders().containsKey("Thing-Token") ? 200 : asDocumented(call)))
                .anyMatch(fault -> fault.contains("by another's Thing-Token: 200"))
                .anyMatch(fault -> fault.contains("by a malformed Thing-Token: 200"));
    }

    private static String authorization(HttpExchange call) {
        String header = call.getRequestHeaders().getFirst("Authorization");
        return header == null ? "" : header;
    }

    private static int asDocumented(HttpExchange call) {
        boolean there = call.getRequestURI().getPath().equals("/things/one");
        String token = call.getRequestHeaders().getFirst("Thing-Token");
        if (token != null) {
            return there && token.equals("opens-one") ? 200 : 404;
        }
        return switch (authorization(call)) {
            case "Bearer operator home" -> there ? 200 : 404;
            case "Bearer operator elsewhere" -> 404;
            default -> authorization(call).matches("Bearer [a-z-]+ home") ? 403 : 401;
        };
    }

    /** All but what is wrong with the form of the answers, which are none of a service. */
    private List<String> faults(ToIntFunction<HttpExchange> service) throws IOException {
        server.createContext("/things", call -> answer(call, service.applyAsInt(call), "an answer"));
        int port = server.getAddress().getPort();
        return new AccessMatrix(Described.at(port), new Things(port), new Staff())
                .faults().stream()
                        .filter(fault -> !fault.contains("problem document") && !fault.contains("header"))
                        .toList();
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        try (call) {
            call.getRequestBody().readAllBytes();
            call.sendResponseHeaders(status, body.getBytes(UTF_8).length);
            call.getResponseBody().write(body.getBytes(UTF_8));
        }
    }

    private record Things(int port) implements Target {
        @Override
        public String staff() {
            return "operator home";
        }

        @Override
        public String token(Operation operation, String scheme) {
            return "opens-one";
        }

        @Override
        public String anothersToken(Operation operation, String scheme) {
            return "opens-another";
        }

        @Override
        public String existing(Operation operation, String variable) {
            return "one";
        }

        @Override
        public Map<String, String> stored() {
            return Map.of();
        }
    }

    private static final class Staff implements AccessMatrix.Staff {
        @Override
        public String organisation(boolean own) {
            return own ? "home" : "elsewhere";
        }

        @Override
        public String token(String role, boolean own) {
            return role + " " + organisation(own);
        }

        @Override
        public Map<String, String> invalid() {
            return Map.of("no token at all", "x");
        }
    }
}
