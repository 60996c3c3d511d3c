package nl.privacyloket.notification.messages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import nl.privacyloket.notification.fixture.Broker;
import nl.privacyloket.notification.fixture.Contracts;
import nl.privacyloket.notification.fixture.Organisations;
import nl.privacyloket.notification.fixture.Story;
import nl.privacyloket.notification.fixture.Surroundings;
import nl.privacyloket.stack.mail.ReceivedMail;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class AnnouncementResourceQuarkusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PATH = "/organisations/pinkweb/announcements";
    private static final String NEWS = """
            {"kind": "news", "purpose": "marketing", "texts": {
              "nl": {"subject": "%1$s", "text": "Er is nieuws."}, "en": {"subject": "%1$s", "text": "There is news."}}}
            """;

    private static Broker broker;

    @BeforeAll
    static void policiesArePublished() throws Exception {
        broker = new Broker(Surroundings.kafka().bootstrapServers());
        Story.policy(broker, "pinkweb", 1, Organisations.pinkweb());
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    private static RequestSpecification as(String role, String organisation) {
        return given().auth().oauth2(Surroundings.oidc().token(role, organisation));
    }

    private static RequestSpecification officer() {
        return as("privacy-officer", "pinkweb");
    }

    private static void subscribe(String subscriber, String locale, String purpose) {
        await().atMost(PATIENCE)
                .until(() -> as("system", "pinkweb")
                                .contentType("application/json")
                                .body(Map.of(
                                        "email",
                                        subscriber + "@example.org",
                                        "locale",
                                        locale,
                                        "purposes",
                                        List.of(purpose),
                                        "consent",
                                        Map.of("source", "form", "at", "2026-01-05T09:00:00Z")))
                                .put("/organisations/pinkweb/subscribers/" + subscriber)
                                .statusCode()
                        < 300);
    }

    private static Response start(String subject) {
        return officer()
                .contentType("application/json")
                .body(NEWS.formatted(subject))
                .post(PATH);
    }

    private static String completed(String id) {
        await().atMost(PATIENCE)
                .until(() -> officer().get(PATH + "/" + id).path("state").equals("completed"));
        return id;
    }

    private static List<ReceivedMail> mails(String subscriber, String subject) {
        return Surroundings.mail().mailbox().to(subscriber + "@example.org").stream()
                .filter(mail -> subject.equals(mail.subject()))
                .toList();
    }

    @Test
    void newsReachesWhoSubscribedAndTheJobTellsHowFarItIs() {
        subscribe("nora", "nl", "marketing");
        subscribe("sam", "en", "service-news");

        Response started = start("Nieuws van vandaag");

        assertThat(started.statusCode()).as(started.asString()).isEqualTo(202);
        String id = completed(started.path("id"));
        assertThat(started.header("Location")).endsWith("/jobs/" + id);
        assertThat(started.<String>path("kind")).isEqualTo("announcement");
        officer()
                .get("/jobs/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("completed"))
                .body("done", equalTo(started.<Integer>path("total")));
        assertThat(mails("nora", "Nieuws van vandaag")).hasSize(1);
        assertThat(mails("nora", "Nieuws van vandaag").get(0).text()).contains("Er is nieuws.", "/unsubscribe/");
        assertThat(mails("sam", "Nieuws van vandaag")).isEmpty();
        officer()
                .get(PATH + "/" + id)
                .then()
                .body("waiting", equalTo(0))
                .body("perSecond", equalTo(50))
                .body("texts.nl.subject", equalTo("Nieuws van vandaag"));
        assertEvents(id);
    }

    private static void assertEvents(String id) {
        await().atMost(PATIENCE).until(() -> events(id).size() == 2);
        for (ConsumerRecord<String, byte[]> event : events(id)) {
            String type = new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
            Contracts.assertValid(type, new String(event.value(), StandardCharsets.UTF_8));
        }
        JsonNode last = Contracts.json(new String(events(id).get(1).value(), StandardCharsets.UTF_8));
        assertThat(last.path("outcome").asText()).isEqualTo("completed");
        assertThat(last.path("sent").asInt())
                .isEqualTo(officer().get(PATH + "/" + id).path("sent"));
    }

    private static List<ConsumerRecord<String, byte[]>> events(String id) {
        return broker.read("privacyloket.notifications.v1").stream()
                .filter(event -> id.equals(event.key()))
                .toList();
    }

    @Test
    void aPolicyWithWordsStartsOneByItselfAndOnce() throws Exception {
        subscribe("vera", "nl", "service-news");
        Map<String, Object> published = Map.of(
                "organisation",
                "pinkweb",
                "version",
                2,
                "validFrom",
                LocalDate.now().plusDays(30),
                "publishedAt",
                Instant.now(),
                "policy",
                Organisations.pinkweb(),
                "announcement",
                Map.of(
                        "nl", Map.of("subject", "Onze verklaring verandert", "text", "Vanaf 1 januari."),
                        "en", Map.of("subject", "Our statement changes", "text", "From 1 January.")));
        for (int time = 0; time < 2; time++) {
            broker.publish(
                    "privacyloket.policies.v1",
                    "pinkweb",
                    "nl.privacyloket.policy.published.v1",
                    "pinkweb",
                    null,
                    published);
        }

        await().atMost(PATIENCE)
                .until(() -> !mails("vera", "Onze verklaring verandert").isEmpty());

        List<Map<String, Object>> ofVersion = officer()
                .get(PATH)
                .jsonPath()
                .getList("items.findAll { it.policyVersion == 2 && it.kind == 'policy-change' }");
        assertThat(ofVersion).hasSize(1);
        completed((String) ofVersion.get(0).get("id"));
        assertThat(mails("vera", "Onze verklaring verandert")).hasSize(1);
        officer().get("/jobs/" + ofVersion.get(0).get("id")).then().statusCode(404);
    }

    @Test
    void theSameKeyStartsNoSecondOne() {
        subscribe("kim", "nl", "marketing");
        String key = UUID.randomUUID().toString();
        RequestSpecification body = officer().contentType("application/json").body(NEWS.formatted("Met sleutel"));
        String first = body.header("Idempotency-Key", key).post(PATH).path("id");

        Response second = officer()
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(NEWS.formatted("Met sleutel"))
                .post(PATH);
        Response other = officer()
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(NEWS.formatted("Iets anders"))
                .post(PATH);

        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.<String>path("id")).isEqualTo(first);
        assertThat(other.statusCode()).isEqualTo(422);
        completed(first);
        assertThat(mails("kim", "Met sleutel")).hasSize(1);
    }

    @Test
    void aSecondClickWithoutAKeyIsRefused() {
        subscribe("klik", "nl", "marketing");
        String first = start("Twee keer geklikt").path("id");

        start("Twee keer geklikt")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:privacyloket:problem:announcement-repeated"))
                .body("announcement", equalTo(first));
    }

    @Test
    void ofClicksAtTheSameMomentOneCounts() {
        subscribe("klik-samen", "nl", "marketing");

        ExecutorService clicks = Executors.newFixedThreadPool(6);
        List<CompletableFuture<Integer>> waiting = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> start("Samen geklikt").statusCode(), clicks))
                .limit(6)
                .toList();
        List<Integer> answers = waiting.stream().map(CompletableFuture::join).toList();
        clicks.shutdown();

        assertThat(answers).containsOnlyOnce(202).containsOnly(202, 409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"een\\u0000twee", "een\\u001btwee"})
    void whatNoMailCanSayIsRefused(String text) {
        officer()
                .contentType("application/json")
                .body(NEWS.formatted(text))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors.field", not(empty()));
    }

    @Test
    void itIsPausedResumedAndCancelled() {
        for (int number = 0; number < 6; number++) {
            subscribe("slow-" + number, "nl", "marketing");
        }
        String id = officer()
                .contentType("application/json")
                .body(NEWS.formatted("Langzaam").replace("\"texts\"", "\"perSecond\": 1, \"texts\""))
                .post(PATH)
                .path("id");

        officer().post(PATH + "/" + id + "/pause").then().statusCode(200).body("state", equalTo("paused"));
        officer().post(PATH + "/" + id + "/pause").then().statusCode(200).body("state", equalTo("paused"));
        officer().post(PATH + "/" + id + "/resume").then().statusCode(200).body("state", equalTo("running"));
        officer().post(PATH + "/" + id + "/cancel").then().statusCode(200).body("state", equalTo("cancelled"));
        officer()
                .post(PATH + "/" + id + "/resume")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:privacyloket:problem:announcement-ended"));
        officer().get(PATH + "/" + id).then().body("waiting", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"kind": "gossip", "texts": {"nl": {"subject": "s", "text": "t"}}} | unknown-announcement-kind
            {"kind": "news", "texts": {"nl": {"subject": "s", "text": "t"}, "en": {"subject": "s", "text": "t"}}} | announcement-purpose-missing
            {"kind": "news", "purpose": "world", "texts": {"nl": {"subject": "s", "text": "t"}, "en": {"subject": "s", "text": "t"}}} | announcement-purpose-unknown
            {"kind": "policy-change", "purpose": "marketing", "texts": {"nl": {"subject": "s", "text": "t"}, "en": {"subject": "s", "text": "t"}}} | announcement-purpose-not-wanted
            {"kind": "news", "purpose": "marketing", "texts": {"nl": {"subject": "s", "text": "t"}}} | announcement-languages
            {"kind": "news", "purpose": "marketing", "texts": {"nl": {"subject": "", "text": "t"}, "en": {"subject": "s", "text": "t"}}} | invalid-input
            {"kind": "news", "purpose": "marketing", "texts": {}} | invalid-input
            {"kind": "news", "purpose": "marketing", "perSecond": 0, "texts": {"nl": {"subject": "s", "text": "t"}, "en": {"subject": "s", "text": "t"}}} | invalid-input
            {"kind": "news", "purpose": "marketing", "perSecond": 10001, "texts": {"nl": {"subject": "s", "text": "t"}, "en": {"subject": "s", "text": "t"}}} | announcement-too-fast
            """)
    void badInputIsRefusedAndSaysWhy(String body, String problem) {
        await().atMost(PATIENCE).until(() -> !officer()
                .contentType("application/json")
                .body(body)
                .post(PATH)
                .asString()
                .contains("announcement-without-policy"));

        officer()
                .contentType("application/json")
                .body(body)
                .post(PATH)
                .then()
                .statusCode(400)
                .body("type", containsString(problem));
    }

    @ParameterizedTest
    @CsvSource({"privacy-officer, prifora, 404, not-found", "case-handler, pinkweb, 403, forbidden"})
    void theyAreForPrivacyOfficersOfTheOrganisation(String role, String organisation, int status, String problem) {
        String id = UUID.randomUUID().toString();

        for (String path : List.of("", "/" + id)) {
            as(role, organisation)
                    .get(PATH + path)
                    .then()
                    .statusCode(status)
                    .body("type", equalTo("urn:privacyloket:problem:" + problem));
        }
        for (String path : List.of("", "/" + id + "/pause", "/" + id + "/resume", "/" + id + "/cancel")) {
            as(role, organisation)
                    .contentType("application/json")
                    .body(NEWS.formatted("Niet van ons"))
                    .post(PATH + path)
                    .then()
                    .statusCode(status)
                    .body("type", equalTo("urn:privacyloket:problem:" + problem));
        }
    }

    @Test
    void oneOfAnotherOrganisationDoesNotExist() {
        subscribe("olga", "nl", "marketing");
        String id = start("Van PinkWeb").path("id");

        as("privacy-officer", "prifora")
                .get("/organisations/prifora/announcements/" + id)
                .then()
                .statusCode(404);
        as("privacy-officer", "prifora").get("/jobs/" + id).then().statusCode(404);
        as("privacy-officer", "prifora")
                .post("/organisations/prifora/announcements/" + id + "/cancel")
                .then()
                .statusCode(404);
    }
}
