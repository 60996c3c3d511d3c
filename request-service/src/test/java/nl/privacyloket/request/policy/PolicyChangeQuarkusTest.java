package nl.privacyloket.request.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.SettableClock;
import nl.privacyloket.request.support.Stored;
import nl.privacyloket.request.support.WorldOfItsOwn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Privacy officers change what their organisation promises. */
@QuarkusTest
@TestProfile(WorldOfItsOwn.class)
@QuarkusTestResource(RequestEnvironment.class)
class PolicyChangeQuarkusTest {

    private static final String TODAY = "2026-11-22";

    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Inject
    Stored stored;

    @Inject
    PolicyPublication publication;

    @BeforeEach
    void stopTheClock() {
        SettableClock.set(SettableClock.START);
    }

    @Test
    @DisplayName(
            "PF-12 the statement has versions: an old request keeps its promise, a new one gets the new, and it is announced")
    void anOldRequestKeepsTheDatesThatWerePromised() {
        Taken before = counter.asks("primoforum", "access");
        ObjectNode next = next("primoforum");
        next.put("promisedTerm", "P1W");
        next.putObject("announcement")
                .set(
                        "nl",
                        EventJson.mapper().valueToTree(Map.of("subject", "Sneller", "text", "Voortaan in een week.")));
        ((ObjectNode) next.get("announcement"))
                .set("en", EventJson.mapper().valueToTree(Map.of("subject", "Faster", "text", "In a week now.")));

        Response published = publish("primoforum", next);

        assertThat(published.statusCode()).as(published.asString()).isEqualTo(201);
        assertThat(published.header("Location")).endsWith("/organisations/primoforum/policies/2");
        assertThat(published.header("ETag")).isEqualTo("\"2\"");
        Response old = counter.sees(before);
        assertThat((int) old.path("policyVersion")).isEqualTo(1);
        assertThat((String) old.path("promisedOn")).isEqualTo("2026-12-20");
        Response fresh = counter.sees(counter.asks("primoforum", "access"));
        assertThat((int) fresh.path("policyVersion")).isEqualTo(2);
        assertThat((String) fresh.path("promisedOn")).isEqualTo("2026-11-29");
        JsonNode event = bus.await(heard -> heard.type().equals("nl.privacyloket.policy.published.v1")
                        && heard.key().equals("primoforum/2")
                        && heard.data().get("version").asInt() == 2)
                .data();
        Contracts.assertEvent("nl.privacyloket.policy.published.v1", event);
        assertThat(event.at("/announcement/nl/subject").asText()).isEqualTo("Sneller");
        assertThat(event.at("/policy/promisedTerm").asText()).isEqualTo("P1W");
    }

    @Test
    @DisplayName("CM-7 the version in force is always readable, and so are those before it, by anyone")
    void everyVersionIsReadByAnyone() {
        ObjectNode next = next("compjoeter");
        next.put("validFrom", "2026-12-01");
        publish("compjoeter", next).then().statusCode(201);

        String before = currentTerm("compjoeter");
        SettableClock.advance(Duration.ofDays(9));
        Response after = counter.anyone().get("/organisations/compjoeter/policies/current");

        assertThat(before).isEqualTo("1");
        assertThat((int) after.path("version")).isEqualTo(2);
        assertThat((String) counter.anyone()
                        .get("/organisations/compjoeter/policies/1")
                        .path("validFrom"))
                .isEqualTo("2018-06-01");
        assertThat(counter.anyone()
                        .get("/organisations/compjoeter/policies")
                        .jsonPath()
                        .getList("items.version", Integer.class))
                .containsExactly(2, 1);
    }

    private String currentTerm(String organisation) {
        return counter.anyone()
                .get("/organisations/" + organisation + "/policies/current")
                .path("version")
                .toString();
    }

    @Test
    @DisplayName("PW-14 the statement covers the platform alone: another scope of the organisation has its own")
    void anotherScopeHasAPolicyOfItsOwn() {
        ObjectNode websites = next("pinkweb");
        websites.putObject("scope")
                .put("id", "websites")
                .putObject("name")
                .put("nl", "De websites")
                .put("en", "The websites");
        websites.put("promisedTerm", "P2W");
        publish("pinkweb", websites).then().statusCode(201);

        Response organisation = counter.anyone().get("/organisations/pinkweb");
        Map<String, Object> body = Counter.body("access");
        body.put("scope", "websites");
        Response onWebsites = counter.sees(counter.asks("pinkweb", body));
        Response onPlatform = counter.sees(counter.asks("pinkweb", "access"));

        assertThat(organisation.jsonPath().getList("scopes.id", String.class)).containsExactly("platform", "websites");
        assertThat((String) organisation.path("promisedTerm")).isEqualTo("P1M");
        assertThat((String) onWebsites.path("promisedOn")).isEqualTo("2026-12-06");
        assertThat((int) onWebsites.path("policyVersion")).isEqualTo(2);
        assertThat((String) onPlatform.path("promisedOn")).isEqualTo("2026-12-22");
        assertThat((int) onPlatform.path("policyVersion")).isEqualTo(1);
        assertThat((int) counter.anyone()
                        .get("/organisations/pinkweb/policies/current?scope=websites")
                        .path("version"))
                .isEqualTo(2);
        body.put("scope", "shop");
        Response unknown = counter.anyone().body(body).post("/organisations/pinkweb/requests");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat((String) unknown.path("errors[0].field")).isEqualTo("scope");
        assertThat((String) unknown.path("errors[0].message")).contains("platform, websites");
        Response nowhere = counter.anyone().get("/organisations/pinkweb/policies/current?scope=shop");
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat((String) nowhere.path("type")).isEqualTo("urn:privacyloket:problem:unknown-scope");
    }

    @Test
    void everyFaultIsToldWithItsMember() {
        ObjectNode wrong = next("prifora");
        wrong.put("suspension", "sometimes");
        wrong.put("dueSoon", "P1M2D1");
        wrong.put("extra", true);
        wrong.remove("complaint");
        ((ObjectNode) wrong.at("/categories/2")).putArray("purposes");

        Response answer = publish("prifora", wrong);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getList("errors.field", String.class))
                .containsExactlyInAnyOrder("suspension", "dueSoon", "extra", "complaint", "categories[2].purposes");
    }

    @Test
    void whatFitsTheSchemaMustAlsoHoldTogether() {
        ObjectNode wrong = next("prifora");
        wrong.put("validFrom", "2026-11-21");
        wrong.put("organisation", "pinkweb");
        ((ObjectNode) wrong.at("/retention/0")).put("category", "orders-of-old");
        wrong.putObject("announcement").putObject("nl").put("subject", "Alleen een onderwerp");

        Response answer = publish("prifora", wrong);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getList("errors.field", String.class))
                .containsExactlyInAnyOrder(
                        "validFrom",
                        "organisation",
                        "retention[0].category",
                        "announcement.nl.text",
                        "announcement.en");
        assertThat(answer.asString()).contains("names orders-of-old, which is not described anywhere");
        assertThat(stored.number("select count(*) from policy where organisation = 'prifora'"))
                .isEqualTo(1);
    }

    @Test
    void aYamlFileCanBeSentAsItIsAndItsFaultsHaveLines() throws IOException {
        String file = Files.readString(Path.of("../policies/infactor.yaml"))
                .replace("version: 1", "version: 2")
                .replace("validFrom: 2018-05-25", "validFrom: " + TODAY);

        Response wrong = publishYaml(file.replace("suspension: none", "suspension: soms"));
        Response unreadable = publishYaml(file.replace("suspension: none", "suspension: none: none"));
        Response right = publishYaml(file);

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat((String) wrong.path("errors[0].field")).isEqualTo("suspension");
        assertThat((String) wrong.path("errors[0].message")).endsWith("(line 17)");
        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat((int) unreadable.path("line")).isEqualTo(17);
        assertThat(right.statusCode()).as(right.asString()).isEqualTo(201);
    }

    @Test
    void theNextVersionFollowsTheLatest() {
        ObjectNode next = next("prifora");
        Response skipped = publish("prifora", next.deepCopy().put("version", 7));
        Response stale = counter.staff("privacy-officer", "prifora")
                .header("If-Match", "\"9\"")
                .body(next.toString())
                .put("/organisations/prifora/policy");

        assertThat(skipped.statusCode()).isEqualTo(409);
        assertThat((int) skipped.path("next")).isEqualTo(2);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stored.number("select count(*) from policy where organisation = 'prifora'"))
                .isEqualTo(1);
    }

    @Test
    void onlyAPrivacyOfficerOfTheOrganisationPublishes() {
        String next = next("prifora").toString();

        Response handler = counter.staff("case-handler", "prifora").body(next).put("/organisations/prifora/policy");
        Response other = counter.staff("privacy-officer", "pinkweb").body(next).put("/organisations/prifora/policy");
        Response nobody = counter.anyone().body(next).put("/organisations/prifora/policy");

        assertThat(handler.statusCode()).isEqualTo(403);
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(nobody.statusCode()).isEqualTo(401);
    }

    @Test
    void aFileThatDiffersFromWhatIsPublishedIsPassedOverAndTheServiceStarts() throws IOException {
        String document = stored.texts("select document from policy where organisation = 'compjoeter' and version = 1")
                .get(0);
        Policy file = PolicyFile.read(Path.of("../policies/compjoeter.yaml"));
        ObjectNode changed = (ObjectNode) PolicyJson.tree(file);
        changed.put("dueSoon", "P3D");

        publication.publish(List.of(PolicyJson.read(changed.toString())));

        assertThat(stored.texts("select document from policy where organisation = 'compjoeter' and version = 1"))
                .containsExactly(document);
    }

    /** The organisation's first version as it can be sent again, valid from today and without a number. */
    private ObjectNode next(String organisation) {
        try {
            ObjectNode policy = (ObjectNode) EventJson.mapper()
                    .readTree(counter.anyone()
                            .get("/organisations/" + organisation + "/policies/1")
                            .asString());
            policy.remove("version");
            return policy.put("validFrom", TODAY);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Response publish(String organisation, ObjectNode policy) {
        return counter.staff("privacy-officer", organisation)
                .body(policy.toString())
                .put("/organisations/" + organisation + "/policy");
    }

    private Response publishYaml(String yaml) {
        return counter.staff("privacy-officer", "infactor")
                .contentType("application/yaml")
                .body(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .put("/organisations/infactor/policy");
    }
}
