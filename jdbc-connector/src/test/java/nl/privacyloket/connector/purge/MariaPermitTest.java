package nl.privacyloket.connector.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import nl.privacyloket.connector.maria.MariaShop;
import nl.privacyloket.connector.permit.CommandLock;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import nl.privacyloket.messaging.transaction.Transactions;
import nl.privacyloket.messaging.transaction.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Permits, persons whose data stay, and commands that come twice or are killed, in MariaDB. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaPermitTest {
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

    private void forms(int count) throws Exception {
        shop.run("INSERT INTO form_submission (id, email, name, message, submitted_at) SELECT seq,"
                + " concat('p', seq, '@example.org'), 'P', 'hello', '2020-01-01 12:00' FROM seq_1_to_" + count);
    }

    private int erased(JsonNode answer) {
        return answer.at("/categories/0/erased").intValue();
    }

    @Test
    void stopsWhenThePermitIsRevokedAndSaysWhatWasDone() throws Exception {
        forms(25);
        permits.answering(204, 409);

        JsonNode answer = run.purge(purge("website-visitor", "2020-01-02"), 10);

        assertThat(answer.get("reason").textValue()).isEqualTo("permit-revoked");
        assertThat(erased(answer)).isEqualTo(10);
        assertThat(shop.query("SELECT count(*) FROM form_submission")).containsExactly("15");
    }

    private CommandRecords erase(String... categories) {
        return PurgeRun.command("erase")
                .permittedBy(permits)
                .about("e-mail", ANNA)
                .erasing(categories);
    }

    private CommandRecords eraseAll() {
        return erase("account", "orders", "invoices", "marketing", "usage", "website-visitor");
    }

    @Test
    void anErasureWhosePermitIsRevokedChangesNothing() throws Exception {
        shop.fullCustomer(7, "Anna Jansen", ANNA);
        permits.answering(409);

        run.receive(eraseAll());

        assertThat(run.answer().get("reason").textValue()).isEqualTo("permit-revoked");
        assertThat(shop.query("SELECT id FROM customer")).containsExactly("7");
        assertThat(shop.query("SELECT count(*) FROM {connector}.erased_person")).containsExactly("0");
        assertThat(shop.query("SELECT count(*) FROM {connector}.executed_command"))
                .containsExactly("0");
    }

    @Test
    void anErasureThatIsSentAgainGetsTheAnswerOfTheFirstTime() throws Exception {
        shop.fullCustomer(7, "Anna Jansen", ANNA);
        CommandRecords erase = eraseAll();
        run.receive(erase);
        shop.customer(7, "C-7", "Anna Jansen", ANNA);

        run.receive(erase);
        run.receive(erase.sentAgain());

        List<String> answers = run.answers();
        assertThat(answers).hasSize(2);
        assertThat(answers.get(1)).isEqualTo(answers.get(0));
        assertThat(shop.query("SELECT id FROM customer")).containsExactly("7");
        assertThat(permits.calls()).hasSize(2);
    }

    @Test
    void aHeldPersonIsNotErased() throws Exception {
        shop.fullCustomer(7, "Anna Jansen", ANNA);
        // Theirs by the mailbox in another spelling; the column itself would take more for the same.
        run.receive(eraseAll().except(null, "e-mail", "ANNA@example.org "));
        assertThat(run.answer().get("reason").textValue()).isEqualTo("held");

        run.receive(eraseAll().except(null, "e-mail", "ánna@example.org"));
        assertThat(run.answer().has("reason")).isFalse();
        assertThat(shop.query("SELECT id FROM customer")).isEmpty();
    }

    @Test
    void whatTheConnectorRemembersForAHeldPersonStays() throws Exception {
        shop.fullCustomer(7, "Anna Jansen", ANNA);
        shop.run("DELETE FROM consent");
        run.purge(purge("account", "2020-01-01"), 1000);
        assertThat(shop.query("SELECT DISTINCT customer_id FROM invoice")).containsExactly("null");

        JsonNode kept = run.purge(purge("invoices", "2030-01-01").except("invoices", "e-mail", ANNA), 1000);
        assertThat(kept.at("/kept/0").toString())
                .isEqualTo("{\"index\":null,\"category\":\"invoices\",\"reason\":\"held\",\"rows\":3}");

        assertThat(erased(run.purge(purge("invoices", "2030-01-01"), 1000))).isEqualTo(3);
        assertThat(shop.query("SELECT count(*) FROM invoice_line")).containsExactly("0");
    }

    @Test
    void aCategoryThatStaysForEverybodyKeepsWhatItHangsUnder() throws Exception {
        shop.fullCustomer(7, "Anna Jansen", ANNA);
        shop.customer(8, "C-8", "Bert Visser", "bert@example.org");

        JsonNode answer = run.purge(purge("account", "2030-01-01").exceptEverybodyIn("invoices"), 1000);

        assertThat(erased(answer)).isEqualTo(1);
        assertThat(answer.at("/kept/0/reason").textValue()).isEqualTo("held");
        assertThat(shop.query("SELECT id FROM customer")).containsExactly("7");
    }

    @Test
    void ofManyHeldPersonsNobodyIsMissed() throws Exception {
        forms(3_000);
        CommandRecords purge = purge("website-visitor", "2020-01-02");
        for (int i = 1; i <= 2_000; i++) {
            purge.except(i % 2 == 0 ? null : "website-visitor", "e-mail", "P" + i + "@Example.org");
        }

        JsonNode answer = run.purge(purge, 1000);

        assertThat(erased(answer)).isEqualTo(1_000);
        assertThat(shop.query("SELECT min(id), max(id), count(*) FROM form_submission"))
                .containsExactly("1|2000|2000");
    }

    /** Fails at one of its transactions: before the commit, or after it when nobody hears of it any more. */
    private Transactions killed(int after, boolean committed) throws Exception {
        Transactions transactions = new JdbcTransactions(shop.dataSource(), () -> {});
        int[] left = {after};
        return new Transactions() {
            @Override
            public <T> T inTransaction(Work<T> work) throws Exception {
                int turn = left[0]--;
                if (turn > 0) {
                    return transactions.inTransaction(work);
                }
                if (turn == 0) {
                    transactions.inTransaction(connection -> {
                        T done = work.run(connection);
                        if (!committed) {
                            throw new IllegalStateException("killed");
                        }
                        return done;
                    });
                }
                throw new IllegalStateException("killed");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"0,false", "1,false", "2,true", "3,false", "4,true"})
    void goesOnWhereItWasKilledAndCountsNothingTwice(int after, boolean committed) throws Exception {
        forms(25);
        CommandRecords purge = purge("website-visitor", "2020-01-02").except(null, "e-mail", "p3@example.org");
        run.receive(purge);

        catchThrowable(() -> run.worker(killed(after, committed), 10).purgeNext());
        run.clock.advance(Duration.ofMinutes(3));
        PurgeWorker other = run.worker(10);
        while (other.purgeNext()) {
            // Until it is done.
        }

        assertThat(run.answers()).hasSize(1);
        assertThat(erased(run.answer())).isEqualTo(24);
        assertThat(run.answer().at("/kept/0/rows").intValue()).isEqualTo(1);
        assertThat(shop.query("SELECT id FROM form_submission")).containsExactly("3");
    }

    @Test
    void oneExecutionOfACommandAtATime() throws Exception {
        forms(5);
        CommandRecords purge = purge("website-visitor", "2020-01-02");
        run.receive(purge);
        try (Connection other = shop.connect()) {
            CommandLock.take(other, purge.commandId());
            Thread late = new Thread(() -> catchThrowable(() -> run.worker(10).purgeNext()));
            late.start();

            late.join(500);

            assertThat(late.isAlive()).isTrue();
            assertThat(permits.calls()).isEmpty();
            other.rollback();
            late.join(20_000);
        }
        assertThat(erased(run.answer())).isEqualTo(5);
    }

    @Test
    void aCommandOfAnotherOrganisationBecomesADeadLetterOnce() throws Exception {
        CommandRecords foreign = purge("website-visitor", "2020-01-02").ofOrganisation("infactor");
        run.receive(foreign);
        run.receive(foreign);

        assertThat(shop.query("SELECT reason, attempts FROM {connector}.dead_letter"))
                .containsExactly("wrong-organisation|1");
    }
}
