package nl.privacyloket.retention.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaseStateTest {

    @ParameterizedTest
    @EnumSource(
            names = {"CLOSED", "HELD"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyCaseCanBeClosed(CaseState state) {
        assertThat(state.canBecome(CaseState.CLOSED)).isTrue();
    }

    @Test
    void aHeldCaseOnlyGoesOn() {
        assertThat(Arrays.stream(CaseState.values()).filter(CaseState.HELD::canBecome))
                .containsExactly(CaseState.PLANNING);
        assertThat(CaseState.HELD.hasEnded()).isFalse();
    }

    @Test
    void aClosedCaseIsOnlyTakenUpToLiftARestriction() {
        assertThat(Arrays.stream(CaseState.values()).filter(CaseState.CLOSED::canBecome))
                .containsExactly(CaseState.LIFTING);
    }

    @ParameterizedTest
    @EnumSource
    void onlyAPlannedErasureOrWhatNeedsNoPlanIsExecuted(CaseState state) {
        assertThat(state.canBecome(CaseState.EXECUTING))
                .isEqualTo(state == CaseState.PLANNED || state == CaseState.OPEN);
    }
}
