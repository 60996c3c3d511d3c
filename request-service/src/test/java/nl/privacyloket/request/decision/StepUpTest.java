package nl.privacyloket.request.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import nl.privacyloket.request.policy.Policy;
import org.junit.jupiter.api.Test;

class StepUpTest {

    @Test
    void aTokenThatSaysNothingShowsNothingWhateverThePolicySays() {
        assertThat(StepUp.isShown(new Policy.StepUp(List.of(), List.of(), List.of()), null, Set.of()))
                .isFalse();
        assertThat(StepUp.isShown(new Policy.StepUp(List.of(), List.of("gold"), List.of("otp")), null, Set.of()))
                .isFalse();
    }

    @Test
    void eitherOfBothShowsIt() {
        Policy.StepUp asked = new Policy.StepUp(List.of(), List.of("gold"), List.of("otp"));

        assertThat(StepUp.isShown(asked, "gold", Set.of())).isTrue();
        assertThat(StepUp.isShown(asked, null, Set.of("pwd", "otp"))).isTrue();
        assertThat(StepUp.isShown(asked, "silver", Set.of("pwd"))).isFalse();
    }
}
