package nl.privacyloket.connector.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import nl.privacyloket.connector.execution.purge.NamedRecord;
import nl.privacyloket.connector.execution.purge.PurgeAction;
import nl.privacyloket.connector.execution.purge.PurgeTarget;
import nl.privacyloket.connector.permit.CommandPermit;
import nl.privacyloket.connector.shop.ShopDatabase;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.stack.TemporaryDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden samples of purges and of what is sealed in them, as retention-service sends them. */
class PurgeSamplesTest {
    private static CommandSeals seals;

    @BeforeAll
    static void keysOfTheSamples() throws Exception {
        Path folder = TemporaryDirectory.create("sample-keys");
        Files.writeString(
                folder.resolve("seal.private.jwk"),
                ShopDatabase.resource("/contracts/sample-keys/prifora-webshop.private.jwk"));
        seals = new CommandSeals(KeyFolder.at(folder).opener("prifora-webshop"));
    }

    private static Command command(String sample) throws Exception {
        JsonNode event = EventJson.mapper()
                .readTree(ShopDatabase.resource("/contracts/events/nl.privacyloket.command." + sample + ".json"));
        Command command = EventJson.read(EventJson.write(event.get("data")), Command.class);
        command.requireComplete(event.at("/headers/ce_type").textValue());
        return command;
    }

    @ParameterizedTest
    @ValueSource(strings = {"purge.v1.sample", "verify.v1.sample-purged-records"})
    void namesRecords(String sample) throws Exception {
        Command command = command(sample);

        PurgeTarget target = seals.target(command);

        assertThat(target.records())
                .hasSize(3)
                .endsWith(new NamedRecord("payments", "finance.payment_line:2019-0001,3"));
        assertThat(seals.permit(command).except())
                .extracting(person -> person.category())
                .containsExactly(null, "invoices");
        assertThat(command.purgeAction()).isEqualTo(PurgeAction.ERASE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"purge.v1.sample-rule", "verify.v1.sample-purged-rule"})
    void tellsARule(String sample) throws Exception {
        Command command = command(sample);

        assertThat(seals.target(command).rule().category()).isEqualTo("usage");
        assertThat(seals.target(command).rule().startedBefore()).isEqualTo(LocalDate.of(2025, 11, 22));
        assertThat(seals.permit(command).except()).isEmpty();
        assertThat(command.purgeAction()).isEqualTo(PurgeAction.ANONYMISE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"purge.v1.sample-retained", "verify.v1.sample-purged-retained"})
    void tellsWhatALawLetsGo(String sample) throws Exception {
        Command command = command(sample);

        assertThat(seals.target(command).retained().categories()).containsExactly("invoices");
        assertThat(seals.target(command).retained().requestId()).isEqualTo(command.requestId());
    }

    @Test
    void anErasureBringsItsPermit() throws Exception {
        Command command = command("erase.v1.sample");

        CommandPermit permit = seals.redeemable(command);

        assertThat(permit.url()).isEqualTo("http://localhost:8081/permits/" + command.commandId() + "/redemption");
    }
}
