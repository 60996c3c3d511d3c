package nl.privacyloket.audit.verify.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** An answer that is closed when nothing of it comes for a while: whoever reads it gets an error instead of waiting for ever. */
final class UnhangingStream extends FilterInputStream {
    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "audit-answers");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration patience;
    private volatile boolean ranOut;

    UnhangingStream(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        ScheduledFuture<?> end = WATCH.schedule(this::runOut, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            int read = in.read(bytes, offset, length);
            if (read < 0 && ranOut) {
                throw new IOException("nothing came for " + patience);
            }
            return read;
        } finally {
            end.cancel(false);
        }
    }

    private void runOut() {
        ranOut = true;
        try {
            in.close();
        } catch (IOException e) {
            // It is given up in any case.
        }
    }
}
