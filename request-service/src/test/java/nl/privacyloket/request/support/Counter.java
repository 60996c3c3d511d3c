package nl.privacyloket.request.support;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nl.privacyloket.crypto.KeyFolder;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.stack.oidc.StaffClaims;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What persons and staff do at the counter, through the public interface. */
@Singleton
public class Counter {

    private final Bus bus;
    private final String issuer;
    private final Path keys;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<StaffClaims, String> tokens = new ConcurrentHashMap<>();

    Counter(
            Bus bus,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") String issuer,
            @ConfigProperty(name = RequestEnvironment.KEYS) String keys) {
        this.bus = bus;
        this.issuer = issuer;
        this.keys = Path.of(keys);
    }

    /** A request that has been taken in. */
    public record Taken(String id, String statusToken, Response answer) {}

    /** A request body with a right, a name and a mail address. */
    public static Map<String, Object> body(String right) {
        Map<String, Object> requester = new HashMap<>();
        requester.put("name", "Saskia Voorbeeld");
        requester.put("email", "saskia@example.org");
        Map<String, Object> body = new HashMap<>();
        body.put("right", right);
        body.put("requester", requester);
        if (right.equals("rectification")) {
            body.put("corrections", List.of(Map.of("field", "address", "value", "Nieuwe Kade 7")));
        }
        return body;
    }

    public Taken asks(String organisation, String right) {
        return asks(organisation, body(right));
    }

    public Taken asks(String organisation, Map<String, Object> body) {
        return taken(anyone().body(body).post("/organisations/" + organisation + "/requests"));
    }

    /** A request that staff enter. */
    public Taken enters(String organisation, Map<String, Object> body) {
        return taken(
                staff("case-handler", organisation).body(body).post("/organisations/" + organisation + "/requests"));
    }

    private static Taken taken(Response answer) {
        answer.then().statusCode(201);
        return new Taken(answer.path("id"), answer.path("statusToken"), answer);
    }

    /** The code from the confirmation mail, as notification-service gets to see it. */
    public String code(Taken request) {
        return contact(request).get("confirmationCode").asText();
    }

    /** What is sealed to notification-service about whom to write to. */
    public JsonNode contact(Taken request) {
        return open(
                "notification-service",
                bus.await("request.received", request.id()).data().get("contact"));
    }

    /** Opens a seal as its receiver would. */
    public JsonNode open(String recipient, JsonNode sealed) {
        return KeyFolder.at(keys.resolve(recipient))
                .opener(recipient)
                .open(EventJson.mapper().convertValue(sealed, Sealed.class), JsonNode.class);
    }

    public Response confirms(Taken request) {
        return confirms(request, code(request));
    }

    public Response confirms(Taken request, String code) {
        return person(request).body(Map.of("code", code)).post("/requests/" + request.id() + "/confirmation");
    }

    /** A request that is on the organisation's desk, by whatever its policy asks for. */
    public Taken inAssessment(String organisation, String right) {
        return inAssessment(organisation, body(right));
    }

    /** The same with a body. */
    public Taken inAssessment(String organisation, Map<String, Object> body) {
        Taken request = asks(organisation, body);
        Response confirmed = confirms(request);
        confirmed.then().statusCode(200);
        if (confirmed.path("status").equals("awaiting-identity")) {
            verifies(request, organisation, "verified").then().statusCode(200);
        }
        return request;
    }

    public Response verifies(Taken request, String organisation, String outcome) {
        return staff("case-handler", organisation)
                .body(Map.of("method", "masked-id-copy", "outcome", outcome))
                .post("/requests/" + request.id() + "/identity-verification");
    }

    /** What staff found out about who asks, in every member. */
    public Response verifies(Taken request, String organisation, Map<String, ?> finding) {
        return staff("case-handler", organisation)
                .body(finding)
                .post("/requests/" + request.id() + "/identity-verification");
    }

    /** Hands in a file, for instance as {@code identity-document}. */
    public Response handsIn(Taken request, String what, byte[] file) {
        return person(request)
                .contentType("multipart/form-data")
                .multiPart("document", "copy", file, "application/octet-stream")
                .post("/requests/" + request.id() + "/" + what);
    }

    public Response decides(Taken request, String organisation, Map<String, ?> decision) {
        return staff("privacy-officer", organisation).body(decision).post("/requests/" + request.id() + "/decision");
    }

    /** A decision by an officer who is authenticated that strongly, for instance {@code gold}. */
    public Response decides(Taken request, String organisation, Map<String, ?> decision, String acr) {
        return staff(StaffClaims.of("privacy-officer", organisation).authenticated(acr))
                .body(decision)
                .post("/requests/" + request.id() + "/decision");
    }

    public Response extendsTerm(Taken request, String organisation, String reason) {
        return staff("privacy-officer", organisation)
                .body(Map.of("reason", reason))
                .post("/requests/" + request.id() + "/extension");
    }

    public Response isAsked(Taken request, String organisation, String question) {
        return staff("case-handler", organisation)
                .body(Map.of("question", question))
                .post("/requests/" + request.id() + "/clarification");
    }

    public Response answers(Taken request, String text) {
        return person(request).body(Map.of("text", text)).post("/requests/" + request.id() + "/answers");
    }

    public Response overrides(Taken request, String organisation, String reason) {
        return staff("privacy-officer", organisation)
                .body(Map.of("reason", reason))
                .post("/requests/" + request.id() + "/closing");
    }

    /** Kinds of facts in the timeline that staff see. */
    public List<String> facts(Taken request, String organisation) {
        return staff("case-handler", organisation)
                .get("/requests/" + request.id() + "/timeline")
                .jsonPath()
                .getList("items.kind", String.class);
    }

    public Response sees(Taken request) {
        return person(request).get("/requests/" + request.id());
    }

    public Response staffSee(Taken request, String organisation) {
        return staff("case-handler", organisation).get("/requests/" + request.id());
    }

    /** Without any token. */
    public RequestSpecification anyone() {
        return given().contentType(ContentType.JSON).header("Accept-Language", "en");
    }

    /** Without any token or declared kind of body. */
    public RequestSpecification anyoneRaw() {
        return given().header("Accept-Language", "en");
    }

    /** With the person's private token. */
    public RequestSpecification person(Taken request) {
        return anyone().header("Status-Token", request.statusToken());
    }

    /** With a bearer token of one role at one organisation. */
    public RequestSpecification staff(String role, String organisation) {
        return staff(List.of(role), organisation);
    }

    /** With a bearer token of several roles at one organisation. */
    public RequestSpecification staff(List<String> roles, String organisation) {
        return staff(claims(roles, organisation));
    }

    private static StaffClaims claims(List<String> roles, String organisation) {
        return new StaffClaims(String.join("-", roles) + "@" + organisation, roles, List.of(organisation));
    }

    /** A bearer token of several roles at one organisation. */
    public String bearer(List<String> roles, String organisation) {
        return tokens.computeIfAbsent(claims(roles, organisation), this::fetch);
    }

    /** With a bearer token of a certain member of staff. */
    public RequestSpecification staff(StaffClaims claims) {
        return anyone().header("Authorization", "Bearer " + tokens.computeIfAbsent(claims, this::fetch));
    }

    private String fetch(StaffClaims claims) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id="
                            + URLEncoder.encode(claims.subject(), StandardCharsets.UTF_8) + "&client_secret=x&scope="
                            + URLEncoder.encode(claims.asScope(), StandardCharsets.UTF_8)))
                    .build();
            String answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return EventJson.mapper().readTree(answer).get("access_token").asText();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
