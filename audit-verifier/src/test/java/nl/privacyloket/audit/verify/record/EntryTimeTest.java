package nl.privacyloket.audit.verify.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time of an entry, which is looked at eight bytes at a time. */
class EntryTimeTest {
    private static final String TIME = "2026-11-22T18:07:39.123456Z";
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z");

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T18:07:39Z", "2026-11-22T18:07:39.1Z", "0000-00-00T00:00:00.123456789Z"})
    void is_taken_with_and_without_fractions(String time) {
        assertThat(EntryScanner.scan(entry(time))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T18:07:39.Z",
                "2026-11-22T18:07:39.1234567890Z",
                "2026-11-22T18:07:39+01:00",
                "2026-11-22T18:07Z",
                "Z"
            })
    void is_declined_in_any_other_form(String time) {
        assertThat(EntryScanner.scan(entry(time))).isNull();
    }

    @Test
    void is_the_entrys() {
        assertThat(EntryScanner.scan(entry(TIME)).at()).isEqualTo(TIME);
    }

    @Property(tries = 2000)
    void with_one_sign_changed_is_taken_when_it_has_the_form(
            @ForAll @IntRange(max = 26) int place, @ForAll @IntRange(min = ' ', max = 126) int sign) {
        String changed = TIME.substring(0, place) + (char) sign + TIME.substring(place + 1);

        assertThat(EntryScanner.scan(entry(changed)) != null)
                .as(changed)
                .isEqualTo(FORM.matcher(changed).matches());
    }

    private static byte[] entry(String time) {
        return ("{\"service\":\"log\",\"index\":7,\"at\":\"" + time
                        + "\",\"organisation\":\"-\",\"actor\":\"a\",\"action\":\"b\",\"object\":{\"type\":\"c\",\"id\":\"d\"},"
                        + "\"outcome\":\"done\",\"policyVersion\":null,\"requestId\":null}")
                .getBytes(UTF_8);
    }
}
