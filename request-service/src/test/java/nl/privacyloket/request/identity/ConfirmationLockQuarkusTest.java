package nl.privacyloket.request.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import nl.privacyloket.request.support.Stored;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class ConfirmationLockQuarkusTest {

    @Inject
    Counter counter;

    @Inject
    Stored stored;

    @Test
    void wrongCodesAtTheSameTimeCountEachAndNoMoreThanFiveAreLookedAt() throws Exception {
        Taken request = counter.asks("prifora", "access");
        String code = counter.code(request);

        List<Integer> answers = atOnce(20, attempt -> counter.confirms(request, wrong(code, attempt)));

        assertThat(answers).containsOnly(422, 409);
        assertThat(answers.stream().filter(status -> status == 422)).hasSize(4);
        assertThat(stored.number("select code_attempts from request where id = '" + request.id() + "'"))
                .isEqualTo(5);
        assertThat((String) counter.confirms(request, code).path("type"))
                .isEqualTo("urn:privacyloket:problem:confirmation-locked");
    }

    @Test
    void theSameHoldsForAllThatCameInOneMessageTogether() throws Exception {
        Map<String, Object> body = Counter.body("access");
        body.put("furtherRights", List.of("portability", "restriction"));
        body.put("restrictionGround", "unlawful");
        Taken first = counter.asks("prifora", body);
        String code = counter.code(first);
        List<Taken> parts = new ArrayList<>(List.of(first));
        first.answer()
                .jsonPath()
                .getList("combined.id", String.class)
                .forEach(id -> parts.add(new Taken(id, first.statusToken(), null)));

        List<Integer> answers =
                atOnce(21, attempt -> counter.confirms(parts.get(attempt % parts.size()), wrong(code, attempt)));

        assertThat(parts).hasSizeGreaterThan(2);
        assertThat(answers).containsOnly(422, 409);
        assertThat(answers.stream().filter(status -> status == 422)).hasSize(4);
        for (Taken part : parts) {
            counter.confirms(part, code).then().statusCode(409);
        }
    }

    @Test
    void staffLetSomebodyInWhoseConfirmationIsLocked() {
        Taken request = counter.asks("prifora", "access");
        String code = counter.code(request);
        for (int attempt = 0; attempt < 5; attempt++) {
            counter.confirms(request, wrong(code, attempt));
        }

        Response verified = counter.verifies(request, "prifora", Map.of("method", "call-back", "outcome", "verified"));

        assertThat((String) verified.path("status")).isEqualTo("in-assessment");
        assertThat((String) verified.path("identity.method")).isEqualTo("call-back");
        counter.confirms(request, code).then().statusCode(409);
    }

    @Test
    void theAnswerDoesNotTellWhetherAnAddressIsKnown() {
        counter.inAssessment("prifora", "access");
        Map<String, Object> unknown = Counter.body("access");
        unknown.put("requester", Map.of("name", "Saskia Voorbeeld", "email", "nobody.knows.me@example.org"));

        Taken known = counter.asks("prifora", "access");
        Taken fresh = counter.asks("prifora", unknown);

        assertThat(known.answer().statusCode()).isEqualTo(fresh.answer().statusCode());
        assertThat(shape(known)).isEqualTo(shape(fresh));
        assertThat(counter.confirms(known, wrong(counter.code(known), 1)).statusCode())
                .isEqualTo(
                        counter.confirms(fresh, wrong(counter.code(fresh), 1)).statusCode());
        assertThat(shape(counter.sees(known))).isEqualTo(shape(counter.sees(fresh)));
    }

    private static Map<String, Object> shape(Taken taken) {
        return shape(taken.answer());
    }

    /** All that does not differ between any two requests. */
    private static Map<String, Object> shape(Response answer) {
        Map<String, Object> members = new java.util.TreeMap<>(answer.jsonPath().getMap(""));
        assertThat(members).containsKeys("id", "reference", "status");
        members.replaceAll(
                (name, value) -> List.of("id", "reference", "statusToken").contains(name) ? "differs" : value);
        return members;
    }

    private static String wrong(String code, int attempt) {
        String other = "%08d".formatted(attempt);
        return other.equals(code) ? "99999999" : other;
    }

    private interface Call {
        Response make(int attempt);
    }

    private static List<Integer> atOnce(int times, Call call) throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(times);
        try {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int attempt = 0; attempt < times; attempt++) {
                int number = attempt;
                calls.add(callers.submit(() -> call.make(number).statusCode()));
            }
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : calls) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            callers.shutdownNow();
        }
    }
}
