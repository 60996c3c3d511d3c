package nl.privacyloket.request.hostile;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import nl.privacyloket.contract.fuzz.SameAnswers;
import nl.privacyloket.contract.fuzz.SameAnswers.Call;
import nl.privacyloket.messaging.event.EventJson;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import org.junit.jupiter.api.Test;

/** From no answer, nor from the time that it takes, does anybody learn what there is. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class NoEnumerationQuarkusTest {
    private static final int PAIRS = 300;
    private static final int REQUESTS = 90;
    private static final String TOKEN = "vXqk0f9a2LQfT3oUZrXyb7hS1cN8wEjD5gMzK6iPtYs";

    @Inject
    Counter counter;

    @Test
    void aWrongTokenIsAnsweredLikeARequestThatDoesNotExist() throws Exception {
        Taken request = counter.inAssessment("prifora", "access");

        alike(request.id(), id -> wrong("GET", "/requests/" + id, "Status-Token", null));
    }

    @Test
    void aConfirmationWithAWrongTokenIsAnsweredLikeThatOfARequestThatDoesNotExist() throws Exception {
        Taken request = counter.asks("prifora", "access");

        alike(
                request.id(),
                id -> wrong("POST", "/requests/" + id + "/confirmation", "Status-Token", "{\"code\": \"12345678\"}"));
    }

    @Test
    void anAnswerWithAWrongTokenIsAnsweredLikeThatOfARequestThatDoesNotExist() throws Exception {
        Taken request = counter.inAssessment("prifora", "access");

        alike(request.id(), id -> wrong("POST", "/requests/" + id + "/answers", "Status-Token", "{\"text\": \"Ja.\"}"));
    }

    @Test
    void aPartWithAWrongTokenIsAnsweredLikeThatOfARequestThatDoesNotExist() throws Exception {
        Taken request = counter.inAssessment("prifora", "access");
        counter.decides(request, "prifora", Map.of("outcome", "granted")).then().statusCode(200);
        String part = "{\"system\": \"prifora-webshop\", \"categories\": []}";

        alike(
                request.id(),
                id -> wrong("PUT", "/requests/" + id + "/export-parts/" + UUID.randomUUID(), "Upload-Token", part));
    }

    @Test
    void aWrongTransferTokenIsAnsweredLikeAPackageThatDoesNotExist() throws Exception {
        Taken request = counter.inAssessment("prifora", "access");

        alike(request.id(), id -> wrong("GET", "/transfers/" + id, "Transfer-Token", null));
    }

    @Test
    void staffOfAnotherOrganisationAreAnsweredLikeForARequestThatDoesNotExist() throws Exception {
        Taken request = counter.inAssessment("prifora", "access");
        String stranger = "Bearer " + counter.bearer(List.of("case-handler"), "pinkweb");

        alike(request.id(), id -> call("GET", "/requests/" + id, "Authorization", stranger, null));
    }

    @Test
    void anAddressThatIsKnownIsAnsweredLikeOneThatIsNot() throws Exception {
        counter.inAssessment("prifora", mailOf("bekend@example.org"));

        String times = new SameAnswers(RestAssured.port)
                .check(201, REQUESTS, i -> asks("bekend@example.org"), i -> asks("onbekend" + i + "@example.org"));

        System.out.println("a known address and unknown ones: " + times);
    }

    private static void alike(String existing, Function<String, Call> call) throws Exception {
        String times = new SameAnswers(RestAssured.port)
                .check(
                        404,
                        PAIRS,
                        i -> call.apply(existing),
                        i -> call.apply(UUID.randomUUID().toString()));

        System.out.println(call.apply("{id}").path() + ": " + times);
    }

    private static Call wrong(String method, String path, String header, String body) {
        return call(method, path, header, TOKEN, body);
    }

    private static Call call(String method, String path, String header, String token, String body) {
        return new Call(
                method, path, Map.of(header, token, "Content-Type", "application/json", "Accept-Language", "en"), body);
    }

    private static Call asks(String mail) {
        return new Call(
                "POST",
                "/organisations/prifora/requests",
                Map.of("Content-Type", "application/json", "Accept-Language", "en"),
                EventJson.mapper().valueToTree(mailOf(mail)).toString());
    }

    private static Map<String, Object> mailOf(String address) {
        return Map.of("right", "access", "requester", Map.of("name", "Saskia Voorbeeld", "email", address));
    }
}
