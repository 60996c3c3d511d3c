package nl.privacyloket.notification.delivery;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.SocketFactory;

/**
 * Ends a conversation that takes too long as a whole. Timeouts bound the wait for each answer; a server that sends one
 * byte every few seconds never meets them.
 */
final class Deadline extends SocketFactory {
    private volatile boolean running;
    private volatile Socket socket;
    private volatile long endsAt;

    /** From now on reading and writing fail once that time has passed. */
    void start(Duration time) {
        endsAt = System.nanoTime() + time.toNanos();
        running = true;
    }

    /**
     * Begins anew, also for the single answer.
     *
     * @return how long one answer was waited for until now, in milliseconds
     */
    int extend(Duration time) throws SocketException {
        int before = socket.getSoTimeout();
        socket.setSoTimeout(Math.toIntExact(time.toMillis()));
        start(time);
        return before;
    }

    /** Each answer is waited for as long as that again. */
    void answerWithin(int millis) throws SocketException {
        if (!socket.isClosed()) {
            socket.setSoTimeout(millis);
        }
    }

    void stop() {
        running = false;
    }

    boolean passed() {
        return running && System.nanoTime() - endsAt >= 0;
    }

    private void check() throws SocketTimeoutException {
        if (passed()) {
            throw new SocketTimeoutException("the conversation takes too long");
        }
    }

    @Override
    public Socket createSocket() {
        socket = new Socket() {
            @Override
            public InputStream getInputStream() throws IOException {
                return new FilterInputStream(super.getInputStream()) {
                    @Override
                    public int read() throws IOException {
                        check();
                        return in.read();
                    }

                    @Override
                    public int read(byte[] bytes, int from, int most) throws IOException {
                        check();
                        return in.read(bytes, from, most);
                    }
                };
            }

            @Override
            public OutputStream getOutputStream() throws IOException {
                return new FilterOutputStream(super.getOutputStream()) {
                    @Override
                    public void write(int one) throws IOException {
                        check();
                        out.write(one);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        check();
                        out.write(bytes, from, length);
                    }
                };
            }
        };
        return socket;
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("sockets are connected by the mail library");
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw unused();
    }
}
