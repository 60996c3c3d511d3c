package nl.privacyloket.request.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Copies;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who sees a person's data, and that it is on record. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class PromiseReadingQuarkusTest {

    private static final String NAME = "Aletta Promesse";
    private static final String EMAIL = "aletta.promesse@example.org";

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Test
    @DisplayName("PF-13 only staff who handle requests see a person's name and e-mail address")
    void onlyWhoHandlesRequestsSeesNameAndAddress() {
        Taken request = asked("primoforum");

        for (String role : List.of("case-handler", "privacy-officer")) {
            assertThat(see(request, role, "primoforum").asString()).contains(NAME, EMAIL);
        }
        for (String role : List.of("compliance", "operator", "system")) {
            Response refused = see(request, role, "primoforum");

            assertThat(refused.statusCode()).as(role).isEqualTo(403);
            assertThat(refused.asString()).as(role).doesNotContain(NAME, EMAIL);
        }
        String list = counter.staff("case-handler", "primoforum")
                .get("/organisations/primoforum/requests?reference="
                        + request.answer().path("reference"))
                .asString();
        assertThat(list).contains(request.id()).doesNotContain(NAME, EMAIL);
        String timeline = counter.staff("case-handler", "primoforum")
                .get("/requests/" + request.id() + "/timeline")
                .asString();
        assertThat(timeline).contains("received").doesNotContain(NAME, EMAIL);
    }

    @Test
    @DisplayName("PR-10 every look of staff at a request, its timeline and what was handed in is on record")
    void everyLookOfStaffIsOnRecord() {
        Taken request = asked("prifora");
        counter.confirms(request).then().statusCode(200);
        byte[] evidence = Copies.pdf(Copies.MASKED);
        counter.handsIn(request, "representation-evidence", evidence).then().statusCode(201);

        see(request, "case-handler", "prifora").then().statusCode(200);
        see(request, "privacy-officer", "prifora").then().statusCode(200);
        counter.staff("case-handler", "prifora")
                .get("/requests/" + request.id() + "/timeline")
                .then()
                .statusCode(200);
        counter.staff("privacy-officer", "prifora")
                .accept("*/*")
                .get("/requests/" + request.id() + "/representation-evidence")
                .then()
                .statusCode(200);

        bus.await(event -> isAudit(event, request, "request.representation-evidence-read"));
        List<Bus.Heard> looks = bus.all().stream()
                .filter(event -> isAudit(event, request, "request.read")
                        || isAudit(event, request, "request.representation-evidence-read"))
                .toList();
        assertThat(looks.stream().map(event -> event.data().get("action").asText()))
                .containsExactly(
                        "request.read", "request.read", "request.read", "request.representation-evidence-read");
        assertThat(looks).allSatisfy(look -> {
            assertThat(look.data().get("actor").asText()).matches("[A-Za-z0-9_-]{22}");
            assertThat(look.organisation()).isEqualTo("prifora");
            assertThat(look.data().get("at").asText()).isEqualTo("2026-11-22T10:00:00Z");
        });
    }

    private Taken asked(String organisation) {
        Map<String, Object> body = Counter.body("access");
        body.put("requester", Map.of("name", NAME, "email", EMAIL));
        body.put("representative", Map.of("name", "H", "email", "h@example.org", "capacity", "authorised"));
        return counter.asks(organisation, body);
    }

    private Response see(Taken request, String role, String organisation) {
        return counter.staff(role, organisation).get("/requests/" + request.id());
    }

    private static boolean isAudit(Bus.Heard event, Taken request, String action) {
        return event.topic().equals("privacyloket.audit.v1")
                && event.data().at("/object/id").asText().equals(request.id())
                && event.data().get("action").asText().equals(action);
    }
}
