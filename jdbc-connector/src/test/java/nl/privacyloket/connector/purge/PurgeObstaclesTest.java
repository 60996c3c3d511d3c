package nl.privacyloket.connector.purge;

import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import nl.privacyloket.connector.fit.MappingCheck;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.connector.shop.ShopDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What gets in the way of a purge: rows in use, rows that fail, other purges, a refusal halfway, another trigger. */
class PurgeObstaclesTest {
    private final PermitServer permits = PermitServer.start();
    private ShopDatabase shop;
    private PurgeRun run;

    @BeforeEach
    void emptyShop() throws Exception {
        shop = ShopDatabase.empty();
        run = new PurgeRun(shop, shop.fitted());
    }

    @AfterEach
    void stop() {
        permits.close();
    }

    private CommandRecords purge(String category, String startedBefore) {
        return PurgeRun.purge(permits).purgingOlderThan(category, startedBefore);
    }

    private void forms(int count) throws Exception {
        shop.run("INSERT INTO form_submission SELECT n, 'p' || n || '@example.org', 'P', 'hello', '2020-01-01 12:00+00'"
                + " FROM generate_series(1, " + count + ") n");
    }

    @Test
    void sentAgainAfterARefusalItCountsFromTheFirstTime() throws Exception {
        forms(25);
        permits.answering(204, 409);
        CommandRecords purge = purge("website-visitor", "2020-01-02");
        run.purge(purge, 10);

        JsonNode answer = run.purge(purge.sentAgain(), 10);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(25);
        assertThat(shop.query("SELECT count(*) FROM form_submission")).containsExactly("0");
        assertThat(shop.query("SELECT count(*) FROM pending_purge")).containsExactly("0");
    }

    @Test
    void aTableThatIsAwayIsWaitedForAndTakesNoRecordForUnknown() throws Exception {
        fullCustomer(shop, 70, "Anna Jansen", "anna@example.org");
        shop.run("ALTER TABLE invoice RENAME TO invoice_being_moved");
        run.receive(PurgeRun.purge(permits).purgingRecord("invoices", "invoice:701"));
        PurgeWorker worker = run.worker(10);

        assertThat(worker.purgeNext()).isTrue();

        assertThat(run.answers()).isEmpty();
        shop.run("ALTER TABLE invoice_being_moved RENAME TO invoice");
        run.clock.advance(Duration.ofMinutes(1));
        while (worker.purgeNext()) {
            // Until it is done.
        }
        assertThat(run.answer().at("/categories/0/erased").intValue()).isEqualTo(1);
    }

    @Test
    void aLongPurgeGivesWayAndGoesOnWhereItWas() throws Exception {
        forms(120);
        fullCustomer(shop, 70, "Anna Jansen", "anna@example.org");
        run.receive(purge("website-visitor", "2020-01-02").exceptEverybodyIn("website-visitor"));
        run.clock.advance(Duration.ofSeconds(1));
        run.receive(purge("usage", "2025-01-01"));
        run.clock.advance(Duration.ofSeconds(1));
        PurgeWorker worker = run.worker(1);

        assertThat(worker.purgeNext()).isTrue();
        assertThat(run.answers()).isEmpty();
        assertThat(worker.purgeNext()).isTrue();
        assertThat(run.answer().at("/categories/0/category").textValue()).isEqualTo("usage");
        assertThat(worker.purgeNext()).isTrue();
        assertThat(run.answers()).hasSize(1);
        assertThat(worker.purgeNext()).isTrue();

        assertThat(run.answer().get("kept").toString())
                .isEqualTo("[{\"index\":null,\"category\":\"website-visitor\",\"reason\":\"held\",\"rows\":121}]");
    }

    @Test
    void aStartDateCountsForItsOwnTriggerAlone() throws Exception {
        String yaml = ShopDatabase.resource("/shop/shop.yaml")
                .replace("startedOn: submitted_at", "startedOn: { column: submitted_at, trigger: collected }");
        try (Connection connection = shop.connect()) {
            run = new PurgeRun(shop, MappingCheck.fit(shop.mapping(yaml), connection));
        }
        forms(3);
        CommandRecords other = purge("website-visitor", "2020-01-02")
                .with(
                        "rule",
                        Map.of(
                                "category",
                                "website-visitor",
                                "trigger",
                                "last-activity",
                                "startedBefore",
                                "2020-01-02"));
        CommandRecords same = purge("website-visitor", "2020-01-02");

        JsonNode nothing = run.purge(other, 1000);

        assertThat(nothing.get("kept").toString())
                .isEqualTo(
                        "[{\"index\":null,\"category\":\"website-visitor\",\"reason\":\"no-start-date\",\"rows\":3}]");
        assertThat(run.check(other).at("/holdings/0/holdings").intValue()).isZero();
        assertThat(run.check(same).at("/holdings/0/holdings").intValue()).isEqualTo(3);
        assertThat(run.purge(same, 1000).at("/categories/0/erased").intValue()).isEqualTo(3);
    }

    @Test
    void whatTheSystemsOwnTriggersFailOnStaysAndTheRestGoes() throws Exception {
        forms(25);
        shop.run(
                "CREATE FUNCTION shop.divides() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM 1 / (OLD.id - 7); RETURN OLD; END';"
                        + " CREATE TRIGGER divides BEFORE DELETE ON form_submission FOR EACH ROW EXECUTE FUNCTION shop.divides()");

        JsonNode answer = run.purge(purge("website-visitor", "2020-01-02"), 10);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(24);
        assertThat(answer.at("/kept/0/reason").textValue()).isEqualTo("unsupported");
        assertThat(shop.query("SELECT id FROM form_submission")).containsExactly("7");
    }

    @Test
    void rowsThatTheShopIsUsingAreLeftToTheNextCommand() throws Exception {
        forms(12);
        fullCustomer(shop, 7, "Anna Jansen", "anna@example.org");
        try (Connection application = shop.connect();
                Statement statement = application.createStatement()) {
            statement.execute("SELECT 1 FROM form_submission WHERE id = 7 FOR UPDATE");
            statement.execute("SELECT 1 FROM invoice_line WHERE invoice_number = 'F72' FOR UPDATE");

            JsonNode forms = run.purge(purge("website-visitor", "2020-01-02"), 5);
            JsonNode invoices = run.purge(purge("invoices", "2030-01-01"), 5);

            assertThat(forms.at("/categories/0/erased").intValue()).isEqualTo(12);
            assertThat(forms.get("kept").toString())
                    .isEqualTo("[{\"index\":null,\"category\":\"website-visitor\",\"reason\":\"locked\",\"rows\":1}]");
            assertThat(shop.query("SELECT id FROM form_submission")).containsExactly("7", "72");
            assertThat(invoices.at("/categories/0/erased").intValue()).isEqualTo(2);
            assertThat(invoices.at("/kept/0/reason").textValue()).isEqualTo("locked");
            application.rollback();
        }

        JsonNode next = run.purge(purge("website-visitor", "2020-01-02"), 5);

        assertThat(next.at("/categories/0/erased").intValue()).isEqualTo(1);
    }

    @Test
    void aNamedRecordThatTheShopIsUsingDoesNotHoldUpTheOthers() throws Exception {
        forms(3);
        try (Connection application = shop.connect();
                Statement statement = application.createStatement()) {
            statement.execute("SELECT 1 FROM form_submission WHERE id = 2 FOR UPDATE");

            JsonNode answer = run.purge(
                    PurgeRun.purge(permits)
                            .purgingRecord("website-visitor", "form_submission:1")
                            .purgingRecord("website-visitor", "form_submission:2")
                            .purgingRecord("website-visitor", "form_submission:3")
                            .purgingRecord("website-visitor", "form_submission:4"),
                    500);

            assertThat(answer.at("/categories/0").toString())
                    .isEqualTo("{\"category\":\"website-visitor\",\"erased\":2,\"anonymised\":0,"
                            + "\"restricted\":0,\"absent\":1,\"kept\":1}");
            assertThat(answer.get("kept").toString())
                    .isEqualTo("[{\"index\":1,\"category\":\"website-visitor\",\"reason\":\"locked\",\"rows\":1}]");
        }
    }
}
