package nl.privacyloket.faults.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import nl.privacyloket.faults.check.Check;
import nl.privacyloket.faults.check.Checks;
import nl.privacyloket.faults.check.Finding;
import nl.privacyloket.faults.check.Finding.Kind;
import org.junit.jupiter.api.Test;

class GuardsTest {
    private static final Finding DOUBLE = new Finding("taken-once", Kind.DOUBLED, "an event twice");
    private static final Finding LOSS = new Finding("taken-once", Kind.LOST, "an event not at all");
    private static final Finding OTHER = new Finding("facts-once", Kind.DOUBLED, "a fact twice");

    @Test
    void everyCheckIsProvenByAGuard() {
        assertThat(Guards.ALL.stream().map(Guard::check).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Checks.ALL.stream().map(Check::name).toList());
    }

    @Test
    void aGuardIsProvenByItsCheckAndByWhatItKeepsFromHappening() {
        Proof proof = Proof.of(Guards.INBOX, List.of(OTHER, LOSS, DOUBLE));

        assertThat(proof.holds()).isTrue();
        assertThat(proof.reports()).containsExactly(DOUBLE);
        assertThat(proof.others()).containsExactly(OTHER, LOSS);
    }

    @Test
    void anotherFindingOfItsCheckProvesNothing() {
        assertThat(Proof.of(Guards.INBOX, List.of(LOSS)).holds()).isFalse();
    }

    @Test
    void theSameKindOfAnotherCheckProvesNothing() {
        assertThat(Proof.of(Guards.INBOX, List.of(OTHER)).holds()).isFalse();
    }
}
