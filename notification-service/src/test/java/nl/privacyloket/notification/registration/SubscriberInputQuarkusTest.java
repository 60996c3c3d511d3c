package nl.privacyloket.notification.registration;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import nl.privacyloket.notification.fixture.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An entry that is not right is refused, and what is wrong is named. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class SubscriberInputQuarkusTest extends SubscriberCalls {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"locale\":\"nl\",\"purposes\":[]} | email",
                "{\"email\":\"nobody\",\"locale\":\"nl\",\"purposes\":[]} | email",
                "{\"email\":\"a@b.example, c@d.example\",\"locale\":\"nl\",\"purposes\":[]} | email",
                "{\"email\":\"a\\r\\nBcc: x@y.example@b.example\",\"locale\":\"nl\",\"purposes\":[]} | email",
                "{\"email\":\"a@example.org\",\"purposes\":[]} | locale",
                "{\"email\":\"a@example.org\",\"locale\":\"fr\",\"purposes\":[]} | locale",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\"} | purposes",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[\"marketing\"]} | consent",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[\"service-news\",\"gone\"]} | purposes[1]",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[null]} | purposes[0]",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"at\":\"2026-01-01T00:00:00Z\"}}"
                        + " | consent.source",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"source\":\"A page!\","
                        + "\"at\":\"2026-01-01T00:00:00Z\"}} | consent.source",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"source\":\"page\"}} | consent.at",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"source\":\"page\","
                        + "\"at\":\"2999-01-01T00:00:00Z\"}} | consent.at",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"source\":\"page\","
                        + "\"at\":\"yesterday\"}} | consent.at",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"source\":\"page\","
                        + "\"at\":\"-1000000000-01-01T00:00:00Z\"}} | consent.at",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"consent\":{\"source\":\"page\","
                        + "\"at\":\"1969-12-31T23:59:59Z\"}} | consent.at",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[\"service-news\"],\"consent\":{\"source\":\"page\","
                        + "\"at\":\"2026-01-01T00:00:00Z\",\"purposes\":[\"service-news\",\"marketing\"]}} | consent.purposes[1]",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"identifiers\":[null]} | identifiers[0]",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"identifiers\":[{\"type\":\"X\",\"value\":\"1\"}]}"
                        + " | identifiers[0].type",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"identifiers\":[{\"type\":\"nr\",\"value\":\" \"}]}"
                        + " | identifiers[0].value",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":[],\"name\":\"Saskia\"} | name",
                "{\"email\":\"a@example.org\",\"locale\":\"nl\",\"purposes\":\"marketing\"} | purposes",
                "{\"email\":7,\"locale\":\"nl\",\"purposes\":[]} | email"
            })
    void whatIsNotRightIsNamedAndNotStored(String body, String field) {
        put(body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:privacyloket:problem:invalid-input"))
                .body("errors.field", contains(field))
                .body("errors.message", not(hasItems(containsString("{"))));
        system().get(LISTS + "/" + id).then().statusCode(404);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceInTheCallersLanguage() {
        system().header("Accept-Language", "nl")
                .contentType("application/json")
                .body("{\"email\":\"nobody\",\"locale\":\"fr\",\"purposes\":[\"gone\"]}")
                .put(LISTS + "/" + id)
                .then()
                .statusCode(400)
                .body("errors.field", contains("email", "locale", "purposes[0]"))
                .body("errors[1].message", equalTo("De organisatie schrijft niet in deze taal."));
    }

    @ParameterizedTest
    @CsvSource({"saskia@example.org", "'a b'", "-x", "'x;y'"})
    void anIdThatCouldBeAnAddressIsRefused(String bad) {
        system().contentType("application/json")
                .body(entry("[]", "2026-01-01T00:00:00Z"))
                .put(LISTS + "/{id}", bad)
                .then()
                .statusCode(400)
                .body("errors.field", contains("subscriber"));
    }

    @Test
    void onlyListsMayBeLong() {
        put("{\"email\":\"" + "x".repeat(1_100_000) + "\"}").then().statusCode(413);
    }
}
