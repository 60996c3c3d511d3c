package nl.privacyloket.retention.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import javax.sql.DataSource;
import nl.privacyloket.retention.support.RegisterWorld;
import nl.privacyloket.retention.support.RegisterWorld.Line;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.Test;

/** Where an identifier goes that a data system sends or staff look for: nowhere but into its hash. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class RegisterMarkerQuarkusTest {
    private static final String MARKER = "Marker-7f3a91";

    @Inject
    RetentionWorld world;

    @Inject
    RegisterWorld register;

    @Inject
    DataSource dataSource;

    private static final class Listener extends Handler {
        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            heard.add(ExtLogRecord.wrap(record).getFormattedMessage() + " " + causes(record.getThrown()));
        }

        private static String causes(Throwable thrown) {
            var text = new StringBuilder();
            for (var cause = thrown; cause != null; cause = cause.getCause()) {
                text.append(cause);
            }
            return text.toString();
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @Test
    void noIdentifierIsInLogsTablesOrTopics() throws SQLException {
        var logs = new Listener();
        var root = Logger.getLogger("");
        root.addHandler(logs);
        try {
            everythingThatTakesAnIdentifier();
        } finally {
            root.removeHandler(logs);
        }

        assertThat(logs.heard)
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(MARKER.toLowerCase(Locale.ROOT)));
        assertThat(tables())
                .hasSizeGreaterThan(20)
                .allSatisfy(table -> assertThat(rowsWithMarker(table)).as(table).isZero());
        for (var topic : List.of("privacyloket.retention.v1", RegisterWorld.HOLDINGS, "privacyloket.audit.v1")) {
            assertThat(world.bus().heard(topic)).noneMatch(event -> (event.key() + event.data())
                    .toLowerCase(Locale.ROOT)
                    .contains(MARKER.toLowerCase(Locale.ROOT)));
        }
    }

    private void everythingThatTakesAnIdentifier() {
        var organisation = world.newOrganisation();
        register.publishPolicyOf("prifora", organisation);
        var shop = world.register(organisation, "orders");
        var good = Line.of(shop, "orders", MARKER, "orders:1", "collected", "2026-11-22");
        register.register(organisation, good).then().statusCode(200);
        register.register(organisation, good.json().replace("collected", MARKER))
                .then()
                .statusCode(200);
        register.register(organisation, "{\"" + MARKER + "\":1}\n" + MARKER)
                .then()
                .statusCode(200);
        register.register(organisation, good.json().replace("orders:1", MARKER + "@example.org"))
                .then()
                .statusCode(200);
        register.tell(organisation, MARKER, "account-closed", "2026-11-20")
                .then()
                .statusCode(200);
        register.tell(organisation, MARKER, MARKER, "2026-11-20").then().statusCode(400);
        register.tell(organisation, MARKER, "account-closed", MARKER).then().statusCode(400);
        register.search(organisation, MARKER, "en").then().statusCode(200);
        world.as("case-handler", organisation)
                .queryParam("identifierType", "customer-number")
                .queryParam("identifierValue", MARKER)
                .get("/organisations/" + organisation + "/holdings")
                .then()
                .statusCode(200);
        world.as("case-handler", organisation)
                .queryParam("identifierType", "Not A Type")
                .queryParam("identifierValue", MARKER)
                .get("/organisations/" + organisation + "/holdings")
                .then()
                .statusCode(400);
    }

    private List<String> tables() throws SQLException {
        var tables = new ArrayList<String>();
        try (var connection = dataSource.getConnection();
                var query = connection.prepareStatement(
                        "select table_name from information_schema.tables where table_schema = 'retention'"
                                + " and table_type = 'BASE TABLE'");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** In the clear and as bytes, which a row shows in hexadecimal. */
    private long rowsWithMarker(String table) {
        return world.number(
                "select count(*) from " + table + " t where t::text ilike ? or t::text ilike ?",
                "%" + MARKER + "%",
                "%" + HexFormat.of().formatHex(MARKER.getBytes(StandardCharsets.UTF_8)) + "%");
    }
}
