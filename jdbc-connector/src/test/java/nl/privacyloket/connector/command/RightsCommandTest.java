package nl.privacyloket.connector.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.privacyloket.connector.shop.CommandRecords;
import org.junit.jupiter.api.Test;

/** Corrections and restrictions. */
class RightsCommandTest extends CommandsOfShop {
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
}
