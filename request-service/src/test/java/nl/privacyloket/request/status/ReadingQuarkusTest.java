package nl.privacyloket.request.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.privacyloket.request.support.Bus;
import nl.privacyloket.request.support.Contracts;
import nl.privacyloket.request.support.Counter;
import nl.privacyloket.request.support.Counter.Taken;
import nl.privacyloket.request.support.RequestEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Reading leaves a request as it is: otherwise a reader would make a writer's {@code If-Match} fail. */
@QuarkusTest
@QuarkusTestResource(RequestEnvironment.class)
class ReadingQuarkusTest {
    @Inject
    Counter counter;

    @Inject
    Bus bus;

    @Test
    void readingDoesNotMakeANewRevision() {
        Taken request = counter.asks("prifora", "erasure");
        assertThat(revisions(request)).hasSize(1);

        counter.confirms(request);
        assertThat(revisions(request)).hasSize(1);

        ObjectNode plan = Contracts.sample("nl.privacyloket.retention.erasure-planned.v1.sample", request.id());
        bus.tell("erasure-planned", "prifora", plan);
        Awaitility.await().until(() -> counter.staffSee(request, "prifora").path("planHash") != null);
        assertThat(revisions(request)).hasSize(1);

        counter.decides(
                        request,
                        "prifora",
                        Map.of(
                                "outcome", "partly-granted",
                                "ground", "legal-obligation",
                                "reason", "The tax law.",
                                "planHash", plan.get("planHash").asText()))
                .then()
                .statusCode(200);
        assertThat(revisions(request)).hasSize(1);
    }

    /** The revisions that reading it four times shows, by the person and by staff. */
    private Set<Integer> revisions(Taken request) {
        Set<Integer> revisions = new TreeSet<>();
        for (int i = 0; i < 2; i++) {
            revisions.add(counter.sees(request).path("revision"));
            revisions.add(counter.staffSee(request, "prifora").path("revision"));
        }
        return revisions;
    }
}
