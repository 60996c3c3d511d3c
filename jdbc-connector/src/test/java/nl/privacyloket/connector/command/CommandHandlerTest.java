package nl.privacyloket.connector.command;

import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.messaging.inbox.InboundDispatcher;
import nl.privacyloket.messaging.inbox.RetryPolicy;
import nl.privacyloket.messaging.transaction.JdbcTransactions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandHandlerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:05Z"), ZoneOffset.UTC);
    private static final String ANNA = "anna@example.org";
    private static final String[] EVERYTHING = {"account", "orders", "invoices", "marketing", "usage", "website-visitor"
    };

    private final Sealer sealer = ShopDatabase.keys("retention-service").sealer();
    private final List<String> metered = new ArrayList<>();
    private ShopDatabase shop;
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
        Redemptions redemptions = new Redemptions(new PermitClient(), transactions);
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

    private CommandRecords command(String word) {
        return CommandRecords.command(sealer, word, "test-shop", "prifora").about("e-mail", ANNA);
    }

    private void dispatch(CommandRecords command) throws InterruptedException {
        dispatcher.dispatch(command.received(offset++));
    }

    private List<String> answers() throws Exception {
        return shop.query("SELECT type || ' ' || convert_from(data, 'UTF8') FROM outbox"
                + " WHERE topic = 'privacyloket.results.v1' ORDER BY id");
    }

    @Test
    void answersVerifyWithCounts() throws Exception {
        CommandRecords command = command("verify");

        dispatch(command);

        assertThat(answers())
                .singleElement()
                .asString()
                .startsWith("nl.privacyloket.result.verified.v1 {\"commandId\":\"" + command.commandId()
                        + "\",\"system\":\"test-shop\",\"at\":\"2026-11-22T10:00:05Z\",\"holdings\":["
                        + "{\"category\":\"account\",\"startedOn\":\"2012-01-01\",\"holdings\":1},");
        assertThat(shop.query("SELECT key || ' ' || organisation FROM outbox"))
                .containsExactly(command.commandId() + " prifora");
    }

    @Test
    void effectAnswerInboxAndAuditCommitTogether() throws Exception {
        CommandRecords command = command("erase").erasing(EVERYTHING);

        dispatch(command);

        assertThat(shop.query("SELECT id FROM customer")).containsExactly("8");
        assertThat(answers())
                .singleElement()
                .asString()
                .contains("{\"category\":\"invoices\",\"erased\":3,\"anonymised\":0,\"retained\":0}");
        assertThat(shop.query("SELECT channel || ' ' || source FROM inbox"))
                .containsExactly("commands retention-service");
        assertThat(shop.query("SELECT actor || ' ' || action || ' ' || object_id || ' ' || outcome FROM audit_pending"))
                .containsExactly("system:test-shop command.erase " + command.commandId() + " done");
        assertThat(metered).containsExactly("test-shop erase done");
    }

    @Test
    void anEventThatComesTwiceTakesEffectOnce() throws Exception {
        CommandRecords command = command("erase").erasing(EVERYTHING);
        dispatch(command);

        dispatch(command);

        assertThat(answers()).hasSize(1);
    }

    @Test
    void aCommandThatIsSentAgainGetsTheSameAnswerAndErasesNothingMore() throws Exception {
        CommandRecords command = command("erase").erasing(EVERYTHING);
        dispatch(command);
        fullCustomer(shop, 9, "Anna Jansen", ANNA);

        dispatch(command.sentAgain());

        List<String> answers = answers();
        assertThat(answers).hasSize(2);
        assertThat(EventJson.mapper().readTree(data(answers.get(1))))
                .isEqualTo(EventJson.mapper().readTree(data(answers.get(0))));
        assertThat(shop.query("SELECT id FROM customer ORDER BY 1")).containsExactly("8", "9");
        String about = command.commandId() + " done "
                + shop.query("SELECT DISTINCT request_id::text FROM audit_pending")
                        .get(0);
        assertThat(shop.query("SELECT actor || ' ' || action || ' ' || object_id || ' ' || outcome || ' ' || request_id"
                        + " FROM audit_pending ORDER BY id"))
                .containsExactly(
                        "system:test-shop command.erase " + about, "system:test-shop command.repeated " + about);
    }

    private static String data(String answer) {
        return answer.substring(answer.indexOf(' ') + 1);
    }

    @Test
    void refusesWhenIdentifiersDisagreeAndChangesNothing() throws Exception {
        CommandRecords command = command("erase").erasing(EVERYTHING).about("customer-number", "C-8");

        dispatch(command);

        assertThat(answers())
                .containsExactly("nl.privacyloket.result.failed.v1 {\"commandId\":\"" + command.commandId()
                        + "\",\"system\":\"test-shop\",\"at\":\"2026-11-22T10:00:05Z\","
                        + "\"reason\":\"identifiers-disagree\"}");
        assertThat(shop.query("SELECT id FROM customer ORDER BY 1")).containsExactly("7", "8");
        assertThat(shop.query("SELECT outcome FROM audit_pending")).containsExactly("identifiers-disagree");
        assertThat(shop.query("SELECT count(*)::text FROM dead_letter")).containsExactly("0");
    }

    @Test
    void aForeignKeyThatStandsInTheWayIsAnAnswerAndLeavesNothingHalfDone() throws Exception {
        shop.run("UPDATE orders SET delivery_address_id = 71 WHERE id = 81");

        dispatch(command("erase").erasing(EVERYTHING));

        assertThat(answers()).singleElement().asString().contains("\"reason\":\"still-referenced\"");
        assertThat(shop.query("SELECT count(*)::text FROM form_submission")).containsExactly("4");
        assertThat(shop.query("SELECT count(*)::text FROM erased_person")).containsExactly("0");
    }

    @Test
    void aRefusedCommandCanBeSentAgainOnceTheReasonIsGone() throws Exception {
        shop.run("UPDATE orders SET delivery_address_id = 71 WHERE id = 81");
        CommandRecords command = command("erase").erasing(EVERYTHING);
        dispatch(command);
        shop.run("UPDATE orders SET delivery_address_id = 81 WHERE id = 81");

        dispatch(command.sentAgain());

        assertThat(answers()).last().asString().startsWith("nl.privacyloket.result.erased.v1");
        assertThat(shop.query("SELECT id FROM customer")).containsExactly("8");
    }

    @Test
    void accessWaitsForItsUploadWithTheSubjectStillSealed() throws Exception {
        CommandRecords command = command("access").uploadingTo("http://localhost/parts", "secret-token");

        dispatch(command);

        assertThat(answers()).isEmpty();
        assertThat(shop.query("SELECT command_id FROM pending_upload"))
                .containsExactly(command.commandId().toString());
        assertThat(shop.query("SELECT command FROM pending_upload"))
                .singleElement()
                .asString()
                .doesNotContain(ANNA)
                .doesNotContain("secret-token");
    }

    @Test
    void aCommandOfAnotherOrganisationIsSetAside() throws Exception {
        dispatch(command("erase").erasing(EVERYTHING).ofOrganisation("primoforum"));

        assertSetAside("wrong-organisation");
    }

    @Test
    void aCommandToAnotherSystemIsSetAside() throws Exception {
        dispatch(command("erase").erasing(EVERYTHING).with("system", "primoforum-site"));

        assertSetAside("wrong-system");
    }

    @Test
    void aSubjectSealedToSomebodyElseIsSetAside() throws Exception {
        Sealer shops = ShopDatabase.keys("test-shop").sealer();

        dispatch(CommandRecords.command(shops, "erase", "test-shop", "prifora")
                .about("e-mail", ANNA)
                .erasing(EVERYTHING)
                .sealedTo("retention-service"));

        assertSetAside("seal-does-not-open");
    }

    @Test
    void aCommandWithoutInstructionsIsSetAside() throws Exception {
        dispatch(command("erase"));

        assertSetAside("malformed-data");
    }

    @Test
    void anUnknownVerdictIsSetAside() throws Exception {
        dispatch(command("erase").with("instructions", List.of(Map.of("category", "account", "verdict", "shred"))));

        assertSetAside("malformed-data");
    }

    @Test
    void anUnknownCommandIsSetAside() throws Exception {
        dispatch(command("verify").ofType("nl.privacyloket.command.sell.v1"));

        assertSetAside("unknown-type");
    }

    @Test
    void anAccessWithoutAPlaceToUploadToIsSetAside() throws Exception {
        dispatch(command("access"));

        assertSetAside("malformed-subject");
    }

    private void assertSetAside(String reason) throws Exception {
        assertThat(shop.query("SELECT reason FROM dead_letter")).containsExactly(reason);
        assertThat(answers()).isEmpty();
        assertThat(shop.query("SELECT id FROM customer ORDER BY 1")).containsExactly("7", "8");
    }

    @Test
    void correctsOnceAndGivesARepeatedCommandTheSameAnswer() throws Exception {
        CommandRecords command = command("rectify").correcting("name", "Anna Janssen");
        dispatchToTaughtShop(command);
        shop.run("UPDATE customer SET name = 'Anna de Boer' WHERE id = 7");

        dispatch(command.sentAgain());

        assertThat(answers()).hasSize(2).allSatisfy(answer -> assertThat(answer)
                .isEqualTo("nl.privacyloket.result.rectified.v1 {\"commandId\":\"" + command.commandId()
                        + "\",\"system\":\"test-shop\",\"at\":\"2026-11-22T10:00:05Z\",\"fields\":["
                        + "{\"field\":\"name\",\"rows\":3,\"outcome\":\"changed\",\"identifier\":false}]}"));
        assertThat(shop.query("SELECT name FROM customer ORDER BY id")).containsExactly("Anna de Boer", "Anna Jansen");
        assertThat(shop.query("SELECT action || ' ' || outcome FROM audit_pending ORDER BY id"))
                .containsExactly("command.rectify done", "command.repeated done");
        assertThat(metered).containsExactly("test-shop rectify done");
    }

    @Test
    void aValueThatTheDatabaseRefusesIsAnAnswerAndLeavesNothingHalfDone() throws Exception {
        shop.run("ALTER TABLE form_submission ADD CONSTRAINT short CHECK (length(name) < 20)");

        dispatchToTaughtShop(command("rectify").correcting("name", "Anna Margaretha Jansen-de Boer"));

        assertThat(answers()).singleElement().asString().contains("\"reason\":\"constraint-violated\"");
        assertThat(shop.query("SELECT name FROM customer WHERE id = 7")).containsExactly("Anna Jansen");
    }

    @Test
    void restrictsAndLifts() throws Exception {
        dispatchToTaughtShop(command("restrict").with("action", "restrict").with("categories", List.of("account")));
        dispatch(command("restrict").with("action", "lift").with("categories", List.of("account")));

        assertThat(answers())
                .first()
                .asString()
                .endsWith("\"action\":\"restrict\",\"categories\":["
                        + "{\"category\":\"account\",\"rows\":1,\"outcome\":\"done\"}]}");
        assertThat(answers()).last().asString().contains("\"action\":\"lift\"");
        assertThat(shop.query("SELECT count(*)::text FROM customer WHERE restricted"))
                .containsExactly("0");
    }

    @Test
    void aCorrectionWithoutAValueIsSetAside() throws Exception {
        dispatchToTaughtShop(command("rectify"));

        assertSetAside("malformed-subject");
    }

    @Test
    void aFieldTwiceIsAnAnswerAndChangesNothing() throws Exception {
        dispatchToTaughtShop(
                command("rectify").correcting("name", "Anna Janssen").correcting("name", "Anna de Boer"));

        assertThat(answers()).singleElement().asString().contains("\"reason\":\"field-twice\"");
        assertAnswersKeepTheirContracts();
        assertThat(shop.query("SELECT name FROM customer WHERE id = 7")).containsExactly("Anna Jansen");
    }

    @Test
    void whatIsNoNameOfAFieldIsRefusedAndNotRepeated() throws Exception {
        dispatchToTaughtShop(command("rectify").correcting("Anna Jansen lives elsewhere", "Kade 1"));

        assertThat(answers())
                .singleElement()
                .asString()
                .contains("\"reason\":\"unknown-field-name\"")
                .doesNotContain("elsewhere");
    }

    @Test
    void aRestrictionThatSaysNotWhichWayIsSetAside() throws Exception {
        dispatchToTaughtShop(command("restrict").with("categories", List.of()));

        assertSetAside("malformed-data");
    }

    @Test
    void everyAnswerToACorrectionOrRestrictionKeepsItsContract() throws Exception {
        dispatchToTaughtShop(command("rectify")
                .correcting("name", "Anna Janssen")
                .correcting("e-mail", ANNA)
                .correcting("shoe-size", "41"));
        dispatch(command("restrict").with("action", "restrict"));
        dispatch(command("restrict").with("action", "restrict").with("purpose", "newsletter"));
        dispatch(command("rectify").correcting("birth-date", "yesterday"));

        assertThat(answers()).hasSize(4);
        assertAnswersKeepTheirContracts();
    }

    private void dispatchToTaughtShop(CommandRecords command) throws Exception {
        ShopRights.taughtTo(shop);
        dispatcher = dispatcherFor(ShopRights.fitted(shop));
        dispatch(command);
    }

    private void assertAnswersKeepTheirContracts() throws Exception {
        for (String answer : answers()) {
            String type = answer.substring(0, answer.indexOf(' '));
            assertThat(Contracts.broken("events/" + type, data(answer).getBytes(StandardCharsets.UTF_8)))
                    .as(type)
                    .isEmpty();
        }
    }

    @Test
    void everyAnswerKeepsItsContract() throws Exception {
        dispatch(command("verify"));
        dispatch(command("erase").erasing(EVERYTHING));
        dispatch(command("verify").about("customer-number", "C-8"));

        assertAnswersKeepTheirContracts();
        assertThat(answers()).hasSize(3);
    }

    @Test
    void nothingOfThePersonIsInTheConnectorsTables() throws Exception {
        dispatch(command("verify"));
        dispatch(command("erase").erasing(EVERYTHING));
        dispatch(command("access").uploadingTo("http://localhost/parts", "secret-token"));
        dispatch(command("erase").erasing(EVERYTHING).ofOrganisation("primoforum"));

        for (String table : shop.query("SELECT tablename FROM pg_tables WHERE schemaname = 'connector_shop'")) {
            for (String row : shop.rows("connector_shop." + table)) {
                assertThat(row)
                        .as(table)
                        .doesNotContain("Jansen")
                        .doesNotContain(ANNA)
                        .doesNotContain(HexFormat.of().formatHex(ANNA.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    @Test
    void readsTheSampleOfEachCommand() throws Exception {
        for (String word : List.of("verify", "erase", "purge", "access", "rectify", "restrict")) {
            JsonNode sample = EventJson.mapper()
                    .readTree(ShopDatabase.resource(
                            "/contracts/events/nl.privacyloket.command." + word + ".v1.sample.json"));

            Command command = EventJson.read(EventJson.write(sample.get("data")), Command.class);

            command.requireComplete(sample.get("headers").get("ce_type").textValue());
            assertThat(command.commandId())
                    .isEqualTo(
                            UUID.fromString(sample.get("data").get("commandId").textValue()));
        }
    }
}
