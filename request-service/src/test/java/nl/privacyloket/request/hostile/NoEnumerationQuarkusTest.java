package nl.privacyloket.request.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import org.junit.jupiter.api.Test;

/** From no answer, nor from the time that it takes, does anybody learn what there is. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class NoEnumerationQuarkusTest {
    private static final int PAIRS = 150;
    /** Wide, as a machine that builds is busy: it is to catch work that is done for one only. */
    private static final double ABOUT_AS_LONG = 2;

    @Inject
    Counter counter;

    @Test
    void aWrongTokenIsAnsweredLikeARequestThatDoesNotExist() {
        Taken request = counter.inAssessment("prifora", "access");

        alike(() -> wrong().get("/requests/" + request.id()), () -> wrong().get("/requests/" + UUID.randomUUID()));
    }

    @Test
    void aConfirmationWithAWrongTokenIsAnsweredLikeThatOfARequestThatDoesNotExist() {
        Taken request = counter.asks("prifora", "access");

        alike(
                () -> wrong().body(Map.of("code", "12345678")).post("/requests/" + request.id() + "/confirmation"),
                () -> wrong().body(Map.of("code", "12345678"))
                        .post("/requests/" + UUID.randomUUID() + "/confirmation"));
    }

    @Test
    void aWrongTransferTokenIsAnsweredLikeAPackageThatDoesNotExist() {
        Taken request = counter.inAssessment("prifora", "access");

        alike(
                () -> counter.anyone().header("Transfer-Token", "guessed").get("/transfers/" + request.id()),
                () -> counter.anyone().header("Transfer-Token", "guessed").get("/transfers/" + UUID.randomUUID()));
    }

    @Test
    void anAddressThatIsKnownIsAnsweredLikeOneThatIsNot() {
        counter.inAssessment("prifora", mailOf("bekend@example.org"));

        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < PAIRS / 3; i++) {
            Response one = timed(() -> asks("bekend@example.org"), known);
            String nobody = "onbekend" + i + "@example.org";
            Response other = timed(() -> asks(nobody), unknown);
            assertThat(one.statusCode()).isEqualTo(201).isEqualTo(other.statusCode());
            assertThat(one.<Map<String, Object>>path("$").keySet())
                    .isEqualTo(other.<Map<String, Object>>path("$").keySet());
        }

        assertThat(ratio(known, unknown)).isLessThan(ABOUT_AS_LONG);
    }

    private io.restassured.specification.RequestSpecification wrong() {
        return counter.anyone().header("Status-Token", "guessed");
    }

    private Response asks(String mail) {
        return counter.anyone().body(mailOf(mail)).post("/organisations/prifora/requests");
    }

    private static Map<String, Object> mailOf(String address) {
        return Map.of("right", "access", "requester", Map.of("name", "Saskia Voorbeeld", "email", address));
    }

    private static void alike(Supplier<Response> existing, Supplier<Response> none) {
        List<Long> there = new ArrayList<>();
        List<Long> nowhere = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            Response one = timed(existing, there);
            Response other = timed(none, nowhere);
            assertThat(one.statusCode()).isEqualTo(404).isEqualTo(other.statusCode());
            assertThat(one.asString()).isEqualTo(other.asString());
            assertThat(one.headers().asList().toString())
                    .isEqualTo(other.headers().asList().toString());
        }
        assertThat(ratio(there, nowhere)).isLessThan(ABOUT_AS_LONG);
    }

    private static Response timed(Supplier<Response> call, List<Long> times) {
        long start = System.nanoTime();
        Response answer = call.get();
        times.add(System.nanoTime() - start);
        return answer;
    }

    private static double ratio(List<Long> one, List<Long> other) {
        double first = median(one);
        double second = median(other);
        return Math.max(first / second, second / first);
    }

    private static double median(List<Long> times) {
        Collections.sort(times);
        return times.get(times.size() / 2);
    }
}
