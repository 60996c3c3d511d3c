package nl.privacyloket.system;

import static nl.privacyloket.stack.layout.StackService.DATABASE;
import static nl.privacyloket.stack.layout.StackService.NOTIFICATION;
import static nl.privacyloket.stack.layout.StackService.REQUEST;
import static nl.privacyloket.stack.layout.StackService.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;
import nl.privacyloket.stack.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent: the right 4xx as a problem document, nothing stored, nothing published. */
class BadInputIT {
    private static final String INTAKE = "/organisations/prifora/requests";
    private static final String REQUESTER = "\"requester\":{\"name\":\"Bea Bad\",\"email\":\"bea.bad@example.org\"}";

    private final Stack stack = RunningStack.get();
    private final Api anyone = Api.anonymous(stack);
    private long requestsBefore;
    private int eventsBefore;

    @BeforeEach
    void countBefore() {
        requestsBefore = requests();
        eventsBefore = events();
    }

    @AfterEach
    void nothingWasStoredOrPublished() {
        assertThat(requests()).isEqualTo(requestsBefore);
        assertThat(events()).isEqualTo(eventsBefore);
    }

    static Stream<Arguments> badIntakes() {
        String name = "\"requester\":{\"name\":\"%s\",\"email\":\"%s\"}";
        return Stream.of(
                Arguments.of("no JSON", "{\"right\":", 400, "malformed-json"),
                Arguments.of("empty", "", 400, null),
                Arguments.of("an array", "[]", 400, null),
                Arguments.of(
                        "doubled field", "{\"right\":\"access\",\"right\":\"erasure\"," + REQUESTER + "}", 400, null),
                Arguments.of(
                        "unknown field",
                        "{\"right\":\"access\",\"colour\":\"red\"," + REQUESTER + "}",
                        400,
                        "invalid-input"),
                Arguments.of("unknown right", "{\"right\":\"oblivion\"," + REQUESTER + "}", 400, null),
                Arguments.of("no right", "{" + REQUESTER + "}", 400, "invalid-input"),
                Arguments.of("no requester", "{\"right\":\"access\"}", 400, "invalid-input"),
                Arguments.of(
                        "no e-mail", "{\"right\":\"access\",\"requester\":{\"name\":\"Bea\"}}", 400, "invalid-input"),
                Arguments.of("no address", body(name, "Bea", "bea at example.org"), 400, "invalid-input"),
                Arguments.of(
                        "line break in a name",
                        body(name, "Bea\\r\\nBcc: x@example.org", "bea@example.org"),
                        400,
                        "invalid-input"),
                Arguments.of("over-long name", body(name, "B".repeat(5_000), "bea@example.org"), 400, "invalid-input"),
                Arguments.of(
                        "over-long address", body(name, "Bea", "b".repeat(400) + "@example.org"), 400, "invalid-input"),
                Arguments.of(
                        "a number for a name",
                        "{\"right\":\"access\",\"requester\":{\"name\":7,\"email\":\"bea@example.org\"}}",
                        400,
                        "invalid-input"),
                Arguments.of(
                        "the public names a channel",
                        "{\"right\":\"access\",\"channel\":\"post\"," + REQUESTER + "}",
                        400,
                        null),
                Arguments.of(
                        "the public dates its request",
                        "{\"right\":\"access\",\"receivedAt\":\"2020-01-01T00:00:00Z\"," + REQUESTER + "}",
                        400,
                        null),
                Arguments.of(
                        "10 MB",
                        "{\"right\":\"access\",\"details\":\"" + "x".repeat(10_000_000) + "\"," + REQUESTER + "}",
                        413,
                        "too-large"));
    }

    private static String body(String template, String name, String email) {
        return "{\"right\":\"access\"," + template.formatted(name, email) + "}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badIntakes")
    void aBadIntakeIsRefused(String what, String body, int status, String type) {
        Answer answer = anyone.post(REQUEST, INTAKE, body);

        assertProblem(answer, status, type);
    }

    @Test
    void anUnknownOrganisationIsNotFound() {
        Answer answer =
                anyone.post(REQUEST, "/organisations/nobody/requests", "{\"right\":\"access\"," + REQUESTER + "}");

        assertProblem(answer, 404, null);
    }

    @Test
    void anotherMediaTypeIsNotSupported() {
        Answer answer = anyone.send(REQUEST, INTAKE, "POST", "text/plain", "erase me");

        assertProblem(answer, 415, "unsupported-media-type");
    }

    @Test
    void theProblemIsToldInTheCallersLanguage() {
        Answer dutch = anyone.with("Accept-Language", "nl-NL,nl;q=0.9,en;q=0.5").post(REQUEST, INTAKE, "{\"right\":");
        Answer english = anyone.with("Accept-Language", "en").post(REQUEST, INTAKE, "{\"right\":");

        assertThat(dutch.json().path("title").asText()).isEqualTo("De inhoud is geen JSON");
        assertThat(english.json().path("title").asText()).isEqualTo("The body is not JSON");
    }

    @Test
    void aWrongStatusTokenFindsNothing() {
        String path = "/requests/" + UUID.randomUUID();

        assertThat(anyone.get(REQUEST, path).status()).isIn(401, 404);
        assertProblem(
                anyone.holding("wrong").get(REQUEST, path),
                anyone.holding("wrong").get(REQUEST, path).status(),
                null);
        assertThat(anyone.holding("wrong").get(REQUEST, path).status()).isIn(401, 404);
    }

    @Test
    void anIdThatIsNoneIsNotFound() {
        assertProblem(anyone.holding("x").get(REQUEST, "/requests/1%20or%201=1"), 404, "not-found");
    }

    @Test
    void staffOfAnotherOrganisationFindNothing() {
        Api other = anyone.as("case-handler", "pinkweb");

        assertProblem(other.get(REQUEST, "/organisations/prifora/requests"), 404, null);
        assertProblem(other.get(NOTIFICATION, "/organisations/prifora/messages"), 404, null);
        assertProblem(
                anyone.as("operator", "pinkweb").get(RETENTION, "/organisations/prifora/systems/prifora-webshop"),
                404,
                null);
    }

    @Test
    void aStaffListNeedsATokenAndARole() {
        assertProblem(anyone.get(REQUEST, "/organisations/prifora/requests"), 401, "unauthenticated");
        assertProblem(
                anyone.with("Authorization", "Bearer not.a.token").get(REQUEST, "/organisations/prifora/requests"),
                401,
                "unauthenticated");
        assertProblem(
                anyone.as("compliance", "prifora").get(REQUEST, "/organisations/prifora/requests"), 403, "forbidden");
        assertProblem(anyone.as("case-handler", "prifora").get(REQUEST, "/dead-letters"), 403, "forbidden");
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("title").asText()).isNotBlank();
        if (type != null) {
            assertThat(answer.problemType()).isEqualTo("urn:privacyloket:problem:" + type);
        }
        assertThat(answer.text()).doesNotContain("Exception", "nl.privacyloket.", "bea.bad", "\tat ");
    }

    private long requests() {
        try (Connection connection = stack.connect(DATABASE);
                ResultSet row = connection.createStatement().executeQuery("select count(*) from request.request")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int events() {
        return Topics.read(stack, "privacyloket.requests.v1").size();
    }
}
