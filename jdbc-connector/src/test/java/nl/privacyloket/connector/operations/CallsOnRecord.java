package nl.privacyloket.connector.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nl.privacyloket.connector.system.ConnectedSystem;
import nl.privacyloket.messaging.audit.PseudonymRegister.Kind;

/** Calls to the connector, and what the audit logs of its data systems say of them. */
abstract class CallsOnRecord {
    static final String K_ANONYMITY = "/systems/infactor-crm/k-anonymity?table=contact&columns=email&k=2";

    @Inject
    Connector connector;

    @Inject
    SystemRefusals refusals;

    ConnectedSystem system(String id) {
        return connector.systems().stream()
                .filter(system -> system.mapping().system().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Entries of a system's log, wherever they wait: organisation, actor, object and outcome. */
    List<String> entries(String id, String action) throws SQLException {
        String columns = " organisation, actor, object_type, object_id, outcome from ";
        List<String> entries = new ArrayList<>();
        try (Connection connection = system(id).dataSource().getConnection();
                PreparedStatement query = connection.prepareStatement("select" + columns
                        + "audit_pending where action = ? union all select" + columns
                        + "audit_entry where action = ?")) {
            query.setString(1, action);
            query.setString(2, action);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    entries.add(String.join(
                            " ",
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5)));
                }
            }
        }
        return entries;
    }

    static List<String> added(List<String> before, List<String> after) {
        List<String> added = new ArrayList<>(after);
        before.forEach(added::remove);
        return added;
    }

    static RequestSpecification caller(String subject, String role, String... organisations) {
        return given().auth().oauth2(DataSystems.token(subject, role, List.of(organisations)));
    }

    /** Under which pseudonym somebody acts on a system. */
    String actor(String id, String subject) throws Exception {
        ConnectedSystem system = system(id);
        return system.transactions().inTransaction(connection -> system.pseudonyms()
                .find(connection, Kind.ACTOR, system.mapping().organisation(), subject)
                .orElseThrow()
                .pseudonym());
    }

    /** Reads the report of the CRM as an operator, and tells the pseudonym under which that stands in its log. */
    String reads(String subject) throws Exception {
        List<String> before = entries("infactor-crm", "k-anonymity.read");
        caller(subject, "operator", "infactor").get(K_ANONYMITY).then().statusCode(200);
        List<String> added = added(before, entries("infactor-crm", "k-anonymity.read"));
        assertThat(added).hasSize(1);
        return added.get(0).split(" ")[1];
    }

    void settle() {
        refusals.settle(Instant.now().plus(Duration.ofMinutes(3)));
    }
}
