package nl.privacyloket.request.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Access at Primoforum, with the data system played by the golden samples. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class ExportQuarkusTest {

    private static final String ACCESSED = "nl.privacyloket.retention.access-completed.v1.sample";

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Inject
    ExportExpiry expiry;

    private final UUID command = UUID.randomUUID();
    private final String part = Contracts.read("export-part.sample.json").toString();

    @BeforeEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @Test
    void thePackageHoldsWhatTheSystemsBroughtForMachinesAndForReading() throws IOException {
        Taken request = granted();
        bring(request, part).then().statusCode(204);

        bus.tell("access-completed", "primoforum", completed(request));

        JsonNode closed = bus.await("request.closed", request.id()).data();
        assertThat(closed.get("exportUntil").asText()).isEqualTo("2026-12-06T10:00:00Z");
        Response download = counter.person(request).get("/requests/" + request.id() + "/export");
        download.then().statusCode(200).contentType("application/zip");
        assertThat(download.header("Content-Disposition"))
                .matches("attachment; filename=\"PRIMOFORUM-2026-\\d{6}.zip\"");
        Map<String, String> files = unzip(download.asByteArray());
        assertThat(files)
                .containsOnlyKeys(
                        "index.html",
                        "information.json",
                        "data.json",
                        "website-visitor.csv",
                        "newsletter.csv",
                        "request-file.csv");
        JsonNode data = EventJson.mapper().readTree(files.get("data.json"));
        assertThat(data.at("/systems/0/categories/0/rows/1/3").asText()).isEqualTo("+31 20 555 0100");
        assertThat(files.get("website-visitor.csv")).isEqualTo("""
                        id,name,email,phone,submitted_on,message\r
                        311,Joris Bedacht,joris.bedacht@example.org,,2026-02-03,Wanneer is de volgende release?\r
                        498,Joris Bedacht,joris.bedacht@example.org,+31 20 555 0100,2026-08-19,"Dank, het werkt weer."\r
                        """);
        assertThat(files.get("index.html"))
                .contains("Uw gegevens bij Primoforum", "Wanneer is de volgende release?")
                .contains("De nieuwsbrief sturen (toestemming)")
                .contains("ten hoogste 12 maanden na het vastleggen")
                .contains("Autoriteit Persoonsgegevens")
                .contains("Hostingpartij in Nederland")
                .contains("Besluiten door een machine alleen")
                .doesNotContain("<script");
    }

    @Test
    void thePackageIsReadyOnlyWhenAllThatWasAnnouncedIsThere() {
        Taken request = granted();
        bus.tell("access-completed", "primoforum", completed(request));
        await().until(() -> stored.number(
                        "select count(*) from request where awaited_parts is not null and id = '" + request.id() + "'")
                == 1);
        counter.person(request)
                .get("/requests/" + request.id() + "/export")
                .then()
                .statusCode(409);

        bring(request, part).then().statusCode(204);

        assertThat((String) counter.sees(request).path("status")).isEqualTo("closed");
        counter.person(request)
                .get("/requests/" + request.id() + "/export")
                .then()
                .statusCode(200);
    }

    @Test
    void staffWhoCloseBeforeAllHaveAnsweredHandOutWhatCame() throws IOException {
        Taken request = granted();
        bring(request, part).then().statusCode(204);
        ObjectNode waiting = Contracts.sample("nl.privacyloket.retention.task-changed.v1.sample", request.id());
        waiting.put("system", "primoforum-archive").put("command", "access").put("state", "by-hand");
        bus.tell("task-changed", "primoforum", waiting);
        await().until(() ->
                stored.number("select count(*) from request_task where request_id = '" + request.id() + "'") == 1);

        counter.overrides(request, "primoforum", "Het archief is op papier doorzocht.")
                .then()
                .statusCode(200);

        Map<String, String> files = unzip(counter.person(request)
                .get("/requests/" + request.id() + "/export")
                .asByteArray());
        assertThat(files.get("index.html")).contains("niet volledig", "primoforum-archive");
        assertThat(files.get("information.json")).contains("\"missingSystems\" : [ \"primoforum-archive\" ]");
        assertThat(bus.await("request.closed", request.id())
                        .data()
                        .get("exportUntil")
                        .isNull())
                .isFalse();
    }

    @Test
    void staffWhoCloseBeforeAnySystemAnsweredStillTellWhatTheArticleNames() throws IOException {
        Taken request = granted();

        counter.overrides(request, "primoforum", "Alles is op papier doorzocht.")
                .then()
                .statusCode(200);

        Map<String, String> files = unzip(counter.person(request)
                .get("/requests/" + request.id() + "/export")
                .asByteArray());
        assertThat(files).containsOnlyKeys("index.html", "information.json", "data.json", "request-file.csv");
        assertThat(files.get("information.json")).contains("\"complete\" : false");
        assertThat(files.get("index.html"))
                .contains("Dit bestand is niet volledig", "De nieuwsbrief sturen (toestemming)")
                .contains("Autoriteit Persoonsgegevens")
                .doesNotContain("Wij hebben geen gegevens van u gevonden");
        counter.overrides(request, "primoforum", "Nog eens.").then().statusCode(409);
    }

    @Test
    void aSystemThatAnsweredWithoutBringingItsPartIsMissingToo() throws IOException {
        Taken request = granted();
        bring(request, part).then().statusCode(204);
        ObjectNode completed = completed(request);
        completed
                .withArray("systems")
                .addObject()
                .put("system", "primoforum-archive")
                .put("commandId", UUID.randomUUID().toString())
                .putArray("categories")
                .addObject()
                .put("category", "account")
                .put("holdings", 2);
        bus.tell("access-completed", "primoforum", completed);
        await().until(() -> stored.number(
                        "select count(*) from request where awaited_parts is not null and id = '" + request.id() + "'")
                == 1);

        counter.overrides(request, "primoforum", "Het archief brengt niets.")
                .then()
                .statusCode(200);

        assertThat(unzip(counter.person(request)
                                .get("/requests/" + request.id() + "/export")
                                .asByteArray())
                        .get("information.json"))
                .contains("\"missingSystems\" : [ \"primoforum-archive\" ]");
    }

    @Test
    void aSystemThatHoldsNothingBringsNothing() throws IOException {
        Taken request = granted();
        ObjectNode completed = completed(request);
        completed.at("/systems/0/categories").forEach(category -> ((ObjectNode) category).put("holdings", 0));

        bus.tell("access-completed", "primoforum", completed);

        bus.await("request.closed", request.id());
        Map<String, String> files = unzip(counter.person(request)
                .get("/requests/" + request.id() + "/export")
                .asByteArray());
        assertThat(files).containsOnlyKeys("index.html", "information.json", "data.json", "request-file.csv");
        assertThat(files.get("index.html")).contains("Wij hebben geen gegevens van u gevonden.");
    }

    @Test
    void whatADataSystemBroughtIsMarkupNowhere() throws IOException {
        Taken request = granted();
        bring(request, part.replace("Wanneer is de volgende release?", "<script>alert(1)</script>"))
                .then()
                .statusCode(204);

        bus.tell("access-completed", "primoforum", completed(request));

        bus.await("request.closed", request.id());
        Map<String, String> files = unzip(counter.person(request)
                .get("/requests/" + request.id() + "/export")
                .asByteArray());
        assertThat(files.get("index.html")).contains("&lt;script&gt;alert(1)").doesNotContain("<script>");
    }

    @Test
    void aPartIsTakenOnceAndTheSameAgainIsHarmless() {
        Taken request = granted();
        bring(request, part).then().statusCode(204);

        Response same = bring(request, part);
        Response other = bring(request, part.replace("Joris", "Boris"));

        assertThat(same.statusCode()).isEqualTo(204);
        other.then().statusCode(409).contentType("application/problem+json");
        assertThat(stored.number("select count(*) from export_part where request_id = '" + request.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void aWrongOrForeignUploadTokenFindsNothing() {
        Taken request = granted();
        Taken other = granted();

        put(request, token(other, command), part).then().statusCode(404);
        put(request, token(request, UUID.randomUUID()), part).then().statusCode(404);
        put(request, "nonsense", part).then().statusCode(404);
        counter.anyone()
                .body(part)
                .put("/requests/" + request.id() + "/export-parts/" + command)
                .then()
                .statusCode(404);

        assertThat(stored.number("select count(*) from export_part where request_id = '" + request.id() + "'"))
                .isZero();
    }

    @Test
    void aPartThatIsNotAsAgreedIsRefused() {
        Taken request = granted();

        bring(request, "{\"system\":\"primoforum-site\"").then().statusCode(400);
        bring(request, "null").then().statusCode(400);
        bring(request, "{\"system\":\"a\\u0000b\",\"categories\":[]}").then().statusCode(400);
        bring(
                        request,
                        "{\"system\":\"s\",\"categories\":[{\"category\":\"c\",\"table\":\"t\",\"columns\":[\"a\"],"
                                + "\"rows\":[[1,2]]}]}")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void thePackageGoesWhenItsTimeIsOver() {
        Taken request = granted();
        bring(request, part).then().statusCode(204);
        bus.tell("access-completed", "primoforum", completed(request));
        bus.await("request.closed", request.id());

        SettableClock.advance(Duration.ofDays(14));
        counter.person(request)
                .get("/requests/" + request.id() + "/export")
                .then()
                .statusCode(410);
        expiry.expire();

        assertThat(stored.number("select count(*) from export_package where request_id = '" + request.id() + "'"))
                .isZero();
        assertThat(stored.number("select count(*) from export_part where content is not null and request_id = '"
                        + request.id() + "'"))
                .isZero();
        assertThat(counter.person(request)
                        .get("/requests/" + request.id() + "/timeline")
                        .jsonPath()
                        .getList("items.kind", String.class))
                .contains("export-ready", "export-expired");
        assertThat(stored.audited(request.id()))
                .containsOnlyOnce("request.part-received done")
                .containsOnlyOnce("request.export-ready done")
                .containsSubsequence(
                        "request.part-received done", "request.closed granted", "request.export-expired done");
    }

    @Test
    void whoHasNotFetchedThePackageIsRemindedOnceBeforeItGoes() {
        Taken request = granted();
        bring(request, part).then().statusCode(204);
        bus.tell("access-completed", "primoforum", completed(request));
        bus.await("request.closed", request.id());

        SettableClock.advance(Duration.ofDays(11).minusSeconds(1));
        expiry.expire();
        assertThat(counter.facts(request, "primoforum")).doesNotContain("export-expiring");
        SettableClock.advance(Duration.ofSeconds(1));
        expiry.expire();
        expiry.expire();

        JsonNode told = bus.await("request.export-expiring", request.id()).data();
        Contracts.assertEvent("nl.privacyloket.request.export-expiring.v1", told);
        assertThat(told.get("until").asText()).isEqualTo("2026-12-06T10:00:00Z");
        assertThat(counter.open("notification-service", told.get("contact"))
                        .get("email")
                        .asText())
                .isEqualTo("saskia@example.org");
        assertThat(counter.facts(request, "primoforum").stream().filter("export-expiring"::equals))
                .hasSize(1);
    }

    @Test
    void whoHasFetchedThePackageIsNotReminded() {
        Taken request = granted();
        bring(request, part).then().statusCode(204);
        bus.tell("access-completed", "primoforum", completed(request));
        bus.await("request.closed", request.id());
        counter.person(request)
                .get("/requests/" + request.id() + "/export")
                .then()
                .statusCode(200);

        SettableClock.advance(Duration.ofDays(12));
        expiry.expire();

        assertThat(counter.facts(request, "primoforum"))
                .contains("export-downloaded")
                .doesNotContain("export-expiring");
        assertThat(stored.audited(request.id())).containsOnlyOnce("request.export-downloaded done");
    }

    @Test
    void aRightWithoutAPackageHasNone() {
        Taken request = counter.inAssessment("prifora", "objection");

        counter.person(request)
                .get("/requests/" + request.id() + "/export")
                .then()
                .statusCode(404);
    }

    /** An access request that was granted, so that parts are expected. */
    private Taken granted() {
        Taken request = counter.inAssessment("primoforum", "access");
        counter.decides(request, "primoforum", Map.of("outcome", "granted"))
                .then()
                .statusCode(200);
        return request;
    }

    private ObjectNode completed(Taken request) {
        ObjectNode completed = Contracts.sample(ACCESSED, request.id());
        ((ObjectNode) completed.at("/systems/0")).put("commandId", command.toString());
        return completed;
    }

    private Response bring(Taken request, String body) {
        return put(request, token(request, command), body);
    }

    private Response put(Taken request, String token, String body) {
        return counter.anyone()
                .header("Upload-Token", token)
                .body(body)
                .put("/requests/" + request.id() + "/export-parts/" + command);
    }

    /** The token that retention-service gives to a data system. */
    private String token(Taken request, UUID forCommand) {
        JsonNode upload = counter.open(
                "retention-service",
                bus.await("request.decided", request.id()).data().get("upload"));
        Contracts.assertFits("sealed/upload", upload);
        assertThat(upload.get("url").asText())
                .isEqualTo("https://loket.example/requests/" + request.id() + "/export-parts");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    Base64.getUrlDecoder().decode(upload.get("secret").asText()), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(forCommand.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> unzip(byte[] zip) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                files.put(entry.getName(), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
