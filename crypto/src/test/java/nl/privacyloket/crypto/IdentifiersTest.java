package nl.privacyloket.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifiersTest {
    @ParameterizedTest
    @CsvSource({
        "e-mail, ' Jo.Doe+Tag@Example.ORG', jo.doe+tag@example.org",
        "e-mail, jo@bücher.example, jo@xn--bcher-kva.example",
        "e-mail, jo@xn--bcher-kva.example, jo@xn--bcher-kva.example",
        "e-mail, no address, no address",
        "phone, +31 (0)20-555 01 00, +310205550100",
        "customer-number, c-1042, c-1042",
    })
    void oneWayOfWritingIsLeft(String type, String value, String normal) {
        assertThat(Identifiers.normalise(type, value)).isEqualTo(normal);
    }
}
