package nl.privacyloket.retention.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.privacyloket.retention.support.PlayedSystem;
import nl.privacyloket.retention.support.RegisterWorld;
import nl.privacyloket.retention.support.RegisterWorld.Line;
import nl.privacyloket.retention.support.RetentionEnvironment;
import nl.privacyloket.retention.support.RetentionWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Staff look up what is held about a person. */
@QuarkusTest
@QuarkusTestResource(RetentionEnvironment.class)
class HoldingSearchQuarkusTest {

    @Inject
    RetentionWorld world;

    @Inject
    RegisterWorld register;

    private String organisation;
    private PlayedSystem shop;

    @BeforeEach
    void personWithInvoicesAndAnAccount() {
        organisation = world.newOrganisation();
        register.publishRules(
                organisation,
                3,
                "2020-01-01",
                List.of(
                        RegisterWorld.rule("invoices", "minimum", "collected", "P7Y"),
                        RegisterWorld.rule("invoices", "maximum", "collected", "P1Y"),
                        RegisterWorld.rule("account", "maximum", "account-closed", "P0D")));
        shop = world.register(organisation, "invoices", "account");
        register.register(
                organisation,
                Line.of(shop, "invoices", "C-1042", "invoices:7", "collected", "2024-06-15"),
                Line.of(shop, "account", "C-1042", "accounts:1", "collected", "2019-01-01"),
                Line.of(shop, "account", "C-2", "accounts:2", "collected", "2019-01-01"));
    }

    @Test
    void saysWhenEachRecordGoesAndWhy() {
        var answer = register.search(organisation, "C-1042", "en");

        answer.then()
                .statusCode(200)
                .body("total", equalTo(2))
                .body("items.recordRef", contains("accounts:1", "invoices:7"))
                .body("items.system", contains(shop.id(), shop.id()))
                .body("items.category", contains("account", "invoices"))
                .body("items.trigger", contains("collected", "collected"))
                .body("items.startedOn", contains("2019-01-01", "2024-06-15"))
                .body("items.dueOn", contains(nullValue(), equalTo("2031-06-15")))
                .body("items[1].rule", equalTo("invoices-maximum"))
                .body("items[1].action", equalTo("erase"))
                .body("items[1].basis", equalTo("GDPR art. 5(1)(e)"))
                .body("items[1].keptThrough", equalTo("2031-06-14"))
                .body("items[1].keptBasis", equalTo("AWR art. 52(4)"))
                .body("items.held", contains(false, false))
                .body(
                        "items.explanation",
                        contains(
                                "Kept until it is known that the account was closed; GDPR art. 5(1)(e) counts from there.",
                                "Kept until 2031-06-14 because of AWR art. 52(4); erased on 2031-06-15."));
    }

    @Test
    void saysItInDutch() {
        var answer = register.search(organisation, "C-1042", "nl-NL,nl;q=0.9");

        answer.then()
                .statusCode(200)
                .body(
                        "items.explanation",
                        contains(
                                "Bewaard tot bekend is dat het account is gesloten; GDPR art. 5(1)(e) telt vanaf dan.",
                                "Bewaard tot en met 2031-06-14 vanwege AWR art. 52(4); wordt gewist op 2031-06-15."));
    }

    @Test
    void theAddressOfTheDesignAnswersTheSame() {
        var answer = world.as("case-handler", organisation)
                .queryParam("identifierType", "customer-number")
                .queryParam("identifierValue", "c-1042 ")
                .queryParam("size", 1)
                .queryParam("page", 1)
                .get("/organisations/" + organisation + "/holdings");

        answer.then()
                .statusCode(200)
                .body("total", equalTo(2))
                .body("page", equalTo(1))
                .body("size", equalTo(1))
                .body("items.recordRef", contains("invoices:7"));
    }

    @Test
    void followsWhatHappenedToThePerson() {
        register.tell(organisation, "C-1042", "account-closed", "2026-11-20");

        var answer = register.search(organisation, "C-1042", "en");

        answer.then()
                .statusCode(200)
                .body("items[0].dueOn", equalTo("2026-11-20"))
                .body("items[0].explanation", equalTo("To be erased since 2026-11-20 because of GDPR art. 5(1)(e)."));
    }

    @Test
    void thatStaffLookedIsInTheAuditLogWithoutThePerson() {
        register.search(organisation, "C-1042", "en").then().statusCode(200);

        assertThat(world.number(
                        "select count(*) from (select action, organisation, policy_version, object_id from audit_entry"
                                + " union all select action, organisation, policy_version, object_id from audit_pending) a"
                                + " where action = 'holdings.read' and organisation = ? and policy_version = 3"
                                + " and object_id not like '%1042%'",
                        organisation))
                .isEqualTo(1);
    }

    @Test
    void twoLooksAreSeenToBeAtOnePersonUntilThatPersonIsErased() {
        register.search(organisation, "C-1042", "en").then().statusCode(200);
        register.search(organisation, "C-1042", "en").then().statusCode(200);
        register.search(organisation, "C-2", "en").then().statusCode(200);
        assertThat(personsLookedAt()).isEqualTo(2);

        world.requests().closedErasing(organisation, UUID.randomUUID(), register.hash(organisation, "C-1042"));
        await().until(() -> world.number(
                        "select count(*) from audit_pseudonym where kind = 'person' and organisation = ?", organisation)
                == 1);

        register.search(organisation, "C-1042", "en").then().statusCode(200);
        assertThat(personsLookedAt()).isEqualTo(3);
    }

    private long personsLookedAt() {
        return world.number(
                "select count(distinct object_id) from (select action, organisation, object_id from audit_entry"
                        + " union all select action, organisation, object_id from audit_pending) a"
                        + " where action = 'holdings.read' and organisation = ?",
                organisation);
    }

    @Test
    void findsNothingOfAnotherOrganisation() {
        var other = world.newOrganisation();
        register.publishPolicyOf("pinkweb", other);

        var answer = register.search(other, "C-1042", "en");

        answer.then().statusCode(200).body("items", empty()).body("total", equalTo(0));
    }

    @Test
    void refusesASearchWithoutAnIdentifier() {
        var answer = world.as("case-handler", organisation)
                .contentType(ContentType.JSON)
                .body(Map.of("identifier", Map.of("type", "Customer Number", "value", " ")))
                .post("/organisations/" + organisation + "/holdings/search");
        var address = world.as("case-handler", organisation)
                .queryParam("identifierType", "customer-number")
                .get("/organisations/" + organisation + "/holdings");

        answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", contains("identifier.type", "identifier.value"));
        address.then().statusCode(400).body("errors.field", hasItem("identifierValue"));
    }
}
