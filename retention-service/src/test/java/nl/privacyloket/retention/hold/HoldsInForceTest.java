package nl.privacyloket.retention.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.privacyloket.retention.hold.HoldsInForce.Scoped;
import org.junit.jupiter.api.Test;

class HoldsInForceTest {
    private static final byte[] SASKIA = new byte[32];
    private static final byte[] JORIS = HexFormat.of().parseHex("01".repeat(32));
    private static final PersonIdentifier SASKIAS = new PersonIdentifier("e-mail", "saskia.voorbeeld@example.org");

    @Test
    void aPersonIsCoveredByAHashOfAnyKind() {
        var holds = holds(person(HoldReason.LEGAL_CLAIM, null, null));

        assertThat(holds.covers("shop", "account", List.of(JORIS, SASKIA))).isPresent();
        assertThat(holds.covers("shop", "account", List.of("00".repeat(32)))).isPresent();
        assertThat(holds.covers("shop", "account", List.of(JORIS))).isEmpty();
        assertThat(holds.covers("shop", "account", List.of())).isEmpty();
    }

    @Test
    void whatAScopeNamesHasToFitAltogether() {
        var holds = holds(person(HoldReason.LEGAL_CLAIM, "shop", "account"));

        assertThat(holds.covers("shop", "account", List.of(SASKIA))).isPresent();
        assertThat(holds.covers("crm", "account", List.of(SASKIA))).isEmpty();
        assertThat(holds.covers("shop", "orders", List.of(SASKIA))).isEmpty();
        assertThat(holds.covers("shop", "account", List.of(JORIS))).isEmpty();
    }

    @Test
    void aHoldOnACategoryCoversEverybody() {
        var holds = holds(scoped(HoldReason.INVESTIGATION, false, null, "account", null));

        assertThat(holds.covers("shop", "account", List.of())).isPresent();
        assertThat(holds.covers("crm", "account", List.of(JORIS))).isPresent();
        assertThat(holds.covers("crm", "orders", List.of(JORIS))).isEmpty();
        assertThat(holds.stops("crm")).isEmpty();
        assertThat(holds.personsFor("crm")).containsExactly(new HeldPerson("account", List.of()));
    }

    @Test
    void theHoldThatLastsLongestIsNamed() {
        var holds = holds(
                scoped(HoldReason.COMPLAINT, false, null, "account", "2027-03-01"),
                scoped(HoldReason.INVESTIGATION, false, null, "account", null),
                scoped(HoldReason.LEGAL_CLAIM, false, null, "account", "2030-01-01"));

        assertThat(holds.covers("shop", "account", List.of()).orElseThrow().basis())
                .isEqualTo("hold:investigation");
    }

    @Test
    void namesThePersonsWhoseRowsACommandHasToLeave() {
        var holds = holds(
                person(HoldReason.LEGAL_CLAIM, null, null),
                person(HoldReason.COMPLAINT, null, null),
                person(HoldReason.LEGAL_CLAIM, "crm", null),
                person(HoldReason.LEGAL_CLAIM, null, "orders"));

        assertThat(holds.personsFor("shop"))
                .containsExactly(new HeldPerson(null, List.of(SASKIAS)), new HeldPerson("orders", List.of(SASKIAS)));
    }

    @Test
    void aHoldOnAWholeSystemStopsWhateverIsCommandedThere() {
        var holds = holds(scoped(HoldReason.INVESTIGATION, false, "shop", null, null));

        assertThat(holds.stops("shop")).isPresent();
        assertThat(holds.stops("crm")).isEmpty();
        assertThat(holds.personsFor("shop")).isEmpty();
    }

    @Test
    void moreThanFitsACommandIsTooMuch() {
        var one = person(HoldReason.LEGAL_CLAIM, "shop", null);
        var many = Collections.nCopies(3_000, one);

        assertThat(new HoldsInForce(7, many).isTooMuchFor("shop")).isFalse();
        var more = new ArrayList<>(many);
        more.add(one);
        assertThat(new HoldsInForce(7, more).isTooMuchFor("shop")).isTrue();
        assertThat(new HoldsInForce(7, more).isTooMuchFor("crm")).isFalse();
    }

    @Test
    void whatIsTooLongForACommandIsTooMuch() {
        var large = new Scoped(
                person(HoldReason.LEGAL_CLAIM, "shop", null).hold(),
                Set.of(),
                () -> List.of(new PersonIdentifier("e-mail", "x".repeat(380_000))));

        assertThat(new HoldsInForce(7, List.of(large)).isTooMuchFor("shop")).isTrue();
    }

    @Test
    void anOpenRequestStopsTermsAndNotThePersonsErasure() {
        var holds = holds(person(HoldReason.OPEN_REQUEST, null, null));

        assertThat(holds.covers("shop", "account", List.of(SASKIA))).isPresent();
        assertThat(holds.againstOwnErasure().covers("shop", "account", List.of(SASKIA)))
                .isEmpty();
        assertThat(holds.againstOwnErasure().personsFor("shop")).isEmpty();
        assertThat(holds.againstOwnErasure().epoch()).isEqualTo(7);
    }

    @Test
    void tellsNobodysNameInItsText() {
        var permit = new PermitAddress("http://localhost/permits", "secret")
                .except(List.of(new HeldPerson(null, List.of(SASKIAS))));

        assertThat(permit + " " + permit.except() + " " + SASKIAS).doesNotContain("saskia", "secret");
    }

    @Test
    void dataOfWhomIsNotKnownAreHeldByWhatPeopleHoldOfSomebody() {
        assertThat(holds(person(HoldReason.INVESTIGATION, null, null)).onSomebody("request-service", "request-file"))
                .isPresent();
        assertThat(holds(
                                person(HoldReason.OPEN_REQUEST, null, null),
                                person(HoldReason.RESTRICTION, null, null),
                                person(HoldReason.COMPLAINT, "shop", null),
                                person(HoldReason.COMPLAINT, null, "orders"))
                        .onSomebody("request-service", "request-file"))
                .isEmpty();
    }

    @Test
    void findsThoseThatEndWithADay() {
        var day = LocalDate.parse("2027-03-01");
        var ending = holds(
                        scoped(HoldReason.COMPLAINT, true, "shop", "account", "2027-03-01"),
                        scoped(HoldReason.COMPLAINT, false, null, "orders", "2027-03-02"),
                        person(HoldReason.COMPLAINT, "crm", null))
                .endingOn(day);

        assertThat(ending.heldPersons("shop", "account")).containsExactly(SASKIA);
        assertThat(ending.heldPersons("crm", "account")).isEmpty();
        assertThat(ending.covers("shop", "orders", List.of())).isEmpty();
    }

    @Test
    void refusesWhatIsNoHash() {
        var holds = holds(person(HoldReason.LEGAL_CLAIM, null, null));

        assertThatThrownBy(() -> holds.covers("shop", "account", List.of(42)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static HoldsInForce holds(Scoped... scoped) {
        return new HoldsInForce(7, List.of(scoped));
    }

    private static Scoped person(HoldReason reason, String system, String category) {
        return scoped(reason, true, system, category, null);
    }

    private static Scoped scoped(HoldReason reason, boolean bySubject, String system, String category, String until) {
        var hold = new Hold(
                UUID.randomUUID(),
                "prifora",
                reason,
                bySubject,
                system,
                category,
                until == null ? null : LocalDate.parse(until),
                3);
        return new Scoped(
                hold,
                bySubject ? Set.of(ByteBuffer.wrap(SASKIA)) : Set.of(),
                () -> bySubject ? List.of(SASKIAS) : List.of());
    }
}
