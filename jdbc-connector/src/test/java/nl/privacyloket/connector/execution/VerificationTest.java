package nl.privacyloket.connector.execution;

import static nl.privacyloket.connector.shop.ShopCustomers.customer;
import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.shop.Commands;
import nl.privacyloket.connector.shop.ShopDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private ShopDatabase shop;
    private Commands commands;

    @BeforeEach
    void twoPersonsOfOneName() throws SQLException {
        shop = ShopDatabase.empty();
        fullCustomer(shop, 7, "Anna Jansen", "anna@example.org");
        fullCustomer(shop, 8, "Anna Jansen", "anna.jansen@example.net");
        commands = Commands.ofNewRequest(shop);
    }

    @Test
    void countsRecordsByCategoryAndStartDateInTheOrganisationsZone() throws SQLException {
        List<Holding> holdings = commands.verify("e-mail", "anna@example.org");

        assertThat(holdings)
                .containsExactly(
                        // 23:30 UTC on the last of December is past midnight in Amsterdam.
                        new Holding("account", LocalDate.parse("2012-01-01"), 1),
                        new Holding("invoices", LocalDate.parse("2012-01-05"), 1),
                        new Holding("invoices", LocalDate.parse("2020-03-01"), 1),
                        new Holding("invoices", LocalDate.parse("2024-06-02"), 1),
                        new Holding("marketing", LocalDate.parse("2023-01-01"), 1),
                        new Holding("orders", LocalDate.parse("2012-01-05"), 1),
                        new Holding("orders", LocalDate.parse("2024-06-01"), 1),
                        new Holding("usage", LocalDate.parse("2024-05-30"), 1),
                        new Holding("usage", LocalDate.parse("2024-06-01"), 1),
                        new Holding("website-visitor", LocalDate.parse("2012-02-01"), 1),
                        new Holding("website-visitor", LocalDate.parse("2024-07-01"), 1));
    }

    @Test
    void findsAFormOfSomeoneWhoIsNoCustomer() throws SQLException {
        shop.run(
                "INSERT INTO form_submission VALUES (5, 'Passer.By@example.org', 'P', 'hello', '2024-07-01 10:00+02')");

        List<Holding> holdings = commands.verify("e-mail", "passer.by@EXAMPLE.org");

        assertThat(holdings)
                .filteredOn(holding -> holding.holdings() > 0)
                .containsExactly(new Holding("website-visitor", LocalDate.parse("2024-07-01"), 1));
    }

    @Test
    void aRowWithoutAStartDateIsCountedWithoutOne() throws SQLException {
        shop.run(
                "UPDATE invoice SET issued_on = NULL WHERE id = 72; UPDATE invoice SET issued_on = 'infinity' WHERE id = 73");

        List<Holding> holdings = commands.verify("e-mail", "anna@example.org");

        assertThat(holdings).contains(new Holding("invoices", null, 2));
    }

    @Test
    void nobodyFoundGivesZeroForEveryCategory() throws SQLException {
        List<Holding> holdings = commands.verify("e-mail", "nobody@example.org", "customer-number", "C-404");

        assertThat(holdings)
                .containsExactly(
                        new Holding("account", null, 0),
                        new Holding("invoices", null, 0),
                        new Holding("marketing", null, 0),
                        new Holding("orders", null, 0),
                        new Holding("usage", null, 0),
                        new Holding("website-visitor", null, 0));
    }

    @Test
    void aNumberOfSomebodyElseIsRefused() {
        assertRefused("identifiers-disagree", "e-mail", "anna@example.org", "customer-number", "C-8");
    }

    @Test
    void aNumberWithAnUnknownAddressIsRefused() {
        assertRefused("identifiers-disagree", "e-mail", "stranger@example.org", "customer-number", "C-8");
    }

    @Test
    void aNumberOfACustomerWithoutAnAddressIsRefused() throws SQLException {
        customer(shop, 31, "C-31", "No Mail", null);

        assertRefused("identifiers-disagree", "e-mail", "stranger@example.org", "customer-number", "C-31");
    }

    @Test
    void aNumberWithoutContentFindsNobodyWithoutANumber() throws SQLException {
        customer(shop, 32, "--", "No Number", "none@example.org");

        List<Holding> holdings = commands.verify("e-mail", "nobody@example.org", "customer-number", "///");

        assertThat(holdings).allMatch(holding -> holding.holdings() == 0);
    }

    @Test
    void twoAccountsOnOneAddressAreRefusedUntilANumberTellsThemApart() throws SQLException {
        customer(shop, 41, "C-41", "Jan Smit", "family@example.org");
        customer(shop, 42, "C-42", "Piet Smit", "family@example.org");
        assertRefused("identifiers-ambiguous", "e-mail", "family@example.org");

        List<Holding> holdings = commands.verify("e-mail", "family@example.org", "customer-number", "c42");

        assertThat(holdings).contains(new Holding("account", LocalDate.parse("2020-05-05"), 1));
    }

    @Test
    void withoutAnyIdentifierThatFindsPeopleHereNothingIsLookedUp() {
        assertRefused("identifier-missing", "passport-name", "Anna Jansen");
        assertRefused("identifier-missing");
    }

    @Test
    void aVerifiedPersonWithoutAnAddressIsFoundByNumberAndThenByTheAddressOnFile() throws SQLException {
        assertThat(commands.verify("customer-number", "c 7")).isEqualTo(commands.verify("e-mail", "anna@example.org"));
    }

    @Test
    void aRowWithoutAnAddressStandsAlone() throws SQLException {
        customer(shop, 31, "C-31", "No Mail", null);

        assertThat(commands.verify("customer-number", "C-31"))
                .filteredOn(holding -> holding.holdings() > 0)
                .containsExactly(new Holding("account", LocalDate.parse("2020-05-05"), 1));
    }

    @Test
    void aNumberThatTwoCustomersHaveIsRefused() throws SQLException {
        customer(shop, 51, "C-51", "One", null);
        customer(shop, 52, "c51", "Other", "other@example.org");

        assertRefused("identifiers-ambiguous", "customer-number", "C-51");
    }

    @Test
    void aNumberTellsApartWhoShareTheAddressOnFile() throws SQLException {
        customer(shop, 41, "C-41", "Jan Smit", "family@example.org");
        customer(shop, 42, "C-42", "Piet Smit", "family@example.org");

        assertThat(commands.verify("customer-number", "C-42"))
                .contains(new Holding("account", LocalDate.parse("2020-05-05"), 1));
    }

    @Test
    void aNumberThatNobodyHasFindsNobody() throws SQLException {
        assertThat(commands.verify("customer-number", "C-404"))
                .extracting(Holding::holdings)
                .containsOnly(0);
    }

    @Test
    void twoConfirmedIdentifiersAreOneTooMany() {
        assertRefused("identifiers-disagree", "e-mail", "anna@example.org", "e-mail", "anna.jansen@example.net");
    }

    @Test
    void anIdentifierThatIsSqlIsJustText() throws SQLException {
        List<Holding> holdings =
                commands.verify("e-mail", "' OR 1=1 --", "customer-number", "'; DROP TABLE customer; --");

        assertThat(holdings).allMatch(holding -> holding.holdings() == 0);
        assertThat(shop.query("SELECT count(*)::text FROM customer")).containsExactly("2");
    }

    private void assertRefused(String reason, String... identifiers) {
        assertThatThrownBy(() -> commands.verify(identifiers))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessage(reason);
    }
}
