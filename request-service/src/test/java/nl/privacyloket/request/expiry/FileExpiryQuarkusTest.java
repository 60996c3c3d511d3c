package nl.privacyloket.request.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Request files obey the organisation's own retention rule; backups end after the request has. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class FileExpiryQuarkusTest {
    private static final String PLANNED = "nl.privacyloket.retention.erasure-planned.v1.sample";
    private static final String COMPLETED = "nl.privacyloket.retention.erasure-completed.v1.sample";

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    private static ObjectNode due(Taken request, UUID commandId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("requestId", request.id())
                .put("commandId", commandId.toString());
    }

    private Taken refused() {
        var request = counter.inAssessment("prifora", "objection");
        counter.decides(
                        request,
                        "prifora",
                        Map.of("outcome", "refused", "ground", "compelling-grounds", "reason", "Nodig."))
                .then()
                .statusCode(200);
        bus.await("request.closed", request.id());
        return request;
    }

    private JsonNode erased(Taken request, UUID commandId) {
        return bus.await(heard -> heard.type().endsWith("request.file-erased.v1")
                        && heard.data().get("commandId").asText().equals(commandId.toString())
                        && heard.data().get("requestId").asText().equals(request.id()))
                .data();
    }

    @Test
    void aClosedFileGoesWholeWhenItsTermHasEnded() {
        var request = refused();
        var bystander = refused();
        var command = UUID.randomUUID();

        bus.tell("request-file-due", "prifora", due(request, command));

        Contracts.assertEvent("nl.privacyloket.request.file-erased.v1", erased(request, command));
        assertThat(stored.number("select count(*) from request where id = '" + request.id() + "'"))
                .isZero();
        assertThat(stored.number("select count(*) from request_fact where request_id = '" + request.id() + "'"))
                .isZero();
        assertThat(stored.number("select count(*) from request where id = '" + bystander.id() + "'"))
                .isOne();
        counter.person(request).get("/requests/" + request.id()).then().statusCode(404);
        counter.staff("case-handler", "prifora")
                .get("/requests/" + request.id())
                .then()
                .statusCode(404);
    }

    @Test
    void whatIsAskedTwiceIsAnsweredTwice() {
        var request = refused();
        var first = UUID.randomUUID();
        var second = UUID.randomUUID();

        bus.tell("request-file-due", "prifora", due(request, first));
        bus.tell("request-file-due", "prifora", due(request, second));

        assertThat(erased(request, first)).isNotNull();
        assertThat(erased(request, second)).isNotNull();
    }

    @Test
    void aFileThatIsWorkedWithStaysAndSaysSo() {
        var request = counter.inAssessment("prifora", "objection");
        var command = UUID.randomUUID();

        bus.tell("request-file-due", "prifora", due(request, command));

        Contracts.assertEvent("nl.privacyloket.request.file-kept.v1", kept(request, command));
        assertThat((String) counter.sees(request).path("status")).isEqualTo("in-assessment");
    }

    @Test
    void aFileWhoseRestrictionStandsStaysUntilItIsLifted() {
        var body = Counter.body("restriction");
        body.put("restrictionGround", "inaccurate");
        var request = counter.inAssessment("prifora", body);
        counter.decides(request, "prifora", Map.of("outcome", "granted")).then().statusCode(200);
        var done = Contracts.sample("nl.privacyloket.retention.execution-completed.v1.sample-restrict", request.id());
        bus.tell("execution-completed", "prifora", done);
        bus.await("request.closed", request.id());
        var command = UUID.randomUUID();

        bus.tell("request-file-due", "prifora", due(request, command));

        kept(request, command);
        assertThat((String) counter.sees(request).path("status")).isEqualTo("closed");
    }

    private JsonNode kept(Taken request, UUID commandId) {
        return bus.await(heard -> heard.type().endsWith("request.file-kept.v1")
                        && heard.key().equals(request.id())
                        && heard.data().get("commandId").asText().equals(commandId.toString()))
                .data();
    }

    @Test
    void ofRequestsThatCameTogetherEachFileGoesOnItsOwnDay() {
        var body = Counter.body("objection");
        body.put("furtherRights", List.of("access"));
        var first = counter.inAssessment("prifora", body);
        var second = stored.texts("select id from request where combined_with = '" + first.id() + "'")
                .get(0);
        counter.decides(
                        first,
                        "prifora",
                        Map.of("outcome", "refused", "ground", "compelling-grounds", "reason", "Nodig."))
                .then()
                .statusCode(200);
        bus.await("request.closed", first.id());
        var command = UUID.randomUUID();

        bus.tell("request-file-due", "prifora", due(first, command));

        erased(first, command);
        assertThat(stored.number("select count(*) from request where id = '" + first.id() + "'"))
                .isZero();
        assertThat(stored.number("select count(*) from request where id = '" + second + "' and combined_with is null"))
                .isOne();
    }

    @Test
    void theRecordOfADisclosureGoesWithWhomItIsAbout() {
        String disclosure = counter.staff("privacy-officer", "prifora")
                .body(Map.of(
                        "recipient",
                        Map.of("name", "Politie Eenheid Proefdam", "country", "NL"),
                        "askedBy",
                        "authority",
                        "basis",
                        "authority-order",
                        "categories",
                        List.of("account"),
                        "purpose",
                        "Voor een onderzoek.",
                        "subject",
                        Map.of("name", "Wim Wacht", "email", "wim.wacht@example.org")))
                .post("/organisations/prifora/disclosures")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        var command = UUID.randomUUID();

        bus.tell(
                "request-file-due",
                "prifora",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("requestId", disclosure)
                        .put("commandId", command.toString()));

        bus.await(heard -> heard.type().endsWith("request.file-erased.v1")
                && heard.data().get("commandId").asText().equals(command.toString()));
        assertThat(stored.number("select (select count(*) from disclosure where id = '" + disclosure
                        + "') + (select count(*) from disclosure_subject where disclosure_id = '" + disclosure + "')"))
                .isZero();
        assertThat(stored.audited(disclosure)).containsOnlyOnce("disclosure.file-erased done");
    }

    @Test
    void anotherOrganisationsWordErasesNothing() {
        var request = refused();
        var command = UUID.randomUUID();

        bus.tell("request-file-due", "pinkweb", due(request, command));

        await().untilAsserted(() -> assertThat(
                        stored.number("select count(*) from dead_letter where reason = 'foreign-organisation'"))
                .isPositive());
        counter.person(request).get("/requests/" + request.id()).then().statusCode(200);
    }

    @Test
    @DisplayName("PW-7: an erasure tells until when backups hold what was erased, and the timeline when they are gone")
    void theEndOfTheBackupsIsToldAndDated() {
        var request = counter.inAssessment("prifora", "erasure");
        bus.tell("erasure-planned", "prifora", Contracts.sample(PLANNED, request.id()));
        await().until(() -> counter.staffSee(request, "prifora").path("planHash") != null);
        String planHash = counter.staffSee(request, "prifora").path("planHash");
        counter.decides(request, "prifora", Map.of("outcome", "granted", "planHash", planHash))
                .then()
                .statusCode(200);
        var completed = Contracts.sample(COMPLETED, request.id());
        completed.put("backupsUntil", "2027-01-17");
        bus.tell("erasure-completed", "prifora", completed);

        var closed = bus.await("request.closed", request.id()).data();
        assertThat(closed.get("backupsUntil").asText()).isEqualTo("2027-01-17");
        assertThat((String) counter.sees(request).path("backupsUntil")).isEqualTo("2027-01-17");

        bus.tell(
                "backups-expired",
                "prifora",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("requestId", request.id())
                        .putNull("commandId")
                        .put("system", "prifora-webshop")
                        .put("erasedOn", "2026-11-22")
                        .put("expiredOn", "2027-01-17"));

        await().untilAsserted(
                        () -> assertThat(counter.facts(request, "prifora")).contains("backups-expired"));
        assertThat(stored.audited(request.id())).containsOnlyOnce("request.backups-expired done");
    }
}
