package nl.privacyloket.request.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.DataSystem;
import nl.privacyloket.request.support.RequestEnvironment;
import org.junit.jupiter.api.Test;

/** The package that the person gets holds what the data systems brought, and says what is missing. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class ExportQuarkusTest extends GrantedAccess {
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
        Map<String, String> files = DataSystem.unzip(download.asByteArray());
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
    void staffWhoCloseBeforeAllHaveAnsweredHandOutWhatCame() {
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

        Map<String, String> files = DataSystem.unzip(counter.person(request)
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
    void staffWhoCloseBeforeAnySystemAnsweredStillTellWhatTheArticleNames() {
        Taken request = granted();

        counter.overrides(request, "primoforum", "Alles is op papier doorzocht.")
                .then()
                .statusCode(200);

        Map<String, String> files = DataSystem.unzip(counter.person(request)
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
    void aSystemThatAnsweredWithoutBringingItsPartIsMissingToo() {
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

        assertThat(DataSystem.unzip(counter.person(request)
                                .get("/requests/" + request.id() + "/export")
                                .asByteArray())
                        .get("information.json"))
                .contains("\"missingSystems\" : [ \"primoforum-archive\" ]");
    }

    @Test
    void aSystemThatHoldsNothingBringsNothing() {
        Taken request = granted();
        ObjectNode completed = completed(request);
        completed.at("/systems/0/categories").forEach(category -> ((ObjectNode) category).put("holdings", 0));

        bus.tell("access-completed", "primoforum", completed);

        bus.await("request.closed", request.id());
        Map<String, String> files = DataSystem.unzip(counter.person(request)
                .get("/requests/" + request.id() + "/export")
                .asByteArray());
        assertThat(files).containsOnlyKeys("index.html", "information.json", "data.json", "request-file.csv");
        assertThat(files.get("index.html")).contains("Wij hebben geen gegevens van u gevonden.");
    }

    @Test
    void whatADataSystemBroughtIsMarkupNowhere() {
        Taken request = granted();
        bring(request, part.replace("Wanneer is de volgende release?", "<script>alert(1)</script>"))
                .then()
                .statusCode(204);

        bus.tell("access-completed", "primoforum", completed(request));

        bus.await("request.closed", request.id());
        Map<String, String> files = DataSystem.unzip(counter.person(request)
                .get("/requests/" + request.id() + "/export")
                .asByteArray());
        assertThat(files.get("index.html")).contains("&lt;script&gt;alert(1)").doesNotContain("<script>");
    }

    @Test
    void aRightWithoutAPackageHasNone() {
        Taken request = counter.inAssessment("prifora", "objection");

        counter.person(request)
                .get("/requests/" + request.id() + "/export")
                .then()
                .statusCode(404);
    }
}
