package nl.privacyloket.request.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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
        Taken request = counter.inAssessment("prifora", "erasure");
        bus.tell(
                "erasure-planned",
                "prifora",
                Contracts.sample("nl.privacyloket.retention.erasure-planned.v1.sample", request.id()));
        Awaitility.await().until(() -> counter.staffSee(request, "prifora").path("planHash") != null);
        int revision = counter.sees(request).path("revision");

        counter.sees(request);
        counter.sees(request);

        assertThat((int) counter.sees(request).path("revision")).isEqualTo(revision);
    }
}
