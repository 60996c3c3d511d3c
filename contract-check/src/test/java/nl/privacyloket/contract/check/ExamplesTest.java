package nl.privacyloket.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
    @ParameterizedTest
    @ValueSource(strings = {"request-service", "retention-service", "notification-service"})
    void standWithEveryBodyInJsonAndFit(String service) {
        assertThat(OpenApiContract.of(service).exampleFaults()).isEmpty();
    }
}
