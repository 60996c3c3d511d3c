package nl.privacyloket.notification.unsubscribe;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.ServiceRows;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the link in a mail does, for a person and for a mail program (RFC 8058). */
@QuarkusTest
@WithTestResource(Surroundings.class)
class UnsubscribeQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

    @Inject
    UnsubscribeLinks links;

    private final String subscriber = "C-" + UUID.randomUUID();
    private final String email = "p" + subscriber.substring(2, 10) + "@example.org";
    private UUID row;
    private String marketing;

    @BeforeAll
    static void policyIsPublished() throws Exception {
        try (Broker broker = new Broker(Surroundings.kafka().bootstrapServers())) {
            Story.policy(broker, "prifora", 1, Organisations.prifora());
        }
        await().atMost(PATIENCE)
                .until(() -> !ServiceRows.of("select 1 from organisation_policy where organisation = 'prifora'")
                        .isEmpty());
    }

    @BeforeEach
    void somebodySubscribed() {
        put("nl").then().statusCode(201);
        row = UUID.fromString(ServiceRows.of("select id from subscriber where subscriber = '" + subscriber + "'")
                .get(0));
        marketing = path(links.link(row, "marketing"));
    }

    private Response put(String locale) {
        return put(locale, subscriber, "[\"marketing\", \"service-news\"]");
    }

    private Response put(String locale, String entry, String purposes) {
        return given().auth()
                .oauth2(Surroundings.oidc().token("system", "prifora"))
                .contentType("application/json")
                .body("""
                        {"email": "%s", "locale": "%s", "purposes": %s,
                         "consent": {"source": "account-page", "at": "2026-01-01T00:00:00Z"}}
                        """.formatted(email, locale, purposes))
                .put("/organisations/prifora/subscribers/" + entry);
    }

    private static String path(URI link) {
        return link.getPath();
    }

    private String stored() {
        return ServiceRows.of(
                        "select xmin, purposes, email is not null, changed_at from subscriber where id = '" + row + "'")
                .get(0);
    }

    private String purposes() {
        return ServiceRows.of("select array_to_string(purposes, ','), email is not null from subscriber where id = '"
                        + row + "'")
                .get(0);
    }

    private List<String> ends() {
        return ServiceRows.of("select purpose, ended_by from ended_purpose where subject_hash ="
                + " (select address_hash from subscriber where id = '" + row + "') order by 1");
    }

    private static Response oneClick(String path) {
        return given().contentType("application/x-www-form-urlencoded")
                .body(ONE_CLICK)
                .post(path);
    }

    @Test
    void theLinkIsBelowTheConfiguredAddress() {
        assertThat(links.link(row, "marketing").toString()).startsWith("http://localhost:8082/unsubscribe/");
    }

    @Test
    void lookingShowsAPageInTheLanguageOfTheMailAndChangesNothing() {
        String before = stored();

        given().get(marketing)
                .then()
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .header("Cache-Control", equalTo("no-store"))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .header("X-Robots-Tag", equalTo("noindex, nofollow"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Content-Security-Policy", containsString("form-action 'self'"))
                .body(containsString("<html lang=\"nl\""))
                .body(containsString("Wilt u zich afmelden?"))
                .body(containsString("Aanbiedingen en nieuwsbrieven"))
                .body(containsString("<form method=\"post\">"))
                .body(not(containsString(email)))
                .body(not(containsString(subscriber)));
        given().head(marketing).then().statusCode(200);
        given().header("Sec-Purpose", "prefetch").get(marketing).then().statusCode(200);
        given().options(marketing);
        // Parameters that the contract does not have.
        given().noFilters()
                .get(marketing + "?List-Unsubscribe=One-Click&all=true")
                .then()
                .statusCode(200);

        assertThat(stored()).isEqualTo(before);
        assertThat(ends()).isEmpty();
    }

    @Test
    void whoGetsEnglishMailGetsAnEnglishPage() {
        put("en");

        given().header("Accept-Language", "nl")
                .get(marketing)
                .then()
                .body(containsString("<html lang=\"en\""))
                .body(containsString("Do you want to unsubscribe?"))
                .body(containsString("Offers and newsletters"));
    }

    @Test
    void oneClickEndsThePurposeAtOnce() {
        oneClick(marketing)
                .then()
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .body(containsString("U bent afgemeld"))
                .body(not(containsString("Ja, meld mij af")));

        assertThat(purposes()).isEqualTo("policy-change,service-news t");
        assertThat(ends()).containsExactly("marketing link");
        put("nl");
        assertThat(purposes()).as("a stale synchronisation").isEqualTo("policy-change,service-news t");
    }

    @Test
    void anyFormOfTheOneClickCallWorks() {
        given().multiPart("List-Unsubscribe", "One-Click")
                .post(marketing)
                .then()
                .statusCode(200);
        assertThat(purposes()).isEqualTo("policy-change,service-news t");

        given().accept("application/json")
                .contentType("application/x-www-form-urlencoded")
                .body(ONE_CLICK)
                .post(path(links.link(row, "service-news")))
                .then()
                .statusCode(200);
        given().post(path(links.link(row, "policy-change"))).then().statusCode(200);

        assertThat(purposes()).isEqualTo(" f");
    }

    @Test
    void twiceDoesNoHarm() {
        oneClick(marketing);
        String before = stored();

        oneClick(marketing).then().statusCode(200).body(containsString("U bent afgemeld"));

        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void everythingEndsWhenAskedAndTheAddressIsErased() {
        given().contentType("application/x-www-form-urlencoded")
                .body("all=true")
                .post(marketing)
                .then()
                .statusCode(200)
                .body(containsString("Wij hebben het adres gewist van de verzendlijst."));

        assertThat(purposes()).isEqualTo(" f");
        assertThat(ends()).containsExactly("* link", "policy-change link");
        put("nl").then().statusCode(200);
        assertThat(purposes()).isEqualTo(" f");
    }

    @Test
    void thePageCountsWhatTheAddressGetsByAnotherEntry() {
        put("nl", subscriber + "-2", "[\"service-news\"]").then().statusCode(201);
        put("nl", subscriber, "[\"marketing\"]");
        oneClick(path(links.link(row, "policy-change")));
        given().get(path(links.link(row, "service-news"))).then().body(containsString("Wilt u zich afmelden?"));

        oneClick(marketing)
                .then()
                .statusCode(200)
                .body(not(containsString("geen nieuws meer op dit adres")))
                .body(containsString("U krijgt ook e-mail over"))
                .body(containsString("Meld mij voor alles af"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b", "AAAA.AAAA", "%2e%2e", "~"})
    void whatIsNoLinkOfOursLeadsNowhere(String token) {
        given().get("/unsubscribe/" + token).then().statusCode(404);
        oneClick("/unsubscribe/" + token).then().statusCode(404);
    }

    @Test
    void forgedUnknownAndGoneLookTheSame() {
        String forged = given().get(marketing.substring(0, marketing.length() - 2) + "AA")
                .then()
                .statusCode(404)
                .contentType("text/html;charset=UTF-8")
                .header("Referrer-Policy", equalTo("no-referrer"))
                .extract()
                .asString();
        String unknown = given().get(path(links.link(UUID.randomUUID(), "marketing")))
                .then()
                .statusCode(404)
                .extract()
                .asString();
        given().auth()
                .oauth2(Surroundings.oidc().token("system", "prifora"))
                .delete("/organisations/prifora/subscribers/" + subscriber);
        String gone = oneClick(marketing).then().statusCode(404).extract().asString();

        assertThat(forged)
                .contains("This link does not work")
                .isEqualTo(unknown)
                .isEqualTo(gone);
    }

    @Test
    void aForgedLinkEndsNothing() {
        String signature = marketing.substring(marketing.indexOf('.'));
        String other = path(links.link(UUID.randomUUID(), "marketing"));
        String before = stored();

        oneClick(marketing.substring(0, marketing.length() - 2) + "AA").then().statusCode(404);
        oneClick(other.substring(0, other.indexOf('.')) + signature).then().statusCode(404);

        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void thePersonIsOnRecordAsWhoDidIt() {
        oneClick(marketing);

        await().atMost(PATIENCE).untilAsserted(() -> {
            try (Broker broker = new Broker(Surroundings.kafka().bootstrapServers())) {
                assertThat(broker.read("privacyloket.audit.v1"))
                        .extracting(record -> new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
                        .anySatisfy(entry -> assertThat(entry)
                                .contains(row.toString(), "subscription.ended", "\"actor\":\"subject\"", "marketing")
                                .doesNotContain(email));
            }
        });
    }

    /** For looking at in a browser. */
    @Test
    void thePagesAreLeftToBeLookedAt() throws IOException {
        Path folder = Files.createDirectories(Path.of("target/pages"));
        Files.writeString(
                folder.resolve("unsubscribe-ask.nl.html"),
                given().get(marketing).asString());
        Files.writeString(
                folder.resolve("unsubscribe-done.nl.html"), oneClick(marketing).asString());
        Files.writeString(
                folder.resolve("unsubscribe-gone.en.html"),
                given().get("/unsubscribe/x").asString());

        assertThat(folder.resolve("unsubscribe-ask.nl.html")).isNotEmptyFile();
    }
}
