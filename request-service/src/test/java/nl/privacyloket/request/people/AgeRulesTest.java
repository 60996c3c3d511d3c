package nl.privacyloket.request.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeRulesTest {

    @ParameterizedTest
    @CsvSource({
        // The last day before the change: up to sixteen the representative alone.
        "2026-08-31, 2010-08-31, BY_ONESELF",
        "2026-08-31, 2010-09-01, BY_REPRESENTATIVE",
        "2026-08-31, 2014-08-31, BY_REPRESENTATIVE",
        "2026-08-31, 2020-01-01, BY_REPRESENTATIVE",
        // The first day of the change.
        "2026-09-01, 2010-09-01, BY_ONESELF",
        "2026-09-01, 2010-09-02, BY_EITHER",
        "2026-09-01, 2014-09-01, BY_EITHER",
        "2026-09-01, 2014-09-02, BY_REPRESENTATIVE",
        "2026-09-01, 2026-08-31, BY_REPRESENTATIVE",
        "2026-09-01, 1950-01-01, BY_ONESELF"
    })
    void theLawOfTheDayOfReceiptHolds(LocalDate receivedOn, LocalDate birthDate, Exercise exercise) {
        assertThat(AgeRules.exercise(birthDate, receivedOn)).isEqualTo(exercise);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-02-28, 2011-02-28, 16",
        "2027-02-28, 2011-03-01, 15",
        // Born on a leap day: a year older on 1 March, and on the day itself when there is one.
        "2028-02-28, 2012-02-29, 15",
        "2028-02-29, 2012-02-29, 16",
        "2026-02-28, 2012-02-29, 13",
        "2026-03-01, 2012-02-29, 14"
    })
    void ageIsCountedInWholeYears(LocalDate day, LocalDate birthDate, int age) {
        assertThat(AgeRules.ageOn(day, birthDate)).isEqualTo(age);
    }

    @Test
    void aLeapDayChildComesOfAgeOnItsDay() {
        LocalDate birthDate = LocalDate.of(2016, 2, 29);

        assertThat(AgeRules.exercise(birthDate, LocalDate.of(2027, 2, 28))).isEqualTo(Exercise.BY_REPRESENTATIVE);
        assertThat(AgeRules.exercise(birthDate, LocalDate.of(2028, 2, 28))).isEqualTo(Exercise.BY_REPRESENTATIVE);
        assertThat(AgeRules.exercise(birthDate, LocalDate.of(2028, 2, 29))).isEqualTo(Exercise.BY_EITHER);
        assertThat(AgeRules.exercise(birthDate, LocalDate.of(2032, 2, 29))).isEqualTo(Exercise.BY_ONESELF);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22, 2010-11-23, true", // fifteen
        "2026-11-22, 2010-11-22, false", // sixteen today
        "2026-11-22, 2008-11-23, false", // the day before eighteen
        "2026-11-22, 2008-11-22, true",
        "2026-11-22, 1940-01-01, true"
    })
    void atSixteenAndSeventeenNobodyHasAGuardianInThis(LocalDate receivedOn, LocalDate birthDate, boolean can) {
        assertThat(AgeRules.canHaveGuardian(birthDate, receivedOn)).isEqualTo(can);
    }

    @Test
    void aReporterActsForNobody() {
        assertThat(Capacity.ofCode("reporter")).contains(Capacity.REPORTER);
        assertThat(Capacity.REPORTER.isRepresentation()).isFalse();
        assertThat(Capacity.GUARDIAN.isRepresentation()).isTrue();
        assertThat(Capacity.ofCode("uncle")).isEmpty();
    }
}
