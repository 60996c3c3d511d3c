package nl.privacyloket.connector.person;

import static nl.privacyloket.connector.person.Agreement.DIFFERENT;
import static nl.privacyloket.connector.person.Agreement.SAME;
import static nl.privacyloket.connector.person.Agreement.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.connector.mapping.TableName;
import org.junit.jupiter.api.Test;

class IdentityRuleTest {
    private static final TableName CUSTOMER = new TableName("shop", "customer");
    private static final TableName FORM = new TableName("shop", "form");
    private final IdentityRule rule = new IdentityRule("e-mail");

    private static Candidate customer(String key, Agreement email, Agreement number) {
        return new Candidate(CUSTOMER, key, Map.of("e-mail", email, "customer-number", number), false);
    }

    private static Candidate form(String key) {
        return new Candidate(FORM, key, Map.of("e-mail", SAME), true);
    }

    private static Candidate remembered(Agreement email, Agreement number) {
        return new Candidate(
                null, UUID.randomUUID().toString(), Map.of("e-mail", email, "customer-number", number), true);
    }

    @Test
    void theAddressAloneIsEnough() {
        Candidate customer = new Candidate(CUSTOMER, "1", Map.of("e-mail", SAME), false);

        assertThat(rule.decide(List.of(customer, form("2"), form("3")))).hasSize(3);
    }

    @Test
    void aNumberThatOnlySomebodyElseHasIsRefused() {
        assertRefused("identifiers-disagree", customer("1", SAME, UNKNOWN), customer("2", DIFFERENT, SAME));
    }

    @Test
    void aNumberThatFitsTwoAddressesIsRefused() {
        assertRefused("identifiers-disagree", customer("1", SAME, SAME), customer("2", DIFFERENT, SAME));
    }

    @Test
    void aNumberThatNobodyHasIsRefusedWhenThePersonHasAnother() {
        assertRefused("identifiers-disagree", customer("1", SAME, DIFFERENT));
    }

    @Test
    void aNumberThatNobodyHasIsNoMatterWhenThePersonHasNone() {
        Candidate customer = customer("1", SAME, UNKNOWN);

        assertThat(rule.decide(List.of(customer))).containsExactly(customer);
    }

    @Test
    void aNumberTellsTwoPersonsBehindOneAddressApart() {
        Candidate meant = customer("1", SAME, SAME);

        assertThat(rule.decide(List.of(meant, customer("2", SAME, DIFFERENT), customer("3", SAME, UNKNOWN))))
                .containsExactly(meant);
    }

    @Test
    void twoPersonsBehindOneAddressAreRefused() {
        assertRefused("identifiers-ambiguous", customer("1", SAME, UNKNOWN), customer("2", SAME, UNKNOWN));
    }

    @Test
    void whoWasErasedIsNotTakenForWhoStays() {
        Candidate erased = remembered(SAME, SAME);

        assertThat(rule.decide(List.of(customer("2", SAME, DIFFERENT), erased))).containsExactly(erased);
    }

    @Test
    void rowsOfTheAddressStayWithTheNumbersPerson() {
        Candidate meant = customer("1", SAME, SAME);

        assertThat(rule.decide(List.of(meant, form("9")))).containsExactly(meant, form("9"));
    }

    @Test
    void nobodyIsNobody() {
        assertThat(rule.decide(List.of())).isEmpty();
    }

    @Test
    void oneAddressInTwoSpellingsIsOne() {
        Subject subject = Subject.of(
                UUID.randomUUID(),
                List.of(new Identifier("e-mail", "A@example.org"), new Identifier("e-mail", " a@example.org")));

        rule.require(subject);

        assertThat(subject.toString()).doesNotContain("example.org");
    }

    @Test
    void withoutTheAddressAnyContradictionIsRefused() {
        Candidate contradicted =
                new Candidate(CUSTOMER, "1", Map.of("customer-number", SAME, "user-name", DIFFERENT), false);

        assertThatThrownBy(() -> rule.decideWithoutAnchor(List.of(contradicted), true))
                .hasMessage("identifiers-disagree");
    }

    @Test
    void withoutTheAddressRowsThatShareNothingAreNotTakenForOnePerson() {
        Candidate customer = new Candidate(CUSTOMER, "1", Map.of("customer-number", SAME), false);
        Candidate form = new Candidate(FORM, "2", Map.of("user-name", SAME), true);

        assertThatThrownBy(() -> rule.decideWithoutAnchor(List.of(customer, form), false))
                .hasMessage("identifiers-ambiguous");
        assertThat(rule.decideWithoutAnchor(List.of(customer, form), true)).containsExactly(customer, form);
    }

    private void assertRefused(String reason, Candidate... candidates) {
        assertThatThrownBy(() -> rule.decide(List.of(candidates)))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessage(reason);
    }
}
