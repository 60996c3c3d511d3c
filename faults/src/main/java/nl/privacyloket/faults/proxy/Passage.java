package nl.privacyloket.faults.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One connection through a proxy: two directions, each with a thread. */
final class Passage {
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final TcpProxy proxy;
    private final Socket client;
    private final Socket server;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger open = new AtomicInteger(2);
    private long fromClient;
    private long cutAt = -1;

    Passage(TcpProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    void start() {
        Threads.start("proxy-up", () -> carry(client, server, true));
        Threads.start("proxy-down", () -> carry(server, client, false));
    }

    /** Resets both sides; false when it had ended already. */
    boolean cut() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        reset(client);
        reset(server);
        proxy.ended(this, false);
        return true;
    }

    private void carry(Socket from, Socket to, boolean up) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int read;
            while ((read = in.read(buffer)) >= 0) {
                if (!passes(up, read)) {
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            cut();
            return;
        }
        if (open.decrementAndGet() == 0 && ended.compareAndSet(false, true)) {
            close(client);
            close(server);
            proxy.ended(this, false);
        }
    }

    /** Waits as long as the weather says; false when the connection is gone. */
    private boolean passes(boolean up, int read) {
        Weather weather = proxy.weather();
        if (weather.kind() == Weather.Kind.BLACK_HOLE || weather.kind() == Weather.Kind.DELAY) {
            proxy.holdsBack();
        }
        while (weather.kind() == Weather.Kind.BLACK_HOLE && !ended.get()) {
            LockSupport.parkNanos(LOOK_NANOS);
            weather = proxy.weather();
        }
        if (ended.get()) {
            return false;
        }
        if (weather.kind() == Weather.Kind.DELAY) {
            LockSupport.parkNanos(
                    weather.delay().toNanos() + proxy.chance(weather.jitter().toNanos()));
        }
        if (weather.kind() == Weather.Kind.CUT && up) {
            if (cutAt < 0) {
                cutAt = fromClient + proxy.chance(weather.bytes());
            }
            fromClient += read;
            if (fromClient > cutAt) {
                boolean first = ended.compareAndSet(false, true);
                reset(client);
                reset(server);
                proxy.ended(this, first);
                return false;
            }
        }
        return true;
    }

    /** Ends a connection so that the other side sees that it broke, not that it was done. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing more can be done with it.
        }
    }
}
