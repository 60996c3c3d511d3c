package nl.privacyloket.connector.execution;

import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import nl.privacyloket.connector.execution.RestrictedCategory.Outcome;
import nl.privacyloket.connector.shop.Commands;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.connector.shop.ShopRights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestrictionTest {
    private static final String ANNA = "anna@example.org";

    private ShopDatabase shop;
    private Commands commands;

    @BeforeEach
    void twoPersonsOfOneName() throws SQLException {
        shop = ShopDatabase.empty();
        fullCustomer(shop, 7, "Anna Jansen", ANNA);
        fullCustomer(shop, 8, "Anna Jansen", "anna.jansen@example.net");
        ShopRights.taughtTo(shop);
        commands = Commands.ofNewRequest(shop, ShopRights.fitted(shop));
    }

    private static RestrictedCategory done(String category, int rows) {
        return new RestrictedCategory(category, rows, Outcome.DONE);
    }

    private static RestrictedCategory unsupported(String category, int rows) {
        return new RestrictedCategory(category, rows, Outcome.UNSUPPORTED);
    }

    private List<String> restricted(String table) throws SQLException {
        return shop.query("SELECT id FROM " + table + " WHERE restricted ORDER BY id");
    }

    @Test
    void restrictsWhatTheMappingCanAndSaysWhatItCannot() throws SQLException {
        List<RestrictedCategory> categories = commands.restrict(List.of(), "e-mail", ANNA);

        assertThat(categories)
                .containsExactly(
                        done("account", 1),
                        unsupported("invoices", 3),
                        unsupported("marketing", 1),
                        done("orders", 2),
                        unsupported("usage", 2),
                        done("website-visitor", 2));
        assertThat(restricted("customer")).containsExactly("7");
        assertThat(restricted("orders")).containsExactly("71", "72");
        assertThat(restricted("form_submission")).containsExactly("71", "72");
        assertThat(shop.query("SELECT count(*)::text FROM orders WHERE restricted_at IS NOT NULL"))
                .containsExactly("2");
    }

    @Test
    void restrictsOneCategoryAndLeavesTheOthers() throws SQLException {
        List<RestrictedCategory> categories = commands.restrict(List.of("orders"), "e-mail", ANNA);

        assertThat(categories).containsExactly(done("orders", 2));
        assertThat(restricted("customer")).isEmpty();
    }

    @Test
    void liftsWhatItRestricted() throws SQLException {
        List<String> before = shop.rows("orders");
        commands.restrict(List.of("orders", "account"), "e-mail", ANNA);

        List<RestrictedCategory> lifted = commands.lift(List.of("orders", "account"), "e-mail", ANNA);

        assertThat(lifted).containsExactly(done("account", 1), done("orders", 2));
        assertThat(shop.rows("orders")).isEqualTo(before);
        assertThat(restricted("customer")).isEmpty();
    }

    @Test
    void twiceIsAsOnce() throws SQLException {
        commands.restrict(List.of("account"), "e-mail", ANNA);

        assertThat(commands.restrict(List.of("account"), "e-mail", ANNA)).containsExactly(done("account", 1));
        assertThat(restricted("customer")).containsExactly("7");
    }

    @Test
    void restrictedDataAreStillShownToThePerson() throws SQLException {
        Access.Answer before = commands.access("e-mail", ANNA);
        commands.restrict(List.of(), "e-mail", ANNA);

        Access.Answer after = commands.access("e-mail", ANNA);

        assertThat(after.categories()).isEqualTo(before.categories());
    }

    @Test
    void stopsUsingDataForAPurposeOnly() throws SQLException {
        List<String> customers = shop.rows("customer");
        shop.run("UPDATE consent SET purpose = 'newsletter'");

        List<RestrictedCategory> categories = commands.stopUsingFor("newsletter", "e-mail", ANNA);

        assertThat(categories).containsExactly(done("marketing", 1));
        assertThat(shop.query("SELECT customer_id FROM consent WHERE withdrawn_at IS NOT NULL"))
                .containsExactly("7");
        assertThat(shop.rows("customer")).isEqualTo(customers);
    }

    @Test
    void aPurposeConcernsTheRowsThatItsConditionNames() throws SQLException {
        shop.run("UPDATE consent SET purpose = 'offers'");

        List<RestrictedCategory> categories = commands.stopUsingFor("newsletter", "e-mail", ANNA);

        assertThat(categories).containsExactly(done("marketing", 0));
        assertThat(shop.query("SELECT customer_id FROM consent WHERE withdrawn_at IS NOT NULL"))
                .isEmpty();
    }

    @Test
    void aPurposeThatIsNotMappedHasNoLine() throws SQLException {
        assertThat(commands.stopUsingFor("profiling", "e-mail", ANNA)).isEmpty();
    }

    @Test
    void nobodyFoundIsNoFailure() throws SQLException {
        assertThat(commands.restrict(List.of("account", "usage"), "e-mail", "nobody@example.org"))
                .containsExactly(done("account", 0), unsupported("usage", 0));
    }

    @Test
    void refusesACategoryThatTheMappingDoesNotKnow() {
        assertThatThrownBy(() -> commands.restrict(List.of("employees"), "e-mail", ANNA))
                .hasMessage("unknown-category");
    }
}
