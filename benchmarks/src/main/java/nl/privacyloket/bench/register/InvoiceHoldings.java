package nl.privacyloket.bench.register;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import nl.privacyloket.bench.webshop.Registering;

/**
 * Invoices that a webshop has, ten of each customer. Customers and dates are in no order, as they are in a table.
 *
 * @param rows how many
 */
record InvoiceHoldings(int rows) {
    private static final int OF_A_PERSON = 10;
    private static final long SCATTER = 2_654_435_761L;

    String recordRef(int at) {
        return "invoice:" + at;
    }

    long customer(int at) {
        return Math.floorMod(at * SCATTER, (long) Math.max(1, rows / OF_A_PERSON));
    }

    LocalDate startedOn(int at) {
        return LocalDate.of(2022, 1, 1).plusDays(Math.floorMod(at * 40_503L, 1_700));
    }

    /** As the webshop registers it: a line of NDJSON. */
    String line(int at) {
        return Registering.invoice(
                "C-" + customer(at), recordRef(at), startedOn(at).toString());
    }

    /** All lines, made while they are read. */
    InputStream lines() {
        return new Lines();
    }

    private final class Lines extends InputStream {
        private static final int AT_A_TIME = 200;
        private byte[] piece = {};
        private int at;
        private int next;

        @Override
        public int read() {
            throw new UnsupportedOperationException("read in pieces");
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (at == piece.length) {
                if (next == rows) {
                    return -1;
                }
                var text = new StringBuilder();
                for (int lines = 0; lines < AT_A_TIME && next < rows; lines++) {
                    text.append(line(next++));
                }
                piece = text.toString().getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            int given = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, into, from, given);
            at += given;
            return given;
        }
    }
}
