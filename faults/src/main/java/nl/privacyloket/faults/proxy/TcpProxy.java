package nl.privacyloket.faults.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import nl.privacyloket.stack.net.LocalPorts;

/**
 * Stands between a client and a server on the loopback address and treats what goes through as its {@link Weather} says. The
 * weather can change at any moment, for connections that are open as well.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ACCEPT_MILLIS = 5_000;

    private final int port;
    private final int target;
    private final Random random;
    private final List<Passage> passages = new CopyOnWriteArrayList<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private final AtomicLong held = new AtomicLong();
    private volatile Weather weather = Weather.clear();
    private volatile boolean closed;
    private ServerSocket listening;
    private Thread accepting;

    private TcpProxy(int port, int target, long seed) {
        this.port = LocalPorts.orFree(port);
        this.target = target;
        this.random = new Random(seed);
    }

    /**
     * Listens from now on, on a free port.
     *
     * @param target port of the server, which need not listen yet
     * @param seed of what is left to chance: the jitter, and after how many bytes a connection is cut
     */
    public static TcpProxy to(int target, long seed) {
        TcpProxy proxy = new TcpProxy(0, target, seed);
        proxy.listen();
        return proxy;
    }

    public int port() {
        return port;
    }

    /** How many connections were let in. */
    public long accepted() {
        return accepted.get();
    }

    /** How many were cut while they were open. */
    public long cut() {
        return cut.get();
    }

    /** How many pieces of data were held back, for a while or until their connection ended. */
    public long held() {
        return held.get();
    }

    /** Changes what happens to what goes through. Who is refused finds nobody listening; open connections are reset. */
    public synchronized void set(Weather next) {
        if (closed) {
            return;
        }
        weather = next;
        if (next.kind() == Weather.Kind.REFUSE) {
            stopListening();
            cutAll();
        } else {
            listen();
        }
    }

    /** Resets every connection that is open now. */
    public void cutAll() {
        for (Passage passage : passages) {
            if (passage.cut()) {
                cut.incrementAndGet();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        stopListening();
        cutAll();
    }

    Weather weather() {
        return weather;
    }

    /** A number below the bound; 0 when the bound is. */
    long chance(long bound) {
        synchronized (random) {
            return bound <= 0 ? 0 : random.nextLong(bound);
        }
    }

    void holdsBack() {
        held.incrementAndGet();
    }

    void ended(Passage passage, boolean wasCut) {
        passages.remove(passage);
        if (wasCut) {
            cut.incrementAndGet();
        }
    }

    private synchronized void listen() {
        if (listening != null) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            listening = socket;
            accepting = Threads.start("proxy-" + port, () -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy cannot listen on port " + port, e);
        }
    }

    private void stopListening() {
        if (listening != null) {
            try {
                listening.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            listening = null;
            awaitAccepting();
        }
    }

    /** The system keeps a closed port open until the thread that waits at it has come back. */
    private void awaitAccepting() {
        try {
            accepting.join(ACCEPT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                accepted.incrementAndGet();
                Threads.start("proxy-" + port + "-open", () -> open(client));
            } catch (IOException e) {
                // Closed, or the client has gone already.
            }
        }
    }

    private void open(Socket client) {
        Socket server = new Socket();
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
        } catch (IOException e) {
            Passage.reset(client);
            Passage.reset(server);
            return;
        }
        Passage passage = new Passage(this, client, server);
        passages.add(passage);
        passage.start();
    }
}
