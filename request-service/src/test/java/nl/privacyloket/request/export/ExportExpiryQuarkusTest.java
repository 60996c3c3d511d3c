package nl.privacyloket.request.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import org.junit.jupiter.api.Test;

/** The package goes when its time is over, and who has not fetched it is reminded. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class ExportExpiryQuarkusTest extends GrantedAccess {
    @Inject
    ExportExpiry expiry;

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
}
