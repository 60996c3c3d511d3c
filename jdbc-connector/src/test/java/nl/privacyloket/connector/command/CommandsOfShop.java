package nl.privacyloket.connector.command;

import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.permit.PermitClient;
import nl.privacyloket.connector.permit.PermittedTransactions;
import nl.privacyloket.connector.permit.Redemptions;
import nl.privacyloket.connector.purge.PendingPurges;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.Contracts;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.connector.shop.ShopRights;
import nl.privacyloket.connector.upload.PendingUploads;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.messaging.deadletter.DeadLetters;
import nl.privacyloket.messaging.inbox.InboundDispatcher;
import nl.privacyloket.messaging.inbox.RetryPolicy;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import org.junit.jupiter.api.BeforeEach;

/** A shop with two customers, and commands that come to it. */
abstract class CommandsOfShop {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:05Z"), ZoneOffset.UTC);
    static final String ANNA = "anna@example.org";
    static final String[] EVERYTHING = {"account", "orders", "invoices", "marketing", "usage", "website-visitor"};

    final Sealer sealer = ShopDatabase.keys("retention-service").sealer();
    final List<String> metered = new ArrayList<>();
    ShopDatabase shop;
    private InboundDispatcher dispatcher;
    private long offset;

    @BeforeEach
    void shopWithTwoCustomers() throws Exception {
        shop = ShopDatabase.empty();
        fullCustomer(shop, 7, "Anna Jansen", ANNA);
        fullCustomer(shop, 8, "Anna Jansen", "anna.jansen@example.net");
        dispatcher = dispatcherFor(shop.fitted());
    }

    private InboundDispatcher dispatcherFor(FittedMapping fitted) {
        KeyFolder keys = ShopDatabase.keys("test-shop");
        Replies replies = new Replies(
                shop.mapping(),
                (system, command, outcome) -> metered.add(system + " " + command + " " + outcome),
                CLOCK);
        JdbcTransactions transactions = new JdbcTransactions(shop.dataSource(), () -> {});
        Redemptions redemptions = new Redemptions(new PermitClient(), transactions, Runnable::run);
        CommandHandler handler =
                new CommandHandler(fitted, keys, redemptions, PendingUploads::add, PendingPurges::add, replies, CLOCK);
        return new InboundDispatcher(
                CommandHandler.CHANNEL,
                new PermittedTransactions(transactions, redemptions),
                List.of(handler),
                new DeadLetters("test-shop", keys.fieldCipher(), (connection, organisation) -> true),
                new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(2)),
                CLOCK);
    }

    CommandRecords command(String word) {
        return CommandRecords.command(sealer, word, "test-shop", "prifora").about("e-mail", ANNA);
    }

    void dispatch(CommandRecords command) throws InterruptedException {
        dispatcher.dispatch(command.received(offset++));
    }

    List<String> answers() throws Exception {
        return shop.query("SELECT type || ' ' || convert_from(data, 'UTF8') FROM outbox"
                + " WHERE topic = 'privacyloket.results.v1' ORDER BY id");
    }

    static String data(String answer) {
        return answer.substring(answer.indexOf(' ') + 1);
    }

    void assertSetAside(String reason) throws Exception {
        assertThat(shop.query("SELECT reason FROM dead_letter")).containsExactly(reason);
        assertThat(answers()).isEmpty();
        assertThat(shop.query("SELECT id FROM customer ORDER BY 1")).containsExactly("7", "8");
    }

    void dispatchToTaughtShop(CommandRecords command) throws Exception {
        ShopRights.taughtTo(shop);
        dispatcher = dispatcherFor(ShopRights.fitted(shop));
        dispatch(command);
    }

    void assertAnswersKeepTheirContracts() throws Exception {
        for (String answer : answers()) {
            String type = answer.substring(0, answer.indexOf(' '));
            assertThat(Contracts.broken("events/" + type, data(answer).getBytes(StandardCharsets.UTF_8)))
                    .as(type)
                    .isEmpty();
        }
    }
}
