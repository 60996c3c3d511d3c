package nl.privacyloket.notification.registration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.ServiceRows;
import nl.privacyloket.notification.fixture.Surroundings;
import org.junit.jupiter.api.Test;

/** An entry of a list is stored, shown, changed and taken off. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class SubscriberResourceQuarkusTest extends SubscriberCalls {
    @Test
    void aNewEntryIsStoredAndAKnownOneChanged() {
        putMarketing()
                .then()
                .statusCode(201)
                .body("subscriber", equalTo(id))
                .body("purposes", contains("marketing", "policy-change"))
                .body("ended", empty());

        put(entry("[]", "2026-01-01T00:00:00Z")).then().statusCode(200).body("purposes", contains("policy-change"));
        assertThat(audit()).startsWith("subscriber.added done").containsOnlyOnce("subscriber.changed done");
    }

    @Test
    void whatItHearsOfIsShownWithoutTheAddressAndWhoLookedIsOnRecord() {
        putMarketing();

        as("privacy-officer", "prifora")
                .get(LISTS + "/" + id)
                .then()
                .statusCode(200)
                .body("subscriber", equalTo(id))
                .body("locale", equalTo("nl"))
                .body("purposes", contains("marketing", "policy-change"))
                .body("consent.source", equalTo("account-page"))
                .body("consent.at", equalTo("2026-01-01T00:00:00Z"))
                .body("ended", empty())
                .body(not(containsString("@")));
        assertThat(audit()).containsExactly("subscriber.added done", "subscriber.read done");
    }

    private List<String> audit() {
        // The relay moves entries from the one table to the other; both are read at one moment.
        return ServiceRows.of("select action, outcome from (select at, action, outcome, object_id from audit_pending"
                + " union all select at, action, outcome, object_id from audit_entry) entry"
                + " where object_id = (select id::text from subscriber where subscriber = '" + id + "') order by at");
    }

    @Test
    void aSystemThatLeavesAPurposeOutIsToldLaterThatItStaysEnded() {
        putMarketing();
        put(entry("[]", "2026-01-01T00:00:00Z"));

        putMarketing()
                .then()
                .statusCode(200)
                .body("purposes", contains("policy-change"))
                .body("ended.purpose", contains("marketing"))
                .body("ended[0].endedAt", notNullValue());

        system().get(LISTS + "/" + id).then().statusCode(200).body("ended.purpose", contains("marketing"));
    }

    @Test
    void newConsentBringsBackWhatItNames() {
        String both = entry("[\"marketing\", \"service-news\"]", "2026-01-01T00:00:00Z");
        put(both);
        put(entry("[]", "2026-01-01T00:00:00Z"));
        String again = both.replace("2026-01-01T00:00:00Z", Instant.now().toString());

        put(again).then().statusCode(200).body("purposes", contains("policy-change"));
        put(again.replace("\"source\"", "\"purposes\": [\"policy-change\", \"marketing\"], \"source\""))
                .then()
                .statusCode(200)
                .body("purposes", contains("marketing", "policy-change"))
                .body("ended.purpose", contains("service-news"));
    }

    @Test
    void anEntryIsTakenOffAsOftenAsAsked() {
        putMarketing();

        system().delete(LISTS + "/" + id).then().statusCode(204);
        system().delete(LISTS + "/" + id).then().statusCode(204);

        system().get(LISTS + "/" + id).then().statusCode(404);
        assertThat(ServiceRows.of("select 1 from subscriber where subscriber = '" + id + "'"))
                .isEmpty();
    }

    @Test
    void nothingOfThePersonStandsInTheTableOrTheTopicInTheClear() {
        putMarketing();
        put(entry("[]", "2026-01-01T00:00:00Z"));

        assertThat(ServiceRows.of("select row_to_json(s) from subscriber s where subscriber = '" + id + "'"))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).doesNotContain(email));
        assertThat(ServiceRows.of("select encode(email, 'escape') from subscriber where subscriber = '" + id + "'"))
                .allSatisfy(row -> assertThat(row).doesNotContain(email));
    }

    @Test
    void theListHearsWhatEnded() throws Exception {
        Instant before = Instant.now();
        putMarketing();

        put(entry("[]", "2026-01-01T00:00:00Z"));

        try (Broker broker = new Broker(Surroundings.kafka().bootstrapServers())) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(broker.read("privacyloket.notifications.v1"))
                    .filteredOn(record -> id.equals(record.key()))
                    .hasSize(1)
                    .allSatisfy(record -> {
                        Map<String, Object> event = io.restassured.path.json.JsonPath.from(
                                        new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
                                .getMap("$");
                        assertThat(event)
                                .containsEntry("organisation", "prifora")
                                .containsEntry("subscriber", id)
                                .containsEntry("purpose", "marketing")
                                .containsEntry("endedBy", "system");
                        assertThat(Instant.parse((String) event.get("endedAt"))).isAfter(before.minusSeconds(1));
                    }));
        }
    }

    @Test
    void theOpenApiDocumentNamesTheCalls() {
        given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body(
                        "paths.'/organisations/{organisation}/subscribers/{subscriber}'.put.responses.keySet()",
                        hasItems("200", "201", "400", "404", "409"))
                .body(
                        "paths.'/organisations/{organisation}/subscribers'.post.requestBody.content.keySet()",
                        hasSize(1));
    }
}
