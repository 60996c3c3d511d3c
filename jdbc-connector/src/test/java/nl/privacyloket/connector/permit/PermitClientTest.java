package nl.privacyloket.connector.permit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermitClientTest {
    /** What was only put off has to be said again: until then somebody who places a hold waits for it. */
    @ParameterizedTest
    @CsvSource({
        "204, true",
        "404, true",
        "409, true",
        "408, false",
        "429, false",
        "302, false",
        "500, false",
        "503, false"
    })
    void aSettlementIsMadeWhenTheAnswerIsFinal(int status, boolean made) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort() + "/permits/one/redemption";

            assertThat(new PermitClient().settle(new CommandPermit(url, "token", List.of())))
                    .isEqualTo(made);
        } finally {
            server.stop(0);
        }
    }
}
