package nl.privacyloket.connector.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nl.privacyloket.connector.shop.CommandRecords;
import nl.privacyloket.connector.shop.PermitServer;
import nl.privacyloket.messaging.event.IncomingEvent;
import nl.privacyloket.stack.sample.DemoPerson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(DataSystems.class)
class ConnectorQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private KafkaProducer<String, byte[]> commands;
    private KafkaConsumer<String, byte[]> answers;

    @BeforeEach
    void connect() {
        Map<String, Object> servers =
                Map.of("bootstrap.servers", DataSystems.kafka().bootstrapServers());
        commands = new KafkaProducer<>(servers, new StringSerializer(), new ByteArraySerializer());
        answers = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", DataSystems.kafka().bootstrapServers(),
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        answers.assign(List.of(
                new TopicPartition("privacyloket.results.v1", 0), new TopicPartition("privacyloket.results.v1", 1)));
        answers.seekToBeginning(answers.assignment());
    }

    @AfterEach
    void disconnect() {
        commands.close();
        answers.close();
    }

    private IncomingEvent answerTo(CommandRecords command) {
        commands.send(command.toSend());
        commands.flush();
        return answerTo(command.commandId());
    }

    private IncomingEvent answerTo(UUID commandId) {
        IncomingEvent[] answer = new IncomingEvent[1];
        await().atMost(PATIENCE).until(() -> {
            for (ConsumerRecord<String, byte[]> record : answers.poll(Duration.ofMillis(200))) {
                if (record.key().equals(commandId.toString())) {
                    answer[0] = IncomingEvent.from(record);
                }
            }
            return answer[0] != null;
        });
        return answer[0];
    }

    private static CommandRecords command(String word, DemoPerson person, String system) {
        return CommandRecords.command(DataSystems.sealer(), word, system, person.organisation())
                .about("e-mail", person.email())
                .about(person.identifierType(), person.identifierValue());
    }

    private static List<String> rows(String role, String sql) throws SQLException {
        try (Connection connection = DataSystems.postgres().connect("datasystems", role);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }

    @Test
    void erasesInTheWebshopWhatTheTaxLawDoesNotKeep() throws Exception {
        String request = UUID.randomUUID().toString();
        CommandRecords erase = command("erase", DemoPerson.WEBSHOP, "prifora-webshop")
                .with("requestId", request)
                .with("planHash", "0".repeat(64))
                .with(
                        "instructions",
                        List.of(
                                Map.of("category", "account", "verdict", "erase"),
                                Map.of("category", "orders", "verdict", "erase"),
                                Map.of("category", "marketing", "verdict", "erase"),
                                Map.of("category", "support", "verdict", "erase"),
                                Map.of("category", "invoices", "verdict", "erase", "startedBefore", "2019-01-01"),
                                Map.of(
                                        "category",
                                        "invoices",
                                        "verdict",
                                        "retain",
                                        "startedFrom",
                                        "2019-01-01",
                                        "until",
                                        "2026-12-31")));

        IncomingEvent erased = answerTo(erase);

        assertThat(erased.type()).isEqualTo("nl.privacyloket.result.erased.v1");
        assertThat(erased.source()).isEqualTo("prifora-webshop");
        assertThat(erased.organisation()).isEqualTo("prifora");
        JsonNode invoices = category(erased.data(JsonNode.class).get("categories"), "invoices");
        assertThat(invoices.get("erased").intValue()).isEqualTo(2);
        assertThat(invoices.get("retained").intValue()).isEqualTo(3);
        assertThat(
                        rows(
                                "webshop",
                                "SELECT invoice_date || ' ' || coalesce(email, '-') || coalesce(phone, '-') ||"
                                        + " coalesce(delivery_note, '-') || coalesce(customer_id::text, '-')"
                                        + " FROM webshop.invoice WHERE name = 'Sanne de Wit' AND customer_id IS NULL ORDER BY 1"))
                .containsExactly("2019-01-01 ----", "2023-06-15 ----", "2026-10-13 ----");
        assertThat(rows("webshop", "SELECT email FROM webshop.customer WHERE name = 'Sanne de Wit'"))
                .containsExactly(DemoPerson.WEBSHOP.namesakeEmail());

        IncomingEvent readBack = answerTo(command("verify", DemoPerson.WEBSHOP, "prifora-webshop")
                .with("requestId", request)
                .with("purpose", "read-back"));

        JsonNode holdings = readBack.data(JsonNode.class).get("holdings");
        assertThat(category(holdings, "account").get("holdings").intValue()).isZero();
        assertThat(category(holdings, "invoices").toString())
                .isEqualTo("{\"category\":\"invoices\",\"startedOn\":\"2019-01-01\",\"holdings\":1}");
    }

    private static JsonNode category(JsonNode lines, String category) {
        for (JsonNode line : lines) {
            if (line.get("category").textValue().equals(category)) {
                return line;
            }
        }
        throw new AssertionError("no line of " + category + " in " + lines);
    }

    @Test
    void uploadsWhatTheSiteHoldsOfAPersonOnce() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/parts", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();

        IncomingEvent accessed = answerTo(command("access", DemoPerson.SITE, "primoforum-site")
                .uploadingTo("http://localhost:" + receiver.getAddress().getPort() + "/parts", "token"));

        assertThat(accessed.type()).isEqualTo("nl.privacyloket.result.accessed.v1");
        assertThat(received.poll(1, TimeUnit.SECONDS))
                .contains(DemoPerson.SITE.email())
                .doesNotContain(DemoPerson.SITE.namesakeEmail());
        assertThat(received).isEmpty();
        receiver.stop(0);
    }

    @Test
    void aCommandForAnotherOrganisationIsADeadLetterThatOnlyItsOwnOperatorsSee() {
        CommandRecords foreign =
                command("verify", DemoPerson.RECOVERY, "compjoeter-recovery").ofOrganisation("prifora");
        commands.send(foreign.toSend());
        commands.flush();
        String operator = DataSystems.token("operator", "compjoeter");
        await().atMost(PATIENCE)
                .until(() -> given().auth()
                                .oauth2(operator)
                                .get("/dead-letters")
                                .jsonPath()
                                .getInt("total")
                        == 1);

        String id = given().auth()
                .oauth2(operator)
                .get("/dead-letters")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].system", equalTo("compjoeter-recovery"))
                .body("items[0].organisation", equalTo("prifora"))
                .body("items[0].reason", equalTo("wrong-organisation"))
                .extract()
                .path("items[0].id");

        String other = DataSystems.token("operator", "prifora");
        given().auth().oauth2(other).get("/dead-letters").then().statusCode(200).body("total", equalTo(0));
        given().auth().oauth2(other).delete("/dead-letters/" + id).then().statusCode(404);
        given().auth()
                .oauth2(operator)
                .post("/dead-letters/" + id + "/replay")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:replay-failed"));
        given().auth().oauth2(operator).delete("/dead-letters/" + id).then().statusCode(204);
        given().auth().oauth2(operator).get("/dead-letters").then().body("total", equalTo(0));
    }

    @Test
    void deadLettersAreForOperatorsOnly() {
        given().get("/dead-letters").then().statusCode(401).contentType("application/problem+json");
        given().auth()
                .oauth2(DataSystems.token("case-handler", "prifora"))
                .get("/dead-letters")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({
        "primoforum, primoforum-site, website-visitor, 2026-01-01, site,"
                + " SELECT 1 FROM site.form_submission WHERE submitted_at < '2025-12-31 23:00+00'",
        "compjoeter, compjoeter-recovery, recovery-data, 2026-10-22, recovery,"
                + " SELECT 1 FROM recovery.recovery_job WHERE taken_in_on < '2026-10-22'"
    })
    void purgesWhatIsOlderThanADay(
            String organisation, String system, String category, String day, String role, String query)
            throws Exception {
        try (PermitServer permits = PermitServer.start()) {
            CommandRecords purge = CommandRecords.command(DataSystems.sealer(), "purge", system, organisation)
                    .purgingOlderThan(category, day)
                    .permittedBy(permits);
            int due = rows(role, query).size();
            assertThat(due).isPositive();

            IncomingEvent purged = answerTo(purge);
            IncomingEvent verified = answerTo(purge.check());

            assertThat(purged.type()).isEqualTo("nl.privacyloket.result.purged.v1");
            assertThat(purged.data(JsonNode.class).at("/categories/0/erased").intValue())
                    .isEqualTo(due);
            assertThat(verified.data(JsonNode.class).at("/holdings/0/holdings").intValue())
                    .isZero();
            assertThat(rows(role, query)).isEmpty();
            assertThat(permits.calls()).startsWith("POST /permits/" + purge.commandId() + "/redemption");
        }
    }

    @Test
    void reportsHowFarRowsCanBeToldApart() {
        given().auth()
                .oauth2(DataSystems.token("operator", "infactor"))
                .queryParam("table", "contact")
                .queryParam("columns", "email")
                .queryParam("k", 2)
                .get("/systems/infactor-crm/k-anonymity")
                .then()
                .statusCode(200)
                .body("smallestGroup", equalTo(1))
                .body("table", equalTo("contact"))
                .body(not(containsString("@")));
    }

    @Test
    void theReportIsForOperatorsOfTheOrganisation() {
        String path = "/systems/infactor-crm/k-anonymity?table=contact&columns=";
        given().get(path + "email").then().statusCode(401);
        given().auth()
                .oauth2(DataSystems.token("case-handler", "infactor"))
                .get(path + "email")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(DataSystems.token("operator", "prifora"))
                .get(path + "email")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(DataSystems.token("operator", "infactor"))
                .get(path + "nothing")
                .then()
                .statusCode(400)
                .body("type", endsWith("column-unknown"));
        given().auth()
                .oauth2(DataSystems.token("operator", "infactor"))
                .get("/systems/infactor-crm/k-anonymity?table=pg_shadow&columns=passwd")
                .then()
                .statusCode(400)
                .body("type", endsWith("table-not-mapped"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void servesASystemInMariaDbBesideThem() {
        JsonNode verified = answerTo(CommandRecords.command(DataSystems.sealer(), "verify", "maria-shop", "prifora")
                        .about("e-mail", "anna@example.org"))
                .data(JsonNode.class);

        assertThat(category(verified.get("holdings"), "account").toString())
                .isEqualTo("{\"category\":\"account\",\"startedOn\":\"2012-01-01\",\"holdings\":1}");
        given().auth()
                .oauth2(DataSystems.token("operator", "prifora"))
                .queryParam("table", "customer")
                .queryParam("columns", "name")
                .queryParam("k", 2)
                .get("/systems/maria-shop/k-anonymity")
                .then()
                .statusCode(200)
                .body("rows", equalTo(1));
        given().get("/q/metrics").then().body(containsString("privacyloket_dead_letters{system=\"maria-shop\"} 0.0"));
    }

    @Test
    void isReadyWhenEverySystemIs() {
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'data-systems' }.data.'prifora-webshop'", equalTo("ready"))
                .body("checks.find { it.name == 'data-systems' }.data.'infactor-crm'", equalTo("ready")));
    }

    @Test
    void countsAnswersAndNamesNobody() {
        answerTo(command("verify", DemoPerson.CRM, "infactor-crm"));

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("privacyloket_connector_commands_total{command=\"verify\",outcome=\"done\","
                        + "system=\"infactor-crm\"}"))
                .body(containsString("privacyloket_dead_letters{system=\"prifora-webshop\"}"));
    }

    @Test
    void answersOnceTheDatabaseIsBack() throws IOException {
        DataSystems.postgres().stop();
        CommandRecords command = command("verify", DemoPerson.PORTAL, "pinkweb-portal");
        commands.send(command.toSend());
        commands.flush();
        await().atMost(PATIENCE).until(() -> given().get("/q/health/ready").statusCode() == 503);

        DataSystems.postgres().start();

        assertThat(answerTo(command.commandId()).type()).isEqualTo("nl.privacyloket.result.verified.v1");
        await().atMost(PATIENCE).until(() -> given().get("/q/health/ready").statusCode() == 200);
    }
}
