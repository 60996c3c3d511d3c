package nl.privacyloket.retention.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RegisterWorld;
import nl.privacyloket.retention.support.RegisterWorld.Line;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class HoldingsQuarkusTest {

    @Inject
    RetentionWorld world;

    @Inject
    RegisterWorld register;

    private String organisation;
    private PlayedSystem shop;

    @BeforeEach
    void shopThatKeepsOrdersForAYear() {
        organisation = world.newOrganisation();
        register.publishRules(
                organisation,
                1,
                "2020-01-01",
                List.of(
                        RegisterWorld.rule("orders", "maximum", "collected", "P12M"),
                        RegisterWorld.rule("account", "maximum", "account-closed", "P0D")));
        shop = world.register(organisation, "orders", "account");
    }

    private Line order(String ref, String on) {
        return Line.of(shop, "orders", "C-1", ref, "collected", on);
    }

    @Test
    void givesEachRecordItsDueDate() {
        var answer = register.register(
                organisation,
                order("orders:1", "2026-11-22"),
                order("orders:2", "2024-02-29"),
                Line.of(shop, "account", "C-1", "accounts:1", "collected", "2026-11-22"));

        answer.then()
                .statusCode(200)
                .body("accepted", equalTo(3))
                .body("unchanged", equalTo(0))
                .body("rejected", empty())
                .body("rejectedTotal", equalTo(0));
        assertThat(register.dueOn(shop, "orders:1")).isEqualTo(LocalDate.parse("2027-11-22"));
        assertThat(register.dueOn(shop, "orders:2")).isEqualTo(LocalDate.parse("2025-02-28"));
        assertThat(register.dueOn(shop, "accounts:1")).isNull();
    }

    @Test
    void registeringTheSameAgainChangesNothing() {
        var first = order("orders:1", "2026-11-22");
        register.register(organisation, first);
        var written = world.number("select max(h.xmin::text::bigint) from holding h");
        var entries = audited();

        var answer = register.register(organisation, first, first);

        answer.then().statusCode(200).body("accepted", equalTo(2)).body("unchanged", equalTo(2));
        assertThat(world.number("select max(h.xmin::text::bigint) from holding h"))
                .isEqualTo(written);
        assertThat(audited()).isEqualTo(entries).isEqualTo(1);
    }

    @Test
    void aChangedLineMovesTheDueDate() {
        register.register(organisation, order("orders:1", "2026-11-22"));

        var answer = register.register(organisation, order("orders:1", "2026-01-31"));

        answer.then().statusCode(200).body("accepted", equalTo(1)).body("unchanged", equalTo(0));
        assertThat(register.dueOn(shop, "orders:1")).isEqualTo(LocalDate.parse("2027-01-31"));
        assertThat(register.registered(shop)).isEqualTo(1);
        assertThat(audited()).isEqualTo(2);
    }

    @Test
    void aRecordThatBeganAnewIsDueForEachActionAnew() {
        register.register(organisation, order("orders:1", "2026-01-31"), order("orders:2", "2026-01-31"));
        world.update(
                "update holding set done = 1 where stream in (select id from holding_stream where system = ?)",
                shop.id());

        register.register(
                organisation,
                order("orders:1", "2026-11-22"),
                new Line(
                        shop.id(),
                        "orders",
                        Map.of("type", "customer-number", "value", "C-2"),
                        "orders:2",
                        "collected",
                        "2026-01-31",
                        null,
                        null));

        assertThat(register.dueOn(shop, "orders:1")).isEqualTo(LocalDate.parse("2027-11-22"));
        assertThat(done("orders:1")).isZero();
        assertThat(register.dueOn(shop, "orders:2")).isNull();
        assertThat(done("orders:2")).isEqualTo(1);
    }

    private long done(String recordRef) {
        return world.number(
                "select h.done from holding h join holding_stream s on s.id = h.stream"
                        + " where s.system = ? and h.record_ref = ?",
                shop.id(),
                recordRef);
    }

    @Test
    void ofLinesAboutOneRecordTheLastCounts() {
        var answer = register.register(
                organisation,
                order("orders:1", "2026-11-22"),
                order("orders:1", "2026-03-01"),
                order("orders:2", "2026-03-01"),
                Line.removed(shop, "orders", "orders:2"));

        answer.then().statusCode(200).body("accepted", equalTo(4));
        assertThat(register.registered(shop)).isEqualTo(1);
        assertThat(register.dueOn(shop, "orders:1")).isEqualTo(LocalDate.parse("2027-03-01"));
    }

    @Test
    void theSameReferenceInAnotherCategoryIsAnotherRecord() {
        register.register(
                organisation,
                order("1", "2026-11-22"),
                Line.of(shop, "account", "C-1", "1", "account-closed", "2026-11-20"));

        assertThat(register.registered(shop)).isEqualTo(2);
    }

    @Test
    void takesARemovedRecordOut() {
        register.register(organisation, order("orders:1", "2026-11-22"), order("orders:2", "2026-11-22"));

        var answer = register.register(
                organisation,
                Line.removed(shop, "orders", "orders:1"),
                Line.removed(shop, "orders", "never-registered"));

        answer.then().statusCode(200).body("accepted", equalTo(2)).body("unchanged", equalTo(1));
        assertThat(register.registered(shop)).isEqualTo(1);
    }

    @Test
    void tellsWhichLinesItCouldNotTakeInAndTakesTheOthers() {
        var body = String.join(
                "\n",
                order("orders:1", "2026-11-22").json(),
                "no json",
                "",
                order("orders:2", "2026-11-22").json().replace("collected", "born"),
                order("saskia@example.org", "2026-11-22").json(),
                order("orders:3", "2026-11-22").json().replace(shop.id(), "system-of-nobody"),
                "{\"padding\":\"" + "x".repeat(9_000) + "\"}",
                order("orders:4", "2026-11-22").json());

        var answer = register.register(organisation, body);

        answer.then()
                .statusCode(200)
                .body("accepted", equalTo(2))
                .body("rejectedTotal", equalTo(5))
                .body("rejected.line", contains(2, 4, 5, 6, 7))
                .body(
                        "rejected.reason",
                        contains("malformed-json", "unknown-trigger", "malformed", "unknown-system", "line-too-long"))
                .body(
                        "rejected.field",
                        contains(nullValue(), equalTo("trigger"), equalTo("recordRef"), equalTo("system"), nullValue()))
                .body("rejected[1].message", equalTo("This is no event that a retention term counts from."));
        assertThat(answer.asString()).doesNotContain("saskia");
        assertThat(register.registered(shop)).isEqualTo(2);
    }

    @Test
    void tellsAThousandRejectionsAndCountsTheRest() {
        var body = "no json\n".repeat(2_500);

        var answer = register.register(organisation, body);

        answer.then()
                .statusCode(200)
                .body("accepted", equalTo(0))
                .body("rejected", hasSize(1_000))
                .body("rejected[999].line", equalTo(1_000))
                .body("rejectedTotal", equalTo(2_500));
    }

    /** Over the limit that every other body has, and over several batches. */
    @Test
    void readsABodyOfAnySize() {
        var body = orders(20_000);
        assertThat(body.length()).isGreaterThan(3_000_000);

        var first = register.register(organisation, body);
        var second = register.register(organisation, body);

        first.then().statusCode(200).body("accepted", equalTo(20_000)).body("unchanged", equalTo(0));
        second.then().statusCode(200).body("accepted", equalTo(20_000)).body("unchanged", equalTo(20_000));
        assertThat(register.registered(shop)).isEqualTo(20_000);
        assertThat(register.dueOn(shop, LocalDate.parse("2027-11-01"))).isEqualTo(20_000);
    }

    @Test
    void otherBodiesKeepTheirLimit() {
        var answer = world.as("operator", organisation)
                .contentType(ContentType.JSON)
                .body("{\"name\":\"" + "x".repeat(1_100_000) + "\"}")
                .put("/organisations/" + organisation + "/systems/" + shop.id());

        answer.then().statusCode(413).contentType("application/problem+json");
    }

    @Test
    void batchesAboutTheSameRecordsAllGoIn() {
        var forward = IntStream.range(0, 4_000).boxed().toList();
        var senders = List.of("2026-01-01", "2026-02-01", "2026-03-01").stream()
                .map(on -> CompletableFuture.supplyAsync(() -> register.register(
                        organisation,
                        forward.stream()
                                .map(number -> order("orders:" + number, on).json())
                                .collect(Collectors.joining("\n")))))
                .toList();

        var answers = senders.stream().map(CompletableFuture::join).toList();

        assertThat(answers).allSatisfy(answer -> answer.then().statusCode(200).body("accepted", equalTo(4_000)));
        assertThat(register.registered(shop)).isEqualTo(4_000);
    }

    @Test
    void aSystemOfAnotherOrganisationIsNotKnown() {
        var stranger = world.newOrganisation();
        var foreign = world.register(stranger, "orders");

        var answer = register.register(
                organisation, Line.of(foreign, "orders", "C-1", "orders:1", "collected", "2026-11-22"));

        answer.then().statusCode(200).body("accepted", equalTo(0)).body("rejected.reason", contains("unknown-system"));
        assertThat(register.registered(foreign)).isZero();
    }

    @Test
    void nothingIsRegisteredOfACategoryThatGoesByItsAge() {
        var logs = world.unregistered(organisation);
        var body = world.registration(logs, "orders", "account");
        body.put("capabilities", List.of("erase", "purge", "verify"));
        body.put("ageSwept", List.of("orders"));
        world.registered(organisation, logs, body, 201);

        var answer = register.register(
                organisation,
                Line.of(logs, "orders", "C-1", "orders:1", "collected", "2026-11-22"),
                Line.of(logs, "account", "C-1", "a:1", "collected", "2026-11-22"));

        answer.then().statusCode(200).body("accepted", equalTo(1)).body("rejected.reason", contains("age-swept"));
    }

    @Test
    void refusesAnotherMediaType() {
        var answer = world.as("system", organisation)
                .contentType(ContentType.JSON)
                .body("[]")
                .post("/organisations/" + organisation + "/holdings");

        answer.then().statusCode(415).contentType("application/problem+json");
    }

    @Test
    void rejectsInTheLanguageOfTheCaller() {
        var answer = world.as("system", organisation)
                .header("Accept-Language", "nl")
                .contentType("application/x-ndjson")
                .body("no json".getBytes(StandardCharsets.UTF_8))
                .post("/organisations/" + organisation + "/holdings");

        answer.then()
                .statusCode(200)
                .header("Content-Language", "nl")
                .body("rejected.message", contains("De regel is niet één JSON-object."));
    }

    private String orders(int number) {
        return IntStream.range(0, number)
                .mapToObj(at -> Line.of(shop, "orders", "C-" + at % 7_000, "orders:" + at, "collected", "2026-11-01")
                        .json())
                .collect(Collectors.joining("\n"));
    }

    private long audited() {
        return world.number(
                "select (select count(*) from audit_entry where action = 'holdings.registered' and object_id = ?)"
                        + " + (select count(*) from audit_pending where action = 'holdings.registered' and object_id = ?)",
                shop.id(),
                shop.id());
    }
}
