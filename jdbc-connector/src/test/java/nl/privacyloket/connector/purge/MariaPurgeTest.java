package nl.privacyloket.connector.purge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import nl.privacyloket.connector.maria.MariaShop;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.PermitServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a purge takes, in MariaDB. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaPurgeTest {
    private static final String ANNA = "anna@example.org";

    private final PermitServer permits = PermitServer.start();
    private MariaShop shop;
    private PurgeRun run;

    @BeforeEach
    void emptyShop() throws Exception {
        shop = MariaShop.empty();
        run = new PurgeRun(shop.dataSource(), shop.fitted());
    }

    @AfterEach
    void stop() {
        permits.close();
    }

    private CommandRecords purge(String category, String startedBefore) {
        return PurgeRun.purge(permits).purgingOlderThan(category, startedBefore);
    }

    private CommandRecords named() {
        return PurgeRun.purge(permits);
    }

    private void forms(int count) throws Exception {
        shop.run("INSERT INTO form_submission (id, email, name, message, submitted_at) SELECT seq,"
                + " concat('p', seq, '@example.org'), 'P', 'hello', '2020-01-01 12:00' FROM seq_1_to_" + count);
    }

    private int erased(JsonNode answer) {
        return answer.at("/categories/0/erased").intValue();
    }

    @ParameterizedTest
    @CsvSource({
        // Half past eleven in Greenwich is half past midnight of the next day in Amsterdam.
        "2012-06-30 21:59:59, 2012-07-01, 0",
        "2012-06-30 22:00:00, 2012-07-01, 1",
        "2012-12-31 22:59:59, 2013-01-01, 0",
        "2012-12-31 23:00:00, 2013-01-01, 1"
    })
    void goesByTheDayInTheZoneOfTheSystem(String start, String startedBefore, String left) throws Exception {
        shop.run("INSERT INTO form_submission (id, email, name, message, submitted_at)"
                + " VALUES (1, 'p@example.org', 'P', 'hello', '" + start + "')");

        run.purge(purge("website-visitor", startedBefore), 1000);

        assertThat(shop.query("SELECT count(*) FROM form_submission")).containsExactly(left);
    }

    @Test
    void fiftyThousandRowsGoInBoundedTransactions() throws Exception {
        forms(50_000);
        shop.run("INSERT INTO form_submission (id, email, name, message, submitted_at)"
                + " VALUES (60001, 'young@example.org', 'Y', '', '2026-01-01')");
        CommandRecords purge = purge("website-visitor", "2020-01-02").except(null, "e-mail", "P77@example.org");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(erased(answer)).isEqualTo(49_999);
        assertThat(answer.at("/kept/0/reason").textValue()).isEqualTo("held");
        assertThat(shop.query("SELECT id FROM form_submission ORDER BY id")).containsExactly("77", "60001");
        assertThat(permits.calls().stream().filter(call -> call.startsWith("POST")))
                .hasSize(50);
        assertThat(run.check(purge).at("/holdings/0/holdings").intValue()).isZero();
    }

    @Test
    void rowsThatTheShopIsUsingAreLeftToTheNextCommand() throws Exception {
        forms(12);
        shop.fullCustomer(7, "Anna Jansen", ANNA);
        try (Connection application = shop.connect();
                Statement statement = application.createStatement()) {
            statement.executeQuery("SELECT 1 FROM " + shop.name() + ".form_submission WHERE id = 7 FOR UPDATE");
            statement.executeQuery("SELECT 1 FROM " + shop.name()
                    + ".invoice_line WHERE invoice_number = 'F72' AND position = 1 FOR UPDATE");

            JsonNode forms = run.purge(purge("website-visitor", "2020-01-02"), 5);
            JsonNode invoices = run.purge(purge("invoices", "2030-01-01"), 5);

            assertThat(erased(forms)).isEqualTo(12);
            assertThat(forms.get("kept").toString())
                    .isEqualTo("[{\"index\":null,\"category\":\"website-visitor\",\"reason\":\"locked\",\"rows\":1}]");
            assertThat(shop.query("SELECT id FROM form_submission ORDER BY id")).containsExactly("7", "72");
            assertThat(erased(invoices)).isEqualTo(2);
            assertThat(invoices.at("/kept/0/reason").textValue()).isEqualTo("locked");
            application.rollback();
        }

        assertThat(erased(run.purge(purge("website-visitor", "2020-01-02"), 5))).isEqualTo(1);
    }

    @Test
    void whatTheDatabaseRefusesForOneRecordStaysAndTheRestGoes() throws Exception {
        forms(7);
        shop.run("CREATE TRIGGER kept BEFORE DELETE ON form_submission FOR EACH ROW"
                + " IF old.id = 4 THEN SIGNAL SQLSTATE '45000' SET message_text = 'p4@example.org stays'; END IF");

        JsonNode answer = run.purge(purge("website-visitor", "2020-01-02"), 1000);

        assertThat(erased(answer)).isEqualTo(6);
        assertThat(answer.at("/kept/0/reason").textValue()).isEqualTo("unsupported");
        assertThat(answer.toString()).doesNotContain("example.org");
        assertThat(shop.query("SELECT id FROM form_submission")).containsExactly("4");
    }

    @Test
    void recordsByName() throws Exception {
        forms(3);
        shop.fullCustomer(7, "Anna Jansen", ANNA);
        CommandRecords purge = named().purgingRecord("website-visitor", "form_submission:1")
                .purgingRecord("website-visitor", "form_submission:1 or 1=1")
                .purgingRecord("website-visitor", "form_submission:99")
                .purgingRecord("orders", "orders:71")
                .purgingRecord("orders", "order_line:72,1")
                .purgingRecord("website-visitor", "no_such_table:1");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(answer.get("kept").toString())
                .contains("{\"index\":1,\"category\":\"website-visitor\",\"reason\":\"unknown-record\",\"rows\":1}")
                .contains("{\"index\":4,\"category\":\"orders\",\"reason\":\"unsupported\",\"rows\":1}")
                .contains("{\"index\":5,\"category\":\"website-visitor\",\"reason\":\"unknown-record\",\"rows\":1}");
        assertThat(shop.query("SELECT id FROM form_submission ORDER BY id")).containsExactly("2", "3", "71", "72");
        assertThat(shop.query("SELECT order_id, line FROM order_line")).containsExactly("72|1");
        assertThat(run.check(purge).get("present").toString()).isEqualTo("[1,4,5]");
    }

    /** Keys of text, of bytes and of several columns; the table itself takes a and A, and accents, for the same. */
    @Test
    void keysAreTakenAsTheyAreWritten() throws Exception {
        shop.run(
                "CREATE TABLE parcel (code varchar(20) NOT NULL, part smallint NOT NULL, ticket binary(4) NOT NULL UNIQUE,"
                        + " email varchar(100), sent_on date, PRIMARY KEY (code, part));"
                        + "INSERT INTO parcel VALUES ('abc', 1, x'00000001', 'a@example.org', '2020-01-01'),"
                        + " ('ÀBC', 2, x'00000002', 'b@example.org', '2020-01-01'),"
                        + " ('it''s \\\\ \"q\"', 1, x'00000003', 'c@example.org', '2020-01-01')");
        String yaml = MariaShop.yaml() + """
                  parcel:
                    category: parcels
                    startedOn: sent_on
                    identifiers: { e-mail: { column: email } }
                    fields: { e-mail: { column: email } }
                """;
        run = new PurgeRun(shop.dataSource(), shop.fitted(yaml));

        JsonNode other = run.purge(
                named().purgingRecord("parcels", "parcel:ABC,1").purgingRecord("parcels", "parcel:abc ,1"), 1000);
        assertThat(other.at("/categories/0/absent").intValue()).isEqualTo(2);
        assertThat(erased(run.purge(named().purgingRecord("parcels", "parcel:ÀBC,2"), 1000)))
                .isEqualTo(1);
        assertThat(shop.query("SELECT count(*) FROM parcel")).containsExactly("2");

        run = new PurgeRun(
                shop.dataSource(),
                shop.fitted(yaml.replace("  parcel:\n    category", "  parcel:\n    key: [ticket]\n    category")));
        assertThat(erased(run.purge(named().purgingRecord("parcels", "parcel:00000001"), 1000)))
                .isEqualTo(1);
        assertThat(erased(run.purge(purge("parcels", "2020-01-02"), 1000))).isEqualTo(1);
        assertThat(shop.query("SELECT count(*) FROM parcel")).containsExactly("0");
    }

    @Test
    void whatALawKeptGoesWhenItsDayIsPast() throws Exception {
        shop.fullCustomer(7, "Anna Jansen", ANNA);
        String request = "8b1e1d52-6f0d-4a77-8a0a-3d5c6b7e2f02";
        run.receive(PurgeRun.command("erase")
                .permittedBy(permits)
                .about("e-mail", ANNA)
                .with("requestId", request)
                .with("planHash", "0".repeat(64))
                .with(
                        "instructions",
                        List.of(
                                java.util.Map.of("category", "account", "verdict", "erase"),
                                java.util.Map.of("category", "orders", "verdict", "erase"),
                                java.util.Map.of("category", "marketing", "verdict", "erase"),
                                java.util.Map.of("category", "usage", "verdict", "erase"),
                                java.util.Map.of("category", "invoices", "verdict", "retain", "until", "2026-12-31"))));
        assertThat(shop.query("SELECT count(*) FROM invoice")).containsExactly("3");

        JsonNode early = run.purge(named().purgingRetained(request, "2026-12-31", "invoices"), 2);
        assertThat(erased(early)).isZero();
        JsonNode answer = run.purge(named().purgingRetained(request, "2027-01-01", "invoices"), 2);

        assertThat(erased(answer)).isEqualTo(3);
        assertThat(shop.query("SELECT count(*) FROM invoice")).containsExactly("0");
        assertThat(shop.query("SELECT count(*) FROM {connector}.retained_record"))
                .containsExactly("0");
    }

    @Test
    void whatRefersToADueRecordFromAsideLetsGoOfIt() throws Exception {
        shop.fullCustomer(7, "Anna Jansen", ANNA);
        shop.run("CREATE TABLE complaint (id bigint PRIMARY KEY, customer_id bigint, order_id bigint, made_on date,"
                + " FOREIGN KEY (customer_id) REFERENCES customer (id), FOREIGN KEY (order_id) REFERENCES orders (id));"
                + "INSERT INTO complaint VALUES (1, 7, 71, '2026-01-01'), (2, 7, 72, '2026-01-01')");
        run = new PurgeRun(shop.dataSource(), shop.fitted(MariaShop.yaml() + """
                  complaint:
                    category: support
                    parent: { table: customer, join: { customer_id: id } }
                    startedOn: made_on
                    onRetain: { set: { customer_id: null, order_id: null } }
                """));

        JsonNode answer = run.purge(purge("orders", "2013-01-01"), 1000);

        assertThat(erased(answer)).isEqualTo(1);
        assertThat(shop.query("SELECT id, customer_id, order_id FROM complaint ORDER BY id"))
                .containsExactly("1|7|null", "2|7|72");
    }

    @Test
    void anonymisesInEveryWayAndOnce() throws Exception {
        shop.run(
                "CREATE TABLE prospect (id bigint PRIMARY KEY, email varchar(100), iban varchar(40), postcode varchar(10),"
                        + " born_on date, seen_at datetime, name varchar(60), asked_on date);"
                        + "INSERT INTO prospect VALUES (1, 'a@example.org', 'NL91 ABNA 0417', '1234 AB', '1980-05-17', '2020-03-04"
                        + " 05:06:07', 'Zoë', '2020-01-01'), (2, 'a@example.org', NULL, 'x', NULL, NULL, 'N', '2020-01-01')");
        run = new PurgeRun(shop.dataSource(), shop.fitted(MariaShop.yaml() + """
                  prospect:
                    category: leads
                    startedOn: asked_on
                    identifiers: { e-mail: { column: email } }
                    retainable: false
                    fields: { e-mail: { column: email } }
                    onAnonymise:
                      set:
                        email: { hash: keyed }
                        iban: { fake: format }
                        postcode: { generalise: postcode-4 }
                        born_on: { generalise: year }
                        seen_at: { generalise: month }
                        name: removed
                """));
        CommandRecords purge = purge("leads", "2020-01-02").with("action", "anonymise");

        JsonNode first = run.purge(purge, 1000);
        List<String> after = shop.query("SELECT * FROM prospect ORDER BY id");
        JsonNode second = run.purge(purge("leads", "2020-01-02").with("action", "anonymise"), 1000);

        assertThat(first.at("/categories/0/anonymised").intValue()).isEqualTo(2);
        assertThat(second.at("/categories/0/anonymised").intValue()).isZero();
        assertThat(after.get(0))
                .matches("1\\|[0-9a-f]{32}\\|[A-Z]{2}\\d\\d [A-Z]{4} \\d{4}\\|1234\\|1980-01-01\\|2020-03-01 00:00:00"
                        + "\\|removed\\|2020-01-01")
                .doesNotContain("NL91");
        assertThat(after.get(1)).matches("2\\|[0-9a-f]{32}\\|null\\|null\\|null\\|null\\|removed\\|2020-01-01");
        assertThat(after.get(0).split("\\|")[1]).isEqualTo(after.get(1).split("\\|")[1]);
        assertThat(shop.query("SELECT * FROM prospect ORDER BY id")).isEqualTo(after);

        shop.run("UPDATE prospect SET iban = 'NL91 ABNA 0417' WHERE id = 1");
        assertThat(run.check(purge).at("/holdings/0/holdings").intValue()).isEqualTo(1);
    }

    @Test
    void nothingReadableAboutAPersonIsKept() throws Exception {
        shop.fullCustomer(7, "Anna Jansen", ANNA);
        shop.run("DELETE FROM consent");
        run.purge(purge("account", "2020-01-01").except("usage", "e-mail", "bert@example.org"), 1000);
        run.receive(purge("website-visitor", "2030-01-01"));

        for (String table : shop.query(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = '" + shop.connector() + "'")) {
            for (String row : shop.query("SELECT * FROM {connector}." + table)) {
                assertThat(row).as(table).doesNotContain("Jansen").doesNotContain("example.org");
            }
        }
    }
}
