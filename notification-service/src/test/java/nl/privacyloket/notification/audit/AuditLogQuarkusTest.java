package nl.privacyloket.notification.audit;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.notification.fixture.ServiceRows;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.tlog.CheckpointVerifier;
import nl.privacyloket.tlog.ConsistencyProof;
import nl.privacyloket.tlog.Hash;
import nl.privacyloket.tlog.InclusionProof;
import nl.privacyloket.tlog.SignedCheckpoint;
import nl.privacyloket.tlog.TreeFrontier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What compliance gets over HTTP is enough to verify the log, and shows nothing of organisations that it does not work for. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class AuditLogQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final UUID request = UUID.randomUUID();

    @TestHTTPResource("/audit/entries")
    URI entries;

    /** Three acts: of prifora, about a request; of pinkweb; of no organisation. */
    @BeforeEach
    void somethingHappens() {
        execute("""
                insert into audit_pending (at, organisation, actor, action, object_type, object_id, outcome, request_id)
                values (now(), 'prifora', 'system:notification-service', 'mail.sent', 'mail', '%s', 'done', '%s'),
                       (now(), 'pinkweb', 'system:notification-service', 'mail.sent', 'mail', 'of-pinkweb', 'done', null),
                       (now(), '-', 'system:notification-service', 'dead-letter.dropped', 'dead-letter', '%s', 'done', null)
                """.formatted(UUID.randomUUID(), request, UUID.randomUUID()));
        await().atMost(PATIENCE)
                .until(() -> ServiceRows.of("select 1 from audit_pending").isEmpty()
                        && ServiceRows.of("select 1 from audit_head where checkpoint_size < next_index")
                                .isEmpty()
                        && !ServiceRows.of("select 1 from audit_head where checkpoint is not null")
                                .isEmpty());
    }

    @Test
    void theExportHashesToTheRootThatTheCheckpointSigns() throws Exception {
        SignedCheckpoint checkpoint = checkpoint();

        List<String> lines = lines("prifora");

        TreeFrontier tree = TreeFrontier.empty();
        for (String line : lines.subList(0, (int) checkpoint.checkpoint().size())) {
            tree.append(leaf(line));
        }
        assertThat(tree.root()).isEqualTo(checkpoint.checkpoint().root());
        assertThat(checkpoint.checkpoint().origin()).isEqualTo("privacyloket/notification-service");
    }

    @Test
    void ofOthersNothingShowsButThatThereIsAnEntry() throws Exception {
        List<String> lines = lines("prifora");

        assertThat(lines).anyMatch(line -> line.contains(request.toString()));
        assertThat(lines).noneMatch(line -> line.contains("pinkweb"));
        assertThat(lines).anyMatch(line -> line.matches("\\{\"index\":\\d+,\"leafHash\":\"[^\"]{44}\"}"));
        assertThat(lines).anyMatch(line -> line.contains("\"organisation\":\"-\""));
        assertThat(lines("pinkweb"))
                .anyMatch(line -> line.contains("of-pinkweb"))
                .noneMatch(line -> line.contains(request.toString()));
        for (int index = 0; index < lines.size(); index++) {
            assertThat(JSON.readTree(lines.get(index)).get("index").asLong()).isEqualTo(index);
        }
    }

    @Test
    void entriesAboutARequestAreFoundByIt() {
        JsonPath found = compliance("prifora")
                .queryParam("requestId", request)
                .get("/audit/entries")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(found.getList("entries.requestId", String.class)).containsExactly(request.toString());
        assertThat(found.getList("entries.organisation", String.class)).containsExactly("prifora");
        compliance("pinkweb")
                .queryParam("requestId", request)
                .get("/audit/entries")
                .then()
                .body("entries.size()", equalTo(0));
    }

    @Test
    void aProofLeadsFromAnEntryToTheSignedRoot() throws Exception {
        SignedCheckpoint checkpoint = checkpoint();
        long size = checkpoint.checkpoint().size();
        String entry = lines("prifora").get((int) size - 3);

        JsonPath proof = compliance("prifora")
                .queryParam("index", size - 3)
                .queryParam("size", size)
                .get("/audit/proof")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(proof.getString("leafHash")).isEqualTo(leaf(entry).base64());
        assertThat(InclusionProof.verify(
                        leaf(entry),
                        size - 3,
                        size,
                        hashes(proof),
                        checkpoint.checkpoint().root()))
                .isTrue();
    }

    @Test
    void aProofShowsThatTheLogOnlyGrew() throws Exception {
        SignedCheckpoint before = checkpoint();
        somethingHappens();
        SignedCheckpoint after = checkpoint();

        JsonPath proof = compliance("prifora")
                .queryParam("from", before.checkpoint().size())
                .get("/audit/proof")
                .then()
                .statusCode(200)
                .body("to", equalTo((int) after.checkpoint().size()))
                .extract()
                .jsonPath();

        assertThat(ConsistencyProof.verify(
                        before.checkpoint().size(),
                        before.checkpoint().root(),
                        after.checkpoint().size(),
                        after.checkpoint().root(),
                        hashes(proof)))
                .isTrue();
    }

    @Test
    void whatTheLogDoesNotHaveIsToldFromWhatNobodyCanAsk() {
        compliance("prifora")
                .get("/audit/proof?index=0&size=1000000")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", containsString("audit-log-smaller"));
        compliance("prifora")
                .get("/audit/proof?index=1&size=1")
                .then()
                .statusCode(404)
                .body("type", containsString("audit-log-smaller"));
        compliance("prifora")
                .get("/audit/proof?index=1&from=1")
                .then()
                .statusCode(400)
                .body("type", containsString("audit-proof-of-what"));
        compliance("prifora").get("/audit/proof").then().statusCode(400);
        compliance("prifora").get("/audit/proof?from=2&to=1").then().statusCode(400);
        compliance("prifora").get("/audit/proof?index=-1&size=1").then().statusCode(400);
        given().header("Accept-Language", "nl")
                .auth()
                .oauth2(Surroundings.oidc().token("compliance", "prifora"))
                .get("/audit/proof?from=0&to=1000000")
                .then()
                .statusCode(404)
                .body("title", equalTo("Zo groot is het auditlog niet"));
    }

    @Test
    void theCheckpointIsSentOnlyWhenItIsAnother() {
        String tag = compliance("prifora")
                .get("/audit/checkpoint")
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .extract()
                .header("ETag");

        Response again = compliance("prifora").header("If-None-Match", tag).get("/audit/checkpoint");

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.asString()).isEmpty();
    }

    @Test
    void onlyComplianceReadsTheLogAndAnyoneItsKeys() {
        for (String path : List.of("/audit/checkpoint", "/audit/proof?index=0", "/audit/entries")) {
            given().get(path).then().statusCode(401);
            given().auth()
                    .oauth2(Surroundings.oidc().token("case-handler", "prifora"))
                    .get(path)
                    .then()
                    .statusCode(403);
        }
        given().get("/audit/keys").then().statusCode(200).body(containsString("privacyloket/notification-service+"));
    }

    @Test
    void anEntryThatWasAlteredIsNamed() throws Exception {
        long index = checkpoint().checkpoint().size() - 2;
        execute("alter table audit_entry disable trigger audit_entry_is_final");
        execute(
                "update audit_entry set data = replace(convert_from(data, 'UTF8'), 'done', 'fine')::bytea where index = "
                        + index);
        try {
            compliance("prifora")
                    .queryParam("index", index)
                    .get("/audit/proof")
                    .then()
                    .statusCode(409)
                    .body("type", containsString("audit-entry-altered"))
                    .body("index", equalTo((int) index));
        } finally {
            execute(
                    "update audit_entry set data = replace(convert_from(data, 'UTF8'), 'fine', 'done')::bytea where index = "
                            + index);
            execute("alter table audit_entry enable trigger audit_entry_is_final");
        }
    }

    @Test
    void whoFollowsTheLogCanVerifyItAsItComes() throws Exception {
        long size = checkpoint().checkpoint().size();
        HttpRequest follow = HttpRequest.newBuilder(entries)
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + Surroundings.oidc().token("compliance", "prifora"))
                .build();
        HttpResponse<InputStream> stream =
                HttpClient.newHttpClient().send(follow, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
            TreeFrontier tree = TreeFrontier.empty();
            SignedCheckpoint first = readToCheckpoint(reader, tree);
            assertThat(first.checkpoint().root()).isEqualTo(tree.root());
            somethingHappens();

            SignedCheckpoint next = first;
            while (next.checkpoint().size() <= size) {
                next = readToCheckpoint(reader, tree);
                assertThat(next.checkpoint().size()).isEqualTo(tree.size());
                assertThat(next.checkpoint().root()).isEqualTo(tree.root());
            }
        }
    }

    @Test
    void whoWasCutOffGoesOnWhereItWas() throws Exception {
        long size = checkpoint().checkpoint().size();
        HttpRequest follow = HttpRequest.newBuilder(entries)
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(size - 3))
                .header("Authorization", "Bearer " + Surroundings.oidc().token("compliance", "prifora"))
                .build();
        HttpResponse<InputStream> stream =
                HttpClient.newHttpClient().send(follow, HttpResponse.BodyHandlers.ofInputStream());
        List<String> read = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
            String line = reader.readLine();
            while (!line.contains("checkpoint")) {
                read.add(line);
                line = reader.readLine();
            }
        }

        assertThat(read.stream().filter(line -> line.startsWith("id:")).map(line -> line.substring(3)
                        .strip()))
                .containsExactly(Long.toString(size - 2), Long.toString(size - 1));
        assertThat(read.stream().filter(line -> line.startsWith("event:")).map(line -> line.substring(6)
                        .strip()))
                .containsExactly("withheld", "entry");
    }

    private static SignedCheckpoint readToCheckpoint(BufferedReader reader, TreeFrontier tree) throws Exception {
        String event = "";
        List<String> data = new ArrayList<>();
        while (true) {
            String line = reader.readLine();
            if (line.startsWith("event:")) {
                event = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.add(line.substring(5).replaceFirst("^ ", ""));
            } else if (line.isEmpty()) {
                if (event.equals("checkpoint")) {
                    return opened(String.join("\n", data));
                } else if (!data.isEmpty()) {
                    tree.append(leaf(data.get(0)));
                }
                event = "";
                data.clear();
            }
        }
    }

    private static RequestSpecification compliance(String organisation) {
        return given().auth().oauth2(Surroundings.oidc().token("compliance", organisation));
    }

    private static List<String> lines(String organisation) {
        String body = compliance(organisation)
                .accept("application/x-ndjson")
                .get("/audit/entries")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(body).endsWith("\n");
        return List.of(body.split("\n"));
    }

    private static SignedCheckpoint checkpoint() throws Exception {
        return opened(compliance("prifora").get("/audit/checkpoint").asString());
    }

    private static SignedCheckpoint opened(String note) throws Exception {
        List<CheckpointVerifier> keys = given().get("/audit/keys")
                .asString()
                .lines()
                .map(CheckpointVerifier::of)
                .toList();
        return SignedCheckpoint.open(note, keys);
    }

    private static Hash leaf(String line) throws Exception {
        JsonNode json = JSON.readTree(line);
        return json.has("leafHash") ? Hash.parse(json.get("leafHash").asText()) : Hash.ofLeaf(line.getBytes(UTF_8));
    }

    private static List<Hash> hashes(JsonPath proof) {
        return proof.getList("hashes", String.class).stream().map(Hash::parse).toList();
    }

    private static void execute(String sql) {
        try (Connection connection = Surroundings.postgres().connect("privacyloket");
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path to notification");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
