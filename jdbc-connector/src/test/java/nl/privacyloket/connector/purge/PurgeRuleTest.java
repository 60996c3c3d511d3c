package nl.privacyloket.connector.purge;

import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import nl.privacyloket.connector.command.Command;
import nl.privacyloket.connector.purge.PendingPurges.Pending;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.connector.shop.ShopRights;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Purges of everything older than a day. */
class PurgeRuleTest {
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

    @ParameterizedTest
    @CsvSource({
        // Half past eleven in Greenwich is half past midnight of the next day in Amsterdam.
        "'2012-06-30 21:59:59+00', 2012-07-01, 0",
        "'2012-06-30 22:00:00+00', 2012-07-01, 1",
        "'2012-12-31 22:59:59+00', 2013-01-01, 0",
        "'2012-12-31 23:00:00+00', 2013-01-01, 1",
        "infinity, 2100-01-01, 1",
        "-infinity, 2100-01-01, 1"
    })
    void goesByTheDayInTheZoneOfTheSystem(String start, String startedBefore, String left) throws Exception {
        shop.run("INSERT INTO form_submission VALUES (1, 'p@example.org', 'P', 'hello', '" + start + "')");

        run.purge(purge("website-visitor", startedBefore), 1000);

        assertThat(shop.query("SELECT count(*) FROM form_submission")).containsExactly(left);
    }

    @Test
    void whatHasNoStartDateNeverGoesByARule() throws Exception {
        fullCustomer(shop, 7, "Anna Jansen", "anna@example.org");
        shop.run("UPDATE invoice SET issued_on = NULL WHERE id = 71;"
                + "UPDATE invoice SET issued_on = 'infinity' WHERE id = 72");
        CommandRecords purge = purge("invoices", "9999-12-31");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(1);
        assertThat(shop.query("SELECT id FROM invoice ORDER BY id")).containsExactly("71", "72");
        assertThat(run.check(purge).at("/holdings/0/holdings").intValue()).isZero();
        assertThat(run.purge(purge("marketing-of-nobody", "2020-01-01"), 1000)
                        .get("reason")
                        .textValue())
                .isEqualTo("unknown-category");
    }

    @Test
    void whatSomethingHeldRefersToFromAsideStaysAndIsCounted() throws Exception {
        fullCustomer(shop, 7, "Anna Jansen", "anna@example.org");
        fullCustomer(shop, 8, "Bert Visser", "bert@example.net");
        shop.run("DELETE FROM consent; UPDATE orders SET delivery_address_id = 71 WHERE id = 81");
        CommandRecords purge = purge("account", "2020-01-01").except("orders", "e-mail", "bert@example.net");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(answer.get("kept").toString())
                .contains("{\"index\":null,\"category\":\"account\",\"reason\":\"still-referenced\",\"rows\":1}")
                .contains("{\"index\":null,\"category\":\"account\",\"reason\":\"held\",\"rows\":1}");
        assertThat(shop.query("SELECT id FROM customer ORDER BY id")).containsExactly("7", "8");
        // Bert is left out of the check, Anna's record is not: it is the one that the answer counts.
        assertThat(run.check(purge).at("/holdings/0/holdings").intValue()).isEqualTo(1);
    }

    @Test
    void takesAsManyTransactionsAsThereAreBatches() throws Exception {
        forms(25);

        JsonNode answer = run.purge(purge("website-visitor", "2020-01-02"), 10);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(25);
        assertThat(permits.calls().stream().filter(call -> call.startsWith("POST")))
                .hasSize(3);
        assertThat(permits.calls().stream().filter(call -> call.startsWith("DELETE")))
                .hasSize(3);
    }

    /** In each partition rows lie at the same places. */
    @Test
    void takesListedRowsOfATableInPartitionsByPartitionAndPlace() throws Exception {
        shop.run("DROP TABLE form_submission;"
                + "CREATE TABLE shop.form_submission (id bigint PRIMARY KEY, email text NOT NULL, name text NOT NULL,"
                + " message text NOT NULL, submitted_at timestamptz NOT NULL) PARTITION BY RANGE (id);"
                + "CREATE TABLE shop.form_early PARTITION OF shop.form_submission FOR VALUES FROM (0) TO (100);"
                + "CREATE TABLE shop.form_late PARTITION OF shop.form_submission FOR VALUES FROM (100) TO (200);"
                + "INSERT INTO form_submission SELECT part + n, 'p@example.org', 'P', 'hello',"
                + " timestamptz '2020-01-01 12:00+00' + n % 2 * interval '1 year'"
                + " FROM unnest(array[0, 100]) part, generate_series(1, 6) n");
        run = new PurgeRun(shop, shop.fitted());

        JsonNode answer = run.purge(purge("website-visitor", "2020-01-02"), 4);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(6);
        assertThat(shop.query("SELECT id FROM form_submission ORDER BY id"))
                .containsExactly("1", "3", "5", "101", "103", "105");
        assertThat(permits.calls().stream().filter(call -> call.startsWith("POST")))
                .hasSize(2);
    }

    @Test
    void aWorkerThatIsStoppedBeforeItsFirstBatchLeavesThePurgeToTheNextOne() throws Exception {
        forms(25);
        run.receive(purge("website-visitor", "2020-01-02"));
        PurgeWorker stopped = run.worker(1000);
        stopped.close();

        stopped.purgeNext();

        assertThat(shop.query("SELECT count(*) FROM form_submission")).containsExactly("25");
        assertThat(run.worker(1000).purgeNext()).isTrue();
        assertThat(shop.query("SELECT count(*) FROM form_submission")).containsExactly("0");
    }

    @Test
    void stopsWhenThePermitIsRevokedAndSaysWhatWasDone() throws Exception {
        forms(25);
        permits.answering(204, 409);

        JsonNode answer = run.purge(purge("website-visitor", "2020-01-02"), 10);

        assertThat(answer.get("reason").textValue()).isEqualTo("permit-revoked");
        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(10);
        assertThat(shop.query("SELECT count(*) FROM form_submission")).containsExactly("15");
        assertThat(shop.query("SELECT count(*) FROM pending_purge WHERE stopped_at IS NULL"))
                .containsExactly("0");
    }

    @Test
    void waitsWhileNobodyAnswersForThePermit() throws Exception {
        forms(25);
        permits.answering(204, 503);

        run.receive(purge("website-visitor", "2020-01-02"));
        PurgeWorker worker = run.worker(10);
        assertThat(worker.purgeNext()).isTrue();
        assertThat(worker.purgeNext()).isFalse();
        assertThat(run.answers()).isEmpty();
        assertThat(shop.query("SELECT count(*) FROM form_submission")).containsExactly("15");
        run.clock.advance(Duration.ofSeconds(2));
        assertThat(worker.purgeNext()).isTrue();

        assertThat(run.answer().at("/categories/0/erased").intValue()).isEqualTo(25);
        // What was asked for and not answered may have been granted: it is settled all the same.
        assertThat(permits.calls()).hasSize(8);
    }

    @Test
    void aTokenThatIsNotKnownIsAnsweredAndNothingGoes() throws Exception {
        forms(5);

        JsonNode answer = run.purge(purge("website-visitor", "2020-01-02").withToken("x".repeat(43)), 10);

        assertThat(answer.get("reason").textValue()).isEqualTo("permit-refused");
        assertThat(shop.query("SELECT count(*) FROM form_submission")).containsExactly("5");
    }

    /** Fails at one of its transactions: before the commit, or after it when nobody hears of it any more. */
    private final class Killed implements Transactions {
        private final Transactions transactions = new JdbcTransactions(shop.dataSource(), () -> {});
        private final AtomicInteger left;
        private final boolean committed;

        Killed(int after, boolean committed) {
            this.left = new AtomicInteger(after);
            this.committed = committed;
        }

        @Override
        public <T> T inTransaction(Work<T> work) throws Exception {
            int turn = left.getAndDecrement();
            if (turn > 0) {
                return transactions.inTransaction(work);
            }
            if (turn == 0) {
                if (committed) {
                    transactions.inTransaction(work);
                } else {
                    transactions.inTransaction(connection -> {
                        work.run(connection);
                        throw new IllegalStateException("killed");
                    });
                }
            }
            throw new IllegalStateException("killed");
        }
    }

    @ParameterizedTest
    @CsvSource({"0,false", "1,false", "2,false", "3,false", "4,false", "1,true", "2,true", "3,true", "4,true"})
    void goesOnWhereItWasKilledAndCountsNothingTwice(int after, boolean committed) throws Exception {
        forms(25);
        fullCustomer(shop, 7, "Anna Jansen", "p3@example.org");
        CommandRecords purge = purge("website-visitor", "2020-01-02").except(null, "e-mail", "p3@example.org");
        run.receive(purge);

        catchThrowable(() -> run.worker(new Killed(after, committed), 10).purgeNext());
        run.clock.advance(Duration.ofMinutes(3));
        PurgeWorker other = run.worker(10);
        while (other.purgeNext()) {
            // Until it is done.
        }

        assertThat(run.answers()).hasSize(1);
        assertThat(run.answer().get("categories").toString())
                .isEqualTo("[{\"category\":\"website-visitor\",\"erased\":24,\"anonymised\":0,\"restricted\":0,"
                        + "\"absent\":0,\"kept\":2}]");
        assertThat(run.answer().get("kept").toString())
                .isEqualTo("[{\"index\":null,\"category\":\"website-visitor\",\"reason\":\"held\",\"rows\":2}]");
        assertThat(shop.query("SELECT id FROM form_submission ORDER BY id")).containsExactly("3", "71", "72");
        assertThat(run.check(purge).at("/holdings/0/holdings").intValue()).isZero();
    }

    @Test
    void aWorkerThatWasTakenForDeadStopsWhenAnotherWentOn() throws Exception {
        forms(25);
        CommandRecords purge = purge("website-visitor", "2020-01-02");
        run.receive(purge);
        PurgeWorker slow = run.worker(10);
        Optional<Pending> claimed = slow.claim();
        Command command = EventJson.read(purge.toSend().value(), Command.class);
        PurgeWorker.Run slowRun = slow.new Run(claimed.orElseThrow(), command);
        assertThat(slowRun.step()).isTrue();
        run.clock.advance(Duration.ofMinutes(3));

        PurgeWorker other = run.worker(10);
        // In the middle of the other's transaction the slow one comes back to life.
        Optional<Pending> taken = other.claim();
        PurgeWorker.Run otherRun = other.new Run(taken.orElseThrow(), command);
        assertThat(otherRun.step()).isTrue();

        assertThat(slowRun.step()).isFalse();
        while (otherRun.step()) {
            // Until it is done.
        }
        assertThat(slowRun.step()).isFalse();
        assertThat(run.answers()).hasSize(1);
        assertThat(run.answer().at("/categories/0/erased").intValue()).isEqualTo(25);
    }

    @Test
    void aLateSettlementWaitsForTheTransactionOfTheNext() throws Exception {
        forms(25);
        CommandRecords purge = purge("website-visitor", "2020-01-02");
        run.receive(purge);
        try (Connection other = shop.connect()) {
            nl.privacyloket.connector.permit.CommandLock.take(other, purge.commandId());
            Thread late = new Thread(() -> catchThrowable(() -> run.worker(10).purgeNext()));
            late.start();

            // While another execution of the command is under way, this one neither changes, redeems nor settles.
            late.join(500);

            assertThat(late.isAlive()).isTrue();
            assertThat(permits.calls()).isEmpty();
            other.rollback();
            late.join(20_000);
        }
        assertThat(run.answer().at("/categories/0/erased").intValue()).isEqualTo(25);
    }

    @Test
    void aRowThatBecameYoungerMeanwhileStays() throws Exception {
        forms(3);
        run.receive(purge("website-visitor", "2020-01-02"));
        permits.atRedemption(() -> {
            try {
                shop.run("UPDATE form_submission SET submitted_at = '2026-01-01' WHERE id = 3");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        run.worker(1).purgeNext();

        assertThat(run.answer().at("/categories/0/erased").intValue()).isEqualTo(2);
        assertThat(shop.query("SELECT id FROM form_submission")).containsExactly("3");
    }

    @Test
    void whatIsWrittenOverIsWrittenOverOnce() throws Exception {
        fullCustomer(shop, 7, "Anna Jansen", "anna@example.org");
        CommandRecords purge = purge("usage", "2024-06-01").with("action", "anonymise");

        JsonNode first = run.purge(purge, 1000);
        JsonNode second = run.purge(purge("usage", "2024-06-01"), 1000);

        assertThat(first.at("/categories/0/anonymised").intValue()).isEqualTo(1);
        assertThat(second.at("/categories/0/anonymised").intValue()).isZero();
        assertThat(shop.query("SELECT page || coalesce(customer_id::text, '-') FROM visit ORDER BY id"))
                .containsExactly("elsewhere-", "chairs7");
        assertThat(run.check(purge).at("/holdings/0/holdings").intValue()).isZero();
    }

    @Test
    void whatCannotBeAnonymisedOrRestrictedIsCountedAndStays() throws Exception {
        forms(3);

        JsonNode anonymised = run.purge(purge("website-visitor", "2020-01-02").with("action", "anonymise"), 1000);
        JsonNode restricted = run.purge(purge("website-visitor", "2020-01-02").with("action", "restrict"), 1000);

        assertThat(anonymised.at("/kept/0").toString())
                .isEqualTo(
                        "{\"index\":null,\"category\":\"website-visitor\",\"reason\":\"cannot-anonymise\",\"rows\":3}");
        assertThat(restricted.at("/kept/0/reason").textValue()).isEqualTo("cannot-restrict");
        assertThat(permits.calls()).isEmpty();
    }

    @Test
    void restrictsWithoutErasing() throws Exception {
        ShopRights.taughtTo(shop);
        run = new PurgeRun(shop, ShopRights.fitted(shop));
        fullCustomer(shop, 7, "Anna Jansen", "anna@example.org");
        CommandRecords purge = purge("orders", "2024-01-01").with("action", "restrict");

        JsonNode answer = run.purge(purge, 1000);

        assertThat(answer.at("/categories/0/restricted").intValue()).isEqualTo(1);
        assertThat(shop.query("SELECT id FROM orders WHERE restricted")).containsExactly("71");
        assertThat(run.check(purge).at("/holdings/0/holdings").intValue()).isZero();
    }

    @Test
    void nothingReadableAboutAPersonIsKept() throws Exception {
        fullCustomer(shop, 7, "Anna Jansen", "anna@example.org");
        shop.run("DELETE FROM consent");
        run.receive(purge("account", "2020-01-01").except("usage", "e-mail", "bert@example.org"));
        run.worker(1).claim();

        for (String row : shop.rows("pending_purge")) {
            assertThat(row).doesNotContain("example.org");
        }
        run.clock.advance(Duration.ofMinutes(3));
        run.worker(1).purgeNext();

        assertThat(run.answer().at("/categories/0/erased").intValue()).isEqualTo(1);
        for (String table : shop.query("SELECT tablename FROM pg_tables WHERE schemaname = 'connector_shop'")) {
            for (String row : shop.rows("connector_shop." + table)) {
                assertThat(row).as(table).doesNotContain("Jansen").doesNotContain("anna@example.org");
            }
        }
    }
}
