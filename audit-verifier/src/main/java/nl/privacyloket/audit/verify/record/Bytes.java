package nl.privacyloket.audit.verify.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for single bytes eight at a time: half of the work of reading a log is finding where things end. */
public final class Bytes {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long LOW = ~HIGH;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long NEWLINES = ONES * '\n';
    /** What lifts a space to the highest bit of its byte. */
    private static final long FROM_SPACE = ONES * (0x80 - ' ');

    private static final int AT_ONCE = 4 * Long.BYTES;

    private Bytes() {}

    /** Where the next newline is, from {@code from} up to and without {@code end}; -1 when there is none. */
    public static int newline(byte[] bytes, int from, int end) {
        int at = from;
        while (at + AT_ONCE <= end
                && (newlines(bytes, at)
                                | newlines(bytes, at + Long.BYTES)
                                | newlines(bytes, at + 2 * Long.BYTES)
                                | newlines(bytes, at + 3 * Long.BYTES))
                        == 0) {
            at += AT_ONCE;
        }
        while (at + Long.BYTES <= end) {
            long found = newlines(bytes, at);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < end) {
            if (bytes[at] == '\n') {
                return at;
            }
            at++;
        }
        return -1;
    }

    /** The next byte that ends plain text of JSON or is none: a quote, a backslash, a control, or beyond ASCII. */
    static int endOfPlainText(byte[] bytes, int from) {
        int at = from;
        while (at + Long.BYTES <= bytes.length) {
            long eight = (long) EIGHT.get(bytes, at);
            // The highest bit of each byte says that it is plain. Only a byte beyond ASCII carries into the one
            // above it, and that byte is marked by itself: what is below the lowest mark is never spoilt.
            long plain = ((eight ^ QUOTES) + LOW) & ((eight ^ BACKSLASHES) + LOW) & (eight + FROM_SPACE) & ~eight;
            long found = ~plain & HIGH;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < bytes.length && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Eight bytes as a number, the first the lowest. */
    static long eight(byte[] bytes, int at) {
        return (long) EIGHT.get(bytes, at);
    }

    /** Marks the bytes that are newlines; the lowest mark is exact. */
    private static long newlines(byte[] bytes, int at) {
        long eight = (long) EIGHT.get(bytes, at) ^ NEWLINES;
        return (eight - ONES) & ~eight & HIGH;
    }
}
