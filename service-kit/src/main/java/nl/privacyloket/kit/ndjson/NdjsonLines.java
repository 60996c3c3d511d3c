package nl.privacyloket.kit.ndjson;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Splits a stream into lines and never holds more than one, however long lines and stream are. */
public final class NdjsonLines {
    /** Longest line in bytes. */
    public static final int LONGEST = 8_192;

    private final InputStream in;
    private final byte[] buffer = new byte[65_536];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private int at;
    private int end;
    private long number;

    public NdjsonLines(InputStream in) {
        this.in = in;
    }

    /**
     * @param number from 1, blank lines counted
     * @param bytes without the line's end; {@code null} when it was too long
     */
    public record Line(long number, byte[] bytes) {

        /** Then there are no bytes. */
        public boolean isTooLong() {
            return bytes == null;
        }

        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }

    /** The next line that is not blank; {@code null} at the end. */
    public Line next() throws IOException {
        while (true) {
            line.reset();
            var length = 0L;
            var ended = false;
            while (!ended) {
                if (at == end) {
                    at = 0;
                    end = in.read(buffer);
                    if (end <= 0) {
                        end = 0;
                        if (length == 0) {
                            return null;
                        }
                        break;
                    }
                }
                var from = at;
                while (at < end && buffer[at] != '\n') {
                    at++;
                }
                length += at - from;
                if (length <= LONGEST) {
                    line.write(buffer, from, at - from);
                }
                if (at < end) {
                    at++;
                    ended = true;
                }
            }
            number++;
            if (length > LONGEST) {
                return new Line(number, null);
            }
            var bytes = line.toByteArray();
            if (!isBlank(bytes)) {
                return new Line(number, bytes);
            }
        }
    }

    private static boolean isBlank(byte[] bytes) {
        for (var one : bytes) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }
}
