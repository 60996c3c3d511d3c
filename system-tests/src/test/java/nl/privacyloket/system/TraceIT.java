package nl.privacyloket.system;

import static nl.privacyloket.stack.layout.StackService.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import nl.privacyloket.stack.Stack;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One decision is one trace, through every service and data system to the letter that tells the person of its end. */
class TraceIT {
    private static final String DECISION = "request-service POST /requests/{id}/decision";
    private static final List<String> ERASED = List.of(
            DECISION,
            "request-service nl.privacyloket.request.decided.v1 publish",
            "retention-service nl.privacyloket.request.decided.v1 process",
            "retention-service nl.privacyloket.command.erase.v1 publish",
            "jdbc-connector nl.privacyloket.command.erase.v1 process");
    private static final List<String> VERIFIED = List.of(
            "jdbc-connector nl.privacyloket.result.erased.v1 publish",
            "retention-service nl.privacyloket.result.erased.v1 process",
            "retention-service nl.privacyloket.command.verify.v1 publish",
            "jdbc-connector nl.privacyloket.command.verify.v1 process",
            "jdbc-connector nl.privacyloket.result.verified.v1 publish",
            "retention-service nl.privacyloket.result.verified.v1 process");
    private static final List<String> TOLD = List.of(
            "retention-service nl.privacyloket.retention.erasure-completed.v1 publish",
            "request-service nl.privacyloket.retention.erasure-completed.v1 process",
            "request-service nl.privacyloket.request.closed.v1 publish",
            "notification-service nl.privacyloket.request.closed.v1 process",
            "notification-service message send");

    private static final String NAME = "Tjitske Tracering";
    private static final String EMAIL = "tjitske.tracering@example.org";
    private static final String NUMBER = "T-77131";
    private static final Stack STACK = RunningStack.get();
    private static final String TRACE = hex(16);
    private static final String CALLER = hex(8);

    @BeforeAll
    static void erase() {
        WebshopCustomer customer = WebshopCustomer.add(STACK, NUMBER, NAME, EMAIL);
        PersonsRequest request = PersonsRequest.file(
                STACK,
                "prifora",
                "erasure",
                customer.name(),
                customer.email(),
                "{\"type\":\"customer-number\",\"value\":\"" + NUMBER + "\"}");
        request.confirmFromMail();
        request.awaitStatus("in-assessment");
        request.awaitPlan();
        request.staff("privacy-officer")
                .with("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                .post(REQUEST, request.path() + "/decision", """
                        {"outcome":"partly-granted","ground":"legal-obligation","reason":"The tax law.","planHash":"%s"}
                        """.formatted(
                                request.seenByStaff().path("planHash").asText()))
                .expect(200);
        request.awaitStatus("closed");
        request.awaitMails(4);
    }

    @Test
    void theTraceLeadsFromTheDecisionThroughTheDataSystemToTheLetter() {
        awaitLetter();
    }

    @Test
    void theDataSystemsQuestionWhetherItMayCommitBelongsToIt() {
        awaitWay(Stream.concat(ERASED.stream(), Stream.of("retention-service POST /permits/{commandId}/redemption"))
                .toList());
    }

    @Test
    void theCallersTraceGoesOn() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(spans())
                .filteredOn(span -> span.title().equals(DECISION))
                .singleElement()
                .extracting(TracedSpan::parent)
                .isEqualTo(CALLER));
    }

    /** Every span but the first follows from one that is there: nothing breaks the chain. */
    @Test
    void noSpanHangsInTheAir() {
        awaitLetter();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<TracedSpan> spans = spans();
            assertThat(spans).extracting(TracedSpan::title).contains(DECISION);
            assertThat(spans).filteredOn(span -> !span.parent().equals(CALLER)).allSatisfy(span -> assertThat(spans)
                    .extracting(TracedSpan::id)
                    .contains(span.parent()));
        });
    }

    @Test
    void nothingOfThePersonStandsInIt() {
        awaitLetter();
        for (String known : List.of(NAME, EMAIL, NUMBER)) {
            assertThat(spans())
                    .allSatisfy(span -> assertThat((span.name() + span.attributes()).toLowerCase(Locale.ROOT))
                            .doesNotContain(known.toLowerCase(Locale.ROOT)));
        }
    }

    /** The last of the whole: once it is there, everything before it is. */
    private static void awaitLetter() {
        awaitWay(Stream.of(ERASED, VERIFIED, TOLD).flatMap(List::stream).toList());
    }

    /** Services export what they did a moment later. */
    private static void awaitWay(List<String> titles) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(waysTo(titles.get(titles.size() - 1)))
                .contains(titles));
    }

    private static List<TracedSpan> spans() {
        return traces().of(TRACE);
    }

    private static List<List<String>> waysTo(String title) {
        TraceFile traces = traces();
        return traces.of(TRACE).stream()
                .filter(span -> span.title().equals(title))
                .map(traces::wayTo)
                .toList();
    }

    private static TraceFile traces() {
        return TraceFile.read(STACK.directory().traces());
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
