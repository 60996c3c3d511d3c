package nl.privacyloket.audit.verify.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import nl.privacyloket.audit.verify.record.Bytes;

/** Lines of a stream as bytes. A line that is longer than any record can be is passed over, not held. */
final class LineReader implements Closeable {
    /** More than a record on the topic can have. */
    static final int LONGEST = 2 * 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[256 * 1024];
    private int at;
    private int end;
    private boolean tooLong;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next line without its newline; null at the end. A line that is too long comes as an empty one and
     * {@link #wasTooLong()} says so.
     */
    byte[] next() throws IOException {
        byte[] begun = null;
        tooLong = false;
        while (true) {
            if (at == end) {
                at = 0;
                end = in.read(buffer, 0, buffer.length);
                if (end <= 0) {
                    end = 0;
                    return tooLong ? new byte[0] : begun;
                }
            }
            int newline = Bytes.newline(buffer, at, end);
            int stop = newline < 0 ? end : newline;
            begun = joined(begun, stop);
            at = newline < 0 ? end : newline + 1;
            if (newline >= 0) {
                return begun;
            }
        }
    }

    boolean wasTooLong() {
        return tooLong;
    }

    /** Closes the stream, also for a thread that waits in {@link #next()}. */
    @Override
    public void close() throws IOException {
        in.close();
    }

    private byte[] joined(byte[] begun, int stop) {
        int before = begun == null ? 0 : begun.length;
        if (tooLong || before + stop - at > LONGEST) {
            tooLong = true;
            return new byte[0];
        }
        if (begun == null) {
            return Arrays.copyOfRange(buffer, at, stop);
        }
        byte[] all = Arrays.copyOf(begun, before + stop - at);
        System.arraycopy(buffer, at, all, before, stop - at);
        return all;
    }
}
