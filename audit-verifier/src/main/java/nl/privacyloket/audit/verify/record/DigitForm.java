package nl.privacyloket.audit.verify.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Eight bytes of which some are digits and the others are given, like {@code 0000-00-}; compared all at once. */
final class DigitForm {
    private static final long ONES = 0x0101010101010101L;
    private static final long ZEROS = ONES * '0';
    private static final long UPPER_HALVES = ONES * 0xf0;
    /** What lifts a byte behind the nine out of the digits' upper half. */
    private static final long SIX = ONES * 6;

    private final long form;
    /** All bits of the places of digits. */
    private final long digits;

    /** @param form eight characters of ASCII; a zero stands for any digit */
    DigitForm(String form) {
        this.form = Bytes.eight(form.getBytes(US_ASCII), 0);
        long places = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            places |= form.charAt(i) == '0' ? 0xffL << (8 * i) : 0;
        }
        this.digits = places;
    }

    /** Whether the eight bytes there have this form. */
    boolean isAt(byte[] text, int at) {
        long eight = Bytes.eight(text, at);
        // Only a byte that is wrong by itself can carry into the next.
        return (eight & ~digits) == (form & ~digits)
                && (eight & UPPER_HALVES & digits) == (ZEROS & digits)
                && ((eight + SIX) & UPPER_HALVES & digits) == (ZEROS & digits);
    }
}
