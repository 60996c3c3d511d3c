package nl.privacyloket.connector.command;

import static nl.privacyloket.connector.shop.ShopCustomers.fullCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.crypto.Sealer;
import nl.privacyloket.messaging.event.EventJson;
import org.junit.jupiter.api.Test;

class CommandHandlerTest extends CommandsOfShop {
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
