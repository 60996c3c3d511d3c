package nl.privacyloket.connector.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.connector.execution.AccessPart.TablePart;
import nl.privacyloket.connector.execution.Instruction.Verdict;
import nl.privacyloket.connector.fit.FittedMapping;
import nl.privacyloket.connector.maria.MariaShop;
import nl.privacyloket.connector.person.CommandRefusedException;
import nl.privacyloket.connector.person.Identifier;
import nl.privacyloket.connector.person.Subject;
import nl.privacyloket.connector.report.KAnonymity;
import nl.privacyloket.connector.report.KAnonymityReport;
import nl.privacyloket.connector.shop.Commands;
import nl.privacyloket.connector.shop.ShopDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Commands about one person, in MariaDB. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaPersonTest {
    private static final String ANNA = "anna@example.org";
    private static final LocalDate Y2019 = LocalDate.parse("2019-01-01");

    private MariaShop shop;
    private FittedMapping fitted;
    private Commands commands;

    @BeforeEach
    void twoPersonsOfOneName() throws SQLException {
        shop = MariaShop.empty();
        fitted = shop.fitted();
        shop.fullCustomer(7, "Anna Jansen", ANNA);
        shop.fullCustomer(8, "Anna Jansen", "anna.jansen@example.net");
        commands = Commands.ofNewRequest(shop::connect, fitted);
    }

    private static Instruction erase(String category) {
        return new Instruction(category, Verdict.ERASE, null, null, null);
    }

    private static List<Instruction> asTheTaxLawWants() {
        return List.of(
                erase("account"),
                erase("orders"),
                new Instruction("invoices", Verdict.ERASE, Y2019, null, null),
                new Instruction("invoices", Verdict.RETAIN, null, Y2019, LocalDate.parse("2027-12-31")),
                erase("marketing"),
                erase("usage"),
                erase("website-visitor"));
    }

    @Test
    void erasesWhatMayGoAndKeepsWhatTheLawKeeps() throws SQLException {
        // Who brought each other in, as far as a circle goes.
        shop.run("UPDATE customer SET introduced_by = 7 WHERE id = 7");

        List<ErasedCategory> erased = commands.erase(asTheTaxLawWants(), "e-mail", " Anna@Example.org ");

        assertThat(erased)
                .containsExactly(
                        new ErasedCategory("account", 1, 0, 0),
                        new ErasedCategory("invoices", 1, 0, 2),
                        new ErasedCategory("marketing", 1, 0, 0),
                        new ErasedCategory("orders", 2, 0, 0),
                        new ErasedCategory("usage", 0, 2, 0),
                        new ErasedCategory("website-visitor", 2, 0, 0));
        assertThat(shop.query("SELECT id FROM customer")).containsExactly("8");
        assertThat(shop.query("SELECT id FROM address ORDER BY 1")).containsExactly("81", "82");
        assertThat(shop.query("SELECT order_id, line FROM order_line ORDER BY 1, 2"))
                .containsExactly("81|1", "81|2", "82|1");
        assertThat(shop.query("SELECT id FROM form_submission ORDER BY 1")).containsExactly("81", "82");
        assertThat(shop.query("SELECT * FROM customer_group ORDER BY 1, 2")).containsExactly("8|keuken", "8|tuin");
        assertThat(shop.query("SELECT * FROM invoice WHERE id DIV 10 = 7 ORDER BY id"))
                .containsExactly(
                        "72|F72|null|Anna Jansen|Dorpsstraat 7|null|null|null|2020-03-01",
                        "73|F73|null|Anna Jansen|Kade 7|null|null|null|2024-06-02");
        assertThat(shop.query("SELECT invoice_number, position FROM invoice_line WHERE invoice_number LIKE 'F7%'"))
                .containsExactly("F72|1", "F73|1", "F73|2");
        assertThat(shop.query("SELECT account_holder FROM payment WHERE invoice_id DIV 10 = 7"))
                .containsExactly("withheld");
        assertThat(shop.query("SELECT page, device, customer_id FROM visit WHERE id DIV 10 = 7"))
                .containsExactly("elsewhere|null|null", "elsewhere|null|null");
        assertThat(shop.query("SELECT table_name, row_key, category, retained_until FROM {connector}.retained_record"))
                .containsExactlyInAnyOrder(
                        shop.name() + ".invoice|{\"id\": 72}|invoices|2027-12-31",
                        shop.name() + ".invoice|{\"id\": 73}|invoices|2027-12-31");
    }

    @Test
    void readsBackWhatWasRetainedAndErasesItLater() throws SQLException {
        commands.erase(asTheTaxLawWants(), "e-mail", ANNA);

        assertThat(commands.verify("e-mail", ANNA))
                .containsExactly(
                        new Holding("account", null, 0),
                        new Holding("invoices", LocalDate.parse("2020-03-01"), 1),
                        new Holding("invoices", LocalDate.parse("2024-06-02"), 1),
                        new Holding("marketing", null, 0),
                        new Holding("orders", null, 0),
                        new Holding("usage", null, 0),
                        new Holding("website-visitor", null, 0));

        Commands later = Commands.ofNewRequest(shop::connect, fitted);
        assertThat(later.erase(List.of(erase("invoices")), "e-mail", ANNA))
                .containsExactly(new ErasedCategory("invoices", 2, 0, 0));
        assertThat(shop.query("SELECT id FROM invoice ORDER BY 1")).containsExactly("81", "82", "83");
        assertThat(shop.query("SELECT * FROM {connector}.retained_record")).isEmpty();
    }

    /** An instant is on the day of the organisation: half past eleven in the evening in UTC is New Year's Day there. */
    @Test
    void countsByTheDayOfTheOrganisation() throws SQLException {
        assertThat(commands.verify("e-mail", ANNA))
                .contains(
                        new Holding("account", LocalDate.parse("2012-01-01"), 1),
                        new Holding("orders", LocalDate.parse("2012-01-05"), 1));
    }

    /** The columns themselves take all of these for the same. */
    @Test
    void differentValuesAreDifferentPersons() throws SQLException {
        shop.customer(21, null, "José", "josé@example.org");
        shop.customer(22, null, "Jose", "jose@example.org");
        shop.customer(23, null, "Strasse", "strasse@example.org");
        shop.customer(24, null, "Straße", "straße@example.org");
        assertThat(shop.query("SELECT count(*) FROM customer WHERE email = 'jose@example.org'"))
                .containsExactly("2");

        commands.erase(List.of(erase("account")), "e-mail", "JOSÉ@example.org");

        assertThat(shop.query("SELECT id FROM customer WHERE id > 20 ORDER BY 1"))
                .containsExactly("22", "23", "24");
        assertThat(Commands.ofNewRequest(shop::connect, fitted).verify("e-mail", "strasse@example.org"))
                .contains(new Holding("account", LocalDate.parse("2020-05-05"), 1));
        assertThat(Commands.ofNewRequest(shop::connect, fitted).verify("e-mail", "josé@example.org"))
                .contains(new Holding("account", null, 0));
    }

    @Test
    void anIdentifierThatIsExactKeepsCaseAndTrailingBlanksApart() throws SQLException {
        FittedMapping exact = shop.fitted(MariaShop.yaml()
                .replace(
                        "e-mail: { column: email, rows: many }",
                        "e-mail: { column: email, rows: many, normalise: exact }"));
        shop.run("INSERT INTO form_submission (id, email, name, message, submitted_at) VALUES"
                + " (1, 'Zoe@example.org', 'Z', '', '2024-01-01'), (2, 'zoe@example.org', 'Z', '', '2024-01-01'),"
                + " (3, 'zoe@example.org ', 'Z', '', '2024-01-01')");

        Commands.ofNewRequest(shop::connect, exact)
                .erase(List.of(erase("website-visitor")), "e-mail", "zoe@example.org");

        assertThat(shop.query("SELECT id FROM form_submission WHERE id < 10 ORDER BY 1"))
                .containsExactly("1", "3");
    }

    @Test
    void aNumberIsComparedWithoutWhatIsBetweenItsCharacters() throws SQLException {
        assertThat(commands.verify("e-mail", ANNA, "customer-number", "c 7"))
                .contains(new Holding("account", LocalDate.parse("2012-01-01"), 1));
        assertThatThrownBy(() -> commands.verify("e-mail", ANNA, "customer-number", "C-8"))
                .isInstanceOf(CommandRefusedException.class)
                .extracting(e -> ((CommandRefusedException) e).reason())
                .isEqualTo("identifiers-disagree");
    }

    @Test
    void showsThePersonEveryRowWithIsoTimes() throws SQLException {
        shop.run("UPDATE customer SET points = 12.50, born_on = '1980-02-29' WHERE id = 7");

        Access.Answer answer = commands.access("e-mail", ANNA);

        TablePart customer = part(answer, "customer");
        assertThat(customer.columns()).doesNotContain("password_hash");
        assertThat(value(customer, "registered_at").textValue()).isEqualTo("2012-01-01T00:30:00+01:00");
        assertThat(value(customer, "born_on").textValue()).isEqualTo("1980-02-29");
        assertThat(value(customer, "points").decimalValue().toPlainString()).isEqualTo("12.5");
        assertThat(value(customer, "introduced_by").isNull()).isTrue();
        assertThat(value(customer, "restricted").booleanValue()).isFalse();
        assertThat(value(part(answer, "payment"), "paid_at").textValue())
                .isIn("2012-01-06T10:00:00", "2024-06-03T10:00:00");
        assertThat(part(answer, "invoice_line").rows()).hasSize(4);
        assertThat(part(answer, "form_submission").rows()).hasSize(2);
        assertThat(answer.categories()).contains(new AccessedCategory("invoices", 3));
    }

    private static TablePart part(Access.Answer answer, String table) {
        return answer.part().categories().stream()
                .filter(part -> part.table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode value(TablePart part, String column) {
        return part.rows().get(0).get(part.columns().indexOf(column));
    }

    @Test
    void reportsHowFarRowsCanBeToldApart() throws SQLException {
        shop.customer(21, null, "anna jansen", "c@example.org");
        KAnonymityReport report = new KAnonymityReport(fitted);
        try (Connection connection = shop.connect()) {
            // Names that only the column takes for the same are two groups.
            assertThat(report.read(connection, report.table("customer").orElseThrow(), List.of("name"), 2))
                    .isEqualTo(new KAnonymity("customer", 2, 3, 2, 1, 1));
        }
    }

    @Test
    void restrictsAndLifts() throws SQLException {
        commands.restrict(List.of("orders"), "e-mail", ANNA);
        assertThat(shop.query("SELECT restricted, restricted_at IS NULL FROM orders WHERE id DIV 10 = 7"))
                .containsExactly("1|0", "1|0");

        commands.lift(List.of("orders"), "e-mail", ANNA);
        assertThat(shop.query("SELECT id FROM orders WHERE restricted OR restricted_at IS NOT NULL"))
                .isEmpty();
    }

    @Test
    void marksInColumnsOfEveryKind() throws SQLException {
        shop.run(
                "ALTER TABLE orders ADD stopped bit(1) NOT NULL DEFAULT b'0', ADD state enum('open','shut') DEFAULT 'open',"
                        + " ADD weight double, ADD mark binary(2)");
        FittedMapping more = shop.fitted(MariaShop.yaml()
                .replace(
                        "onRestrict: { set: { restricted: true, restricted_at: now } }",
                        "onRestrict: { set: { restricted: true, restricted_at: now, stopped: true, state: shut,"
                                + " weight: 1.50, mark: 0aff } }")
                .replace(
                        "onLift: { set: { restricted: false, restricted_at: null } }",
                        "onLift: { set: { restricted: false, restricted_at: null, stopped: false, state: open,"
                                + " weight: null, mark: null } }"));
        Commands of = Commands.ofNewRequest(shop::connect, more);

        of.restrict(List.of("orders"), "e-mail", ANNA);
        assertThat(shop.query("SELECT stopped + 0, state, weight, HEX(mark) FROM orders WHERE id = 71"))
                .containsExactly("1|shut|1.5|0AFF");
        TablePart shown = part(of.access("e-mail", ANNA), "orders");
        assertThat(value(shown, "stopped").booleanValue()).isTrue();
        assertThat(value(shown, "mark").textValue()).isEqualTo("0AFF");

        of.lift(List.of("orders"), "e-mail", ANNA);
        assertThat(shop.query("SELECT stopped + 0, state, weight, mark FROM orders WHERE id = 71"))
                .containsExactly("0|open|null|null");
    }

    @Test
    void correctsAccentsAndCaseToo() throws SQLException {
        List<CorrectedField> corrected = commands.rectify(
                List.of(
                        new Correction("name", "ánna JANSEN"),
                        new Correction("points", "3.5"),
                        new Correction("birth-date", "1980-02-29")),
                "e-mail",
                ANNA);

        assertThat(corrected)
                .extracting(CorrectedField::field, CorrectedField::rows)
                .containsExactly(tuple("name", 3), tuple("points", 1), tuple("birth-date", 1));
        assertThat(shop.query("SELECT name, points, born_on FROM customer WHERE id = 7"))
                .containsExactly("ánna JANSEN|3.5|1980-02-29");
        assertThat(commands.rectify(List.of(new Correction("points", "3.50")), "e-mail", ANNA))
                .extracting(CorrectedField::outcome)
                .containsExactly(CorrectedField.Outcome.UNCHANGED);
    }

    @Test
    void aCorrectedIdentifierIsTakenOnlyWhenItIsTheVerySame() throws SQLException {
        shop.customer(21, null, "José", "josé@example.org");
        List<Correction> toTheAccented = List.of(new Correction("e-mail", "JOSÉ@example.org"));
        List<Correction> toThePlain = List.of(new Correction("e-mail", "Jose@example.org"));

        assertThatThrownBy(() -> commands.rectify(toTheAccented, "e-mail", ANNA))
                .isInstanceOf(CommandRefusedException.class)
                .extracting(e -> ((CommandRefusedException) e).reason())
                .isEqualTo("identifier-taken");
        assertThat(commands.rectify(toThePlain, "e-mail", ANNA))
                .extracting(CorrectedField::field, CorrectedField::rows, CorrectedField::identifier)
                .containsExactly(tuple("e-mail", 3, true));
        assertThat(shop.query("SELECT email FROM customer WHERE id IN (7, 21) ORDER BY id"))
                .containsExactly("Jose@example.org", "josé@example.org");
    }

    /** A law keeps it of the one; the other, whom the column would take for the same, has never been here. */
    @Test
    void isRememberedByTheVerySameIdentifierToo() throws SQLException {
        commands.erase(asTheTaxLawWants(), "e-mail", ANNA);

        assertThat(Commands.ofNewRequest(shop::connect, fitted).verify("e-mail", "ANNA@example.org"))
                .contains(new Holding("invoices", LocalDate.parse("2020-03-01"), 1));
        assertThat(Commands.ofNewRequest(shop::connect, fitted).verify("e-mail", "ánna@example.org"))
                .contains(new Holding("invoices", null, 0));
    }

    @Test
    void aConstraintOfTheShopIsARefusal() throws SQLException {
        shop.run("CREATE TABLE diary (id bigint PRIMARY KEY, customer_id bigint, FOREIGN KEY (customer_id) REFERENCES"
                + " customer (id)); INSERT INTO diary VALUES (1, 7)");

        try (Connection connection = shop.connect()) {
            assertThatThrownBy(() -> Refusals.attempt(connection, () -> new Erasure(
                                    fitted,
                                    ShopDatabase.subjectHash(),
                                    ShopDatabase.keys("test-shop").blindIndex(),
                                    Clock.systemUTC())
                            .erase(
                                    connection,
                                    UUID.randomUUID(),
                                    Subject.of(UUID.randomUUID(), List.of(new Identifier("e-mail", ANNA))),
                                    asTheTaxLawWants(),
                                    List.of())))
                    .isInstanceOf(CommandRefusedException.class)
                    .extracting(e -> ((CommandRefusedException) e).reason())
                    .isEqualTo("still-referenced");
            connection.commit();
        }
        assertThat(shop.query("SELECT count(*) FROM orders WHERE customer_id = 7"))
                .containsExactly("2");
    }

    @Test
    void refusesWhatDoesNotFit() {
        for (Correction correction : List.of(
                new Correction("customer-number", "longer-than-twelve"),
                new Correction("points", "3.55"),
                new Correction("points", "12345"),
                new Correction("points", "3 apples"),
                new Correction("birth-date", "2020-02-30"))) {
            assertThatThrownBy(() -> commands.rectify(List.of(correction), "e-mail", ANNA))
                    .isInstanceOf(CommandRefusedException.class)
                    .extracting(e -> ((CommandRefusedException) e).reason())
                    .isEqualTo("value-does-not-fit");
        }
    }
}
