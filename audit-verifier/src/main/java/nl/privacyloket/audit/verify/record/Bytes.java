package nl.privacyloket.audit.verify.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for single bytes eight at a time: half of the work of reading a log is finding where things end. */
public final class Bytes {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long SPACES = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long NEWLINES = ONES * '\n';

    private Bytes() {}

    /** Where the next newline is, from {@code from} up to and without {@code end}; -1 when there is none. */
    public static int newline(byte[] bytes, int from, int end) {
        int at = from;
        while (at + Long.BYTES <= end) {
            long found = zeros((long) EIGHT.get(bytes, at) ^ NEWLINES);
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
            // The lowest mark is always right; a borrow can only spoil those above it.
            long found =
                    zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES) | ((eight - SPACES) & HIGH) | (eight & HIGH);
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

    /** Marks the bytes that are zero; the lowest mark is exact. */
    private static long zeros(long eight) {
        return (eight - ONES) & ~eight & HIGH;
    }
}
