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
import nl.privacyloket.connector.execution.Instruction.Verdict;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.shop.Commands;
import nl.privacyloket.connector.shop.ShopDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErasureTest {
    private static final String ANNA = "anna@example.org";
    private static final String OTHER_ANNA = "anna.jansen@example.net";
    private static final LocalDate Y2019 = LocalDate.parse("2019-01-01");
    private static final List<String> TABLES = List.of(
            "customer",
            "address",
            "orders",
            "order_line",
            "invoice",
            "invoice_line",
            "payment",
            "consent",
            "visit",
            "form_submission");

    private ShopDatabase shop;
    private Commands commands;

    @BeforeEach
    void twoPersonsOfOneName() throws SQLException {
        shop = ShopDatabase.empty();
        fullCustomer(shop, 7, "Anna Jansen", ANNA);
        fullCustomer(shop, 8, "Anna Jansen", OTHER_ANNA);
        commands = Commands.ofNewRequest(shop);
    }

    private static Instruction erase(String category) {
        return new Instruction(category, Verdict.ERASE, null, null, null);
    }

    private static List<Instruction> asTheTaxLawWants() {
        return List.of(
                erase("account"),
                erase("orders"),
                new Instruction("invoices", Verdict.ERASE, Y2019, null, null),
                new Instruction("invoices", Verdict.RETAIN, null, Y2019, LocalDate.parse("2027-12-31")),
                new Instruction(
                        "invoices", Verdict.RETAIN, null, LocalDate.parse("2024-01-01"), LocalDate.parse("2031-12-31")),
                erase("marketing"),
                erase("usage"),
                erase("website-visitor"));
    }

    @Test
    void erasesWhatMayGoAndKeepsWhatTheLawKeeps() throws SQLException {
        List<ErasedCategory> erased = commands.erase(asTheTaxLawWants(), "e-mail", ANNA);

        assertThat(erased)
                .containsExactly(
                        new ErasedCategory("account", 1, 0, 0),
                        new ErasedCategory("invoices", 1, 0, 2),
                        new ErasedCategory("marketing", 1, 0, 0),
                        new ErasedCategory("orders", 2, 0, 0),
                        new ErasedCategory("usage", 0, 2, 0),
                        new ErasedCategory("website-visitor", 2, 0, 0));
        assertThat(shop.query("SELECT id FROM customer")).containsExactly("8");
        assertThat(shop.query("SELECT id FROM address ORDER BY 1")).containsExactly("81", "82");
        assertThat(shop.query("SELECT id FROM orders ORDER BY 1")).containsExactly("81", "82");
        assertThat(shop.query("SELECT order_id || '/' || line FROM order_line ORDER BY 1"))
                .containsExactly("81/1", "81/2", "82/1");
        assertThat(shop.query("SELECT id FROM form_submission ORDER BY 1")).containsExactly("81", "82");
        assertThat(shop.query("SELECT customer_id FROM consent")).containsExactly("8");
    }

    /** As a policy that shows a row and does not let it be locked: nothing of it would go, and the answer would be done. */
    @Test
    void aRowThatIsFoundAndCannotBeReachedIsNotPassedOver() throws SQLException {
        shop.run("ALTER TABLE customer ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
                + "CREATE POLICY seen ON customer FOR SELECT USING (true);"
                + "CREATE POLICY used ON customer FOR UPDATE USING (id <> 7)");

        assertThatThrownBy(() -> commands.erase(asTheTaxLawWants(), "e-mail", ANNA))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a row of shop.customer was found and cannot be reached by its key");
    }

    @Test
    void retainedRowsKeepWhatTheTaxLawNeedsAndNothingElse() throws SQLException {
        commands.erase(asTheTaxLawWants(), "e-mail", ANNA);

        assertThat(shop.query("SELECT to_jsonb(i)::text FROM invoice i WHERE id / 10 = 7 ORDER BY id"))
                .containsExactly(
                        "{\"id\": 72, \"name\": \"Anna Jansen\", \"email\": null, \"phone\": null, \"number\": \"F72\","
                                + " \"address\": \"Dorpsstraat 7\", \"issued_on\": \"2020-03-01\", \"customer_id\": null,"
                                + " \"delivery_note\": null}",
                        "{\"id\": 73, \"name\": \"Anna Jansen\", \"email\": null, \"phone\": null, \"number\": \"F73\","
                                + " \"address\": \"Kade 7\", \"issued_on\": \"2024-06-02\", \"customer_id\": null,"
                                + " \"delivery_note\": null}");
        assertThat(shop.query(
                        "SELECT invoice_number || '/' || position FROM invoice_line WHERE invoice_number LIKE 'F7%'"
                                + " ORDER BY 1"))
                .containsExactly("F72/1", "F73/1", "F73/2");
        assertThat(shop.query("SELECT account_holder FROM payment WHERE invoice_id / 10 = 7"))
                .containsExactly("withheld");
        assertThat(shop.query("SELECT page || coalesce(device, '-') || coalesce(customer_id::text, '-') FROM visit"
                        + " WHERE id / 10 = 7"))
                .containsExactly("elsewhere--", "elsewhere--");
    }

    @Test
    void touchesNoRowOfSomebodyElseOfTheSameName() throws SQLException {
        Map<String, List<String>> before = rowsOfTheOther();

        commands.erase(asTheTaxLawWants(), "e-mail", ANNA);

        assertThat(rowsOfTheOther()).isEqualTo(before);
    }

    private Map<String, List<String>> rowsOfTheOther() throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : TABLES) {
            String mine =
                    switch (table) {
                        case "customer" -> "id = 8";
                        case "order_line" -> "order_id / 10 = 8";
                        case "invoice_line" -> "invoice_number LIKE 'F8%'";
                        case "payment" -> "invoice_id / 10 = 8";
                        case "consent" -> "customer_id = 8";
                        default -> "id / 10 = 8";
                    };
            rows.put(table, shop.query("SELECT to_jsonb(t)::text FROM " + table + " t WHERE " + mine + " ORDER BY 1"));
        }
        assertThat(rows.values()).noneMatch(List::isEmpty);
        return rows;
    }

    @Test
    void readBackStillCountsWhatWasRetained() throws SQLException {
        commands.erase(asTheTaxLawWants(), "e-mail", ANNA);

        List<Holding> readBack = commands.verify("e-mail", ANNA);

        assertThat(readBack)
                .containsExactly(
                        new Holding("account", null, 0),
                        new Holding("invoices", LocalDate.parse("2020-03-01"), 1),
                        new Holding("invoices", LocalDate.parse("2024-06-02"), 1),
                        new Holding("marketing", null, 0),
                        new Holding("orders", null, 0),
                        new Holding("usage", null, 0),
                        new Holding("website-visitor", null, 0));
    }

    @Test
    void retainedRowsAreFoundByALaterRequestOfThePersonAndByNobodyElse() throws SQLException {
        commands.erase(asTheTaxLawWants(), "e-mail", ANNA, "customer-number", "C-7");
        Commands later = Commands.ofNewRequest(shop);

        Access.Answer answer = later.access("e-mail", " ANNA@example.org");

        assertThat(answer.categories())
                .contains(new AccessedCategory("invoices", 2), new AccessedCategory("account", 0));
        assertThat(answer.part().categories())
                .extracting(AccessPart.TablePart::table)
                .containsExactly("invoice", "invoice_line", "payment");
        assertThatThrownBy(() -> later.verify("e-mail", "eve@example.org", "customer-number", "c7"))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessage("identifiers-disagree");
    }

    @Test
    void remembersKeysAndHashesOnly() throws SQLException {
        commands.erase(asTheTaxLawWants(), "e-mail", ANNA);

        assertThat(shop.query("SELECT table_name || ' ' || row_key || ' ' || retained_until FROM retained_record"
                        + " ORDER BY 1"))
                .containsExactly("shop.invoice {\"id\": 72} 2027-12-31", "shop.invoice {\"id\": 73} 2031-12-31");
        assertThat(shop.query("SELECT type || ' ' || hash FROM erased_identifier ORDER BY 1"))
                .containsExactly(
                        "customer-number " + ShopDatabase.subjectHash().of("prifora", "customer-number", "c7"),
                        "e-mail " + ShopDatabase.subjectHash().of("prifora", "e-mail", ANNA));
    }

    @Test
    void whatWasRetainedIsErasedWhenItsTermEnds() throws SQLException {
        commands.erase(asTheTaxLawWants(), "e-mail", ANNA);

        List<ErasedCategory> released = commands.erase(
                List.of(
                        new Instruction("invoices", Verdict.ERASE, LocalDate.parse("2021-01-01"), null, null),
                        new Instruction("invoices", Verdict.RETAIN, null, LocalDate.parse("2021-01-01"), null)),
                "e-mail",
                ANNA);

        assertThat(released).containsExactly(new ErasedCategory("invoices", 1, 0, 1));
        assertThat(shop.query("SELECT id FROM invoice WHERE id / 10 = 7")).containsExactly("73");
        assertThat(shop.query("SELECT row_key FROM retained_record")).containsExactly("{\"id\": 73}");
    }

    @Test
    void aRepeatedErasureFindsWhatIsLeftAndChangesNothing() throws SQLException {
        commands.erase(asTheTaxLawWants(), "e-mail", ANNA);
        List<String> invoices = shop.rows("invoice");

        List<ErasedCategory> again = commands.erase(asTheTaxLawWants(), "e-mail", ANNA);

        assertThat(again)
                .contains(new ErasedCategory("account", 0, 0, 0), new ErasedCategory("invoices", 0, 0, 2))
                .doesNotContain(new ErasedCategory("usage", 0, 2, 0));
        assertThat(shop.rows("invoice")).isEqualTo(invoices);
    }

    @Test
    void aCategoryThatIsNotNamedIsLeftAlone() throws SQLException {
        List<ErasedCategory> erased = commands.erase(List.of(erase("website-visitor")), "e-mail", ANNA);

        assertThat(erased).containsExactly(new ErasedCategory("website-visitor", 2, 0, 0));
        assertThat(shop.query("SELECT id FROM customer ORDER BY 1")).containsExactly("7", "8");
        assertThat(shop.query("SELECT customer_id FROM invoice WHERE id = 72")).containsExactly("7");
    }

    @Test
    void refusesToGuessAboutRowsWithoutAnInstruction() throws SQLException {
        assertRefused("instructions-incomplete", List.of(erase("account")));
    }

    @Test
    void refusesToRetainWhatTheMappingSaysCannotBeRetained() throws SQLException {
        assertRefused("cannot-retain", List.of(new Instruction("marketing", Verdict.RETAIN, null, null, null)));
    }

    @Test
    void refusesACategoryThatTheMappingDoesNotKnow() throws SQLException {
        assertRefused("unknown-category", List.of(erase("horoscopes")));
    }

    private void assertRefused(String reason, List<Instruction> instructions) throws SQLException {
        List<String> before = shop.rows("invoice");
        assertThatThrownBy(() -> commands.erase(instructions, "e-mail", ANNA))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessage(reason);
        assertThat(shop.rows("invoice")).isEqualTo(before);
        assertThat(shop.query("SELECT id FROM customer ORDER BY 1")).containsExactly("7", "8");
    }

    @Test
    void aRecordWhoseStartIsUnknownIsRetainedWhenTheInstructionGoesByDate() throws SQLException {
        shop.run("UPDATE invoice SET issued_on = NULL WHERE id = 71");

        List<ErasedCategory> erased = commands.erase(asTheTaxLawWants(), "e-mail", ANNA);

        assertThat(erased).contains(new ErasedCategory("invoices", 0, 0, 3));
        assertThat(shop.query("SELECT coalesce(customer_id::text, 'nobody') FROM invoice WHERE id = 71"))
                .containsExactly("nobody");
    }

    @Test
    void nobodyFoundIsNoFailure() throws SQLException {
        List<ErasedCategory> erased = commands.erase(List.of(erase("account")), "e-mail", "nobody@example.org");

        assertThat(erased).containsExactly(new ErasedCategory("account", 0, 0, 0));
        assertThat(shop.query("SELECT count(*)::text FROM erased_person")).containsExactly("0");
    }

    @Test
    void aRowOfSomebodyElseThatRefersToOneThatGoesStopsTheErasure() throws SQLException {
        shop.run("UPDATE orders SET delivery_address_id = 71 WHERE id = 81");

        assertThatThrownBy(() -> commands.erase(asTheTaxLawWants(), "e-mail", ANNA))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23503"));
        assertThat(shop.query("SELECT id FROM customer ORDER BY 1")).containsExactly("7", "8");
    }

    @Test
    void aTriggerThatKeepsARowIsNotMistakenForAnErasure() throws SQLException {
        shop.run("""
                CREATE FUNCTION shop.keep() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end';
                CREATE TRIGGER keep BEFORE DELETE ON shop.form_submission FOR EACH ROW EXECUTE FUNCTION shop.keep();
                """);

        assertThatThrownBy(() -> commands.erase(List.of(erase("website-visitor")), "e-mail", ANNA))
                .isInstanceOf(CommandRefusedException.class)
                .hasMessage("rows-not-changed");
    }

    @Test
    void readBackOfOnePersonBehindASharedMailboxDoesNotTakeTheOtherForThem() throws SQLException {
        customer(shop, 21, "C-21", "Jan Smit", "family@example.org");
        customer(shop, 22, "C-22", "Piet Smit", "family@example.org");
        commands.erase(List.of(erase("account")), "e-mail", "family@example.org", "customer-number", "C-21");

        List<Holding> readBack = commands.verify("e-mail", "family@example.org", "customer-number", "C-21");

        assertThat(readBack).contains(new Holding("account", null, 0));
        assertThat(shop.query("SELECT name FROM customer WHERE id > 20")).containsExactly("Piet Smit");
    }
}
