package nl.privacyloket.notification.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text as quoted-printable (RFC 2045, 6.7), in UTF-8. The mail library encodes byte by byte into the connection, through four
 * streams for each byte, which took more than half of the time of a mail.
 */
final class QuotedPrintable {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    /** With the sign of a soft break a line has one more. */
    private static final int LONGEST_LINE = 75;

    private final byte[] text;
    private byte[] out;
    private int length;
    private int column;

    private QuotedPrintable(byte[] text) {
        this.text = text;
        this.out = new byte[text.length + text.length / 8 + 64];
    }

    /** Line breaks of any kind become those of mail. */
    static byte[] encode(String text) {
        QuotedPrintable encoding = new QuotedPrintable(text.getBytes(StandardCharsets.UTF_8));
        encoding.encode();
        return Arrays.copyOf(encoding.out, encoding.length);
    }

    private void encode() {
        int place = 0;
        while (place < text.length) {
            // At most a soft break and three signs, or a line of what stays as it is.
            if (out.length - length < LONGEST_LINE + 3) {
                out = Arrays.copyOf(out, out.length * 2);
            }
            int octet = text[place] & 0xFF;
            if (octet == '\r' || octet == '\n') {
                place += octet == '\r' && place + 1 < text.length && text[place + 1] == '\n' ? 2 : 1;
                breakLine();
            } else if (staysAsItIs(place)) {
                room(1);
                int end = Math.min(text.length, place + LONGEST_LINE - column);
                int from = place;
                while (place < end && staysAsItIs(place)) {
                    place++;
                }
                System.arraycopy(text, from, out, length, place - from);
                length += place - from;
                column += place - from;
            } else {
                room(3);
                out[length++] = '=';
                out[length++] = HEX[octet >> 4];
                out[length++] = HEX[octet & 0xF];
                column += 3;
                place++;
            }
        }
    }

    private boolean staysAsItIs(int place) {
        byte octet = text[place];
        // A blank at the end of a line would be lost on the way.
        return octet > ' ' && octet <= '~' && octet != '=' || octet == ' ' && !endsLine(place + 1);
    }

    private boolean endsLine(int next) {
        return next == text.length || text[next] == '\r' || text[next] == '\n';
    }

    private void room(int octets) {
        if (column + octets > LONGEST_LINE) {
            out[length++] = '=';
            breakLine();
        }
    }

    private void breakLine() {
        out[length++] = '\r';
        out[length++] = '\n';
        column = 0;
    }
}
