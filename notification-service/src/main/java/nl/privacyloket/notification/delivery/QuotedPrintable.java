package nl.privacyloket.notification.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text as quoted-printable (RFC 2045, 6.7), in UTF-8. The mail library encodes byte by byte into the connection, through four
 * streams for each byte, which took more than half of the time of a mail.
 */
final class QuotedPrintable {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SOFT_BREAK = {'=', '\r', '\n'};
    /** With the sign of a soft break a line has one more. */
    private static final int LONGEST_LINE = 75;

    private final ByteArrayOutputStream out;
    private int column;

    private QuotedPrintable(ByteArrayOutputStream out) {
        this.out = out;
    }

    /** Adds it; line breaks of any kind become those of mail. */
    static void write(String text, ByteArrayOutputStream out) {
        new QuotedPrintable(out).write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] text) {
        for (int place = 0; place < text.length; place++) {
            int octet = text[place] & 0xFF;
            if (octet == '\r' || octet == '\n') {
                if (octet == '\r' && place + 1 < text.length && text[place + 1] == '\n') {
                    place++;
                }
                out.write('\r');
                out.write('\n');
                column = 0;
            } else if (octet < ' ' || octet > '~' || octet == '=' || octet == ' ' && endsLine(text, place + 1)) {
                room(3);
                out.write('=');
                out.write(HEX[octet >> 4]);
                out.write(HEX[octet & 0xF]);
            } else {
                room(1);
                out.write(octet);
            }
        }
    }

    /** A blank there would be lost on the way. */
    private static boolean endsLine(byte[] text, int next) {
        return next == text.length || text[next] == '\r' || text[next] == '\n';
    }

    private void room(int octets) {
        if (column + octets > LONGEST_LINE) {
            out.write(SOFT_BREAK, 0, SOFT_BREAK.length);
            column = 0;
        }
        column += octets;
    }
}
