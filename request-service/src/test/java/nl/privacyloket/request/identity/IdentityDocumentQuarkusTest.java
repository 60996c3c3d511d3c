package nl.privacyloket.request.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Copies;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class IdentityDocumentQuarkusTest {

    private static final String WHAT = "identity-document";

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Inject
    UploadTurns turns;

    @Test
    @DisplayName("PF-7 a copy on which number, MRZ or BSN can be read is refused and nothing of it is kept")
    void anUnmaskedCopyIsRefused() {
        Taken request = awaitingIdentity();
        byte[] unmasked = Copies.pdf(
                Copies.with("BSN " + Copies.BSN, "Documentnummer SPECI2014", "I<UTOD231458907<<<<<<<<<<<<<<<"));

        Response refused = counter.handsIn(request, WHAT, unmasked);

        refused.then().statusCode(422).contentType("application/problem+json");
        assertThat((String) refused.path("type")).isEqualTo("urn:privacyloket:problem:identity-copy-refused");
        assertThat(refused.jsonPath().getList("findings.code", String.class))
                .containsExactly("bsn", "mrz", "document-number");
        assertThat(refused.jsonPath().getList("findings.explanation", String.class))
                .hasSize(3)
                .allMatch(text -> text.contains("can still be read"));
        assertThat(rows(request)).isZero();
        var event = bus.await("request.identity-copy-refused", request.id()).data();
        assertThat(event.get("findings").toString()).isEqualTo("[\"bsn\",\"mrz\",\"document-number\"]");
        assertThat((String) counter.sees(request).path("status")).isEqualTo("awaiting-identity");
        assertThat(timeline(request)).contains("identity-copy-refused");
    }

    @Test
    @DisplayName("PF-7 a masked copy is taken, seen by staff on record, and destroyed once identity is established")
    void aMaskedCopyIsTakenSeenAndDestroyed() {
        Taken request = awaitingIdentity();
        byte[] masked = Copies.pdf(Copies.MASKED);

        Response taken = counter.handsIn(request, WHAT, masked);

        taken.then().statusCode(201);
        assertThat((String) taken.path("inspection")).isIn("passed", "awaiting-person");
        assertThat((String) taken.path("mediaType")).isEqualTo("application/pdf");
        Response seen = see(request, "case-handler", "primoforum");
        seen.then().statusCode(200);
        assertThat(seen.contentType()).isEqualTo("application/pdf");
        assertThat(seen.header("Content-Disposition"))
                .startsWith("attachment; filename=\"PRIMOFORUM-2026-")
                .endsWith("-identity-copy.pdf\"");
        assertThat(seen.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(seen.header("Cache-Control")).isEqualTo("no-store");
        assertThat(seen.asByteArray()).isEqualTo(masked);
        bus.await(event -> isAudit(event, request, "request.identity-copy-read"));

        counter.verifies(request, "primoforum", "verified").then().statusCode(200);

        assertThat(rows(request)).isZero();
        see(request, "case-handler", "primoforum").then().statusCode(404);
        assertThat(timeline(request)).containsSubsequence("identity-copy-received", "identity-copy-destroyed");
        Response staff = counter.staffSee(request, "primoforum");
        assertThat((Object) staff.path("identity.copy")).isNull();
        assertThat((String) staff.path("identity.method")).isEqualTo("masked-id-copy");
        assertThat((String) staff.path("identity.outcome")).isEqualTo("verified");
        bus.await(event -> isAudit(event, request, "request.identity-copy-destroyed"));
        assertThat(stored.audited(request.id()))
                .containsSubsequence(
                        "request.identity-copy-received done",
                        "request.identity-copy-read done",
                        "request.identity-copy-destroyed done");
    }

    @Test
    void itIsDestroyedWhenIdentityCannotBeEstablished() {
        Taken request = awaitingIdentity();
        counter.handsIn(request, WHAT, Copies.pdf(Copies.MASKED)).then().statusCode(201);

        counter.verifies(request, "primoforum", "not-verified").then().statusCode(200);

        assertThat(rows(request)).isZero();
        assertThat(timeline(request)).containsSubsequence("identity-not-verified", "identity-copy-destroyed", "closed");
    }

    @Test
    void itIsDestroyedWhenThePersonTakesTheRequestBack() {
        Taken request = awaitingIdentity();
        counter.handsIn(request, WHAT, Copies.pdf(Copies.MASKED)).then().statusCode(201);

        counter.person(request)
                .post("/requests/" + request.id() + "/withdrawal")
                .then()
                .statusCode(200);

        assertThat(rows(request)).isZero();
        assertThat(timeline(request)).contains("identity-copy-destroyed");
    }

    @Test
    void aLaterCopyTakesThePlaceOfAnEarlierOneAndStaffHaveToLookAgain() {
        Taken request = awaitingIdentity();
        counter.handsIn(request, WHAT, Copies.pdf(Copies.MASKED)).then().statusCode(201);
        String read = counter.staffSee(request, "primoforum").header("ETag");

        Response replaced = counter.handsIn(request, WHAT, Copies.png(Copies.MASKED));

        replaced.then().statusCode(200);
        assertThat((boolean) replaced.path("replaced")).isTrue();
        assertThat(rows(request)).isEqualTo(1);
        assertThat((String) counter.staffSee(request, "primoforum").path("identity.copy.mediaType"))
                .isEqualTo("image/png");
        counter.staff("case-handler", "primoforum")
                .header("If-Match", read)
                .body(Map.of("method", "masked-id-copy", "outcome", "verified"))
                .post("/requests/" + request.id() + "/identity-verification")
                .then()
                .statusCode(412);
    }

    @Test
    void aRefusedCopyLeavesAnEarlierOneInPlace() {
        Taken request = awaitingIdentity();
        counter.handsIn(request, WHAT, Copies.pdf(Copies.MASKED)).then().statusCode(201);

        counter.handsIn(request, WHAT, Copies.pdf(Copies.with(Copies.BSN)))
                .then()
                .statusCode(422);

        assertThat(rows(request)).isEqualTo(1);
    }

    @Test
    void theExplanationIsInTheCallersLanguage() {
        Taken request = awaitingIdentity();

        Response refused = counter.person(request)
                .header("Accept-Language", "nl")
                .contentType("multipart/form-data")
                .multiPart("document", "kopie", Copies.locked(Copies.MASKED), "application/pdf")
                .post("/requests/" + request.id() + "/" + WHAT);

        refused.then().statusCode(422);
        assertThat((String) refused.path("findings[0].code")).isEqualTo("unreadable");
    }

    @Test
    void whatIsAskedAndHandedInStandsInTheRequest() {
        Taken request = awaitingIdentity();

        Response before = counter.sees(request);
        counter.handsIn(request, WHAT, Copies.jpeg(Copies.MASKED)).then().statusCode(201);
        Response after = counter.sees(request);

        assertThat((String) before.path("identity.rule")).isEqualTo("masked-id-copy");
        assertThat((Object) before.path("identity.copy")).isNull();
        assertThat(before.jsonPath().getList("allowed", String.class)).contains("identity-document");
        assertThat((String) after.path("identity.copy.mediaType")).isEqualTo("image/jpeg");
        assertThat((String) after.path("identity.copy.inspection")).isIn("passed", "awaiting-person");
    }

    @Test
    void noCopyIsTakenWhereNoneIsAskedFor() {
        Taken request = counter.asks("prifora", "access");

        Response refused = counter.handsIn(request, WHAT, Copies.pdf(Copies.MASKED));

        refused.then().statusCode(409);
        assertThat((String) refused.path("type")).isEqualTo("urn:privacyloket:problem:identity-copy-not-asked");
        assertThat((String) counter.sees(request).path("identity.rule")).isEqualTo("confirmed-email");
        assertThat(counter.sees(request).jsonPath().getList("allowed", String.class))
                .doesNotContain("identity-document");
    }

    @Test
    void beforeTheAddressIsConfirmedAndAfterIdentityIsKnownItIsNotTheTime() {
        Taken early = counter.asks("primoforum", "access");
        Taken late = counter.inAssessment("primoforum", "access");

        Response tooEarly = counter.handsIn(early, WHAT, Copies.pdf(Copies.MASKED));
        Response tooLate = counter.handsIn(late, WHAT, Copies.pdf(Copies.MASKED));

        assertThat(List.of(tooEarly.statusCode(), tooLate.statusCode())).containsExactly(409, 409);
        assertThat((String) tooEarly.path("type")).isEqualTo("urn:privacyloket:problem:illegal-step");
    }

    @Test
    void onlyPdfJpegAndPngUpToTenMegabytesAreTaken() {
        Taken request = awaitingIdentity();
        byte[] word = "PK\u0003\u0004 not what it is called".getBytes(StandardCharsets.ISO_8859_1);
        byte[] large = Arrays.copyOf(Copies.pdf(Copies.MASKED), 10 * 1024 * 1024 + 1);
        byte[] huge = Arrays.copyOf(Copies.pdf(Copies.MASKED), 12 * 1024 * 1024);

        Response type = counter.handsIn(request, WHAT, word);

        type.then().statusCode(415).contentType("application/problem+json");
        assertThat((String) type.path("type")).isEqualTo("urn:privacyloket:problem:document-type-not-taken");
        Response size = counter.handsIn(request, WHAT, large);
        size.then().statusCode(413);
        assertThat((String) size.path("type")).isEqualTo("urn:privacyloket:problem:document-too-large");
        counter.handsIn(request, WHAT, huge).then().statusCode(413);
        counter.handsIn(request, WHAT, new byte[0]).then().statusCode(400);
        assertThat(rows(request)).isZero();
    }

    @Test
    void aBodyThatIsNoUploadIsRefused() {
        Taken request = awaitingIdentity();
        String path = "/requests/" + request.id() + "/" + WHAT;

        Response json = counter.person(request).body(Map.of()).post(path);
        Response otherPart = counter.person(request)
                .contentType("multipart/form-data")
                .multiPart("file", "copy", Copies.pdf(Copies.MASKED), "application/pdf")
                .post(path);
        Response noBoundary = counter.anyoneRaw()
                .header("Status-Token", request.statusToken())
                .header("Content-Type", "multipart/form-data")
                .body("nothing".getBytes(StandardCharsets.US_ASCII))
                .post(path);

        json.then().statusCode(415);
        otherPart.then().statusCode(400);
        assertThat((String) otherPart.path("errors[0].field")).isEqualTo("document");
        noBoundary.then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void onlyThoseWhoHandleRequestsSeeTheCopy() {
        Taken request = awaitingIdentity();
        counter.handsIn(request, WHAT, Copies.pdf(Copies.MASKED)).then().statusCode(201);

        see(request, "privacy-officer", "primoforum").then().statusCode(200);
        see(request, "compliance", "primoforum").then().statusCode(403);
        see(request, "operator", "primoforum").then().statusCode(403);
        see(request, "case-handler", "prifora").then().statusCode(404);
        counter.person(request)
                .accept("*/*")
                .get("/requests/" + request.id() + "/" + WHAT)
                .then()
                .statusCode(401);
    }

    @Test
    void theSameFindingsAreMailedOnceHoweverOftenTheCopyIsSent() {
        Taken request = awaitingIdentity();
        byte[] withNumber = Copies.pdf(Copies.with("BSN " + Copies.BSN));

        counter.handsIn(request, WHAT, withNumber).then().statusCode(422);
        counter.handsIn(request, WHAT, withNumber).then().statusCode(422);
        counter.handsIn(request, WHAT, Copies.pdf(Copies.with("SPECI2014")))
                .then()
                .statusCode(422);

        assertThat(stored.number("select count(*) from request_fact where kind = 'identity-copy-refused'"
                        + " and request_id = '" + request.id() + "'"))
                .isEqualTo(3);
        bus.await(event -> isRefusal(event, request)
                && event.data().get("findings").toString().contains("document-number"));
        assertThat(bus.all().stream().filter(event -> isRefusal(event, request)))
                .hasSize(2);
    }

    @Test
    void thereAreNotManyUploadsInADay() {
        Taken request = awaitingIdentity();
        byte[] word = "PK not what it is called".getBytes(StandardCharsets.ISO_8859_1);

        for (int upload = 0; upload < 10; upload++) {
            counter.handsIn(request, WHAT, word).then().statusCode(415);
        }
        Response refused = counter.handsIn(request, WHAT, Copies.pdf(Copies.MASKED));

        refused.then().statusCode(429).contentType("application/problem+json");
        assertThat((String) refused.path("type")).isEqualTo("urn:privacyloket:problem:too-many-uploads");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 86_401);
        assertThat(rows(request)).isZero();
    }

    @Test
    void aFewUploadsAreHeldInMemoryAtATimeAndOneOfEachRequest() {
        Taken request = awaitingIdentity();
        UploadTurns.Turn own = turns.take(UUID.fromString(request.id()));

        Response second = counter.handsIn(request, WHAT, Copies.pdf(Copies.MASKED));
        own.close();
        List<UploadTurns.Turn> others =
                Stream.generate(UUID::randomUUID).limit(4).map(turns::take).toList();
        Response busy = counter.handsIn(request, WHAT, Copies.pdf(Copies.MASKED));
        others.forEach(UploadTurns.Turn::close);

        second.then().statusCode(429);
        assertThat((String) second.path("type")).isEqualTo("urn:privacyloket:problem:upload-going-on");
        assertThat(second.header("Retry-After")).isEqualTo("10");
        busy.then().statusCode(503);
        assertThat((String) busy.path("type")).isEqualTo("urn:privacyloket:problem:uploads-busy");
        assertThat((String) busy.path("detail")).contains("10 seconds");
        assertThat(busy.header("Retry-After")).isEqualTo("10");
        counter.handsIn(request, WHAT, Copies.pdf(Copies.MASKED)).then().statusCode(201);
    }

    private Taken awaitingIdentity() {
        Taken request = counter.asks("primoforum", "access");
        counter.confirms(request).then().statusCode(200);
        return request;
    }

    private Response see(Taken request, String role, String organisation) {
        return counter.staff(role, organisation).accept("*/*").get("/requests/" + request.id() + "/" + WHAT);
    }

    private long rows(Taken request) {
        return stored.number("select count(*) from identity_evidence where request_id = '" + request.id() + "'");
    }

    private List<String> timeline(Taken request) {
        return counter.person(request)
                .get("/requests/" + request.id() + "/timeline?size=100")
                .jsonPath()
                .getList("items.kind", String.class);
    }

    private static boolean isRefusal(Bus.Heard event, Taken request) {
        return event.type().contains("identity-copy-refused")
                && event.data().path("requestId").asText().equals(request.id());
    }

    private static boolean isAudit(Bus.Heard event, Taken request, String action) {
        return event.topic().equals("privacyloket.audit.v1")
                && event.data().at("/object/id").asText().equals(request.id())
                && event.data().get("action").asText().equals(action);
    }
}
