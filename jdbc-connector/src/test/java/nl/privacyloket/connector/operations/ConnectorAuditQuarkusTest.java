package nl.privacyloket.connector.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.connector.system.ConnectedSystem;
import org.junit.jupiter.api.Test;

/** What the audit logs of the data systems say of starts and calls, and that no name stands there. */
@QuarkusTest
@QuarkusTestResource(DataSystems.class)
class ConnectorAuditQuarkusTest extends CallsOnRecord {
    @Test
    void theReportOfCountsIsNotedWithWhoReadItAtWhichOrganisationAndOfWhichSystem() throws Exception {
        List<String> before = entries("infactor-crm", "k-anonymity.read");

        caller("reader@infactor", "operator", "infactor")
                .get(K_ANONYMITY)
                .then()
                .statusCode(200);

        String actor = actor("infactor-crm", "reader@infactor");
        assertThat(actor).matches("[A-Za-z0-9_-]{22}");
        assertThat(added(before, entries("infactor-crm", "k-anonymity.read")))
                .containsExactly("infactor " + actor + " system infactor-crm done");
    }

    @Test
    void aStartIsNotedOnceInTheLogOfEachSystem() throws Exception {
        for (ConnectedSystem system : connector.systems()) {
            String id = system.mapping().system();
            assertThat(entries(id, "service.started"))
                    .as(id)
                    .singleElement()
                    .asString()
                    .startsWith("- system:" + id + " version ");
            assertThat(entries(id, "configuration.effective"))
                    .as(id)
                    .singleElement()
                    .asString()
                    .matches("- system:" + id + " configuration [0-9a-f]{32} done");
        }
    }

    @Test
    void noNameOfACallerStandsReadableInTheConnectorsTables() throws Exception {
        reads("merknaam.beheerder@infactor");
        caller("merknaam.ander@infactor", "case-handler", "infactor")
                .get("/dead-letters")
                .then()
                .statusCode(403);
        settle();

        try (Connection connection = DataSystems.postgres().connect("datasystems", "crm");
                Statement statement = connection.createStatement()) {
            List<String> tables =
                    texts(statement, "select tablename from pg_tables where schemaname = 'connector_crm'");
            assertThat(tables).contains("audit_pseudonym", "audit_refusal");
            for (String table : tables) {
                assertThat(texts(statement, "select t::text from connector_crm." + table + " t"))
                        .as(table)
                        .noneMatch(row -> row.contains("merknaam"));
            }
        }
    }

    private static List<String> texts(Statement statement, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
