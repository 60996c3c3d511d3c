package nl.privacyloket.request.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.format.DateTimeParseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermTest {

    @ParameterizedTest
    @ValueSource(strings = {"P4W", "P1W", "P1M", "P3M", "P14D", "P7Y", "P0D"})
    void aTermIsToldAsItWasWritten(String text) {
        assertThat(Term.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4W", "P-1M", "P1M2D", "PT1H", "one month", "P12345D"})
    void whatIsNotAPeriodOfOneUnitIsRefused(String text) {
        assertThatThrownBy(() -> Term.parse(text)).isInstanceOf(DateTimeParseException.class);
    }
}
