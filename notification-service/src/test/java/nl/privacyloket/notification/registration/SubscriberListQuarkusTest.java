package nl.privacyloket.notification.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.privacyloket.notification.fixture.ServiceRows;
import nl.privacyloket.notification.fixture.Surroundings;
import org.junit.jupiter.api.Test;

/** A whole list is taken in line by line. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class SubscriberListQuarkusTest extends SubscriberCalls {
    @Test
    void aListIsTakenInLineByLine() {
        String list = String.join(
                "\n",
                line(id, email, "[\"marketing\"]"),
                "",
                "{\"subscriber\":",
                line(id + "-2", "nobody", "[]"),
                "[]",
                line(id + "-3", email, "[\"gone\"]"),
                "{\"subscriber\":\"x\",\"colour\":\"red\"}",
                line(id, email, "[\"marketing\"]"),
                "x".repeat(9000),
                line("saskia@example.org", email, "[]"),
                line(id + "-4", email, "[]").replace("2026-01-01", "-1000000000-01-01"));

        system().contentType(NDJSON)
                .body(list)
                .post(LISTS)
                .then()
                .statusCode(200)
                .body("accepted", equalTo(2))
                .body("unchanged", equalTo(1))
                .body("rejectedTotal", equalTo(8))
                .body("rejected.line", contains(3, 4, 5, 6, 7, 9, 10, 11))
                .body(
                        "rejected.reason",
                        contains(
                                "malformed-json",
                                "malformed",
                                "malformed-json",
                                "unknown-purpose",
                                "unknown-field",
                                "line-too-long",
                                "malformed",
                                "malformed"))
                .body(
                        "rejected.field",
                        contains(null, "email", null, "purposes[0]", "colour", null, "subscriber", "consent.at"))
                .body("rejected[1].message", equalTo("This member does not have the form that it must have."))
                .body("ended", empty())
                .body("endedTotal", equalTo(0))
                .body(not(containsString("@")));
        system().get(LISTS + "/" + id).then().body("purposes", contains("marketing", "policy-change"));
    }

    @Test
    void aListIsToldWhatStaysEnded() {
        putMarketing();
        put(entry("[]", "2026-01-01T00:00:00Z"));

        system().contentType(NDJSON)
                .body(line(id, email, "[\"marketing\"]"))
                .post(LISTS)
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("ended.subscriber", contains(id))
                .body("ended.purpose", contains("marketing"))
                .body("endedTotal", equalTo(1));
    }

    @Test
    void aLongListTakesSeveralBatchesAndTheSecondTimeSaysNothingNew() {
        String list = IntStream.range(0, 1_201)
                .mapToObj(number -> line(id + "." + number, number + email, "[\"service-news\"]"))
                .collect(Collectors.joining("\n"));

        system().contentType(NDJSON)
                .body(list)
                .post(LISTS)
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1_201))
                .body("unchanged", equalTo(0));

        system().contentType(NDJSON).body(list).post(LISTS).then().body("unchanged", equalTo(1_201));
        assertThat(ServiceRows.of(
                        "select count(*), count(distinct place) from subscriber where subscriber like '" + id + ".%'"))
                .containsExactly("1201 1201");
    }
}
