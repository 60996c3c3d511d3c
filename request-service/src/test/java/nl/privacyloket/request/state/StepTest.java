package nl.privacyloket.request.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StepTest {

    @ParameterizedTest
    @CsvSource({
        "awaiting-confirmation, confirmation extension identity-verification withdrawal",
        "awaiting-identity, identity-document extension identity-verification withdrawal",
        "in-assessment, clarification extension decision decision-approval withdrawal",
        "awaiting-clarification, answer extension decision decision-approval withdrawal",
        "decided, extension execution reassessment completion closing",
        "in-execution, extension reassessment completion closing",
        "closed, ''",
    })
    void fromEachStatusTheseStepsAreAllowed(String status, String steps) {
        List<Step> allowed = RequestStatus.ofCode(status).orElseThrow().allowed();

        assertThat(String.join(" ", allowed.stream().map(Step::code).toList())).isEqualTo(steps);
    }

    @Test
    void aStepThatIsNotAllowedNamesItselfAndTheStatus() {
        assertThatThrownBy(() -> Step.DECISION.take(RequestStatus.AWAITING_IDENTITY, RequestStatus.DECIDED))
                .asInstanceOf(type(IllegalStepException.class))
                .satisfies(refused -> {
                    assertThat(refused.step()).isEqualTo(Step.DECISION);
                    assertThat(refused.status()).isEqualTo(RequestStatus.AWAITING_IDENTITY);
                });
    }

    @Test
    void aStepLeadsNowhereElse() {
        assertThatThrownBy(() -> Step.CONFIRMATION.take(RequestStatus.AWAITING_CONFIRMATION, RequestStatus.CLOSED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void nothingFollowsOnAClosedRequest(Step step) {
        assertThat(step.isFrom(RequestStatus.CLOSED)).isFalse();
    }
}
