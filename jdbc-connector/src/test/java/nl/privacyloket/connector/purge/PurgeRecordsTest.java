package nl.privacyloket.connector.purge;

import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.connector.shop.ShopDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Purges of records that the command names. */
class PurgeRecordsTest {
    private static final String ANNA = "anna@example.org";

    private final PermitServer permits = PermitServer.start();
    private ShopDatabase shop;
    private PurgeRun run;

    @BeforeEach
    void shopWithTwoCustomers() throws Exception {
        shop = ShopDatabase.empty();
        fullCustomer(shop, 7, "Anna Jansen", ANNA);
        fullCustomer(shop, 8, "Bert Visser", "bert@example.net");
        run = new PurgeRun(shop, shop.fitted());
    }

    @AfterEach
    void stop() {
        permits.close();
    }

    private CommandRecords purge() {
        return PurgeRun.purge(permits);
    }

    @Test
    void partsGoWithTheRecordAndOthersStay() throws Exception {
        CommandRecords purge =
                purge().purgingRecord("invoices", "invoice:71").purgingRecord("invoices", "invoice:9999");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(answer.get("categories").toString())
                .isEqualTo("[{\"category\":\"invoices\",\"erased\":1,\"anonymised\":0,\"restricted\":0,\"absent\":1,"
                        + "\"kept\":0}]");
        assertThat(answer.get("kept")).isEmpty();
        assertThat(shop.query("SELECT id FROM invoice ORDER BY id")).containsExactly("72", "73", "81", "82", "83");
        assertThat(shop.query("SELECT invoice_number FROM invoice_line WHERE invoice_number = 'F71'"))
                .isEmpty();
        assertThat(shop.query("SELECT 1 FROM payment WHERE invoice_id = 71")).isEmpty();
        assertThat(shop.query("SELECT count(*) FROM pending_purge")).containsExactly("0");
        assertThat(run.metered).containsExactly("test-shop purge done");
        assertThat(shop.query("SELECT action || ' ' || outcome FROM audit_pending"))
                .containsExactly("command.purge done");
        JsonNode check = run.check(purge);
        assertThat(check.get("present")).isEmpty();
        assertThat(check.at("/holdings/0/holdings").intValue()).isZero();
    }

    @Test
    void redeemsOnceForEachBatchAndSettlesAfterIt() throws Exception {
        CommandRecords purge = purge().purgingRecord("invoices", "invoice:71").purgingRecord("invoices", "invoice:72");
        String path = " /permits/" + purge.commandId() + "/redemption";

        run.purge(purge, 1);

        assertThat(permits.calls()).containsExactly("POST" + path, "DELETE" + path, "POST" + path, "DELETE" + path);
        // Beside the next batch it would wait for that one's lock, and so would the settlements of erasures behind it.
        assertThat(run.settledBy).containsExactly(Thread.currentThread(), Thread.currentThread());
    }

    @Test
    void whatHangsUnderItAndIsNotDueLetsGoAndIsRememberedForThePerson() throws Exception {
        shop.run("DELETE FROM consent");

        JsonNode answer = run.purge(purge().purgingRecord("account", "customer:7"), 1000);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(1);
        assertThat(shop.query("SELECT id FROM customer")).containsExactly("8");
        assertThat(shop.query("SELECT id FROM address WHERE customer_id = 7")).isEmpty();
        assertThat(shop.query("SELECT id || coalesce(customer_id::text, '-') || coalesce(email, '-') FROM invoice"
                        + " WHERE id < 80 ORDER BY id"))
                .containsExactly("71--", "72--", "73--");
        run.receive(PurgeRun.command("verify").about("e-mail", ANNA));
        assertThat(run.answer().get("holdings").toString())
                .contains("{\"category\":\"invoices\",\"startedOn\":\"2020-03-01\",\"holdings\":1}")
                .contains("{\"category\":\"account\",\"startedOn\":null,\"holdings\":0}");
    }

    @Test
    void whatCannotBeKeptWithoutItKeepsIt() throws Exception {
        CommandRecords purge = purge().purgingRecord("account", "customer:7").purgingRecord("account", "customer:8");
        shop.run("DELETE FROM consent WHERE customer_id = 8");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(answer.get("kept").toString())
                .isEqualTo("[{\"index\":0,\"category\":\"account\",\"reason\":\"still-referenced\",\"rows\":1}]");
        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(1);
        assertThat(shop.query("SELECT id FROM customer")).containsExactly("7");
        assertThat(shop.query("SELECT count(*) FROM invoice WHERE customer_id = 7"))
                .containsExactly("3");
        assertThat(run.check(purge).get("present").toString()).isEqualTo("[0]");
    }

    @Test
    void whatRefersToItFromAsideLetsGoAndStaysAsItIs() throws Exception {
        shop.run(
                "DELETE FROM consent; UPDATE orders SET delivery_address_id = 71, gift_note = 'for Anna' WHERE id = 81");

        JsonNode answer = run.purge(purge().purgingRecord("account", "customer:7"), 1000);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(1);
        assertThat(shop.query("SELECT id FROM address WHERE customer_id = 7")).isEmpty();
        assertThat(shop.query("SELECT customer_id || coalesce(delivery_address_id::text, '-') || gift_note FROM orders"
                        + " WHERE id = 81"))
                .containsExactly("8-for Anna");
        assertThat(shop.query("SELECT delivery_address_id FROM orders WHERE id = 82"))
                .containsExactly("82");
    }

    @Test
    void whatRefersToItFromAsideAndIsHeldKeepsIt() throws Exception {
        shop.run("DELETE FROM consent; UPDATE orders SET delivery_address_id = 71 WHERE id = 81");
        CommandRecords purge =
                purge().purgingRecord("account", "customer:7").except("orders", "e-mail", "bert@example.net");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(answer.get("kept").toString())
                .isEqualTo("[{\"index\":0,\"category\":\"account\",\"reason\":\"held\",\"rows\":1}]");
        assertThat(shop.query("SELECT delivery_address_id FROM orders WHERE id = 81"))
                .containsExactly("71");
        assertThat(shop.query("SELECT id FROM customer ORDER BY id")).containsExactly("7", "8");
    }

    @Test
    void whatTheDatabaseRefusesStaysAndTheOthersGo() throws Exception {
        shop.run("CREATE TABLE complaint (id bigint primary key, order_id bigint references orders);"
                + "INSERT INTO complaint VALUES (1, 72)");
        CommandRecords purge = purge().purgingRecord("orders", "orders:71")
                .purgingRecord("orders", "orders:72")
                .purgingRecord("orders", "orders:81")
                .purgingRecord("orders", "orders:82");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(answer.get("kept").toString())
                .isEqualTo("[{\"index\":1,\"category\":\"orders\",\"reason\":\"still-referenced\",\"rows\":1}]");
        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(3);
        assertThat(shop.query("SELECT id FROM orders")).containsExactly("72");
        assertThat(shop.query("SELECT line FROM order_line ORDER BY 1")).containsExactly("1");
    }

    @Test
    void namesThatMeanNothingAreReportedAndNeverTakenForGone() throws Exception {
        CommandRecords purge = purge().purgingRecord("invoices", "invoice:not-a-number")
                .purgingRecord("invoices", "nowhere:1")
                .purgingRecord("orders", "invoice:71")
                .purgingRecord("invoices", "invoice:72")
                .purgingRecord("orders", "order_line:71,1")
                .purgingRecord("invoices", "invoice");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(answer.get("kept").findValuesAsText("index")).containsExactlyInAnyOrder("0", "1", "2", "4", "5");
        assertThat(answer.get("kept").toString())
                .contains("{\"index\":4,\"category\":\"orders\",\"reason\":\"unsupported\",\"rows\":1}")
                .contains("{\"index\":0,\"category\":\"invoices\",\"reason\":\"unknown-record\",\"rows\":1}");
        assertThat(shop.query("SELECT id FROM invoice WHERE id < 80 ORDER BY 1"))
                .containsExactly("71", "73");
        assertThat(run.check(purge).get("present").toString()).isEqualTo("[0,1,2,4,5]");
    }

    @Test
    void somebodyWhoseDataStayIsFoundByAnyIdentifier() throws Exception {
        shop.run("INSERT INTO invoice VALUES (74, 'F74', 7, 'A', 'x', NULL, NULL, NULL, '2010-01-01')");
        CommandRecords purge = purge().purgingRecord("invoices", "invoice:71")
                .purgingRecord("invoices", "invoice:81")
                .purgingRecord("website-visitor", "form_submission:72")
                .purgingRecord("website-visitor", "form_submission:82")
                .except(null, "customer-number", "c 7");

        JsonNode answer = run.purge(purge, 1000);

        // The number leads to the customer, the customer to the address, the address to the forms.
        assertThat(answer.get("kept").toString())
                .contains("{\"index\":0,\"category\":\"invoices\",\"reason\":\"held\",\"rows\":1}")
                .contains("{\"index\":2,\"category\":\"website-visitor\",\"reason\":\"held\",\"rows\":1}");
        assertThat(shop.query("SELECT id FROM invoice ORDER BY id"))
                .containsExactly("71", "72", "73", "74", "82", "83");
        assertThat(shop.query("SELECT id FROM form_submission ORDER BY id")).containsExactly("71", "72", "81");
        assertThat(run.check(purge).get("present")).isEmpty();
    }

    @Test
    void aCategoryThatStaysKeepsTheRecordThatSaysWhoseItIs() throws Exception {
        shop.run("DELETE FROM consent");
        CommandRecords purge = purge().purgingRecord("account", "customer:7")
                .purgingRecord("account", "customer:8")
                .except("invoices", "e-mail", " ANNA@example.org");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(answer.get("kept").toString())
                .isEqualTo("[{\"index\":0,\"category\":\"account\",\"reason\":\"held\",\"rows\":1}]");
        assertThat(shop.query("SELECT phone FROM invoice WHERE customer_id = 7"))
                .containsExactly("0612", "0612", "0612");
        assertThat(shop.query("SELECT id FROM customer")).containsExactly("7");
    }

    @Test
    void whatALawKeptOfSomebodyStaysToo() throws Exception {
        run.receive(PurgeRun.command("erase")
                .about("e-mail", ANNA)
                .with("instructions", retaining("invoices"))
                .with("planHash", "0".repeat(64)));
        assertThat(shop.query("SELECT id FROM customer")).containsExactly("8");

        JsonNode answer =
                run.purge(purge().purgingRecord("invoices", "invoice:71").except(null, "e-mail", ANNA), 1000);

        assertThat(answer.at("/kept/0/reason").textValue()).isEqualTo("held");
        assertThat(shop.query("SELECT count(*) FROM invoice WHERE id = 71")).containsExactly("1");
    }

    private static List<Object> retaining(String retained) {
        return List.of("account", "orders", "invoices", "marketing", "usage", "website-visitor").stream()
                .<Object>map(category -> category.equals(retained)
                        ? Map.of("category", category, "verdict", "retain", "until", "2026-12-31")
                        : Map.of("category", category, "verdict", "erase"))
                .toList();
    }

    @Test
    void whatALawKeptGoesWhenItLetsGo() throws Exception {
        String request = "74abbffd-0d54-4937-a29c-8638659ef566";
        run.receive(PurgeRun.command("erase")
                .about("e-mail", ANNA)
                .with("requestId", request)
                .with("instructions", retaining("invoices"))
                .with("planHash", "0".repeat(64)));
        shop.run("DELETE FROM payment WHERE invoice_id = 72; DELETE FROM invoice_line WHERE invoice_number = 'F72';"
                + "DELETE FROM invoice WHERE id = 72");

        JsonNode early = run.purge(purge().purgingRetained(request, "2026-12-31", "invoices"), 1000);
        CommandRecords purge = purge().purgingRetained(request, "2027-01-01", "invoices");
        JsonNode answer = run.purge(purge, 1);

        assertThat(early.at("/categories/0/erased").intValue()).isZero();
        assertThat(answer.get("categories").toString())
                .isEqualTo("[{\"category\":\"invoices\",\"erased\":2,\"anonymised\":0,\"restricted\":0,\"absent\":1,"
                        + "\"kept\":0}]");
        assertThat(shop.query("SELECT id FROM invoice ORDER BY id")).containsExactly("81", "82", "83");
        assertThat(shop.query("SELECT count(*) FROM retained_record")).containsExactly("0");
        assertThat(run.check(purge).at("/holdings/0/holdings").intValue()).isZero();
    }

    @Test
    void whatAPurgeLeftGoesWithTheErasureThatKeptItLater() throws Exception {
        shop.run("DELETE FROM consent");
        run.purge(purge().purgingRecord("account", "customer:7"), 1000);
        String request = "8b1e1d52-6f0d-4a77-8a0a-3d5c6b7e2f02";
        run.receive(PurgeRun.command("erase")
                .about("e-mail", ANNA)
                .with("requestId", request)
                .with("instructions", retaining("invoices"))
                .with("planHash", "0".repeat(64)));
        assertThat(shop.query("SELECT count(*) FROM invoice WHERE id < 80")).containsExactly("3");

        JsonNode answer = run.purge(purge().purgingRetained(request, "2027-01-01", "invoices"), 1000);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(3);
        assertThat(shop.query("SELECT id FROM invoice ORDER BY id")).containsExactly("81", "82", "83");
        assertThat(shop.query("SELECT count(*) FROM orders WHERE id < 80")).containsExactly("0");
    }

    @Test
    void theSameCommandAgainGetsTheSameAnswer() throws Exception {
        CommandRecords purge = purge().purgingRecord("invoices", "invoice:71");

        JsonNode first = run.purge(purge, 1000);
        JsonNode second = run.purge(purge.sentAgain(), 1000);

        assertThat(second).isEqualTo(first);
        assertThat(run.answers()).hasSize(2);
    }
}
