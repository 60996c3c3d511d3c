package nl.privacyloket.audit.verify.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BytesTest {
    @Property(tries = 1000)
    void finds_what_a_plain_loop_finds(
            @ForAll @Size(max = 90) byte[] bytes, @ForAll @IntRange(max = 90) int somewhere) {
        int from = bytes.length == 0 ? 0 : somewhere % bytes.length;
        int newline = -1;
        for (int i = bytes.length - 1; i >= from; i--) {
            newline = bytes[i] == '\n' ? i : newline;
        }
        int end = from;
        while (end < bytes.length && bytes[end] >= ' ' && bytes[end] != '"' && bytes[end] != '\\') {
            end++;
        }

        assertThat(Bytes.newline(bytes, from, bytes.length)).isEqualTo(newline);
        assertThat(Bytes.endOfPlainText(bytes, from)).isEqualTo(end);
    }

    @Property(tries = 1000)
    void finds_the_end_of_text(@ForAll @IntRange(max = 30) int length, @ForAll byte end) {
        byte[] bytes = new byte[length + 12];
        Arrays.fill(bytes, (byte) 'a');
        bytes[length] = end;
        boolean ends = end < ' ' || end == '"' || end == '\\';

        assertThat(Bytes.endOfPlainText(bytes, 0)).isEqualTo(ends ? length : bytes.length);
        assertThat(Bytes.newline(bytes, 0, bytes.length)).isEqualTo(end == '\n' ? length : -1);
    }
}
