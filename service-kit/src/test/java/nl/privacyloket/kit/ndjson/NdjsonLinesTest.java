package nl.privacyloket.kit.ndjson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdjsonLinesTest {

    @Test
    void numbersLinesAndPassesBlankOnesOver() throws IOException {
        var lines = read("one\n\n  \r\ntwo\r\nthree");

        assertThat(lines).containsExactly("1 one", "4 two\r", "5 three");
    }

    @Test
    void hasNothingForAnEmptyBody() throws IOException {
        assertThat(read("")).isEmpty();
        assertThat(read("\n\n")).isEmpty();
    }

    @Test
    void acceptsALineOfTheGreatestLengthAndNoneThatIsLonger() throws IOException {
        var greatest = "x".repeat(NdjsonLines.LONGEST);

        assertThat(read(greatest + "\n" + greatest + "y\nlast\n"))
                .containsExactly("1 " + greatest, "2 too long", "3 last");
    }

    /** A gigabyte without an end of line passes through the memory of one line. */
    @Test
    void holdsNothingOfALineThatIsTooLong() throws IOException {
        var endless = new InputStream() {
            private long left = 1L << 30;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                if (left == 0) {
                    return -1;
                }
                var given = (int) Math.min(length, left);
                left -= given;
                return given;
            }
        };
        var lines = new NdjsonLines(endless);

        var line = lines.next();

        assertThat(line.isTooLong()).isTrue();
        assertThat(line.number()).isEqualTo(1);
        assertThat(lines.next()).isNull();
    }

    @Test
    void doesNotTellWhatIsInALine() throws IOException {
        var line = new NdjsonLines(stream("C-1042")).next();

        assertThat(line).hasToString("Line[1]");
    }

    private static List<String> read(String body) throws IOException {
        var lines = new NdjsonLines(stream(body));
        var read = new ArrayList<String>();
        for (var line = lines.next(); line != null; line = lines.next()) {
            read.add(line.number() + " "
                    + (line.isTooLong() ? "too long" : new String(line.bytes(), StandardCharsets.UTF_8)));
        }
        return read;
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }
}
