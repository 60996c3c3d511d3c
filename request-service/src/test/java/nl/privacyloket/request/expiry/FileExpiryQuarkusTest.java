package nl.privacyloket.request.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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
    void aFileThatIsWorkedWithStays() {
        var request = counter.inAssessment("prifora", "objection");
        var closed = refused();
        var command = UUID.randomUUID();

        bus.tell("request-file-due", "prifora", due(request, command));
        bus.tell("request-file-due", "prifora", due(closed, command));

        // The second was handled after the first: they have one consumer when they have one partition, else at once.
        erased(closed, command);
        assertThat((String) counter.sees(request).path("status")).isEqualTo("in-assessment");
        assertThat(bus.all())
                .noneMatch(heard ->
                        heard.type().endsWith("file-erased.v1") && heard.key().equals(request.id()));
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
    }
}
