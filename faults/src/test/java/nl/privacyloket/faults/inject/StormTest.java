package nl.privacyloket.faults.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import nl.privacyloket.faults.proxy.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the shortest pauses, and a server that takes connections and says nothing. */
@Timeout(60)
class StormTest {
    private final Random shortest = new Random() {
        private static final long serialVersionUID = 1;

        @Override
        public int nextInt(int bound) {
            return 0;
        }
    };
    private ServerSocket server;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        proxy = TcpProxy.to(server.getLocalPort(), 7);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void aServerThatNobodyCallsIsNotUnreachable() {
        assertThatThrownBy(() -> storm(Storm.Kind.UNREACHABLE).inject(scene(() -> {}), shortest))
                .isInstanceOf(NoEffectException.class)
                .hasMessageContaining("data to echo that was swallowed");
        assertThat(proxy.held()).isZero();
        // Healed all the same.
        assertThat(called()).isTrue();
    }

    @Test
    void aServerThatSomebodyCallsIs() throws Exception {
        assertThat(storm(Storm.Kind.UNREACHABLE)
                        .inject(scene(() -> CompletableFuture.runAsync(this::called)), shortest))
                .isEqualTo(2);
        assertThat(proxy.held()).isPositive();
    }

    @Test
    void flappingGoesOnUntilAConnectionIsCut() throws Exception {
        // Nobody is there in the turns that it takes at least.
        int turns = storm(Storm.Kind.FLAPPING).inject(scene(this::called), shortest);

        assertThat(turns).isGreaterThan(4);
        assertThat(proxy.cut()).isPositive();
    }

    private Storm storm(Storm.Kind kind) {
        return new Storm("echo", kind, world -> proxy);
    }

    private static Scene scene(Runnable work) {
        return new Scene(null, null, Path.of("none"), work, Duration.ofSeconds(2));
    }

    /** Stays connected, until the proxy cuts it. */
    private boolean called() {
        try {
            Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
            client.getOutputStream().write(new byte[100]);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
