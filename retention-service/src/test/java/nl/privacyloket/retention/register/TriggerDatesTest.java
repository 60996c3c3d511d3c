package nl.privacyloket.retention.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import nl.privacyloket.retention.rule.RetentionAction;
import nl.privacyloket.retention.rule.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TriggerDatesTest {
    private static final LocalDate EARLIER = LocalDate.parse("2026-01-01");
    private static final LocalDate LATER = LocalDate.parse("2026-06-01");

    @Test
    void addsWhatIsKnownOfThePerson() {
        var dates = TriggerDates.of(Trigger.COLLECTED, EARLIER, Map.of(Trigger.ACCOUNT_CLOSED, LATER));

        assertThat(dates).isEqualTo(Map.of(Trigger.COLLECTED, EARLIER, Trigger.ACCOUNT_CLOSED, LATER));
    }

    @Test
    void takesTheLaterDateOfAnEventOfThePerson() {
        assertThat(TriggerDates.of(Trigger.LAST_ACTIVITY, EARLIER, Map.of(Trigger.LAST_ACTIVITY, LATER)))
                .isEqualTo(Map.of(Trigger.LAST_ACTIVITY, LATER));
        assertThat(TriggerDates.of(Trigger.ACCOUNT_CLOSED, LATER, Map.of(Trigger.ACCOUNT_CLOSED, EARLIER)))
                .isEqualTo(Map.of(Trigger.ACCOUNT_CLOSED, LATER));
    }

    @Test
    void leavesARecordItsOwnDate() {
        assertThat(TriggerDates.of(Trigger.COLLECTED, EARLIER, Map.of(Trigger.COLLECTED, LATER)))
                .isEqualTo(Map.of(Trigger.COLLECTED, EARLIER));
        assertThat(TriggerDates.of(Trigger.DOCUMENT_APPROVED, EARLIER, Map.of(Trigger.DOCUMENT_APPROVED, LATER)))
                .isEqualTo(Map.of(Trigger.DOCUMENT_APPROVED, EARLIER));
    }

    @ParameterizedTest
    @EnumSource(Trigger.class)
    void storesEachTriggerUnderANumberOfItsOwn(Trigger trigger) {
        assertThat(Codes.trigger(Codes.of(trigger))).isEqualTo(trigger);
    }

    @ParameterizedTest
    @EnumSource(RetentionAction.class)
    void storesEachActionAsABitOfItsOwn(RetentionAction action) {
        assertThat(Codes.action(Codes.of(action))).isEqualTo(action);
        assertThat(Codes.actions(Codes.of(action))).containsExactly(action);
        assertThat(Codes.actions(7)).containsExactlyInAnyOrder(RetentionAction.values());
    }
}
