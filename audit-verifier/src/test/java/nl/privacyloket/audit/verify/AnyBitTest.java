package nl.privacyloket.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static nl.privacyloket.audit.verify.fixture.Verifying.keys;
import static nl.privacyloket.audit.verify.fixture.Verifying.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import nl.privacyloket.audit.verify.fixture.PlayedLog;
import nl.privacyloket.audit.verify.record.Delivered;
import nl.privacyloket.audit.verify.record.Header;
import org.junit.jupiter.api.Test;

/** A bit of a covered log that is another is seen, wherever it is. */
class AnyBitTest {
    private static final PlayedLog LOG = PlayedLog.of("request-service", 9, 4);
    private static final TrustedKeys KEYS = keys(LOG.key());

    @Property(tries = 1500)
    void of_a_value(@ForAll @IntRange(min = 0) int somewhere, @ForAll @IntRange(min = 0) int bit) {
        List<Delivered> records = LOG.records();
        int at = somewhere % records.size();
        Delivered record = records.get(at);
        records.set(at, copy(record, record.key(), record.headers(), flipped(record.value(), bit)));

        assertThat(verdict(KEYS, records).exitCode()).isEqualTo(AuditVerdict.TAMPERED);
    }

    @Property(tries = 500)
    void of_a_key(@ForAll @IntRange(min = 0) int somewhere, @ForAll @IntRange(min = 0) int bit) {
        List<Delivered> records = LOG.records();
        int at = somewhere % records.size();
        Delivered record = records.get(at);
        String key = new String(flipped(record.key().getBytes(UTF_8), bit), UTF_8);
        records.set(at, copy(record, key, record.headers(), record.value()));

        assertThat(verdict(KEYS, records).exitCode()).isEqualTo(AuditVerdict.TAMPERED);
    }

    /** Not of the trace context: it follows from nothing and says nothing. */
    @Property(tries = 1500)
    void of_a_header(
            @ForAll @IntRange(min = 0) int somewhere,
            @ForAll @IntRange(min = 0, max = 6) int header,
            @ForAll boolean name,
            @ForAll @IntRange(min = 0) int bit) {
        List<Delivered> records = LOG.records();
        int at = somewhere % records.size();
        Delivered record = records.get(at);
        List<Header> headers = new ArrayList<>(record.headers());
        Header one = headers.get(header);
        headers.set(
                header,
                name
                        ? new Header(new String(flipped(one.name().getBytes(UTF_8), bit), UTF_8), one.value())
                        : new Header(one.name(), flipped(one.value(), bit)));
        records.set(at, copy(record, record.key(), headers, record.value()));

        assertThat(verdict(KEYS, records).exitCode()).isEqualTo(AuditVerdict.TAMPERED);
    }

    @Test
    void every_bit_of_one_entry_without_key_and_headers() {
        List<Delivered> lines = LOG.records().stream()
                .map(record -> Delivered.line("export", 1, null, false, record.value()))
                .toList();
        assertThat(verdict(KEYS, lines).exitCode()).isZero();
        byte[] value = lines.get(2).value();
        for (int bit = 0; bit < value.length * 8; bit++) {
            List<Delivered> changed = new ArrayList<>(lines);
            changed.set(2, Delivered.line("export", 3, "request-service", false, flipped(value, bit)));

            assertThat(verdict(KEYS, changed).exitCode()).as("bit %d", bit).isEqualTo(AuditVerdict.TAMPERED);
        }
    }

    private static byte[] flipped(byte[] bytes, int somewhere) {
        byte[] changed = bytes.clone();
        int bit = somewhere % (changed.length * 8);
        changed[bit / 8] ^= (byte) (1 << (bit % 8));
        return changed;
    }

    private static Delivered copy(Delivered record, String key, List<Header> headers, byte[] value) {
        return Delivered.record(record.position(), key, headers, value);
    }
}
