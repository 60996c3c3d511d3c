package nl.privacyloket.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanguageTest {

    @Test
    void thePersonsLanguageGoesFirst() {
        assertThat(Language.of("en-GB", List.of("nl"))).isEqualTo(Language.EN);
    }

    @Test
    void elseTheOrganisationsFirstThatWeHave() {
        assertThat(Language.of("fr", List.of("de", "en", "nl"))).isEqualTo(Language.EN);
    }

    @Test
    void elseDutch() {
        assertThat(Language.of(null, List.of())).isEqualTo(Language.NL);
    }

    @Test
    void daysAreWrittenOut() {
        assertThat(Language.NL.day(LocalDate.of(2026, 12, 2))).isEqualTo("2 december 2026");
    }

    @Test
    void momentsAreOnTheClockOfTheOrganisation() {
        Instant summerEvening = Instant.parse("2026-07-31T22:30:00Z");

        assertThat(Language.EN.moment(summerEvening, ZoneId.of("Europe/Amsterdam")))
                .isEqualTo("1 August 2026, 00:30");
    }
}
