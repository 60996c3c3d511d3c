package nl.privacyloket.faults.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real server that says back what it hears. */
@Timeout(20)
class TcpProxyTest {
    private ServerSocket server;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Threads.start("echo", this::echo);
        proxy = TcpProxy.to(server.getLocalPort(), 7);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void passesWhatIsSentAndThatItEnded() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, "hello")).isEqualTo("hello");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(proxy.accepted()).isEqualTo(1);
        assertThat(proxy.cut()).isZero();
    }

    @Test
    void refusesAndLetsInAgainOnTheSamePort() throws IOException {
        Socket open = connect();
        assertThat(echoed(open, "one")).isEqualTo("one");

        proxy.set(Weather.refusing());

        assertThatThrownBy(() -> echoed(open, "two")).isInstanceOf(IOException.class);
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.set(Weather.clear());
        try (Socket again = connect()) {
            assertThat(echoed(again, "three")).isEqualTo("three");
        }
    }

    @Test
    void aBlackHoleTakesEverythingAndGivesItLater() throws IOException {
        try (Socket client = connect()) {
            assertThat(proxy.held()).isZero();
            proxy.set(Weather.blackHole());
            client.setSoTimeout(300);

            assertThatThrownBy(() -> echoed(client, "lost")).isInstanceOf(SocketTimeoutException.class);
            assertThat(proxy.held()).isEqualTo(1);

            proxy.set(Weather.clear());
            client.setSoTimeout(5_000);
            assertThat(new String(client.getInputStream().readNBytes(4))).isEqualTo("lost");
        }
    }

    @Test
    void delays() throws IOException {
        proxy.set(Weather.slow(Duration.ofMillis(100), Duration.ofMillis(20)));
        try (Socket client = connect()) {
            long begun = System.nanoTime();

            assertThat(echoed(client, "late")).isEqualTo("late");

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            // On its way there and on its way back.
            assertThat(proxy.held()).isEqualTo(2);
        }
    }

    @Test
    void cutsInTheMiddleOfAStream() throws IOException {
        proxy.set(Weather.cutting(10));
        try (Socket client = connect()) {
            client.setSoTimeout(5_000);

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 20; i++) {
                            echoed(client, "12345");
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
        await().until(() -> proxy.cut() == 1);
    }

    @Test
    void refusesAtOnceWhenNobodyListensBehindIt() throws IOException {
        // A server that is closed while somebody waits in accept() may still take one connection.
        int nobody;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = unused.getLocalPort();
        }
        try (TcpProxy toNobody = TcpProxy.to(nobody, 7);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), toNobody.port())) {
            client.setSoTimeout(5_000);
            assertThatThrownBy(() -> echoed(client, "x")).isInstanceOf(IOException.class);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static String echoed(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes());
        byte[] answer = client.getInputStream().readNBytes(text.length());
        if (answer.length < text.length()) {
            throw new IOException("ended after " + answer.length + " bytes");
        }
        return new String(answer);
    }

    private void echo() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Threads.start("echo-one", () -> {
                    try (client) {
                        client.getInputStream().transferTo(client.getOutputStream());
                    } catch (IOException e) {
                        // The proxy has cut it.
                    }
                });
            } catch (IOException e) {
                return;
            }
        }
    }
}
