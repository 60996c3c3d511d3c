package nl.privacyloket.kit.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::, 20010db800010002",
        "fe80::1%eth0, fe80000000000000",
        "::ffff:192.0.2.1, 192.0.2.1"
    })
    void anAddressStandsForWhomItsCallsAreCounted(String address, String counted) {
        assertThat(CallerAddress.network(address)).isEqualTo(counted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not:an:address", ":", "::::", "2001:db8::zz"})
    void whatAProxySaysAndIsNoAddressIsCountedTogether(String address) {
        assertThat(CallerAddress.network(address)).isEqualTo("unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_hidden", "Unknown"})
    void aNameIsCountedByItself(String name) {
        assertThat(CallerAddress.network(name)).isEqualTo(name.toLowerCase(java.util.Locale.ROOT));
    }
}
