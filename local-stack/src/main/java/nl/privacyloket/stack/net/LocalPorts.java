package nl.privacyloket.stack.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine, as seen from its loopback address. */
public final class LocalPorts {

    private LocalPorts() {}

    /**
     * A port that nothing listened on a moment ago. Somebody else may take it before the caller does.
     *
     * @throws UncheckedIOException when the machine hands out no port at all
     */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The wanted port, or a free one when {@code wanted} is 0. */
    public static int orFree(int wanted) {
        return wanted == 0 ? free() : wanted;
    }

    /** Whether something listens on this port already, on the loopback or on every address. */
    public static boolean inUse(int port) {
        return refuses(port, InetAddress.getLoopbackAddress()) || refuses(port, null);
    }

    private static boolean refuses(int port, InetAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            // A connection of an earlier run that is still in TIME_WAIT does not make the port "in use".
            socket.setReuseAddress(true);
            socket.bind(address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port), 1);
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
