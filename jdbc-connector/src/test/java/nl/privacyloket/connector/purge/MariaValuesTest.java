package nl.privacyloket.connector.purge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import nl.privacyloket.connector.execution.AccessPart.TablePart;
import nl.privacyloket.connector.execution.ErasedCategory;
import nl.privacyloket.connector.execution.Holding;
import nl.privacyloket.connector.execution.Instruction;
import nl.privacyloket.connector.execution.Instruction.Verdict;
import nl.privacyloket.connector.maria.MariaShop;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.Commands;
import nl.privacyloket.connector.shop.PermitServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that JSON writes in another way than they are, in MariaDB: each stays the value that it is. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaValuesTest {
    private static final LocalDate MADE = LocalDate.parse("2020-01-01");

    private final PermitServer permits = PermitServer.start();
    private MariaShop shop;

    static Stream<String> values() {
        return Stream.of("a\"b", "DOMAIN\\jan", "a\tb", "a\nb", "é\\\"\t\n'", "\\t");
    }

    @BeforeEach
    void contacts() throws SQLException {
        shop = MariaShop.empty();
        shop.run(
                "CREATE TABLE contact (code varchar(60) PRIMARY KEY, email varchar(100), iban varchar(40), made_on date);"
                        + "CREATE TABLE contact_note (id bigint PRIMARY KEY, contact_code varchar(60))");
    }

    @AfterEach
    void stop() {
        permits.close();
    }

    private static String yaml() {
        return MariaShop.yaml() + """
                  contact:
                    category: contacts
                    startedOn: made_on
                    identifiers: { e-mail: { column: email, rows: many } }
                    fields: { e-mail: { column: email } }
                    onAnonymise: { set: { email: { hash: keyed }, iban: { fake: format } } }
                    retainable: false
                  contact_note:
                    category: contacts
                    parent: { table: contact, join: { contact_code: code } }
                    retainable: false
                """;
    }

    /** A literal that does not depend on how the session reads backslashes. */
    private static String literal(String value) {
        return "CONVERT(X'" + HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)) + "' USING utf8mb4)";
    }

    /** The value as JSON would write it: a value too, and another one. */
    private static String escaped(String value) {
        String json = TextNode.valueOf(value).toString();
        return json.substring(1, json.length() - 1);
    }

    private void contact(String code, String email) throws SQLException {
        shop.run("INSERT INTO contact VALUES (" + literal(code) + ", " + literal(email) + ", 'NL91', '2020-01-01');"
                + "INSERT INTO contact_note SELECT count(*) + 1, " + literal(code) + " FROM contact_note");
    }

    private Commands commands() throws SQLException {
        return Commands.ofNewRequest(shop::connect, shop.fitted(yaml()));
    }

    private PurgeRun run() throws Exception {
        return new PurgeRun(shop.dataSource(), shop.fitted(yaml()));
    }

    private static Instruction erase(String category) {
        return new Instruction(category, Verdict.ERASE, null, null, null);
    }

    private CommandRecords purge(String category) {
        return PurgeRun.purge(permits).purgingOlderThan(category, "2020-01-02");
    }

    @ParameterizedTest
    @MethodSource("values")
    void inAnIdentifier(String value) throws SQLException {
        contact("one", value + "@example.org");
        contact("other", escaped(value) + "@example.org");

        assertThat(commands().verify("e-mail", value + "@example.org")).contains(new Holding("contacts", MADE, 1));
        assertThat(commands().erase(List.of(erase("contacts")), "e-mail", value + "@example.org"))
                .contains(new ErasedCategory("contacts", 1, 0, 0));

        assertThat(shop.query("SELECT code FROM contact")).containsExactly("other");
        assertThat(shop.query("SELECT contact_code FROM contact_note")).containsExactly("other");
        assertThat(commands().verify("e-mail", value + "@example.org")).contains(new Holding("contacts", null, 0));
    }

    @Test
    void inAnIdentifierThatIsComparedByItsLettersAndDigits() throws SQLException {
        shop.customer(7, "C-7", "Anna", "anna@example.org");
        shop.customer(8, "C7T", "Bert", "bert@example.org");

        assertThat(commands().verify("e-mail", "anna@example.org", "customer-number", "C-7\t"))
                .contains(new Holding("account", LocalDate.parse("2020-05-05"), 1));
    }

    @ParameterizedTest
    @MethodSource("values")
    void inTheIdentifierOfAHeldPerson(String value) throws Exception {
        contact("held", value + "@example.org");
        contact("other", escaped(value) + "@example.org");

        JsonNode answer = run().purge(purge("contacts").except(null, "e-mail", value + "@example.org"), 1000);

        assertThat(answer.at("/kept/0/reason").textValue()).isEqualTo("held");
        assertThat(shop.query("SELECT code FROM contact")).containsExactly("held");
    }

    @ParameterizedTest
    @MethodSource("values")
    void inAKeyAndInWhatRefersToIt(String value) throws SQLException {
        contact(value, "a@example.org");
        contact(escaped(value), "b@example.org");

        assertThat(commands().erase(List.of(erase("contacts")), "e-mail", "a@example.org"))
                .contains(new ErasedCategory("contacts", 1, 0, 0));

        assertThat(shop.query("SELECT code FROM contact")).containsExactly(escaped(value));
        assertThat(shop.query("SELECT contact_code FROM contact_note")).containsExactly(escaped(value));
    }

    @ParameterizedTest
    @MethodSource("values")
    void inTheNameOfARecord(String value) throws Exception {
        contact(value, "a@example.org");
        contact(escaped(value), "b@example.org");
        CommandRecords named = PurgeRun.purge(permits).purgingRecord("contacts", "contact:" + value);

        JsonNode answer = run().purge(named, 1000);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(1);
        assertThat(shop.query("SELECT code FROM contact")).containsExactly(escaped(value));
        assertThat(shop.query("SELECT contact_code FROM contact_note")).containsExactly(escaped(value));
    }

    @ParameterizedTest
    @MethodSource("values")
    void inTheKeyOfADueRecord(String value) throws Exception {
        contact(value, "a@example.org");
        contact(escaped(value), "b@example.org");
        shop.run("UPDATE contact SET made_on = '2025-01-01' WHERE code = " + literal(escaped(value)));

        JsonNode answer = run().purge(purge("contacts"), 1);

        assertThat(answer.at("/categories/0/erased").intValue()).isEqualTo(1);
        assertThat(shop.query("SELECT code FROM contact")).containsExactly(escaped(value));
    }

    @Test
    void inAValueThatIsMadeUp() throws Exception {
        contact("one\ttwo", "a@example.org");
        shop.run("UPDATE contact SET iban = " + literal("NL\"91\\\tAB\n04"));
        CommandRecords purge = purge("contacts").with("action", "anonymise");

        JsonNode answer = run().purge(purge, 1000);

        assertThat(answer.at("/categories/0/anonymised").intValue()).isEqualTo(1);
        assertThat(shop.query("SELECT iban FROM contact").get(0))
                .matches("[A-Z]{2}\"\\d\\d\\\\\t[A-Z]{2}\n\\d\\d")
                .isNotEqualTo("NL\"91\\\tAB\n04");
        assertThat(run().check(purge).at("/holdings/0/holdings").intValue()).isZero();
    }

    @Test
    void numbersWithZerosInFront() throws Exception {
        shop.run("CREATE TABLE ticket (id int(5) zerofill PRIMARY KEY, price decimal(7,2) zerofill, of_year year,"
                + " email varchar(100), made_on date);"
                + "INSERT INTO ticket VALUES (42, 1.5, 0, 'a@example.org', '2020-01-01'),"
                + " (43, 2.5, 2020, 'b@example.org', '2020-01-01'), (44, 2.5, 2020, 'c@example.org', '2020-01-01'),"
                + " (45, 2.5, 2020, 'd@example.org', '2025-01-01')");
        String yaml = MariaShop.yaml() + """
                  ticket:
                    category: tickets
                    startedOn: made_on
                    identifiers: { e-mail: { column: email } }
                    fields: { e-mail: { column: email } }
                """;
        Commands commands = Commands.ofNewRequest(shop::connect, shop.fitted(yaml));

        TablePart shown = commands.access("e-mail", "a@example.org").part().categories().stream()
                .filter(part -> part.table().equals("ticket"))
                .findFirst()
                .orElseThrow();
        assertThat(shown.rows().get(0).get(shown.columns().indexOf("id")).intValue())
                .isEqualTo(42);
        assertThat(shown.rows().get(0).get(shown.columns().indexOf("price")).doubleValue())
                .isEqualTo(1.5);
        assertThat(shown.rows().get(0).get(shown.columns().indexOf("of_year")).intValue())
                .isZero();
        commands.erase(List.of(erase("tickets")), "e-mail", "a@example.org");
        assertThat(shop.query("SELECT id + 0 FROM ticket ORDER BY id")).containsExactly("43", "44", "45");

        PurgeRun run = new PurgeRun(shop.dataSource(), shop.fitted(yaml));
        run.purge(PurgeRun.purge(permits).purgingRecord("tickets", "ticket:00043"), 1000);
        assertThat(shop.query("SELECT id + 0 FROM ticket ORDER BY id")).containsExactly("44", "45");
        run.purge(purge("tickets"), 1);
        assertThat(shop.query("SELECT id + 0 FROM ticket")).containsExactly("45");
    }

    /** The mapping's zone is that of Amsterdam, where it is ten o'clock in summer when it is eight in UTC. */
    @Test
    void aTimeInANameIsThatOfTheZone() throws Exception {
        shop.run("CREATE TABLE moment (at timestamp DEFAULT '2020-01-01' PRIMARY KEY, email varchar(100));"
                + "INSERT INTO moment VALUES ('2024-07-01 08:00:00', 'a@example.org'),"
                + " ('2024-07-01 10:00:00', 'b@example.org'), ('2024-07-01 12:00:00', 'c@example.org')");
        PurgeRun run = new PurgeRun(shop.dataSource(), shop.fitted(MariaShop.yaml() + """
                  moment:
                    category: moments
                    identifiers: { e-mail: { column: email } }
                    fields: { e-mail: { column: email } }
                """));

        run.purge(PurgeRun.purge(permits).purgingRecord("moments", "moment:2024-07-01 10:00:00"), 1000);
        assertThat(shop.query("SELECT email FROM moment ORDER BY 1")).containsExactly("b@example.org", "c@example.org");

        run.purge(PurgeRun.purge(permits).purgingRecord("moments", "moment:2024-07-01T12:00:00Z"), 1000);
        assertThat(shop.query("SELECT email FROM moment")).containsExactly("b@example.org");
    }
}
