package nl.privacyloket.connector.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import nl.privacyloket.connector.mapping.MappingFile;
import nl.privacyloket.connector.mapping.MappingProblem;
import nl.privacyloket.connector.mapping.MappingRefusedException;
import nl.privacyloket.connector.maria.EmbeddedMariaServer;
import nl.privacyloket.connector.maria.MariaShop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What does not fit a database of MariaDB. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class MariaMappingCheckTest {
    private MariaShop shop;

    @BeforeEach
    void emptyShop() throws SQLException {
        shop = MariaShop.empty();
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(MappingRefusedException.class, () -> shop.fitted(yaml)).problems().stream()
                .map(MappingProblem::toString)
                .toList();
    }

    private static String with(String table) {
        return MariaShop.yaml() + table.indent(2);
    }

    @Test
    void knowsWhatTheShopHas() throws SQLException {
        FittedMapping fitted = shop.fitted();

        assertThat(fitted.deleteOrder().stream().map(table -> table.name().name()))
                .containsSubsequence("invoice_line", "invoice", "customer")
                .containsSubsequence("order_line", "orders", "address", "customer");
        assertThat(fitted.mapping().database().schema()).isEqualTo(shop.name());
    }

    /** No constraint waits for the end of a transaction. */
    @Test
    void circlesNeedAColumnToEmpty() {
        String yaml = MariaShop.yaml().replace("    detach: [default_address_id, introduced_by]\n", "");

        assertThat(problems(yaml))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("rows refer to each other in a circle")
                        .contains("name the foreign-key column to empty first under detach"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("tables.customer.detach")
                        .contains("this database looks at each row by itself")
                        .contains("introduced_by"));
    }

    @Test
    void refusesTablesThatCannotTakeBackAChangeOrForget() throws SQLException {
        shop.run("CREATE TABLE note (id bigint PRIMARY KEY, email varchar(100)) ENGINE = MyISAM;"
                + "CREATE TABLE remark (id bigint PRIMARY KEY, email varchar(100)) WITH SYSTEM VERSIONING");

        assertThat(problems(with("""
                note:
                  category: notes
                  retainable: false
                  identifiers: { e-mail: { column: email } }
                  fields: { e-mail: { column: email } }
                remark:
                  category: notes
                  retainable: false
                  identifiers: { e-mail: { column: email } }
                  fields: { e-mail: { column: email } }
                """)))
                .containsExactly(
                        "shop.yaml: tables.note: " + shop.name()
                                + ".note is a table of the engine MyISAM, which cannot take back a change; it must be"
                                + " InnoDB",
                        "shop.yaml: tables.remark: " + shop.name()
                                + ".remark keeps the history of its rows, so that what is deleted stays");
    }

    @Test
    void refusesKeysAndJoinsThatCannotBeCompared() throws SQLException {
        shop.run("CREATE TABLE measure (at double PRIMARY KEY, customer_id varchar(20));"
                + "CREATE TABLE letter (id bigint PRIMARY KEY, invoice_number varchar(20))");

        assertThat(problems(with("""
                measure:
                  category: measures
                  retainable: false
                  parent: { table: customer, join: { customer_id: id } }
                letter:
                  category: invoices
                  parent: { table: invoice, join: { invoice_number: number } }
                """)))
                .anySatisfy(problem ->
                        assertThat(problem).contains("tables.measure.key: at is double and cannot name a row"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("tables.measure.parent.join.customer_id")
                        .contains("varchar(20) (utf8mb4_general_ci) cannot be compared with bigint"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("tables.letter.parent.join.invoice_number")
                        .contains("(utf8mb4_general_ci) cannot be compared with varchar(20) (latin1_swedish_ci)"));
    }

    /** Each fits by itself; the connector remembers them as one text. */
    @Test
    void refusesKeysThatAreTooLongTogether() throws SQLException {
        shop.run("CREATE TABLE parcel (a varchar(150), b varchar(150), email varchar(100), PRIMARY KEY (a, b));"
                + "CREATE TABLE token (id binary(255), email varchar(100), mark binary(100), PRIMARY KEY (id, mark));"
                + "CREATE TABLE slug (code varchar(280) PRIMARY KEY, email varchar(100))");
        String rest = """
                  retainable: false
                  identifiers: { e-mail: { column: email } }
                  fields: { e-mail: { column: email } }
                """;

        assertThat(problems(with("parcel:\n  category: parcels\n" + rest + "token:\n  category: tokens\n" + rest
                        + "slug:\n  category: slugs\n" + rest)))
                .containsExactly(
                        "shop.yaml: tables.parcel.key: a, b may take 622 characters when it is remembered as the key of"
                                + " a row, with its names and with what has to be escaped, and there is room for 600",
                        "shop.yaml: tables.token.key: id, mark may take 740 characters when it is remembered as the key"
                                + " of a row, with its names and with what has to be escaped, and there is room for"
                                + " 600");
    }

    @Test
    void refusesValuesThatColumnsCannotHold() {
        assertThat(problems(MariaShop.yaml()
                        .replace(
                                "onRestrict: { set: { restricted: true, restricted_at: now } }",
                                "onRestrict: { set: { restricted: perhaps, restricted_at: soon, placed_on: 2026-02-30 } }")
                        .replace(
                                "onLift: { set: { restricted: false, restricted_at: null } }",
                                "onLift: { set: { restricted: false, restricted_at: null, placed_on: 2026-02-28 } }")
                        .replace("page: elsewhere", "page: " + "x".repeat(41))))
                .anySatisfy(problem -> assertThat(problem).contains("orders.onRestrict.set.restricted: the value"))
                .anySatisfy(problem -> assertThat(problem).contains("orders.onRestrict.set.restricted_at: the value"))
                .anySatisfy(problem -> assertThat(problem).contains("orders.onRestrict.set.placed_on: the value"))
                .anySatisfy(problem -> assertThat(problem).contains("visit.onErase.set.page: the value does not fit"));
    }

    @Test
    void refusesConstantsThatNobodyHereCanJudge() throws SQLException {
        shop.run("ALTER TABLE visit ADD at_time time, ADD state enum('seen', 'gone')");

        assertThat(problems(
                        MariaShop.yaml().replace("page: elsewhere", "page: elsewhere, at_time: 'noon', state: left")))
                .containsExactly(
                        "shop.yaml: tables.visit.onErase.set.at_time: the value does not fit time",
                        "shop.yaml: tables.visit.onErase.set.state: the value does not fit enum('seen','gone')");
    }

    @Test
    void anInstantIsNotGeneralised() {
        assertThat(problems(
                        MariaShop.yaml().replace("page: elsewhere", "page: elsewhere, seen_at: { generalise: month }")))
                .anySatisfy(problem -> assertThat(problem)
                        .contains(
                                "visit.onErase.set.seen_at: seen_at is timestamp, and MariaDB does not know the zone"));
    }

    @Test
    void aTimeThatChangesWithTheRowStartsNothing() throws SQLException {
        shop.run("ALTER TABLE visit MODIFY seen_at timestamp NOT NULL DEFAULT current_timestamp()"
                + " ON UPDATE current_timestamp()");

        assertThat(problems(MariaShop.yaml()))
                .containsExactly(
                        "shop.yaml: tables.visit.startedOn: seen_at is timestamp on update current_timestamp(),"
                                + " not a date or a timestamp");
    }

    @Test
    void namesMissingPrivileges() throws SQLException {
        try (Connection connection = EmbeddedMariaServer.get().connect("mysql");
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("REVOKE ALL ON " + shop.name() + ".* FROM " + shop.name() + "; GRANT SELECT, UPDATE ON "
                    + shop.name() + ".* TO " + shop.name());
        }

        assertThat(problems(MariaShop.yaml()))
                .contains("shop.yaml: tables.customer: role " + shop.name() + " has no DELETE privilege on "
                        + shop.name() + ".customer")
                .noneSatisfy(problem -> assertThat(problem).contains("UPDATE"));
    }

    /** What hangs under a mapped table would go along, or stand in the way, without a word at the start. */
    @Test
    void refusesAnAccountThatDoesNotSeeEveryForeignKey() throws SQLException {
        try (Connection connection = EmbeddedMariaServer.get().connect("mysql");
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("REVOKE ALL ON " + shop.name() + ".* FROM " + shop.name());
            for (String table : shop.query(
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = '" + shop.name() + "'")) {
                statement.execute(
                        "GRANT SELECT, UPDATE, DELETE ON " + shop.name() + "." + table + " TO " + shop.name());
            }
        }

        assertThat(problems(MariaShop.yaml()))
                .containsExactly("shop.yaml: database.user: " + shop.name() + " may not read every table of "
                        + shop.name()
                        + ": a foreign key of one that it does not see would go unnoticed; grant SELECT on "
                        + shop.name() + ".*");
    }

    @Test
    void mySqlIsRefusedByItsAddress() {
        assertThat(catchThrowableOfType(MappingRefusedException.class, () -> new MappingFile(
                                        Map.of("TEST_URL", "jdbc:mysql://localhost:3306/shop", "TEST_USER", "shop"))
                                .read("shop.yaml", MariaShop.yaml()))
                        .problems())
                .extracting(MappingProblem::toString)
                .contains(
                        "shop.yaml: database.url: is of MySQL, which is not supported; PostgreSQL and MariaDB from 10.6"
                                + " are");
    }
}
