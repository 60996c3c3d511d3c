package nl.privacyloket.connector.execution;

import static nl.privacyloket.connector.shop.ShopCustomers.customer;
import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.privacyloket.connector.execution.CorrectedField.Outcome;
import nl.privacyloket.connector.execution.Instruction.Verdict;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.shop.Commands;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.connector.shop.ShopRights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RectificationTest {
    private static final String ANNA = "anna@example.org";
    private static final String OTHER_ANNA = "anna.jansen@example.net";
    private static final List<String> TABLES = List.of(
            "customer",
            "address",
            "orders",
            "order_line",
            "invoice",
            "invoice_line",
            "payment",
            "visit",
            "form_submission");

    private ShopDatabase shop;
    private Commands commands;

    @BeforeEach
    void twoPersonsOfOneName() throws SQLException {
        shop = ShopDatabase.empty();
        fullCustomer(shop, 7, "Anna Jansen", ANNA);
        fullCustomer(shop, 8, "Anna Jansen", OTHER_ANNA);
        ShopRights.taughtTo(shop);
        commands = Commands.ofNewRequest(shop, ShopRights.fitted(shop));
    }

    private static List<Correction> correction(String field, String value) {
        return List.of(new Correction(field, value));
    }

    private Map<String, List<String>> allRows() throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : TABLES) {
            rows.put(table, shop.rows(table));
        }
        return rows;
    }

    @Test
    void correctsEachFieldWhereverThePersonHasIt() throws SQLException {
        List<CorrectedField> corrected = commands.rectify(
                List.of(
                        new Correction("name", "Anna Janssen"),
                        new Correction("birth-date", "1990-02-03"),
                        new Correction("shoe-size", "41")),
                "e-mail",
                ANNA);

        assertThat(corrected)
                .containsExactly(
                        new CorrectedField("name", 3, Outcome.CHANGED, false),
                        new CorrectedField("birth-date", 1, Outcome.CHANGED, false),
                        new CorrectedField("shoe-size", 0, Outcome.UNKNOWN_FIELD, false));
        assertThat(shop.query("SELECT name || ' ' || born_on FROM customer WHERE id = 7"))
                .containsExactly("Anna Janssen 1990-02-03");
        assertThat(shop.query("SELECT name FROM form_submission WHERE id IN (71, 72)"))
                .containsOnly("Anna Janssen");
        assertThat(shop.query("SELECT name FROM invoice WHERE id / 10 = 7")).containsOnly("Anna Jansen");
    }

    @Test
    void changesNoRowOfSomebodyElse() throws SQLException {
        String others = "SELECT to_jsonb(t)::text FROM %s t WHERE %s ORDER BY 1";
        List<String> customer = shop.query(others.formatted("customer", "id = 8"));
        List<String> addresses = shop.query(others.formatted("address", "customer_id = 8"));
        List<String> forms = shop.query(others.formatted("form_submission", "id / 10 = 8"));

        commands.rectify(
                List.of(new Correction("name", "Anna Janssen"), new Correction("address", "Nieuweweg 1")),
                "e-mail",
                ANNA);

        assertThat(shop.query(others.formatted("customer", "id = 8"))).isEqualTo(customer);
        assertThat(shop.query(others.formatted("address", "customer_id = 8"))).isEqualTo(addresses);
        assertThat(shop.query(others.formatted("form_submission", "id / 10 = 8")))
                .isEqualTo(forms);
        assertThat(shop.query("SELECT street FROM address WHERE customer_id = 7"))
                .containsOnly("Nieuweweg 1");
    }

    @Test
    void saysThatThereWasNothingToChange() throws SQLException {
        commands.rectify(correction("name", "Anna Janssen"), "e-mail", ANNA);
        Map<String, List<String>> before = allRows();

        List<CorrectedField> again = commands.rectify(correction("name", "Anna Janssen"), "e-mail", ANNA);

        assertThat(again).containsExactly(new CorrectedField("name", 3, Outcome.UNCHANGED, false));
        assertThat(allRows()).isEqualTo(before);
    }

    @Test
    void nobodyFoundIsNoFailure() throws SQLException {
        assertThat(commands.rectify(correction("name", "Nemo"), "e-mail", "nobody@example.org"))
                .containsExactly(new CorrectedField("name", 0, Outcome.UNCHANGED, false));
    }

    @ParameterizedTest
    @CsvSource({
        "customer-number, C-70000000000000",
        "birth-date, 3-2-1990",
        "birth-date, 1990-02-30",
        "points, a lot",
        "points, 12345.6",
        "points, 1.25"
    })
    void refusesAValueThatDoesNotFitAndChangesNothing(String field, String value) throws SQLException {
        Map<String, List<String>> before = allRows();

        assertThatThrownBy(() -> commands.rectify(
                        List.of(new Correction("name", "Anna Janssen"), new Correction(field, value)), "e-mail", ANNA))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessage("value-does-not-fit");
        assertThat(allRows()).isEqualTo(before);
    }

    @Test
    void aCorrectedIdentifierFindsThePersonFromThenOn() throws SQLException {
        List<CorrectedField> corrected = commands.rectify(correction("e-mail", "anna.new@example.org"), "e-mail", ANNA);

        assertThat(corrected).containsExactly(new CorrectedField("e-mail", 3, Outcome.CHANGED, true));
        assertThat(commands.verify("e-mail", "anna.new@example.org"))
                .contains(
                        new Holding("account", LocalDate.parse("2012-01-01"), 1),
                        new Holding("website-visitor", LocalDate.parse("2012-02-01"), 1));
        assertThat(commands.verify("e-mail", ANNA))
                .extracting(Holding::holdings)
                .containsOnly(0);
    }

    @Test
    void whatTheLawKeepsIsFoundByTheCorrectedIdentifierToo() throws SQLException {
        Commands earlier = Commands.ofNewRequest(shop, ShopRights.fitted(shop));
        earlier.erase(
                List.of(
                        erase("account"),
                        erase("orders"),
                        new Instruction("invoices", Verdict.RETAIN, null, null, null),
                        erase("marketing"),
                        erase("usage"),
                        erase("website-visitor")),
                "e-mail",
                ANNA);
        customer(shop, 9, "C-9", "Anna Jansen", ANNA);
        commands.rectify(correction("e-mail", "anna.new@example.org"), "e-mail", ANNA);

        List<Holding> holdings = commands.verify("e-mail", "anna.new@example.org");

        assertThat(holdings).contains(new Holding("invoices", LocalDate.parse("2024-06-02"), 1));
    }

    private static Instruction erase(String category) {
        return new Instruction(category, Verdict.ERASE, null, null, null);
    }

    @Test
    void refusesAnIdentifierThatIsSomebodyElses() throws SQLException {
        Map<String, List<String>> before = allRows();

        assertThatThrownBy(() -> commands.rectify(correction("e-mail", " ANNA.Jansen@example.net"), "e-mail", ANNA))
                .hasMessage("identifier-taken");
        assertThatThrownBy(() -> commands.rectify(correction("customer-number", "c8"), "e-mail", ANNA))
                .hasMessage("identifier-taken");
        assertThat(allRows()).isEqualTo(before);
    }

    @Test
    void refusesAnIdentifierOfSomebodyOfWhomALawKeepsSomething() throws SQLException {
        Commands.ofNewRequest(shop, ShopRights.fitted(shop))
                .erase(
                        List.of(
                                erase("account"),
                                erase("orders"),
                                new Instruction("invoices", Verdict.RETAIN, null, null, null),
                                erase("marketing"),
                                erase("usage"),
                                erase("website-visitor")),
                        "e-mail",
                        OTHER_ANNA);

        assertThatThrownBy(() -> commands.rectify(correction("e-mail", OTHER_ANNA), "e-mail", ANNA))
                .hasMessage("identifier-taken");
        assertThat(shop.query("SELECT email FROM customer")).containsExactly(ANNA);
    }

    @Test
    void refusesWhenATriggerKeepsTheOldValue() throws SQLException {
        shop.run("CREATE FUNCTION keep_name() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN NEW.name := OLD.name; RETURN NEW; END';"
                + " CREATE TRIGGER keeps BEFORE UPDATE ON customer FOR EACH ROW EXECUTE FUNCTION keep_name()");

        assertThatThrownBy(() -> commands.rectify(correction("name", "Anna Janssen"), "e-mail", ANNA))
                .hasMessage("rows-not-changed");
    }

    @Test
    void refusesWhenThePersonCannotBeTold() {
        assertThatThrownBy(() ->
                        commands.rectify(correction("name", "Anna Janssen"), "e-mail", ANNA, "customer-number", "C-8"))
                .hasMessage("identifiers-disagree");
    }

    @Test
    void aCorrectionDoesNotShowItsValue() {
        assertThat(new Correction("name", "Anna Janssen")).hasToString("Correction[field=name, value=…]");
    }
}
