package nl.privacyloket.connector.purge;

import static nl.privacyloket.connector.shop.ShopCustomers.customer;
import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import nl.privacyloket.connector.fit.MappingCheck;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.connector.shop.ShopDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Categories that stay for everybody, and rows of somebody held under a record of somebody else. */
class HeldRowsTest {
    private static final String BERT = "bert@example.net";
    /** Invoices are found by their own address too, which need not be the customer's. */
    private static final String ADDRESSED_INVOICES = ShopDatabase.resource("/shop/shop.yaml")
            .replace(
                    "    startedOn: issued_on\n",
                    "    startedOn: issued_on\n    identifiers: { e-mail: { column: email, rows: many } }\n");

    private final PermitServer permits = PermitServer.start();
    private ShopDatabase shop;
    private PurgeRun run;

    @BeforeEach
    void shopWithAnInvoiceOfSomebodyElse() throws Exception {
        shop = ShopDatabase.empty();
        fullCustomer(shop, 7, "Anna Jansen", "anna@example.org");
        shop.run("DELETE FROM consent; UPDATE invoice SET email = '" + BERT + "' WHERE id = 72");
        try (Connection connection = shop.connect()) {
            run = new PurgeRun(shop, MappingCheck.fit(shop.mapping(ADDRESSED_INVOICES), connection));
        }
    }

    @AfterEach
    void stop() {
        permits.close();
    }

    private CommandRecords purge(String category) {
        return PurgeRun.purge(permits).purgingOlderThan(category, "2030-01-01");
    }

    private CommandRecords erase(String... categories) {
        return PurgeRun.command("erase")
                .permittedBy(permits)
                .about("e-mail", "anna@example.org")
                .erasing(categories);
    }

    private static long held(JsonNode answer) {
        assertThat(answer.get("kept")).hasSize(1);
        assertThat(answer.at("/kept/0/reason").textValue()).isEqualTo("held");
        return answer.at("/kept/0/rows").longValue();
    }

    private long left(CommandRecords purge) throws Exception {
        return run.check(purge).at("/holdings/0/holdings").longValue();
    }

    @Test
    void aCategoryThatStaysForEverybodyIsNotPurged() throws Exception {
        CommandRecords purge = purge("invoices").exceptEverybodyIn("invoices");

        assertThat(held(run.purge(purge, 1000))).isEqualTo(3);

        assertThat(shop.query("SELECT count(*) FROM invoice WHERE customer_id = 7"))
                .containsExactly("3");
        assertThat(left(purge)).isZero();
        assertThat(permits.calls()).isEmpty();
    }

    @Test
    void whatACategoryThatStaysHangsUnderStaysToo() throws Exception {
        customer(shop, 8, "C-8", "Bert Visser", BERT);
        CommandRecords purge = purge("account").exceptEverybodyIn("invoices");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(held(answer)).isEqualTo(1);
        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(1);
        assertThat(shop.query("SELECT id FROM customer")).containsExactly("7");
        assertThat(shop.query("SELECT count(*) FROM invoice WHERE customer_id = 7"))
                .containsExactly("3");
        assertThat(left(purge)).isZero();
    }

    @Test
    void aHeldRowUnderSomebodyElsesRecordKeepsThatRecord() throws Exception {
        CommandRecords purge = purge("account").except(null, "e-mail", BERT);

        assertThat(held(run.purge(purge, 1000))).isEqualTo(1);

        assertThat(shop.query("SELECT customer_id FROM invoice WHERE id = 72")).containsExactly("7");
        assertThat(left(purge)).isZero();
        CommandRecords named =
                PurgeRun.purge(permits).purgingRecord("account", "customer:7").except("invoices", "e-mail", BERT);
        assertThat(held(run.purge(named, 1000))).isEqualTo(1);
        assertThat(run.check(named).get("present")).isEmpty();
        // Nothing of the held category hangs there.
        CommandRecords other = purge("account").except("usage", "e-mail", BERT);
        assertThat(run.purge(other, 1000).at("/categories/0/erased").intValue()).isEqualTo(1);
    }

    @Test
    void aRestrictionIsNotStoppedByWhatItLeavesAlone() throws Exception {
        CommandRecords purge = purge("orders").with("action", "restrict").exceptEverybodyIn("invoices");

        assertThat(run.purge(purge, 1000).at("/kept/0/reason").textValue()).isEqualTo("cannot-restrict");
    }

    @Test
    void anErasureIsRefusedWhenARowOfItIsHeldForSomebodyElse() throws Exception {
        run.receive(erase("account", "orders", "invoices", "usage", "website-visitor")
                .except(null, "e-mail", BERT));

        assertThat(run.answer().get("reason").textValue()).isEqualTo("held");
        assertThat(shop.query("SELECT email FROM invoice WHERE id = 72")).containsExactly(BERT);
    }

    @Test
    void anErasureLeavesACategoryThatStaysForEverybodyAlone() throws Exception {
        run.receive(erase("account", "orders", "usage", "website-visitor").exceptEverybodyIn("invoices"));
        assertThat(run.answer().get("reason").textValue()).isEqualTo("held");

        run.receive(erase("orders", "website-visitor").exceptEverybodyIn("invoices"));

        assertThat(run.answer().has("reason")).isFalse();
        assertThat(shop.query("SELECT count(*) FROM orders")).containsExactly("0");
        assertThat(shop.query("SELECT count(*) FROM invoice")).containsExactly("3");
    }

    @Test
    void anExceptionThatSaysNothingIsSetAside() throws Exception {
        run.receive(purge("account").exceptEverybodyIn(null));

        assertThat(shop.query("SELECT reason FROM dead_letter")).containsExactly("malformed-permit");
    }
}
