package nl.privacyloket.stack.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.stack.postgres.EmbeddedPostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleDatabaseTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static EmbeddedPostgresServer server;

    @BeforeAll
    static void install() throws Exception {
        server = EmbeddedPostgresServer.startTemporary();
        new SampleDatabase(server).install(TODAY);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theDemoCustomerHasInvoicesOnBothSidesOfTheSevenYears() throws Exception {
        assertThat(column("""
                        SELECT i.invoice_date FROM webshop.invoice i JOIN webshop.customer c ON c.id = i.customer_id
                        WHERE c.customer_number = 'C-1042' ORDER BY 1""")).containsExactly("2017-03-14", "2018-12-31", "2019-01-01", "2023-06-15", "2026-10-13");
    }

    @Test
    void theWebshopHasAFewHundredCustomersAndInvoicesOfAllAges() throws Exception {
        assertThat(column("SELECT count(*) FROM webshop.customer")).containsExactly("300");
        assertThat(column("SELECT count(*) > 50 FROM webshop.invoice WHERE invoice_date < '2019-01-01'"))
                .containsExactly("t");
        assertThat(column("SELECT count(*) > 300 FROM webshop.invoice WHERE invoice_date >= '2019-01-01'"))
                .containsExactly("t");
        assertThat(column("SELECT count(*) FROM webshop.invoice WHERE invoice_date > DATE '2026-11-22'"))
                .containsExactly("0");
    }

    @Test
    void someFormsAreOlderThanTwelveMonthsAndSomeAreNot() throws Exception {
        assertThat(column("""
                        SELECT count(*) > 50, count(*) FILTER (WHERE submitted_at >= '2025-11-22') > 50
                        FROM site.form_submission""")).containsExactly("t");
        assertThat(column("SELECT count(*) > 50 FROM site.form_submission WHERE submitted_at < '2025-11-22'"))
                .containsExactly("t");
    }

    @ParameterizedTest
    @EnumSource(DemoPerson.class)
    void everyDemoPersonHasANamesakeInTheSameSystem(DemoPerson person) throws Exception {
        SampleSystem system = SampleSystem.of(person.organisation());
        String table =
                switch (person) {
                    case WEBSHOP, RECOVERY -> "customer";
                    case SITE -> "account";
                    case PORTAL -> "portal_user";
                    case CRM -> "contact";
                };

        assertThat(column("SELECT email FROM %s.%s WHERE email IN ('%s', '%s')"
                        .formatted(system.schema(), table, person.email(), person.namesakeEmail())))
                .containsExactlyInAnyOrder(person.email(), person.namesakeEmail());
        assertThat(column("SELECT count(*) FROM %s.%s WHERE %s = '%s' AND email = '%s'"
                        .formatted(
                                system.schema(),
                                table,
                                person.identifierType().replace('-', '_'),
                                person.identifierValue(),
                                person.email())))
                .containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource(SampleSystem.class)
    void everyMailAddressIsAtADomainForExamples(SampleSystem system) throws Exception {
        for (String table : column("""
                SELECT table_name FROM information_schema.columns
                WHERE table_schema = '%s' AND column_name LIKE '%%email'""".formatted(system.schema()))) {
            String addressColumn = table.endsWith("approval_log") ? "approver_email" : "email";
            assertThat(column("SELECT %s FROM %s.%s WHERE %1$s !~ '@example[.](org|com|net)$'"
                            .formatted(addressColumn, system.schema(), table)))
                    .as(table)
                    .isEmpty();
        }
    }

    @Test
    void theSameDayGivesTheSameDataAndASecondInstallAddsNone() throws Exception {
        String other = server.createTemporaryDatabase();
        new SampleDatabase(server, other).install(TODAY);

        boolean again = new SampleDatabase(server, other).install(TODAY.plusDays(1));

        assertThat(again).isFalse();
        for (String table :
                List.of("webshop.payment", "site.form_submission", "recovery.recovery_job", "crm.invoice")) {
            String checksum = "SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM " + table + " t";
            assertThat(read(other, checksum)).as(table).isEqualTo(column(checksum));
        }
    }

    @Test
    void newRowsGetIdsAfterTheSamples() throws Exception {
        try (Connection connection = server.connect(SampleSystem.DATABASE, "webshop");
                Statement statement = connection.createStatement();
                ResultSet id = statement.executeQuery(
                        "INSERT INTO webshop.product (sku, name, price) VALUES ('NEW', 'New', 1) RETURNING id")) {
            assertThat(id.next()).isTrue();
            assertThat(id.getLong(1)).isEqualTo(8);
        }
    }

    private static List<String> column(String query) throws SQLException {
        return read(SampleSystem.DATABASE, query);
    }

    private static List<String> read(String database, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
