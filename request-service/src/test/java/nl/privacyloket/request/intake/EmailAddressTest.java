package nl.privacyloket.request.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    private final EmailAddress.Check check = new EmailAddress.Check();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "saskia@example.org",
                "saskia@b\u00FCcher.example",
                "saskia@\u043F\u0440\u0438\u043C\u0435\u0440.example",
                "saskia@\u6771\u4EAC\u30BF\u30EF\u30FC.jp"
            })
    void anAddressInWhateverScriptIsTaken(String address) {
        assertThat(check.isValid(address, null)).isTrue();
    }

    @Test
    void anAddressThatIsTooLongOnceItIsInAsciiIsRefused() {
        String domain = ("\u00FC".repeat(50) + ".").repeat(4) + "org";
        String fits = "a".repeat(254 - 1 - IDN.toASCII(domain).length()) + "@" + domain;
        String tooLong = "a" + fits;

        assertThat(check.isValid(fits, null)).isTrue();
        assertThat(tooLong.length()).isLessThan(254);
        assertThat(check.isValid(tooLong, null)).isFalse();
    }
}
