package nl.privacyloket.audit.verify.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Bytes that are expected at a place, compared eight at a time. */
final class Word {
    private final byte[] bytes;
    /** The first eight bytes, or all of a shorter word. */
    private final long head;

    private final long headMask;

    Word(String text) {
        bytes = text.getBytes(US_ASCII);
        byte[] first = new byte[Long.BYTES];
        System.arraycopy(bytes, 0, first, 0, Math.min(bytes.length, Long.BYTES));
        head = Bytes.eight(first, 0);
        headMask = bytes.length >= Long.BYTES ? -1L : (1L << (8 * bytes.length)) - 1;
    }

    int length() {
        return bytes.length;
    }

    /** Whether it stands there. */
    boolean isAt(byte[] text, int at) {
        if (at + bytes.length > text.length) {
            return false;
        }
        if (at + Long.BYTES > text.length) {
            return isAtEnd(text, at);
        }
        if ((Bytes.eight(text, at) & headMask) != head) {
            return false;
        }
        int i = Long.BYTES;
        while (i + Long.BYTES <= bytes.length) {
            if (Bytes.eight(text, at + i) != Bytes.eight(bytes, i)) {
                return false;
            }
            i += Long.BYTES;
        }
        // The rest of a longer word: its last eight bytes, some of them compared a second time.
        int last = bytes.length - Long.BYTES;
        return i >= bytes.length || Bytes.eight(text, at + last) == Bytes.eight(bytes, last);
    }

    private boolean isAtEnd(byte[] text, int at) {
        for (int i = 0; i < bytes.length; i++) {
            if (text[at + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
